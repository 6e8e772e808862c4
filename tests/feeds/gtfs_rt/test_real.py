"""What real producers send: every recorded message is read, and says what the bindings say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.transit.gtfs_realtime_pb2 import FeedMessage

from feeds.gtfs_rt import parse
from maas.live import StopEvent, TripUpdate, VehiclePosition
from maas.model import SourceId
from maas.report import Severity
from tests.shared import shared

pytestmark = pytest.mark.real

MESSAGES = {
    "bibus-brest-alerts.pb": {"alert": 12},
    "budapest/TripUpdates.pb": {"trip": 2497},
    "poznan/feeds.pb": {"trip": 546, "vehicle": 548},
    "poznan/trip_updates.pb": {"trip": 545},
    "poznan/vehicle_positions.pb": {"vehicle": 544},
    "rome/trip_updates.pb": {"trip": 1284},
    "rome/vehicle_positions.pb": {"vehicle": 1288},
    "transitland/bart-alerts.pb": {"alert": 1},
    "transitland/bart-trip-updates.pb": {"trip": 91},
    "transitland/ct-service-alerts.pb": {},
    "transitland/ct-trip-updates.pb": {"trip": 19},
    "transitland/ct-vehicle-positions.pb": {"vehicle": 14},
    "transitland/example.pb": {"trip": 26},
    "transitland/BA.json": {"trip": 48},
    "transitland/CT.json": {"trip": 9},
}


@pytest.mark.parametrize("name", MESSAGES)
def test_every_entity_becomes_a_record_or_is_counted(name: str) -> None:
    parsed = parse(shared("data", "gtfs-rt", name).read_bytes(), SourceId("rt"))
    counts: dict[str, int] = {}
    for record in parsed.records:
        tag = str(type(record).__struct_config__.tag)
        counts[tag] = counts.get(tag, 0) + 1
    assert counts == MESSAGES[name]
    assert parsed.made_at is not None


@pytest.mark.parametrize(
    "path",
    [
        "budapest/TripUpdates.pb",
        "rome/trip_updates.pb",
        "poznan/feeds.pb",
        "transitland/example.pb",
        "transitland/ct-trip-updates.pb",
    ],
)
def test_trip_updates_say_what_the_bindings_say(path: str) -> None:
    compare(shared("data", "gtfs-rt", *path.split("/")))


def test_so_do_both_bursts_of_kingston() -> None:
    files = sorted(shared("data", "kingston", "tripupdates").glob("*.pb"))
    for path in files[::8]:
        compare(path)


def test_vehicles_are_where_the_bindings_say() -> None:
    content = shared("data", "gtfs-rt", "rome", "vehicle_positions.pb").read_bytes()
    found = {
        each.vehicle.id: each
        for each in parse(content, SourceId("rt")).records
        if isinstance(each, VehiclePosition)
    }
    for entity in FeedMessage.FromString(content).entity:
        said, built = entity.vehicle, found[entity.vehicle.vehicle.id]
        if said.timestamp == built.timestamp:
            assert built.lat == pytest.approx(said.position.latitude, abs=1e-6)
            assert built.lon == pytest.approx(said.position.longitude, abs=1e-6)
            assert built.stop_id == said.stop_id


def compare(path: Path) -> None:
    """Every stop update of the records, against a plain walk over the message."""
    content = path.read_bytes()
    parsed = parse(content, SourceId("rt"))
    updates = {
        update.key.trip_id: update for update in parsed.records if isinstance(update, TripUpdate)
    }
    lossy = {each.rule for each in parsed.rejections if each.severity is Severity.ERROR}
    assert lossy <= {"duplicate_entity"}
    messages = {
        entity.trip_update.trip.trip_id: entity.trip_update
        for entity in FeedMessage.FromString(content).entity
        if entity.HasField("trip_update")
    }
    twice = sum(each.count for each in parsed.rejections if each.rule == "duplicate_entity")
    assert updates.keys() == messages.keys()
    different = [
        trip
        for trip, update in updates.items()
        if [tuple(call(stop)) for stop in update.stops] != walked(messages[trip])
    ]
    assert len(different) <= twice


def call(stop: Any) -> Iterator[object]:
    yield from (stop.sequence, stop.stop_id, int(stop.relationship))
    yield from (moment(stop.arrival), moment(stop.departure))


def moment(event: StopEvent | None) -> object:
    if event is None:
        return None
    return event.time, None if event.time else event.delay, event.uncertainty


def walked(update: Any) -> list[tuple[object, ...]]:
    return [
        (
            stop.stop_sequence if stop.HasField("stop_sequence") else None,
            stop.stop_id,
            stop.schedule_relationship,
            said(stop, "arrival"),
            said(stop, "departure"),
        )
        for stop in update.stop_time_update
    ]


def said(stop: Any, name: str) -> object:
    if not stop.HasField(name):
        return None
    event = getattr(stop, name)
    return (
        event.time or None,
        None if event.time or not event.HasField("delay") else event.delay,
        event.uncertainty or None,
    )
