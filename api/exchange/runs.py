"""Live runs as GTFS-Realtime tells them: a scheduled trip call by call, any other one in full."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from api.exchange.naming import Naming
from maas.live import (
    StopEvent,
    StopUpdate,
    StopUpdates,
    TripKey,
    TripProperties,
    TripUpdate,
    VehicleLabel,
)
from maas.live.trips import Occupancy, StopRelationship, TripRelationship
from maas.timetable import Timetable
from maas.units import NEVER, service_midnight
from routing.overlays.live_trips import LiveTrips

PASSED, UNKNOWN = StopRelationship.SKIPPED, StopRelationship.NO_DATA


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of a live run; times are Unix s."""

    stop_id: str
    planned_id: str
    arrival: StopEvent
    departure: StopEvent
    may_board: bool
    may_alight: bool
    skipped: bool
    known: bool
    occupancy: Occupancy
    headsign: str


@dataclass(frozen=True, slots=True)
class _Planned:
    """The same call as the timetable has it."""

    sequence: int
    stop_id: str
    may_board: bool
    may_alight: bool
    headsign: str


def trip_updates(
    timetable: Timetable, live: LiveTrips, naming: Naming, made_at: int
) -> Iterator[TripUpdate]:
    """Every live run of the sources that are named, but extra ones that do not run after all.

    Args:
        made_at: Unix s; nothing is told to be known later.
    """
    teller = _Teller(timetable, live, naming)
    for row in range(live.n):
        trip_id = naming.told(live.timetable.trips.id[row])
        is_extra = live.base[row] < 0
        if trip_id is not None and not (is_extra and live.cancelled[row]):
            yield teller.update(row, trip_id, made_at)


def told_route(timetable: Timetable, naming: Naming, route: int) -> str:
    """The id of a route; "" of one that only its own news tell of."""
    ids = timetable.routes.id
    return naming.told(ids[route]) or "" if route < len(ids) else ""


def is_one_of_many(timetable: Timetable, trip: int) -> bool:
    """Whether a trip runs several times a day under its id, as frequencies.txt has it."""
    trips = timetable.trips
    return bool(trips.headway[trip] > 0) or len(trips.id.find_all(trips.id[trip])) > 1


@dataclass(frozen=True, slots=True)
class _Teller:
    timetable: Timetable
    live: LiveTrips
    naming: Naming
    stop_ids: dict[int, str] = field(default_factory=dict)
    """Those told so far."""

    def update(self, row: int, trip_id: str, made_at: int) -> TripUpdate:
        """What is known of one run."""
        base, own, label = int(self.live.base[row]), self.live.timetable.trips, self.live.vehicle
        relationship, stops = self._stops(row, base)
        day = date.fromordinal(int(self.live.day[row]))
        return TripUpdate(
            key=TripKey(
                trip_id=trip_id if base >= 0 else self._of_its_own(trip_id, row),
                route_id=told_route(self.timetable, self.naming, int(own.route[row])),
                direction=int(own.direction[row]),
                start_date=day.year * 10_000 + day.month * 100 + day.day,
                start_time=self._start_time(row, base),
                relationship=relationship,
            ),
            stops=stops,
            timestamp=min(int(self.live.known_at[row]), made_at),
            vehicle=VehicleLabel(label=label[row]) if label[row] else None,
            properties=self._properties(row, base),
        )

    def _stops(self, row: int, base: int) -> tuple[TripRelationship, StopUpdates]:
        if self.live.cancelled[row]:
            is_hidden = bool(self.live.deleted[row])
            return (
                TripRelationship.DELETED if is_hidden else TripRelationship.CANCELED,
                StopUpdates(),
            )
        calls = self._calls(row)
        if base < 0:
            return TripRelationship.NEW, StopUpdates.of(map(_in_full, calls))
        planned = self._planned(base)
        if [call.planned_id for call in calls] != [call.stop_id for call in planned]:
            return TripRelationship.REPLACEMENT, StopUpdates.of(map(_in_full, calls))
        at_intervals = self.timetable.trips.headway[base] > 0
        relationship = TripRelationship.UNSCHEDULED if at_intervals else TripRelationship.SCHEDULED
        return relationship, StopUpdates.of(map(_beside, calls, planned))

    def _calls(self, row: int) -> list[_Call]:
        live, own = self.live, self.live.timetable
        pattern = int(own.trips.pattern[row])
        way = slice(*own.patterns.first_stop[pattern : pattern + 2].tolist())
        begin, end = own.trips.first_time[row : row + 2].tolist()
        times = slice(begin, end)
        midnight = self._midnight(row, int(own.patterns.zone[pattern]))
        return [
            _Call(
                self._stop_id(stop), self._stop_id(planned), arrival, departure,
                board, alight, skipped, known, Occupancy(occupancy), headsign,
            )
            for stop, planned, arrival, departure, board, alight, skipped, known, occupancy,
            headsign in zip(
                own.patterns.stop[way].tolist(), live.planned_stop[times].tolist(),
                _events(own.stop_times.arrive[times], live.scheduled.arrive[times], midnight),
                _events(own.stop_times.depart[times], live.scheduled.depart[times], midnight),
                own.patterns.may_board[way].tolist(), own.patterns.may_alight[way].tolist(),
                live.skipped[times].tolist(), live.known[times].tolist(),
                live.occupancy[times].tolist(), _headsigns(own, begin, end), strict=True,
            )
        ]  # fmt: skip

    def _planned(self, base: int) -> list[_Planned]:
        timetable = self.timetable
        pattern = int(timetable.trips.pattern[base])
        way = slice(*timetable.patterns.first_stop[pattern : pattern + 2].tolist())
        begin, end = timetable.trips.first_time[base : base + 2].tolist()
        return [
            _Planned(*call)
            for call in zip(
                timetable.numbering.numbers(base, end - begin).tolist(),
                map(self._stop_id, timetable.patterns.stop[way].tolist()),
                timetable.patterns.may_board[way].tolist(),
                timetable.patterns.may_alight[way].tolist(),
                _headsigns(timetable, begin, end),
                strict=True,
            )
        ]

    def _stop_id(self, stop: int) -> str:
        told = self.stop_ids.get(stop)
        if told is None:
            told = self.stop_ids[stop] = self.naming.told(self.timetable.stops.id[stop]) or ""
        return told

    def _midnight(self, row: int, zone: int) -> int:
        day = date.fromordinal(int(self.live.day[row]))
        return service_midnight(day, ZoneInfo(self.timetable.zones[zone]))

    def _start_time(self, row: int, base: int) -> int:
        """Of trips that run several times a day; -1 for those that their id names."""
        return self._leaves(row) if base >= 0 and is_one_of_many(self.timetable, base) else -1

    def _leaves(self, row: int) -> int:
        """When it is scheduled to, else when it does; s of the service day."""
        at = int(self.live.timetable.trips.first_time[row])
        scheduled = int(self.live.scheduled.depart[at])
        return scheduled if scheduled != NEVER else int(self.live.timetable.stop_times.depart[at])

    def _of_its_own(self, trip_id: str, row: int) -> str:
        """An id that no scheduled trip has: an extra run may bear that of the trip it repeats."""
        if self.timetable.trips.id.find(self.live.timetable.trips.id[row]) < 0:
            return trip_id
        minutes = self._leaves(row) // 60
        return f"{trip_id}+{minutes // 60:02}{minutes % 60:02}"

    def _properties(self, row: int, base: int) -> TripProperties | None:
        own, scheduled = self.live.timetable.trips, self.timetable.trips
        headsign, short_name = own.headsign[row], own.short_name[row]
        if base >= 0:
            headsign = headsign if headsign != scheduled.headsign[base] else ""
            short_name = short_name if short_name != scheduled.short_name[base] else ""
        if not headsign and not short_name:
            return None
        return TripProperties(headsign=headsign, short_name=short_name)


def _events(live: np.ndarray, scheduled: np.ndarray, midnight: int) -> Iterator[StopEvent]:
    for time, planned in zip(live.tolist(), scheduled.tolist(), strict=True):
        yield StopEvent(time + midnight, None, None if planned == NEVER else planned + midnight)


def _headsigns(timetable: Timetable, begin: int, end: int) -> list[str]:
    """[end - begin] Headsigns that calls have of their own."""
    own, told = timetable.stop_headsigns, [""] * (end - begin)
    low, high = np.searchsorted(own.stop_time, (begin, end)).tolist()
    for i in range(low, high):
        told[int(own.stop_time[i]) - begin] = own.headsign[i]
    return told


def _in_full(call: _Call) -> StopUpdate:
    """A call of a trip that is nothing but what is told of it; so its times always are."""
    return StopUpdate(
        stop_id=call.stop_id,
        arrival=call.arrival,
        departure=call.departure,
        relationship=PASSED if call.skipped else StopRelationship.SCHEDULED,
        headsign=call.headsign,
        may_board=None if call.may_board or call.skipped else False,
        may_alight=None if call.may_alight or call.skipped else False,
        occupancy=call.occupancy,
    )


def _beside(call: _Call, planned: _Planned) -> StopUpdate:
    """A call of a scheduled trip: what is other than planned."""
    relationship = PASSED if call.skipped else UNKNOWN
    has_times = call.known and not call.skipped
    same_way = call.skipped or (call.may_board, call.may_alight) == (
        planned.may_board, planned.may_alight
    )  # fmt: skip
    return StopUpdate(
        planned.sequence,
        planned.stop_id,
        _late(call.arrival) if has_times else None,
        _late(call.departure) if has_times else None,
        StopRelationship.SCHEDULED if has_times else relationship,
        assigned_stop_id=call.stop_id if call.stop_id != planned.stop_id else "",
        headsign=call.headsign if call.headsign != planned.headsign else "",
        may_board=None if same_way else call.may_board,
        may_alight=None if same_way else call.may_alight,
        occupancy=call.occupancy,
    )


def _late(event: StopEvent) -> StopEvent:
    """A time with the delay it means."""
    if event.time is None or event.scheduled is None:
        return event
    return StopEvent(event.time, event.time - event.scheduled)
