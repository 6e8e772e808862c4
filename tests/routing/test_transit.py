"""Transit search on networks drawn as text; each test shows one thing that a kernel must know."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from maas.model import Access, Mode, Profile, TimeMeaning
from maas.units import NEVER
from routing.transit import Ride
from tests.asking import Asking
from tests.networks import DAY, draw, unix

TWO_LINES_AND_A_WALK = """
    M1    A      B      C
          08:00  08:10  08:20
          08:30  08:40  08:50

    T7    D      E
          08:12  08:20
          08:15  08:25

    walk  B D 4
"""

TERMINUS = """
    M1    A      B
          08:00  08:10  > M2.1
          08:30  08:40  > M3.1

    M2    B      C
          08:12  08:20
    M3    B      D
          08:41  08:50
    M4    B      D
          08:15  09:00

    change B 5
"""


def test_walks_between_lines_and_misses_the_tram_it_cannot_catch() -> None:
    asking = Asking(TWO_LINES_AND_A_WALK)
    assert asking.ask("A", "C", "07:55") == "08:00 M1 08:20"
    assert asking.ask("A", "E", "07:55") == "08:00 M1 walk T7 08:25"
    assert asking.ask("A", "E", "08:01") == ""


def test_a_window_holds_every_departure_worth_it() -> None:
    asking = Asking(TWO_LINES_AND_A_WALK)
    assert asking.ask("A", "C", "07:55", window_s=3600) == "08:00 M1 08:20, 08:30 M1 08:50"
    assert asking.ask("A", "C", "07:55", window_s=300) == "08:00 M1 08:20"
    assert asking.ask("A", "C", "07:55", window_s=299) == ""


def test_arriving_by_a_time_means_leaving_as_late_as_possible() -> None:
    asking = Asking(TWO_LINES_AND_A_WALK)
    by = {"meaning": TimeMeaning.ARRIVE_BY}
    assert asking.ask("A", "C", "08:49", **by) == "08:00 M1 08:20"
    assert asking.ask("A", "C", "08:50", **by) == "08:30 M1 08:50"
    assert asking.ask("A", "C", "08:50", window_s=1800, **by) == "08:00 M1 08:20, 08:30 M1 08:50"


def test_a_walk_is_one_way_and_not_followed_by_another() -> None:
    asking = Asking(TWO_LINES_AND_A_WALK + "walk D C 1\n T9 C A\n 08:10 08:50\n")
    assert asking.ask("D", "A", "07:00") == ""
    assert asking.ask("C", "E", "07:00") == ""


def test_of_places_to_change_the_one_without_a_detour_is_taken() -> None:
    asking = Asking("""
        Out   A      B      C
              08:00  08:10  08:20
        Back  C      B      D
              08:25  08:35  08:45
    """)
    (journey,) = asking.router.search(asking.question("A", "D", "07:00")).journeys
    first, second = journey.legs
    assert isinstance(first, Ride)
    assert isinstance(second, Ride)
    assert (first.alight, second.board) == (1, 1)


def test_leaves_for_the_stop_that_lets_one_leave_latest() -> None:
    asking = Asking(TWO_LINES_AND_A_WALK)
    assert asking.ask("A B+3", "C+1", "07:00") == "08:07 M1 08:21"


def test_a_change_at_a_stop_takes_its_time_or_is_forbidden() -> None:
    drawn = """
        M1    A      B
              08:00  08:10
        M2    B      C
              08:12  08:20
              08:16  08:30
    """
    assert Asking(drawn).ask("A", "C", "07:00") == "08:00 M1 M2 08:20"
    assert Asking(drawn + "change B 3").ask("A", "C", "07:00") == "08:00 M1 M2 08:30"
    forbidden = replace(draw(drawn), changes={1: NEVER})
    assert Asking(forbidden).ask("A", "C", "07:00") == ""


def test_the_question_may_lengthen_every_change() -> None:
    asking = Asking(TWO_LINES_AND_A_WALK.replace("B D 4", "B D 1"))
    assert asking.ask("A", "E", "07:00") == "08:00 M1 walk T7 08:20"
    assert asking.ask("A", "E", "07:00", transfer_factor=3.0) == "08:00 M1 walk T7 08:25"
    assert asking.ask("A", "E", "07:00", additional_transfer_s=120) == "08:00 M1 walk T7 08:25"
    assert asking.ask("A", "E", "07:00", min_transfer_s=300) == "08:00 M1 walk T7 08:25"
    assert asking.ask("A", "E", "07:00", min_transfer_s=301) == ""
    asking = Asking(TWO_LINES_AND_A_WALK)
    assert asking.ask("A", "E", "07:00", transfer_factor=0.5) == "08:00 M1 walk T7 08:20"


def test_staying_seated_is_no_boarding_and_needs_no_time() -> None:
    asking = Asking(TERMINUS)
    assert asking.ask("A", "C", "07:00") == "08:00 M1|M2 08:20"
    assert asking.ask("A", "C", "07:00", max_transfers=0) == "08:00 M1|M2 08:20"


def test_a_later_vehicle_of_the_line_may_be_the_one_that_goes_on() -> None:
    asking = Asking(TERMINUS)
    assert asking.ask("A", "D", "07:00") == "08:30 M1|M3 08:50"
    assert asking.ask("A", "D", "08:50", meaning=TimeMeaning.ARRIVE_BY) == "08:30 M1|M3 08:50"


def test_a_line_ridden_by_staying_seated_is_still_worth_boarding() -> None:
    asking = Asking("""
        P   A      B
            08:00  08:10  > Q.2
        Q   B      C      D
            07:00  07:10  07:20
            08:12  08:20  08:30
            08:40  08:50  09:00  > R.1
        R   D      E
            09:00  09:10

        change B 60
        change C 1
        change D 60
    """)
    assert asking.ask("A", "E", "07:30") == "08:00 P|Q Q|R 09:10"


def test_vehicles_go_on_through_several_trips() -> None:
    asking = Asking("""
        P   A      B
            08:00  08:10  > Q.1
        Q   B      C
            08:12  08:20  > R.1
        R   C      D
            08:22  08:30
    """)
    assert asking.ask("A", "D", "07:30") == "08:00 P|Q|R 08:30"
    assert asking.ask("A", "D", "08:30", meaning=TimeMeaning.ARRIVE_BY) == "08:00 P|Q|R 08:30"


def test_an_overtaking_trip_is_found() -> None:
    asking = Asking("""
        M1    A      B
              08:00  09:00
              08:10  08:30
              08:20  09:10
    """)
    assert asking.ask("A", "B", "07:00", window_s=7200) == "08:10 M1 08:30, 08:20 M1 09:10"


def test_boarding_and_alighting_may_be_forbidden() -> None:
    asking = Asking("""
        M1    A      B-     C+     D
              08:00  08:10  08:20  08:30
    """)
    assert asking.ask("A", "C", "07:00") == ""
    assert asking.ask("B", "D", "07:00") == ""
    assert asking.ask("A", "B", "07:00") == "08:00 M1 08:10"
    assert asking.ask("C", "D", "07:00") == "08:20 M1 08:30"


def test_a_night_bus_of_yesterday_runs_after_midnight() -> None:
    asking = Asking("""
        N1    A      B
              25:10  25:40
    """)
    assert asking.ask("A", "B", "01:00") == "01:10 N1 01:40"
    (journey,) = asking.router.search(asking.question("A", "B", "01:00")).journeys
    ride = journey.legs[0]
    assert isinstance(ride, Ride)
    assert ride.day == date(2026, 6, 9)
    assert asking.ask("A", "B", "02:00", meaning=TimeMeaning.ARRIVE_BY) == "01:10 N1 01:40"


def test_few_boardings_are_kept_beside_early_arrivals() -> None:
    drawn = """
        M1    A      B      C
              08:00  08:10  09:00
        M2    B      C
              08:15  08:30
    """
    asking = Asking(drawn)
    assert asking.ask("A", "C", "07:00") == "08:00 M1 M2 08:30, 08:00 M1 09:00"
    assert asking.ask("A", "C", "07:00", max_transfers=0) == "08:00 M1 09:00"
    assert asking.ask("A", "C", "07:00", max_travel_s=90 * 60) == "08:00 M1 M2 08:30"
    assert asking.ask("A", "C", "07:00", max_travel_s=90 * 60 - 1) == ""


def test_modes_not_asked_for_are_not_ridden() -> None:
    network = draw(TWO_LINES_AND_A_WALK)
    metro = replace(network.lines[0], mode=Mode.SUBWAY)
    asking = Asking(replace(network, lines=[metro, *network.lines[1:]]))
    assert asking.ask("A", "C", "07:00", modes=frozenset({Mode.BUS})) == ""
    assert asking.ask("A", "C", "07:00", modes=frozenset({Mode.SUBWAY})) == "08:00 M1 08:20"


def test_wheelchairs_use_what_is_not_known_to_be_closed_to_them() -> None:
    network = draw(TWO_LINES_AND_A_WALK)
    first, second = network.lines[0].runs
    line = replace(network.lines[0], runs=[replace(first, wheelchair=2), second])
    asking = Asking(replace(network, lines=[line], walks=[]))
    assert asking.ask("A", "C", "07:00") == "08:00 M1 08:20"
    assert asking.ask("A", "C", "07:00", profile=Profile.WHEELCHAIR) == "08:30 M1 08:50"
    asking = Asking(replace(network, lines=[line], walks=[], closed=frozenset({2})))
    assert asking.ask("A", "C", "07:00", profile=Profile.WHEELCHAIR) == ""
    assert asking.ask("A", "B", "07:00", profile=Profile.WHEELCHAIR) == "08:30 M1 08:40"


def test_bikes_are_taken_only_where_the_feed_says_so() -> None:
    asking = Asking("""
        M1    A      B
              08:00  08:10
              08:30  08:40  > M2.1
              09:00  09:10
        M2    B      C
              08:42  08:50
              09:12  09:20
    """)
    asking.let_bikes(0, Access.NO, Access.YES, Access.UNKNOWN)
    assert asking.ask("A", "B", "07:00", with_bike=True, window_s=7200) == "08:30 M1 08:40"
    assert asking.ask("A", "C", "07:00", with_bike=True) == ""
    asking.let_bikes(4, Access.YES)
    assert asking.ask("A", "C", "07:00", with_bike=True) == "08:30 M1 M2 09:20"
    asking.let_bikes(3, Access.YES)
    assert asking.ask("A", "C", "07:00", with_bike=True) == "08:30 M1|M2 08:50"
    by = {"meaning": TimeMeaning.ARRIVE_BY, "with_bike": True}
    assert asking.ask("A", "C", "09:30", **by) == "08:30 M1|M2 08:50"


@pytest.mark.parametrize(
    ("day", "ahead_h"), [(date(2026, 3, 29), 1), (date(2026, 10, 25), 0), (DAY, 1)]
)
def test_the_timetable_is_the_same_on_the_days_the_clocks_change(day: date, ahead_h: int) -> None:
    network = draw("""
        M1    A      B
              08:00  08:10
              24:30  24:40
    """)
    asking = Asking(replace(network, zones=("Europe/Lisbon",), day=day))
    question = replace(asking.question("A", "B", "00:30"), time=unix("04:00", day), window_s=86_400)
    journeys = asking.router.search(question).journeys
    shown = [journey.departure + ahead_h * 3600 - unix("00:00", day) for journey in journeys]
    assert shown[:2] == [8 * 3600, 24 * 3600 + 1800]


def test_a_search_can_be_stopped_and_says_so() -> None:
    asking = Asking(TWO_LINES_AND_A_WALK)
    question = asking.question("A", "E", "07:55")
    stopped = asking.router.search(question, np.ones(1, np.uint8))
    assert not stopped.complete
    assert asking.router.search(question).complete
    assert asking.ask("A", "E", "07:55") == "08:00 M1 walk T7 08:25"


def test_stops_nothing_calls_at_lead_nowhere() -> None:
    network = draw(TWO_LINES_AND_A_WALK)
    asking = Asking(replace(network, stops=[*network.stops, "Z"]))
    assert asking.ask("Z", "A", "07:00") == ""
    assert asking.ask("A", "Z", "07:00") == ""


def test_searches_with_the_same_ends_share_bounds_and_answer_as_alone() -> None:
    town = Asking(TWO_LINES_AND_A_WALK)
    first = town.question("A", "C E", "08:00", window_s=1800)
    other = town.question("A", "B", "08:00")
    asked = [
        first,
        other,
        first,
        replace(first, time=unix("08:25")),
        replace(first, window_s=0),
        replace(first, meaning=TimeMeaning.ARRIVE_BY, time=unix("09:00")),
        replace(first, max_travel_s=900),
        replace(first, min_transfer_s=300),
        first,
    ]
    for question in asked:
        if question is other:
            town.router.reach(question)
        alone = Asking(TWO_LINES_AND_A_WALK).router.search(question)
        assert town.router.search(question) == alone
