"""Vehicles passed on: each once, with the trip that it was found to run."""

from dataclasses import replace

import numpy as np

from api.exchange.naming import Naming
from api.exchange.vehicles import vehicle_positions
from feeds.gtfs_rt import write
from maas.arrays import Ids
from maas.live import Record, StopUpdates, TripKey, TripUpdate, VehicleLabel, VehiclePosition
from maas.live.trips import TripRelationship
from maas.timetable import Timetable
from tests.livefeeds import NOW, STATIC, TODAY, applied, at, feed_timetable
from tests.rtrules import broken_rules

LINE = feed_timetable("""
    M1    A      B
          08:00  08:10
          08:30  08:40
""")


OWN = Naming(STATIC)


def seen(trip_id: str, vehicle: str = "v", stop_id: str = "B", ago_s: int = 20) -> VehiclePosition:
    key = TripKey(trip_id, start_date=TODAY)
    return VehiclePosition(key, VehicleLabel(vehicle), 52.5, 13.4, NOW - ago_s, stop_id=stop_id)


def passed_on(
    *records: Record, timetable: Timetable = LINE, naming: Naming = OWN
) -> list[VehiclePosition]:
    live = applied(timetable, *records).live
    positions = list(vehicle_positions(timetable, live, naming, NOW))
    if naming.source:
        assert broken_rules(write(positions, NOW), timetable, STATIC) <= {"E016"}
    return positions


def test_a_vehicle_tells_the_route_of_its_trip() -> None:
    (position,) = passed_on(seen("0.0"))
    assert position == replace_key(seen("0.0"), TripKey("0.0", "M1", start_date=TODAY))


def replace_key(position: VehiclePosition, key: TripKey) -> VehiclePosition:
    return VehiclePosition(
        key, position.vehicle, position.lat, position.lon, position.timestamp,
        stop_id=position.stop_id,
    )  # fmt: skip


def test_ids_have_prefixes_where_nobody_is_named() -> None:
    (position,) = passed_on(seen("0.0"), naming=Naming())
    assert position.key is not None
    names = position.key.trip_id, position.key.route_id, position.stop_id
    assert names == ("s:0.0", "s:M1", "s:B")
    assert passed_on(seen("0.0"), naming=Naming("other")) == []


def test_a_vehicle_on_an_extra_trip_is_told_with_it() -> None:
    calls = StopUpdates.of((at("A", "08:05"), at("B", "08:15")))
    key = TripKey("extra", "M1", start_date=TODAY, relationship=TripRelationship.NEW)
    (position,) = passed_on(TripUpdate(key, calls), seen("extra"))
    assert position.key is not None
    assert (position.key.trip_id, position.key.relationship) == ("extra", TripRelationship.NEW)


def test_a_vehicle_is_where_it_was_seen_last() -> None:
    (position,) = passed_on(seen("0.0", ago_s=90), seen("0.1", ago_s=10))
    assert position.key is not None
    assert (position.key.trip_id, position.timestamp) == ("0.1", NOW - 10)


def test_nothing_is_seen_later_than_the_message() -> None:
    live = applied(LINE, seen("0.0", ago_s=0)).live
    (position,) = vehicle_positions(LINE, live, Naming(STATIC), NOW - 60)
    assert position.timestamp == NOW - 60


def test_a_stop_that_the_timetable_does_not_have_is_not_told() -> None:
    (position,) = passed_on(seen("0.0", stop_id="Z"))
    assert position.stop_id == ""


def test_of_trips_that_run_again_and_again_the_start_is_told() -> None:
    ids = Ids.of(id_.replace("0.1", "0.0") for id_ in LINE.trips.id.texts)
    headway = np.zeros(2, np.int32)
    again = replace(LINE, trips=replace(LINE.trips, id=ids, headway=headway))
    key = TripKey("0.0", start_date=TODAY, start_time=30_600)
    position = VehiclePosition(key, VehicleLabel("v"), 52.5, 13.4, NOW)
    (told,) = passed_on(position, timetable=again)
    assert told.key == TripKey("0.0", "M1", start_date=TODAY, start_time=30_600)
