"""Pages of events: which ones are asked for, their columns, and where a page ends."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from routing.question import Realtime


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
    realtime: Realtime = Realtime.REALTIME


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

    def take(self, rows: Int64s | Bools | slice) -> "Events":
        """Some of them."""
        return Events(
            self.time[rows],
            self.trip[rows],
            self.day[rows],
            self.position[rows],
            self.arriving[rows],
        )

    def within(self, low: int, high: int) -> "Events":
        """Those in [low, high)."""
        return self.take(np.flatnonzero((self.time >= low) & (self.time < high)))


def merged(found: list[Events]) -> Events:
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


def cut(events: Events, page: Page) -> Events:
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
