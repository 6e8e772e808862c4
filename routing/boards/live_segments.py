"""Where live trips run between two stops that they call at."""

import numpy as np

from routing.boards.live_events import midnights
from routing.boards.segment_rows import SegmentRows, rank
from routing.overlays.live_trips import LiveTrips


class LiveSegments:
    """All segments of live trips that run: from each call to the next that is not skipped."""

    def __init__(self, trips: LiveTrips) -> None:
        self.trips = trips
        own = trips.timetable
        trip = np.repeat(np.arange(trips.n, dtype=np.int32), np.diff(own.trips.first_time))
        calls = np.flatnonzero(~trips.skipped & ~trips.cancelled[trip])
        onward = trip[calls[1:]] == trip[calls[:-1]]
        here, there = calls[:-1][onward], calls[1:][onward]
        row = trip[here]
        pattern, midnight = own.trips.pattern[row], midnights(trips)[row]
        first = own.trips.first_time[row]
        stop = own.patterns.first_stop[pattern] - first
        self._rows = SegmentRows(
            (trips.n_scheduled + row).astype(np.int32),
            trips.day[row],
            (here - first).astype(np.int32),
            (there - first).astype(np.int32),
            own.patterns.stop[stop + here],
            own.patterns.stop[stop + there],
            own.stop_times.depart[here] + midnight,
            own.stop_times.arrive[there] + midnight,
            rank()[own.patterns.mode[pattern]],
        )

    def during(self, start: int, end: int) -> SegmentRows:
        """Those run along at some moment of a span (Unix s)."""
        rows = self._rows
        return rows.take((rows.departure <= end) & (rows.arrival >= start))
