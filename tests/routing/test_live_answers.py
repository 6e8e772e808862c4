"""Itineraries of trips that do not run as scheduled: planned, annotated, found again."""

from dataclasses import replace

import pytest

from maas.errors import NotFound
from maas.itinerary import Itinerary, LiveSource
from routing.known_trips import KnownLeg
from routing.question import Realtime
from tests.routing.test_planner import STREETS, WAYS
from tests.routing.test_refresh import THROUGH, known, refreshed
from tests.runs import KNOWN_AT, cancelled, elsewhere, late, skipping
from tests.towns import Town, all_shown, clock, shown

LINES = {
    "1": ("B 08:10 C 08:20 F 08:30", "B 08:30 C 08:40 F 08:50"),
    "2": ("C 08:25 G 08:35", "C 08:45 G 08:55"),
}
TOWN = Town(STREETS, WAYS, LINES)
FIRST, CONNECTION = TOWN.run("bus:1-0"), TOWN.run("bus:2-0")


def first(town: Town, ends: str = "BF", **more: object) -> Itinerary:
    """The first itinerary between two stops after eight."""
    return town.ask(f"bus:{ends[0]}", f"bus:{ends[1]}", wanted=1, **more).itineraries[0]


def test_a_late_trip_is_told_with_both_times_and_who_says_so() -> None:
    [leg] = first(TOWN.with_news(late(FIRST, 4, vehicle="12"))).legs
    assert (clock(leg.departure), clock(leg.arrival)) == ("08:14", "08:34")
    assert clock(leg.origin.scheduled_departure) == "08:10"
    assert clock(leg.intermediate[0].arrival) == "08:24"
    assert clock(leg.intermediate[0].scheduled_arrival) == "08:20"
    assert (leg.real_time, leg.scheduled, leg.cancelled) == (True, True, False)
    assert leg.live == LiveSource("rt", KNOWN_AT, "12")
    assert leg.trip is not None
    assert leg.trip.trip_id == "20230920_08:10_bus:1-0"
    assert leg.trip.data_source == "bus"


def test_without_live_times_nobody_says_it_is_on_time() -> None:
    [leg] = first(TOWN.with_news(elsewhere(FIRST, 1, int(CONNECTION.stop[1])))).legs
    assert not leg.real_time
    [other] = first(TOWN).legs
    assert (other.real_time, other.live) == (False, None)


def test_a_skipped_stop_is_told_as_cancelled() -> None:
    [leg] = first(TOWN.with_news(skipping(FIRST, 1))).legs
    [passed] = leg.intermediate
    assert (passed.cancelled, passed.may_board, passed.may_alight) == (True, False, False)
    assert shown(leg_only := Itinerary((leg,))) == "08:10 [1] F 08:30"
    assert not leg_only.legs[0].cancelled


def test_another_platform_is_told_beside_the_planned_one() -> None:
    tables = {
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,platform_code\n"
        "B,Stop B,2.0,2.0,\nC,Centre,2.1,2.0,1\nD,Centre,2.1001,2.0,2\n"
    }
    town = Town(STREETS, WAYS, {"1": ("B 08:10 C 08:20",), "2": ("B 09:10 D 09:20",)}, tables)
    run, there = town.run("bus:1-0"), int(town.run("bus:2-0").stop[1])
    [leg] = first(town.with_news(elsewhere(run, 1, there)), "BD").legs
    place = leg.destination.place
    assert (place.stop_id, place.track, place.scheduled_track) == ("bus:D", "2", "1")


def test_an_added_trip_is_not_scheduled() -> None:
    added = late(replace(FIRST, base=-1, id="bus:extra"), -5)
    town = TOWN.with_news(added)
    itinerary = first(town)
    assert shown(itinerary) == "08:05 [1] F 08:25"
    assert not itinerary.legs[0].scheduled
    trip = itinerary.legs[0].trip
    assert trip is not None
    assert trip.trip_id == "20230920_08:10_bus:extra"
    assert town.planner.boards.trip(trip.trip_id).legs[0].departure == itinerary.departure


@pytest.mark.parametrize("mode", [*Realtime])
def test_the_mode_says_what_news_do(mode: Realtime) -> None:
    town = TOWN.with_news(late(FIRST, 4), cancelled(TOWN.run("bus:2-0")))
    found = all_shown(town.ask("bus:B", "bus:G", wanted=1, realtime=mode))
    assert (
        found[0]
        == {
            Realtime.OFF: "08:10 [1] C 08:20 [2] G 08:35",
            Realtime.ANNOTATION_ONLY: "08:14 [1] C 08:24 [2] G 08:35",
            Realtime.REALTIME: "08:30 [1] C 08:40 [2] G 08:55",
        }[mode]
    )


def test_annotated_itineraries_say_what_is_missed_and_what_does_not_run() -> None:
    annotated = {"realtime": Realtime.ANNOTATION_ONLY}
    way = first(TOWN.with_news(late(FIRST, 9)), "BG", **annotated)
    assert [leg.missed for leg in way.legs] == [False, True]
    way = first(TOWN.with_news(cancelled(FIRST)), "BG", **annotated)
    assert [(leg.cancelled, leg.real_time) for leg in way.legs] == [(True, True), (False, False)]
    way = first(TOWN.with_news(skipping(FIRST, 1)), "BG", **annotated)
    assert [leg.cancelled for leg in way.legs] == [True, False]
    way = first(TOWN.with_news(late(FIRST, 9)), "BG", realtime=Realtime.OFF)
    assert [(leg.live, leg.missed) for leg in way.legs] == [(None, False)] * 2


def connection() -> list[KnownLeg]:
    """What the id of the planned itinerary from B to G says."""
    return known(first(TOWN, "BG"))


def test_found_again_it_runs_as_it_is_known_to_run_now() -> None:
    again = refreshed(TOWN.with_news(late(FIRST, 2)), connection())
    assert shown(again) == "08:12 [1] C 08:22 [2] G 08:35"
    assert not any(leg.missed for leg in again.legs)
    assert again.legs[0].real_time


def test_found_again_a_missed_change_and_cancelled_legs_are_told() -> None:
    again = refreshed(TOWN.with_news(late(FIRST, 9)), connection())
    assert [leg.missed for leg in again.legs] == [False, True]
    again = refreshed(TOWN.with_news(cancelled(CONNECTION)), connection())
    assert [leg.cancelled for leg in again.legs] == [False, True]
    again = refreshed(TOWN.with_news(skipping(FIRST, 1)), connection())
    assert [leg.cancelled for leg in again.legs] == [True, False]
    assert again.legs[0].destination.cancelled


def test_found_again_on_another_platform() -> None:
    moved = elsewhere(FIRST, 0, int(CONNECTION.stop[1]))
    again = refreshed(TOWN.with_news(moved), connection())
    assert again.legs[0].origin.place.stop_id == "bus:G"


def test_a_deleted_trip_is_nowhere() -> None:
    town = TOWN.with_news(cancelled(FIRST, deleted=True))
    with pytest.raises(NotFound):
        town.planner.boards.trip("20230920_08:10_bus:1-0")
    with pytest.raises(NotFound):
        refreshed(town, connection())
    for mode in (Realtime.REALTIME, Realtime.ANNOTATION_ONLY):
        found = all_shown(town.ask("bus:B", "bus:F", wanted=1, realtime=mode))
        assert not any(way.startswith("08:10") for way in found)


def test_a_way_that_leaves_its_stops_out_is_found_as_cancelled() -> None:
    whole = TOWN.run("bus:1-0")
    short = replace(
        whole,
        **{
            name: getattr(whole, name)[1:]
            for name in ("stop", "arrive", "depart", "scheduled_arrive", "scheduled_depart",
                         "planned_stop", "may_board", "may_alight", "skipped", "known",
                         "occupancy")
        },
    )  # fmt: skip
    again = refreshed(TOWN.with_news(short), connection())
    assert shown(again) == "08:10 [1] C 08:20 [2] G 08:35"
    assert again.legs[0].cancelled


def test_who_cannot_stay_seated_any_more_misses_the_trip_and_is_told_so() -> None:
    way = known(first(THROUGH, "BG"))
    assert len(way) == 1
    one, two = THROUGH.run("bus:1-0"), THROUGH.run("bus:2-0")
    again = refreshed(THROUGH.with_news(late(one, 9)), way)
    assert shown(again) == "08:19 [1] C 08:29 [2] G 08:35"
    assert [(leg.cancelled, leg.missed) for leg in again.legs] == [(False, False), (False, True)]
    again = refreshed(THROUGH.with_news(late(one, 1), cancelled(two)), way)
    assert shown(again) == "08:11 [1] C 08:21 [2] G 08:35"
    assert [leg.cancelled for leg in again.legs] == [False, True]
    rerouted = elsewhere(one, 1, int(one.stop[0]))
    rerouted = replace(rerouted, planned_stop=rerouted.stop)
    again = refreshed(THROUGH.with_news(rerouted), way)
    assert [leg.cancelled for leg in again.legs] == [True, False]
