"""What the rules of MobilityData's GTFS Realtime validator say of a message of ours.

Those of its rules that need no second message; times may stand still from stop to stop, for
timetables in whole minutes do (E022 says they may not).
Source: gtfs-realtime-validator, RULES.md.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from google.transit.gtfs_realtime_pb2 import FeedHeader, FeedMessage, TripDescriptor, TripUpdate

from maas.arrays import Ids
from maas.timetable import Timetable

TRIP = TripDescriptor.ScheduleRelationship
STOP = TripUpdate.StopTimeUpdate.ScheduleRelationship
POSIX = range(10**9, 2**33)
ADDED = (TRIP.NEW, TRIP.ADDED)
WITHOUT_STOPS = (TRIP.CANCELED, TRIP.DELETED)


def broken_rules(content: bytes, timetable: Timetable, source: str) -> set[str]:
    """Codes of the rules that a message breaks, for who has the timetable of a source."""
    message = FeedMessage.FromString(content)
    checker = _Checker(timetable, source, message.header.timestamp)
    return set(checker.message(message))


class _Checker:
    def __init__(self, timetable: Timetable, source: str, made_at: int) -> None:
        self._timetable = timetable
        self._source = source
        self._made_at = made_at

    def message(self, message: Any) -> Iterator[str]:
        header = message.header
        if header.gtfs_realtime_version != "2.0":
            yield "E038"
        if not header.timestamp:
            yield "E048"
        if header.incrementality != FeedHeader.FULL_DATASET or not header.HasField(
            "incrementality"
        ):
            yield "E049"
        yield from self._posix([header.timestamp])
        yield from _twice("duplicate_entity_id", [entity.id for entity in message.entity])
        vehicles = [entity.vehicle for entity in message.entity if entity.HasField("vehicle")]
        yield from _twice("E052", [each.vehicle.id for each in vehicles])
        for entity in message.entity:
            if entity.HasField("is_deleted"):
                yield "E039"
            if entity.HasField("trip_update"):
                yield from self._update(entity.trip_update)
            if entity.HasField("vehicle"):
                yield from self._vehicle(entity.vehicle)
            if entity.HasField("alert"):
                yield from self._alert(entity.alert)

    def _update(self, update: Any) -> Iterator[str]:
        yield from self._trip(update.trip)
        yield from self._known_at(update)
        stops, relationship = list(update.stop_time_update), update.trip.schedule_relationship
        if not update.trip.HasField("schedule_relationship"):
            yield "W009"
        if not stops and relationship not in WITHOUT_STOPS and not update.HasField("delay"):
            yield "E041"
        if relationship in WITHOUT_STOPS and (stops or update.HasField("delay")):
            yield "delay_of_cancelled"
        numbers = [stop.stop_sequence for stop in stops if stop.HasField("stop_sequence")]
        if any(b < a for a, b in pairwise(numbers)):
            yield "E002"
        if any(b == a for a, b in pairwise(numbers)):
            yield "E036"
        for stop in stops:
            yield from self._stop(stop)
        yield from self._times(stops)
        yield from self._numbering(update.trip, stops)

    def _stop(self, stop: Any) -> Iterator[str]:
        if not stop.stop_id and not stop.HasField("stop_sequence"):
            yield "E040"
        yield from self._exists("E011", self._timetable.stops.id, stop.stop_id)
        assigned = stop.stop_time_properties.assigned_stop_id
        yield from self._exists("E011", self._timetable.stops.id, assigned)
        has_times = stop.HasField("arrival") or stop.HasField("departure")
        if stop.schedule_relationship == STOP.NO_DATA and has_times:
            yield "E042"
        if stop.schedule_relationship == STOP.SCHEDULED and not has_times:
            yield "E043"
        for name in ("arrival", "departure"):
            event = getattr(stop, name)
            if stop.HasField(name) and not (event.HasField("time") or event.HasField("delay")):
                yield "E044"

    def _times(self, stops: Iterable[Any]) -> Iterator[str]:
        times = []
        for stop in stops:
            own = [e.time for e in (stop.arrival, stop.departure) if e.HasField("time")]
            yield from self._posix(own)
            if own != sorted(own):
                yield "E025"
            times += own
        if times != sorted(times):
            yield "E022"

    def _numbering(self, trip: Any, stops: Iterable[Any]) -> Iterator[str]:
        """Whether stop_sequence is as in the timetable, and there where a stop comes twice."""
        row = self._timetable.trips.id.find(f"{self._source}:{trip.trip_id}")
        if row < 0 or trip.schedule_relationship != TRIP.SCHEDULED:
            return
        timetable = self._timetable
        pattern = timetable.trips.pattern[row]
        calls = timetable.patterns.stop[slice(*timetable.patterns.first_stop[pattern:][:2])]
        ids = [timetable.stops.id[stop] for stop in calls]
        numbers = timetable.numbering.numbers(row, len(ids)).tolist()
        planned = dict(zip(numbers, ids, strict=True))
        for stop in stops:
            if stop.stop_sequence not in planned:
                yield "E051" if stop.HasField("stop_sequence") else "E009"
            elif planned[stop.stop_sequence] != f"{self._source}:{stop.stop_id}":
                yield "E045"

    def _trip(self, trip: Any) -> Iterator[str]:
        timetable, row = (
            self._timetable,
            self._timetable.trips.id.find(f"{self._source}:{trip.trip_id}"),
        )
        if trip.schedule_relationship in ADDED:
            if row >= 0:
                yield "E016"
        elif row < 0:
            yield "E003"
        yield from self._exists("E004", timetable.routes.id, trip.route_id)
        if row >= 0 and trip.route_id:
            route = timetable.routes.id[int(timetable.trips.route[row])]
            if route != f"{self._source}:{trip.route_id}":
                yield "E035"
        said = trip.direction_id if trip.HasField("direction_id") else -1
        if row >= 0 and said not in (-1, timetable.trips.direction[row]):
            yield "E024"
        if trip.start_time and not re.fullmatch(r"\d{1,2}:\d\d:\d\d", trip.start_time):
            yield "E020"
        if not re.fullmatch(r"\d{8}", trip.start_date):
            yield "E021"

    def _vehicle(self, seen: Any) -> Iterator[str]:
        yield from self._trip(seen.trip)
        yield from self._known_at(seen)
        yield from self._exists("E011", self._timetable.stops.id, seen.stop_id)
        if not seen.vehicle.id:
            yield "W002"
        position = seen.position
        if not (-90 <= position.latitude <= 90 and -180 <= position.longitude <= 180):
            yield "E026"
        if not 0 <= position.bearing <= 360:
            yield "E027"

    def _alert(self, alert: Any) -> Iterator[str]:
        if not alert.informed_entity:
            yield "E032"
        for period in alert.active_period:
            yield from self._posix([time for time in (period.start, period.end) if time])
        for entity in alert.informed_entity:
            if not entity.ListFields():
                yield "E033"
            yield from self._exists("E034", self._timetable.agencies.id, entity.agency_id)
            yield from self._exists("E004", self._timetable.routes.id, entity.route_id)
            yield from self._exists("E011", self._timetable.stops.id, entity.stop_id)
            yield from self._exists("E003", self._timetable.trips.id, entity.trip.trip_id)

    def _known_at(self, entity: Any) -> Iterator[str]:
        if not entity.timestamp:
            yield "W001"
        else:
            yield from self._posix([entity.timestamp])
        if entity.timestamp > self._made_at:
            yield "E012"

    def _posix(self, times: Iterable[int]) -> Iterator[str]:
        if any(time not in POSIX for time in times):
            yield "E001"

    def _exists(self, rule: str, ids: Ids, local: str) -> Iterator[str]:
        if local and ids.find(f"{self._source}:{local}") < 0:
            yield rule


def _twice(rule: str, ids: Iterable[str]) -> Iterator[str]:
    if any(count > 1 for count in Counter(ids).values()):
        yield rule
