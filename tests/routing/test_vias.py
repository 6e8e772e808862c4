"""Vias on networks drawn as text: what visits one, and what staying there takes."""

from dataclasses import replace

import pytest

from maas.model import TimeMeaning
from tests.asking import Asking
from tests.networks import draw

SLOW_THROUGH_V = """
    Fast  A      B
          08:00  08:20
    Slow  A      V      B
          08:05  08:15  08:40
          08:25  08:35  09:00
"""
BY = {"meaning": TimeMeaning.ARRIVE_BY}


def test_a_via_without_stay_may_be_passed_aboard() -> None:
    asking = Asking(SLOW_THROUGH_V)
    assert asking.ask("A", "B", "07:00") == "08:00 Fast 08:20"
    assert asking.ask("A", "B", "07:00", vias=(asking.via("V"),)) == "08:05 Slow 08:40"
    assert asking.ask("A", "B", "09:00", vias=(asking.via("V"),), **BY) == "08:25 Slow 09:00"


def test_a_stay_means_getting_off() -> None:
    asking = Asking(SLOW_THROUGH_V)
    through = {"vias": (asking.via("V", 20),)}
    assert asking.ask("A", "B", "07:00", **through) == "08:05 Slow Slow 09:00"
    assert asking.ask("A", "B", "09:00", **through, **BY) == "08:05 Slow Slow 09:00"
    assert asking.ask("A", "B", "07:00", vias=(asking.via("V", 21),)) == ""


def test_vias_are_visited_in_their_order() -> None:
    asking = Asking("""
        Out   A      V      W      B
              08:00  08:10  08:20  08:30
        Back  W      V
              08:25  08:35
        On    V      B
              08:40  08:50
    """)
    v, w = asking.via("V"), asking.via("W")
    assert asking.ask("A", "B", "07:00", vias=(v, w)) == "08:00 Out 08:30"
    assert asking.ask("A", "B", "07:00", vias=(w, v)) == "08:00 Out Back On 08:50"


def test_a_line_boarded_past_the_via_does_not_visit_it() -> None:
    asking = Asking("""
        Loop  V      A      V      B
              08:00  08:10  08:20  08:30
              09:00  09:10  09:12  09:40
        Out   V      B
              08:15  08:25
    """)
    assert asking.ask("A", "B", "07:00", vias=(asking.via("V"),)) == "08:10 Loop 08:30"
    assert asking.ask("V", "B", "07:00", vias=(asking.via("A"),)) == "08:00 Loop 08:30"
    assert asking.ask("B", "A", "07:00", vias=(asking.via("V"),)) == ""


def test_a_vehicle_goes_through_the_via_and_on_as_another_trip() -> None:
    asking = Asking("""
        M1    A      V
              08:00  08:10  > M2.1
        M2    V      B
              08:12  08:20
        M3    A      B
              08:01  08:05
    """)
    assert asking.ask("A", "B", "07:00", vias=(asking.via("V"),)) == "08:00 M1|M2 08:20"
    vias = (asking.via("A"), asking.via("V"), asking.via("B"))
    assert asking.ask("A", "B", "07:00", vias=vias) == "08:00 M1|M2 08:20"


def test_a_vehicle_passes_the_via_as_one_of_several_trips() -> None:
    asking = Asking("""
        P   A      B
            08:00  08:10  > Q.1
            08:20  08:30  > R.2
        Q   B      V      C
            08:12  08:15  08:20  > R.1
        R   C      D
            08:22  08:30
            08:35  08:40
    """)
    via = {"vias": (asking.via("V"),)}
    assert asking.ask("A", "D", "07:30", **via) == "08:00 P|Q|R 08:30"
    assert asking.ask("A", "D", "08:50", **via, **BY) == "08:00 P|Q|R 08:30"


@pytest.mark.parametrize(
    ("platforms", "stay_min", "expected"),
    [
        ("V", 0, "08:00 M1 walk M2 08:30"),
        ("V", 5, "08:00 M1 walk M2 08:30"),
        ("V", 6, "08:00 M1 walk M2 08:40"),  # stay, then walk 4
        ("W", 6, "08:00 M1 walk M2 08:40"),  # walk 4, then stay
        ("V W", 9, "08:00 M1 walk M2 08:30"),  # walking inside the station is staying there
        ("V W", 10, "08:00 M1 walk M2 08:40"),
    ],
)
def test_a_stay_is_time_spent_at_the_stops_of_the_via(
    platforms: str, stay_min: int, expected: str
) -> None:
    asking = Asking("""
        M1    A      V
              08:00  08:10
        M2    W      B
              08:19  08:30
              08:29  08:40
        walk  V W 4
    """)
    assert asking.ask("A", "B", "07:00", vias=(asking.via(platforms, stay_min),)) == expected


def test_who_walks_to_the_via_stays_there_and_who_starts_there_has_stayed() -> None:
    asking = Asking("""
        M1    V      B
              08:00  08:10
              08:30  08:40
    """)
    question = {"vias": (asking.via("V", 10),)}
    assert asking.ask("V", "B", "07:55", **question) == "08:00 M1 08:10"
    assert asking.ask("V+2", "B", "07:49", **question) == "08:18 M1 08:40"
    (journey,) = asking.router.search(asking.question("V+2", "B", "07:49", **question)).journeys
    assert journey.access_s == 120


def test_who_walks_from_the_via_has_stayed_there() -> None:
    asking = Asking("""
        M1    A      V
              08:00  08:10
    """)
    question = {"vias": (asking.via("V", 10),)}
    assert asking.ask("A", "V+3", "07:00", **question) == "08:00 M1 08:23"
    assert asking.ask("A", "V", "07:00", **question) == "08:00 M1 08:10"


def test_a_window_holds_every_departure_through_the_via() -> None:
    asking = Asking(SLOW_THROUGH_V)
    question = {"vias": (asking.via("V"),), "window_s": 3600}
    assert asking.ask("A", "B", "07:55", **question) == "08:05 Slow 08:40, 08:25 Slow 09:00"
    assert asking.ask("A", "B", "09:05", **question, **BY) == "08:05 Slow 08:40, 08:25 Slow 09:00"


def test_a_via_where_nothing_calls_is_never_visited() -> None:
    network = draw(SLOW_THROUGH_V)
    lonely = Asking(replace(network, stops=[*network.stops, "Z"]))
    assert lonely.ask("A", "B", "07:00", vias=(lonely.via("Z"),)) == ""
