"""Door to door over a drawn town: what a traveller is told, and what they are spared."""

import numpy as np
import pytest

from maas.errors import BadPlace, BadQuery, NotFound
from maas.itinerary import Answer, Itinerary
from maas.model import LatLon, Mode, TimeMeaning
from routing.question import End, KnownOffset, Question, ViaStop
from tests.towns import Town, all_shown, shown

STREETS = """
A---B---------------------------------------------------------------C---D
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
|                                                                       |
E---F                                                                   G
"""
WAYS = {"AB": "highway=residential name=High+Street", "CDG": "highway=residential",
        "AEF": "highway=residential"}  # fmt: skip
TOWN = Town(
    STREETS,
    WAYS,
    {
        "1": ("B 08:10 C 08:20", "B 08:30 C 08:40", "B 09:10 C 09:20"),
        "2": ("C 08:25 G 08:35", "C 08:45 G 08:55"),
        "3": ("B 08:05 G 08:58",),
    },
)
"""B and C are 1.7 km apart and joined by line 1 alone; G lies 2 km south of D."""


def test_walks_to_the_stop_rides_and_walks_on() -> None:
    answer = TOWN.ask("A", "D", wanted=2)
    assert all_shown(answer) == [
        "08:08 walk B 08:10 [1] C 08:20 walk END 08:21",
        "08:28 walk B 08:30 [1] C 08:40 walk END 08:41",
    ]


def test_changes_where_it_pays_and_stays_where_it_is_simpler() -> None:
    answer = TOWN.ask("A", "G", wanted=1)
    assert all_shown(answer) == [
        "08:03 walk B 08:05 [3] G 08:58",
        "08:08 walk B 08:10 [1] C 08:20 [2] G 08:35",
    ]
    assert [itinerary.transfers for itinerary in answer.itineraries] == [0, 1]


def test_arrives_by_the_asked_time_leaving_as_late_as_possible() -> None:
    answer = TOWN.ask("A", "D", "08:45", meaning=TimeMeaning.ARRIVE_BY, wanted=1)
    assert all_shown(answer) == ["08:28 walk B 08:30 [1] C 08:40 walk END 08:41"]


def test_without_timetable_view_only_the_first_to_arrive_is_told() -> None:
    answer = TOWN.ask("A", "D", timetable_view=False)
    assert all_shown(answer) == ["08:08 walk B 08:10 [1] C 08:20 walk END 08:21"]


def test_stops_are_asked_for_by_their_ids() -> None:
    answer = TOWN.ask("bus:B", "bus:C", wanted=1)
    assert all_shown(answer) == ["08:10 [1] C 08:20"]
    assert answer.origin.name == "Stop B"


def test_goes_through_a_via() -> None:
    answer = TOWN.ask("A", "G", wanted=1, vias=(ViaStop("bus:C"),))
    assert all_shown(answer) == ["08:08 walk B 08:10 [1] C 08:20 [2] G 08:35"]
    by = {"meaning": TimeMeaning.ARRIVE_BY, "wanted": 1}
    answer = TOWN.ask("A", "G", "08:50", vias=(ViaStop("bus:C"),), **by)
    assert all_shown(answer) == ["08:08 walk B 08:10 [1] C 08:20 [2] G 08:35"]


def test_no_direct_way_is_told_where_there_are_vias() -> None:
    assert TOWN.ask("A", "E", max_direct_s=3600).direct
    assert not TOWN.ask("A", "E", max_direct_s=3600, vias=(ViaStop("bus:B"),)).direct


def test_stays_at_a_via_before_walking_on() -> None:
    answer = TOWN.ask("A", "D", wanted=1, vias=(ViaStop("bus:C", 600),))
    assert all_shown(answer) == ["08:08 walk B 08:10 [1] C 08:20 walk END 08:31"]
    stay, walk = answer.itineraries[0].legs[1:]
    assert walk.departure == stay.arrival + 600
    assert answer.itineraries[0].arrival == walk.arrival


def test_a_via_has_to_be_a_stop() -> None:
    with pytest.raises(NotFound, match="via: no stop"):
        TOWN.ask("A", "D", vias=(ViaStop("bus:Z"),))


def test_a_via_where_nothing_calls_is_named() -> None:
    rows = [f"{s},Stop {s},{TOWN.positions[s].lat},{TOWN.positions[s].lon}" for s in "BCDG"]
    stops = "\n".join(("stop_id,stop_name,stop_lat,stop_lon", *rows))
    town = Town(STREETS, WAYS, TOWN.lines, {"stops.txt": stops})
    errors = town.ask("A", "D", vias=(ViaStop("bus:D"),)).errors
    assert [(error.code, error.input_field) for error in errors] == [
        ("NO_TRANSIT_CONNECTION", "VIA")
    ]


def test_says_that_no_trip_takes_bikes() -> None:
    [error] = TOWN.ask("A", "D", with_bike=True).errors
    assert (error.code, "bikes" in error.description) == ("NO_TRANSIT_CONNECTION", True)


def alternatives(answer: Answer, leg: int) -> list[str]:
    """What could take the place of a leg of the first itinerary."""
    found = answer.itineraries[0].legs[leg].alternatives
    assert found is not None
    return [shown(Itinerary(legs)) for legs in found]


def test_tells_what_else_one_could_take() -> None:
    answer = TOWN.ask("A", "D", wanted=1, leg_alternatives=1)
    assert alternatives(answer, 1) == ["08:28 walk B 08:30 [1] C 08:40 walk END 08:41"]
    answer = TOWN.ask("A", "D", wanted=1, leg_alternatives=9)
    assert len(alternatives(answer, 1)) == 2
    assert answer.itineraries[0].legs[0].alternatives is None
    by = TOWN.ask("A", "D", "08:45", wanted=1, meaning=TimeMeaning.ARRIVE_BY, leg_alternatives=9)
    assert alternatives(by, 1) == ["08:08 walk B 08:10 [1] C 08:20 walk END 08:21"]


def test_alternatives_fit_between_the_vehicles_before_and_after() -> None:
    town = Town(STREETS, WAYS, {
        "1": ("B 08:10 C 08:20", "B 08:30 C 08:40"),
        "2": ("C 08:50 G 08:55", "C 09:00 G 09:05"),
        "3": ("B 08:32 C 08:44", "B 08:33 C 08:51"),
    })  # fmt: skip
    answer = town.ask("A", "G", wanted=1, leg_alternatives=9)
    assert all_shown(answer) == ["08:30 walk B 08:32 [3] C 08:44 [2] G 08:55"]
    assert alternatives(answer, 1) == [
        "08:08 walk B 08:10 [1] C 08:20 walk C 08:20",
        "08:28 walk B 08:30 [1] C 08:40 walk C 08:40",
    ]
    assert alternatives(answer, 2) == ["08:44 walk C 08:44 [2] G 09:05 walk END 09:05"]


def test_known_offsets_replace_the_way_to_the_stops() -> None:
    known = (KnownOffset("bus:B", 900), KnownOffset("bus:C", 7200))
    answer = TOWN.ask("A", "D", wanted=1, access_offsets=known, egress_offsets=known[1:])
    assert all_shown(answer)[0] == "08:15 walk B 08:30 [1] C 08:40 walk END 10:40"
    with pytest.raises(NotFound, match="toOffsets"):
        TOWN.ask("A", "D", egress_offsets=(KnownOffset("bus:Z", 60),))


def test_legs_carry_places_lines_and_ways() -> None:
    walk, ride, _ = TOWN.ask("A", "D", wanted=1).itineraries[0].legs
    assert walk.mode is Mode.WALK and walk.steps[0].street == "High Street"
    assert walk.distance_m == pytest.approx(100, abs=2)
    assert len(walk.geometry) >= 2
    assert ride.trip is not None and ride.trip.trip_id == "20230920_08:10_bus:1-0"
    assert ride.origin.place.stop_id == "bus:B" and ride.trip.headsign == "Stop C"
    assert ride.trip.data_source == "bus"


@pytest.mark.parametrize("metres", range(50, 200, 25))
def test_a_change_without_margin_is_told_along_the_streets(metres: int) -> None:
    far, near = "-" * 60, "-" * (metres // 25)
    town = Town(
        f"A{far}B{near}C{far}D",
        {"ABCD": "highway=residential name=High+Street"},
        {"1": ("A 08:00 B 08:03",), "2": ("C 08:10 D 08:13",)},
        {"transfers.txt": "from_stop_id,to_stop_id,transfer_type\nB,C,1"},
    )
    (itinerary,) = town.ask("bus:A", "bus:D", wanted=1).itineraries
    assert [step.street for step in itinerary.legs[1].steps] == ["High Street"]


def test_a_short_walk_is_not_avoided_by_a_detour() -> None:
    town = Town(
        "A---B---C---D",
        {"ABCD": "highway=residential"},
        {"1": ("A 08:01 D 08:20",), "2": ("A 08:02 D 08:03",)},
    )
    answer = town.ask("A", "D", wanted=5)
    assert all_shown(answer) == ["08:02 [2] D 08:03"]
    assert [shown(way) for way in answer.direct] == ["08:00 walk END 08:04"]


def test_says_that_walking_beats_every_line() -> None:
    town = Town("A---B", {"AB": "highway=residential"}, {"1": ("A 08:01 B 08:20",)})
    answer = town.ask("A", "B")
    assert answer.itineraries == ()
    assert [error.code for error in answer.errors] == ["WALKING_BETTER_THAN_TRANSIT"]


def test_pages_side_by_side_tell_what_one_long_window_tells() -> None:
    whole = TOWN.ask("A", "G", window_s=7200, wanted=0)
    pages, cursor = [], ""
    for _ in range(8):
        page = TOWN.ask("A", "G", window_s=900, wanted=0, cursor=cursor)
        pages += all_shown(page)
        cursor = page.next_cursor
    assert pages == all_shown(whole)


def test_the_page_before_ends_where_this_one_begins() -> None:
    later = TOWN.ask("A", "D", "08:25", window_s=900, wanted=1)
    earlier = TOWN.ask("A", "D", wanted=1, cursor=later.previous_cursor)
    assert all_shown(earlier) == ["08:08 walk B 08:10 [1] C 08:20 walk END 08:21"]
    again = TOWN.ask("A", "D", window_s=900, wanted=1, cursor=earlier.next_cursor)
    assert all_shown(again) == all_shown(later)


def test_a_page_is_cut_between_departures_and_goes_on_there() -> None:
    first = TOWN.ask("A", "D", window_s=7200, wanted=1, at_most=2)
    rest = TOWN.ask("A", "D", window_s=7200, wanted=1, cursor=first.next_cursor)
    assert len(first.itineraries) == 2
    assert all_shown(rest) == ["09:08 walk B 09:10 [1] C 09:20 walk END 09:21"]


def test_a_page_that_had_to_grow_ends_when_it_holds_what_was_wanted() -> None:
    first = TOWN.ask("A", "D", window_s=60, wanted=1)
    rest = TOWN.ask("A", "D", window_s=60, wanted=1, cursor=first.next_cursor)
    assert all_shown(first) == ["08:08 walk B 08:10 [1] C 08:20 walk END 08:21"]
    assert all_shown(rest) == ["08:28 walk B 08:30 [1] C 08:40 walk END 08:41"]


def test_a_window_of_a_second_holds_only_what_leaves_then() -> None:
    page = TOWN.ask("bus:B", "bus:C", "08:10", window_s=1, wanted=0)
    assert all_shown(page) == ["08:10 [1] C 08:20"]
    assert all_shown(TOWN.ask("bus:B", "bus:C", "08:09", window_s=1, wanted=0)) == []


def test_direct_ways_stand_on_the_first_page_only() -> None:
    first = TOWN.ask("A", "B", wanted=1)
    assert [shown(way) for way in first.direct] == ["08:00 walk END 08:01"]
    assert TOWN.ask("A", "B", cursor=first.next_cursor).direct == ()


def test_bikes_reach_farther_and_never_hide_what_walking_finds() -> None:
    by_foot = TOWN.ask("E", "D", wanted=1, max_access_s=600)
    assert [error.code for error in by_foot.errors] == ["NO_STOPS_IN_RANGE"]
    by_bike = TOWN.ask("E", "D", wanted=1, max_access_s=600, access_modes=(Mode.WALK, Mode.BIKE))
    assert all_shown(by_bike) == ["08:01 bike B 08:10 [1] C 08:20 walk END 08:21"]
    both = TOWN.ask("E", "D", wanted=1, max_access_s=3600, access_modes=(Mode.WALK, Mode.BIKE))
    assert any(" bike " in f" {line} " for line in all_shown(both))
    assert all_shown(TOWN.ask("E", "D", wanted=1, max_access_s=3600))[0] in all_shown(both)


def test_other_days_say_that_no_timetable_covers_them() -> None:
    question = Question(End(stop_id="bus:B"), End(stop_id="bus:C"), 1_900_000_000)
    answer = TOWN.planner.plan(question)
    assert [error.code for error in answer.errors] == ["OUTSIDE_SERVICE_PERIOD"]


def test_no_connection_within_a_day_is_said() -> None:
    answer = TOWN.ask("bus:C", "bus:B")
    assert [error.code for error in answer.errors] == ["NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW"]


def test_an_unknown_stop_and_a_place_off_the_map_are_named() -> None:
    with pytest.raises(NotFound, match=r"toPlace.*bus:Z"):
        TOWN.ask("A", "bus:Z")
    far = Question(End(at=LatLon(48.0, 2.0)), End(stop_id="bus:B"), 1_695_193_200)
    with pytest.raises(BadPlace) as caught:
        TOWN.planner.plan(far)
    assert (caught.value.parameter, caught.value.code) == ("fromPlace", "OUTSIDE_BOUNDS")


def test_a_foreign_cursor_is_refused() -> None:
    with pytest.raises(BadQuery, match="pageCursor"):
        TOWN.ask("A", "D", cursor="soon")


def test_without_streets_stops_are_reached_in_straight_lines() -> None:
    town = Town(STREETS, WAYS, TOWN.lines, streets=False)
    answer: Answer = town.ask("A", "D", wanted=1)
    assert all_shown(answer) == ["08:08 walk B 08:10 [1] C 08:20 walk END 08:21"]


def test_a_search_ended_early_says_so() -> None:
    question = Question(End(at=TOWN.positions["A"]), End(at=TOWN.positions["G"]), 1_695_193_200)
    assert TOWN.planner.plan(question).complete
    assert not TOWN.planner.plan(question, np.ones(1, np.uint8)).complete


def test_the_same_question_has_the_same_answer() -> None:
    assert all_shown(TOWN.ask("A", "G")) == all_shown(TOWN.ask("A", "G"))
