"""How late a vehicle seems to be by where it is."""

from dataclasses import replace

import numpy as np
import pytest

from maas.live import TripKey, VehicleLabel, VehiclePosition
from tests.livefeeds import RT, TODAY, applied, feed_timetable, late, news, rules, told
from tests.networks import unix

DRAWN = feed_timetable("""
    M1    A      B            C      D
          08:00  08:10/08:12  08:20  08:30
""")
EAST = replace(DRAWN, stops=replace(DRAWN.stops, lon=np.array([13.0, 13.01, 13.02, 13.03])))
"""Stops lie a kilometre apart along the equator."""

INCOMING_AT, STOPPED_AT, IN_TRANSIT_TO = range(3)
ALL_ON_TIME = "~08:00 ~08:10/~08:12 ~08:20 ~08:30"


def vehicle(at: str, lon: float = 13.0, lat: float = 0.0, **said: object) -> VehiclePosition:
    """Where the vehicle of the trip was at a clock time."""
    key = TripKey("0.0", start_date=TODAY)
    label = VehicleLabel("bus 7")
    return VehiclePosition(key, label, lat, lon, unix(at), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("position", "line"),
    [
        (vehicle("08:11", stop_id="B", status=STOPPED_AT), "~08:00 08:10/08:12 08:20 08:30"),
        (vehicle("08:14", stop_id="B", status=STOPPED_AT), "~08:00 08:12/08:14 08:22 08:32"),
        (vehicle("08:09", stop_id="B", status=STOPPED_AT), "~08:00 08:09/08:12 08:20 08:30"),
        (vehicle("08:13", sequence=2, status=INCOMING_AT), "~08:00 08:13/08:15 08:23 08:33"),
        (vehicle("08:18", 13.015, sequence=3), "~08:00 ~08:10/08:12 08:22 08:32"),
        (vehicle("08:18", 13.015), "~08:00 ~08:10/08:12 08:22 08:32"),
        (vehicle("07:50", sequence=1, status=STOPPED_AT), "08:00 08:10/08:12 08:20 08:30"),
        (vehicle("08:03", sequence=1, status=STOPPED_AT), "08:03 08:13/08:15 08:23 08:33"),
    ],
)
def test_delay_by_where_a_vehicle_is(position: VehiclePosition, line: str) -> None:
    made = applied(EAST, position, made_at=position.timestamp or 0)
    assert told(made) == [f"s:0.0 {line}"]
    assert made.live.trips is not None
    assert made.live.trips.vehicle[0] == "bus 7"
    assert made.matches[RT].matched == 1


@pytest.mark.parametrize(
    ("position", "line"),
    [
        (vehicle("07:45", 13.0002), "08:00 08:10/08:12 08:20 08:30"),
        (vehicle("07:45", sequence=2), "08:00 08:10/08:12 08:20 08:30"),
        (vehicle("07:45", stop_id="B"), "08:00 08:10/08:12 08:20 08:30"),
        (vehicle("07:59", 13.015), "08:00 08:10/08:12 08:20 08:30"),
        (vehicle("08:03", 13.0002), "08:03 08:13/08:15 08:23 08:33"),
        (vehicle("08:03", 13.0002, sequence=2), "08:03 08:13/08:15 08:23 08:33"),
        (vehicle("08:14", 13.015), "~08:00 ~08:10/08:12 08:18/08:20 08:30"),
    ],
)
def test_no_vehicle_leaves_early(position: VehiclePosition, line: str) -> None:
    assert told(applied(EAST, position, made_at=position.timestamp or 0)) == [f"s:0.0 {line}"]


@pytest.mark.parametrize(
    "position",
    [
        vehicle("08:18", 13.015, 0.01),
        vehicle("11:00", 13.015),
        vehicle("08:01", 13.0),
    ],
    ids=["off its way", "off its time", "long ago"],
)
def test_nothing_is_said_of_vehicles_off_their_trip(position: VehiclePosition) -> None:
    made = applied(EAST, position, made_at=max(unix("08:18"), position.timestamp or 0))
    assert told(made) == []
    assert rules(made) == {"vehicle_off_its_trip": 1}


def test_an_update_is_better_than_a_position() -> None:
    made = applied(
        EAST, vehicle("08:18", 13.015), news("0.0", late("B", 60)), made_at=unix("08:18")
    )
    assert told(made) == ["s:0.0 ~08:00 08:11/08:13 08:21 08:31"]
    assert made.matches[RT].trips == 1


def test_an_update_that_says_nothing_leaves_the_position() -> None:
    silent, seen = news("0.0"), vehicle("08:18", 13.015)
    for records in ((silent, seen), (seen, silent)):
        made = applied(EAST, *records, made_at=unix("08:18"))
        assert told(made) == ["s:0.0 ~08:00 ~08:10/08:12 08:22 08:32"]
        assert rules(made) == {}


def test_a_place_passed_twice_is_told_by_time() -> None:
    there_and_back = feed_timetable("""
        M1    A      B      C      B      A
              08:00  08:10  08:20  08:30  08:40
    """)
    lon = np.array([13.0, 13.01, 13.02])
    timetable = replace(there_and_back, stops=replace(there_and_back.stops, lon=lon))
    made = applied(timetable, vehicle("08:27", 13.015), made_at=unix("08:27"))
    assert told(made) == ["s:0.0 ~08:00 ~08:10 ~08:20 08:32 08:42"]
