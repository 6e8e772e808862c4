"""Trips by id: how ids may be written, vehicles that go on as other trips, frequencies."""

import pytest

from maas.errors import NotFound
from maas.itinerary import Itinerary
from routing.planner import Planner
from tests.lines import lisbon, planner_over

ROUND = {
    "routes.txt": """\
        route_id,route_short_name,route_type
        1,One,3
        2,Two,3
        """,
    "trips.txt": """\
        route_id,service_id,trip_id,trip_headsign,block_id
        1,daily,first,South,B
        2,daily,second,North,B
        1,daily,third,South,B
        1,daily,night,South,
        1,daily,often,South,
        """,
    "stop_times.txt": """\
        trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type
        first,08:00:00,08:00:00,N,1,0,0
        first,08:05:00,08:06:00,M,2,1,1
        first,08:10:00,08:10:00,S,3,0,0
        second,08:15:00,08:15:00,S,1,0,0
        second,08:25:00,08:25:00,N,2,0,0
        third,08:30:00,08:30:00,N,1,0,0
        third,08:40:00,08:40:00,S,2,0,0
        night,24:10:00,24:10:00,N,1,0,0
        night,24:20:00,24:20:00,S,2,0,0
        often,00:00:00,00:00:00,N,1,0,0
        often,00:10:00,00:10:00,S,2,0,0
        """,
    "frequencies.txt": """\
        trip_id,start_time,end_time,headway_secs
        often,10:00:00,10:20:00,600
        """,
}


@pytest.fixture(scope="module")
def planner() -> Planner:
    return planner_over(ROUND)


def told(itinerary: Itinerary) -> list[str]:
    """Each leg as "route: stop minutes-after-eight …"."""
    eight = lisbon("2023-09-20T08:00")
    lines = []
    for leg in itinerary.legs:
        calls = [leg.origin, *leg.intermediate, leg.destination]
        stops = (
            f"{call.place.name[0]}{((call.departure or call.arrival or 0) - eight) // 60}"
            for call in calls
        )
        lines.append(f"{leg.trip.display_name if leg.trip else ''}: {' '.join(stops)}")
    return lines


@pytest.mark.parametrize("name", ["08:00_bus:first", "08:15_bus:second", "08:30_bus:third"])
def test_the_whole_vehicle_under_the_name_asked_for(planner: Planner, name: str) -> None:
    itinerary = planner.boards.trip(f"20230920_{name}")
    line = "Two" if "second" in name else "One"
    assert told(itinerary) == [f"{line}: N0 M6 S15 N30 S40"]
    assert itinerary.legs[0].trip is not None
    assert itinerary.legs[0].trip.trip_id == f"20230920_{name}"


def test_a_leg_for_each_trip_where_asked(planner: Planner) -> None:
    itinerary = planner.boards.trip("20230920_08:15_bus:second", join=False)
    assert told(itinerary) == ["One: N0 M6 S10", "Two: S15 N25", "One: N30 S40"]
    assert [leg.stays_seated for leg in itinerary.legs] == [False, True, True]
    assert itinerary.emissions is not None


@pytest.mark.parametrize(
    "written",
    ["20230920_24:10_", "20230920_24:10:00_", "20230921_00:10_", "20230921_0:10_"],
)
def test_a_night_trip_however_its_clock_is_written(planner: Planner, written: str) -> None:
    [leg] = planner.boards.trip(f"{written}bus:night").legs
    assert leg.trip is not None
    assert leg.trip.trip_id == "20230920_24:10_bus:night"
    assert leg.departure == lisbon("2023-09-21T00:10")


def test_a_trip_that_alone_has_its_id_is_found_at_another_time(planner: Planner) -> None:
    [leg] = planner.boards.trip("20230920_23:55_bus:night").legs
    assert leg.departure == lisbon("2023-09-21T00:10")


def test_runs_of_a_frequency_are_told_apart_by_the_clock(planner: Planner) -> None:
    [leg] = planner.boards.trip("20230920_10:10_bus:often").legs
    assert leg.departure == lisbon("2023-09-20T10:10")
    with pytest.raises(NotFound):
        planner.boards.trip("20230920_10:05_bus:often")


@pytest.mark.parametrize(
    "name",
    [
        "20230920_08:00_bus:gone",
        "20991231_08:00_bus:first",
        "20230931_08:00_bus:first",
        "00010101_00:00_bus:first",
        "bus:first",
        "20230920_08:00",
    ],
)
def test_other_ids_name_no_trip(planner: Planner, name: str) -> None:
    with pytest.raises(NotFound, match="tripId"):
        planner.boards.trip(name)
