"""Who arrives at or departs from some stops, and when."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Int16s, Int32s, spread
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.boards.calls import StopCalls
from routing.boards.live_events import LiveEvents
from routing.boards.paging import Events, Page, Wanted, cut, merged
from routing.overlays.live_trips import LiveTrips
from routing.question import Realtime

DAY_S = 86_400
FIRST_SPAN_S = 2 * 3600
GROWTH = 4


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
        self._live: LiveEvents | None = None

    def with_live(self, trips: LiveTrips | None) -> "EventFinder":
        """A finder in the same timetable that knows the news."""
        made = copy(self)
        made._live = LiveEvents(self._timetable, trips) if trips is not None and trips.n else None
        return made

    def find(self, wanted: Wanted, page: Page) -> Events:
        """A page of events; looks ever farther until it is full or the timetable ends."""
        daily = self._daily(wanted)
        live = None if wanted.realtime is Realtime.OFF else self._live
        found: list[Events] = []
        for low, high in self._spans(page, live):
            scheduled = self._between(daily, low, high)
            if live is not None:
                superseded = live.trips.is_superseded(scheduled.trip, scheduled.day)
                scheduled = scheduled.take(~superseded)
                found += live.between(wanted, low, high)
            found.append(scheduled)
            if sum(events.time.size for events in found) >= page.n:
                break
        return cut(merged(found), page)

    def _spans(self, page: Page, live: LiveEvents | None) -> Iterator[tuple[int, int]]:
        """Spans of time that follow one another away from the page's, ever longer."""
        begin, end = self._period
        if live is not None:
            begin, end = min(begin, live.period[0]), max(end, live.period[1])
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


def _day(unix_s: int) -> date:
    return datetime.fromtimestamp(unix_s, UTC).date()


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
