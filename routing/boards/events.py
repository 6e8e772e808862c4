"""Who arrives at or departs from some stops, and when: pages of events in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Int16s, Int32s, Int64s
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.boards.calls import StopCalls, spread

DAY_S = 86_400
FIRST_SPAN_S = 2 * 3600
GROWTH = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events of which stops."""

    stops: Int32s
    departures: bool
    arrivals: bool
    modes: Bools
    """[model.TRANSIT_MODES] Those asked for."""
    skipped: bool = False
    """Also where passengers may not get on (off)."""


@dataclass(frozen=True, slots=True)
class Page:
    """At least n events (fewer only where there are no more), or all of a window from `time` on.

    Later: at `time` or after it, the first ones. Earlier: before `time`, the last ones. Events at
    the same second are never parted, so that the next page goes on without loss.
    """

    time: int
    later: bool
    n: int
    window_s: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Events:
    """Columns of events, in order of time."""

    time: Int64s
    """Unix s"""
    trip: Int32s
    day: Int32s
    """Service day, proleptic ordinal."""
    position: Int32s
    """In the trip's pattern."""
    arriving: Bools

    def take(self, rows: Int64s | slice) -> "Events":
        """Some of them."""
        return Events(
            self.time[rows],
            self.trip[rows],
            self.day[rows],
            self.position[rows],
            self.arriving[rows],
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Daily:
    """The events of the stops as they are on a service day, whichever runs."""

    second: Int32s
    trip: Int32s
    position: Int32s
    arriving: Bools
    service: Int32s
    zone: Int16s


def _stacked(sides: list[_Daily]) -> _Daily:
    """Several below each other."""
    columns = (
        [getattr(side, name) for side in sides]
        for name in ("second", "trip", "position", "arriving", "service", "zone")
    )
    return _Daily(*map(np.concatenate, columns))


class EventFinder:
    """Finds the events of stops. Immutable; reads the stops' own stop times and no others."""

    def __init__(self, timetable: Timetable, calls: StopCalls) -> None:
        self._timetable = timetable
        self._calls = calls
        self._zones = [ZoneInfo(name) for name in timetable.zones]
        latest = int(timetable.stop_times.depart.max(initial=0))
        self._days_back = latest // DAY_S + 1
        first, last = timetable.services.first, timetable.services.last
        self._period = (
            _midnight(first) - 2 * DAY_S,
            _midnight(last) + latest + 2 * DAY_S,
        )

    def find(self, wanted: Wanted, page: Page) -> Events:
        """A page of events; looks ever farther until it is full or the timetable ends."""
        daily = self._daily(wanted)
        found: list[Events] = []
        count = 0
        for low, high in self._spans(page):
            found.append(self._between(daily, low, high))
            count += found[-1].time.size
            if count >= page.n:
                break
        return _cut(_merged(found), page)

    def _spans(self, page: Page) -> Iterator[tuple[int, int]]:
        """Spans of time that follow one another away from the page's, ever longer."""
        begin, end = self._period
        at, length = page.time, max(page.window_s, FIRST_SPAN_S)
        while at < end if page.later else at > begin:
            yield (at, at + length) if page.later else (at - length, at)
            at += length if page.later else -length
            length *= GROWTH

    def _daily(self, wanted: Wanted) -> _Daily:
        """Every stop time of the stops, with what decides whether it is one of those wanted."""
        calls = self._calls.at(wanted.stops)
        patterns = self._timetable.patterns
        calls = calls[wanted.modes[patterns.mode[self._calls.pattern[calls]]]]
        sides = [
            self._one_side(calls, arriving, wanted.skipped)
            for arriving, asked in ((False, wanted.departures), (True, wanted.arrivals))
            if asked
        ]
        return _stacked(sides)

    def _one_side(self, calls: Int32s, arriving: bool, skipped: bool) -> _Daily:
        patterns, trips, times = (
            self._timetable.patterns,
            self._timetable.trips,
            self._timetable.stop_times,
        )
        calls = self._open(calls, arriving, skipped)
        pattern = self._calls.pattern[calls]
        first, end = patterns.first_trip[pattern], patterns.first_trip[pattern + 1]
        position = np.repeat(calls - patterns.first_stop[pattern], end - first)
        trip = spread(first, end)
        return _Daily(
            (times.arrive if arriving else times.depart)[trips.first_time[trip] + position],
            trip.astype(np.int32),
            position.astype(np.int32),
            np.full(trip.size, arriving),
            trips.service[trip],
            np.repeat(patterns.zone[pattern], end - first),
        )

    def _open(self, calls: Int32s, arriving: bool, skipped: bool) -> Int32s:
        """The calls at which passengers arrive (depart): none do where a trip begins (ends)."""
        patterns, pattern = self._timetable.patterns, self._calls.pattern[calls]
        edge = patterns.first_stop[pattern] if arriving else patterns.first_stop[pattern + 1] - 1
        open_ = patterns.may_alight[calls] if arriving else patterns.may_board[calls]
        kept: Int32s = calls[(calls != edge) & (open_ | skipped)]
        return kept

    def _between(self, daily: _Daily, low: int, high: int) -> Events:
        """Events in [low, high), in any order."""
        rows, times, days = [], [], []
        for ordinal, active in self._service_days(low, high):
            midnight = np.array(
                [service_midnight(date.fromordinal(ordinal), zone) for zone in self._zones]
            )
            time = daily.second + midnight[daily.zone]
            row = np.flatnonzero(active[daily.service] & (time >= low) & (time < high))
            rows.append(row)
            times.append(time[row])
            days.append(np.full(row.size, ordinal, np.int32))
        row = np.concatenate([np.empty(0, np.int64), *rows])
        time = np.concatenate([np.empty(0, np.int64), *times])
        day = np.concatenate([np.empty(0, np.int32), *days])
        return Events(time, daily.trip[row], day, daily.position[row], daily.arriving[row])

    def _service_days(self, low: int, high: int) -> Iterator[tuple[int, Bools]]:
        """The service days of which anything may happen in a span, and what runs on them."""
        services = self._timetable.services
        first = max(_day(low) - timedelta(days=self._days_back + 1), services.first)
        last = min(_day(high) + timedelta(days=1), services.last)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            active = services.active(date.fromordinal(ordinal))
            if active.any():
                yield ordinal, active


def _merged(found: list[Events]) -> Events:
    """Spans of events as one, in order of time; ties by trip, arrivals first."""
    none = np.empty(0, np.int32)
    pieces = [Events(none.astype(np.int64), none, none, none, np.empty(0, np.bool_)), *found]
    columns = (
        np.concatenate([getattr(piece, name) for piece in pieces])
        for name in ("time", "trip", "day", "position", "arriving")
    )
    events = Events(*columns)
    departing = ~events.arriving
    return events.take(np.lexsort((events.position, departing, events.trip, events.time)))


def _cut(events: Events, page: Page) -> Events:
    """The page's own events, ties at its far end included."""
    time = events.time
    if page.later:
        in_window = int(np.searchsorted(time, page.time + page.window_s))
    else:
        in_window = time.size - int(np.searchsorted(time, page.time - page.window_s))
    wanted = min(max(page.n, in_window), page.at_most)
    if wanted >= time.size:
        return events
    if wanted == 0:
        return events.take(slice(0, 0))
    if page.later:
        return events.take(slice(0, int(np.searchsorted(time, time[wanted - 1], "right"))))
    return events.take(slice(int(np.searchsorted(time, time[-wanted])), None))


def _day(unix_s: int) -> date:
    return datetime.fromtimestamp(unix_s, UTC).date()


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
