"""Which scheduled runs news are about: by the ids they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maas.live import StopUpdate, StopUpdates
from maas.live.trips import TripKey
from maas.model import SourceId
from maas.timetable import Timetable
from routing.overlays.lookup import ranks_of
from routing.overlays.trips.days import Days, ordinal

DAY_S = 86_400

AT_NIGHT = DAY_S
"""From this departure on (s of the service day) a trip runs on the calendar day after."""

FARTHEST_S = DAY_S
"""A trip may start so much before or after the scheduled ones that it is like."""


class ScheduledRun(NamedTuple):
    """A trip on a service day."""

    trip: int
    day: int
    shift: int = 0
    """s from the trip's times to the run's, of trips that run at intervals."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is asked: how a trip is named, what is said of its stops, and when (Unix s)."""

    key: TripKey
    stops: StopUpdates
    now: int

    @property
    def trip_id(self) -> str:
        """Of the timetable's trip, the one a detour changes included."""
        return self.key.affected_trip_id or self.key.trip_id


def rows_named(
    timetable: Timetable, sources: Sequence[SourceId], ids: Sequence[str]
) -> list[list[int]]:
    """[n] The trips with each id, of the first source that has any."""
    found: list[list[int]] = [[] for _ in ids]
    for source in sources:
        missing = [i for i, rows in enumerate(found) if not rows and ids[i]]
        wanted = [f"{source}:{ids[i]}" for i in missing]
        low, high = ranks_of(timetable.trips.id, wanted)
        for i, begin, end in zip(missing, low.tolist(), high.tolist(), strict=True):
            found[i] = timetable.trips.id.order[begin:end].tolist()
    return found


@dataclass(frozen=True, slots=True)
class Namer:
    """Runs by rows of trips that bear the id, and what else is said to name the run."""

    timetable: Timetable
    days: Days

    def run(self, named: Named, rows: Sequence[int]) -> ScheduledRun | str:
        """The run that is meant, or the rule that forbids to say so."""
        if not rows:
            return "E003"
        if not named.key.start_date:
            return self._without_date(named, rows)
        day = ordinal(named.key.start_date)
        if day is None or not self.days.is_near(day, named.now):
            return "start_date_far_away"
        running = [trip for trip in rows if self.days.runs(trip, day)]
        night_before = [
            trip
            for trip in rows
            if self._leaves(trip) >= AT_NIGHT and self.days.runs(trip, day - 1)
        ]  # some name the calendar day of a trip that runs after midnight
        if not running or (night_before and self._is_of_day_before(named, night_before, day)):
            running, day = night_before, day - 1
        return self._departure(named.key, running, day)

    def _is_of_day_before(self, named: Named, rows: Sequence[int], day: int) -> bool:
        """Whether the first time that is said fits the service day before better."""
        trip = self._meant(rows, named.key)
        hint = self._hint(trip, named)
        if hint is None:
            return False
        before, after = (self.days.apart(trip, each, hint) for each in (day - 1, day))
        return before < after

    def _meant(self, rows: Sequence[int], key: TripKey) -> int:
        """Of the departures of a trip that runs at intervals the one nearest to its start time."""
        if key.start_time < 0:
            return rows[0]
        return min(rows, key=lambda trip: (abs(self._leaves(trip) - key.start_time), trip))

    def _without_date(self, named: Named, rows: Sequence[int]) -> ScheduledRun | str:
        trip = self._meant(rows, named.key)
        day = self.days.likely(trip, named.now, self._hint(trip, named))
        running = [trip for trip in rows if day is not None and self.days.runs(trip, day)]
        return self._departure(named.key, running, day or 0)

    def _departure(self, key: TripKey, running: Sequence[int], day: int) -> ScheduledRun | str:
        """Of a trip that runs at intervals, the departure that is meant."""
        if not running:
            return "trip_not_in_service"
        if len(running) == 1 and not self.timetable.trips.headway[running[0]]:
            return ScheduledRun(running[0], day)
        if key.start_time < 0:
            return "E006"
        trip = self._meant(running, key)
        shift = key.start_time - self._leaves(trip)
        if abs(shift) > FARTHEST_S or (shift and not self.timetable.trips.headway[trip]):
            return "trip_not_in_service"
        return ScheduledRun(trip, day, shift)

    def _leaves(self, trip: int) -> int:
        timetable = self.timetable
        return int(timetable.stop_times.depart[timetable.trips.first_time[trip]])

    def _hint(self, trip: int, named: Named) -> tuple[int, int] | None:
        """The first time that is said and when that is scheduled, as `Days.likely` wants it."""
        zone = self.days.of(trip)
        midnight = self.days.midnight(self.days.today(named.now, zone), zone)
        for stop in named.stops:
            event = stop.departure or stop.arrival
            if event is None or event.time is None:
                continue
            due = self._due(trip, stop, event.time - midnight)
            if due is not None:
                return event.time, due
        return None

    def _due(self, trip: int, stop: StopUpdate, second: int) -> int | None:
        """When a call is scheduled, by its number, else its stop; of several the one nearest in
        time of day."""
        timetable = self.timetable
        first, end = timetable.trips.first_time[trip : trip + 2].tolist()
        depart = timetable.stop_times.depart[first:end]
        if stop.sequence is not None:
            numbers = timetable.numbering.numbers(trip, end - first)
            at = int(np.searchsorted(numbers, stop.sequence))
            return int(depart[at]) if at < numbers.size else None
        begin = int(timetable.patterns.first_stop[timetable.trips.pattern[trip]])
        calls = timetable.patterns.stop[begin : begin + end - first].tolist()
        names = [timetable.stops.id[call].partition(":")[2] for call in calls]
        due = [int(depart[i]) for i, name in enumerate(names) if name == stop.stop_id]
        return min(due, key=lambda each: _apart_by_day(each, second), default=None)


def _apart_by_day(second: int, other: int) -> int:
    apart = (second - other) % DAY_S
    return min(apart, DAY_S - apart)
