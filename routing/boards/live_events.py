"""What live trips do at stops: their arrivals and departures, by stop."""

from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Int32s, Int64s, spread
from maas.timetable import Timetable
from maas.units import NEVER, service_midnight
from routing.boards.paging import Events, Wanted
from routing.boards.planned_calls import planned_positions
from routing.overlays.live_trips import LiveTrips
from routing.question import Realtime


class LiveEvents:
    """All calls of live trips, by the stops they are and were to be at. Immutable."""

    def __init__(self, timetable: Timetable, trips: LiveTrips) -> None:
        own = trips.timetable
        length = np.diff(own.trips.first_time)
        self.trips = trips
        self._trip = np.repeat(np.arange(trips.n, dtype=np.int32), length)
        self._position = (np.arange(length.sum()) - own.trips.first_time[self._trip]).astype(
            np.int32
        )
        self._pattern = own.trips.pattern[self._trip]
        self._call = own.patterns.first_stop[self._pattern] + self._position
        self._skipped = trips.skipped | trips.cancelled[self._trip]
        self._midnight = midnights(trips)[self._trip]
        self._sides = tuple(self._side(timetable, arriving) for arriving in (False, True))
        self._first, self._row = self._by_stop()
        self.period = self._period()

    def _by_stop(self) -> tuple[Int32s, Int32s]:
        """CSR of the stop times at each stop; one that was moved is at both stops."""
        stop = self.trips.timetable.patterns.stop[self._call]
        shown = np.flatnonzero(~self.trips.deleted[self._trip])
        moved = shown[(stop != self.trips.planned_stop)[shown]]
        at = np.concatenate([stop[shown], self.trips.planned_stop[moved]])
        row = np.concatenate([shown, moved]).astype(np.int32)
        order = np.argsort(at, kind="stable")
        n_stops = self.trips.timetable.stops.parent.size
        first = np.searchsorted(at[order], np.arange(n_stops + 1)).astype(np.int32)
        return first, row[order]

    def _period(self) -> tuple[int, int]:
        """From the first event to after the last one, Unix s."""
        times = self.trips.timetable.stop_times
        first = min(times.arrive.min(), self.trips.scheduled.arrive.min())
        scheduled = self.trips.scheduled.depart
        last = max(times.depart.max(), scheduled.max(where=scheduled != NEVER, initial=0))
        return int(self._midnight.min() + first), int(self._midnight.max() + last) + 1

    def between(self, wanted: Wanted, low: int, high: int) -> list[Events]:
        """Events in [low, high), in any order: by when they happen, or were to happen."""
        rows = np.unique(
            self._row[spread(self._first[wanted.stops], self._first[wanted.stops + 1])]
        )
        rows = rows[wanted.modes[self.trips.timetable.patterns.mode[self._pattern[rows]]]]
        planned = wanted.realtime is Realtime.ANNOTATION_ONLY
        sides = [
            self._one_side(rows[self._open(rows, arriving, wanted.skipped)], arriving, planned)
            for arriving, asked in ((False, wanted.departures), (True, wanted.arrivals))
            if asked
        ]
        return [side.within(low, high) for side in sides]

    def _side(self, timetable: Timetable, arriving: bool) -> tuple[Bools, Bools]:
        """[stop times] Where passengers may alight (board), and where a trip begins (ends).

        It does at the first (last) call that it serves. Of a skipped call that is said as planned.
        """
        patterns, skipped = self.trips.timetable.patterns, self.trips.skipped
        may = (patterns.may_alight if arriving else patterns.may_board)[self._call] | skipped
        ends = self._position == 0 if arriving else np.append(self._position[1:] == 0, True)
        served = np.flatnonzero(~skipped)
        of = self._trip[served]
        ends[served] = np.diff(of, prepend=-1) if arriving else np.diff(of, append=-1)
        rows = np.flatnonzero(skipped)
        position = planned_positions(timetable, self.trips, rows, self._trip[rows])
        rows, position = rows[position >= 0], position[position >= 0]
        planned, pattern = (
            timetable.patterns,
            timetable.trips.pattern[self.trips.base[self._trip[rows]]],
        )
        call = planned.first_stop[pattern] + position
        may[rows] = (planned.may_alight if arriving else planned.may_board)[call]
        edge = planned.first_stop[pattern] if arriving else planned.first_stop[pattern + 1] - 1
        ends[rows] = call == edge
        return may, ends

    def _open(self, rows: Int32s, arriving: bool, skipped: bool) -> Bools:
        """Where passengers arrive (depart) or were to: none do where a trip begins (ends)."""
        may, ends = self._sides[arriving]
        open_: Bools = ~ends[rows] & (may[rows] | skipped)
        return open_

    def _one_side(self, rows: Int32s, arriving: bool, planned: bool) -> Events:
        trip = self._trip[rows]
        return Events(
            self._time(rows, arriving, planned),
            (self.trips.n_scheduled + trip).astype(np.int32),
            self.trips.day[trip],
            self._position[rows],
            np.full(rows.size, arriving),
        )

    def _time(self, rows: Int32s | Int64s, arriving: bool, planned: bool) -> Int64s:
        """When a vehicle arrives (departs); where it does not, when it was to."""
        own, scheduled = self.trips.timetable.stop_times, self.trips.scheduled
        live = (own.arrive if arriving else own.depart)[rows]
        told = (scheduled.arrive if arriving else scheduled.depart)[rows]
        as_told = (told != NEVER) & (planned | self._skipped[rows])
        time: Int64s = np.where(as_told, told, live) + self._midnight[rows]
        return time


def midnights(trips: LiveTrips) -> Int64s:
    """[n] Second zero of the service day of each live trip, Unix s."""
    own = trips.timetable
    zones = own.patterns.zone[own.trips.pattern].tolist()
    keys = list(zip(trips.day.tolist(), zones, strict=True))
    known = {
        (day, zone): service_midnight(date.fromordinal(day), ZoneInfo(own.zones[zone]))
        for day, zone in set(keys)
    }
    return np.array([known[key] for key in keys], np.int64)
