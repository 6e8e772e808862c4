"""What updates say of calls, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.live import StopEvent, StopUpdate
from maas.live.trips import Occupancy
from maas.timetable import Timetable
from maas.units import NEVER
from routing.kernels.news import UNSAID
from routing.overlays.lookup import rows_of

FARTHEST_S = 1_000_000_000
"""Numbers beyond are cut: they only need to be known as wrong."""

Said = tuple[str, tuple[StopUpdate, ...], int]
"""Of one update: the prefix of its ids, its stops, second 0 of its service day (Unix s)."""


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """[n] What is said of calls, one update after another: `first[u] : first[u + 1]`."""

    first: Int64s
    sequence: Int32s
    """-1: not said."""
    stop: Int32s
    """Rows of stops; kernels.news.UNSAID, or -1 for one that the timetable does not have."""
    relation: Int32s
    """maas.live.trips.StopRelationship"""
    time: Int32s
    """[2, n] Arrivals and departures, s of the service day; NEVER: not said."""
    late: Int32s
    """[2, n] s; NEVER: not said."""
    more: tuple[tuple[int, StopUpdate], ...]
    """Those that say more than times."""
    unknown: tuple[str, ...]
    """Stops that the timetable does not have."""


def read_news(timetable: Timetable, said: Sequence[Said]) -> News:
    """Everything said of calls. O(news)."""
    stops = [stop for _, own, _ in said for stop in own]
    sizes = [len(own) for _, own, _ in said]
    first = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=first[1:])
    midnight = np.repeat(np.array([second for *_, second in said], np.int64), sizes)
    prefixes = [prefix for prefix, own, _ in said for _ in own]
    row, unknown = _rows(timetable, prefixes, [stop.stop_id for stop in stops])
    arrivals, departures = [stop.arrival for stop in stops], [stop.departure for stop in stops]
    return News(
        first=first,
        sequence=_cut(np.array([stop.sequence for stop in stops], np.float64), -1),
        stop=row,
        relation=np.fromiter([stop.relationship for stop in stops], np.int32, len(stops)),
        time=np.stack([_times(events, midnight) for events in (arrivals, departures)]),
        late=np.stack([_delays(events) for events in (arrivals, departures)]),
        more=_those_that_say_more(stops),
        unknown=unknown,
    )


def _rows(
    timetable: Timetable, prefixes: Sequence[str], stop_ids: Sequence[str]
) -> tuple[Int32s, tuple[str, ...]]:
    names = list(map(add, prefixes, stop_ids))
    distinct = list(dict.fromkeys(names))
    rows = dict(zip(distinct, rows_of(timetable.stops.id, distinct).tolist(), strict=True))
    rows |= dict.fromkeys(set(prefixes), UNSAID)
    row = np.fromiter(map(rows.__getitem__, names), np.int32, len(names))
    return row, tuple(names[i] for i in np.flatnonzero(row == -1).tolist())


def _times(events: Sequence[StopEvent | None], midnight: Int64s) -> Int32s:
    return _cut(np.array([None if e is None else e.time for e in events], np.float64) - midnight)


def _delays(events: Sequence[StopEvent | None]) -> Int32s:
    return _cut(np.array([None if e is None else e.delay for e in events], np.float64))


def _cut(numbers: Float64s, unsaid: int = NEVER) -> Int32s:
    said = np.clip(numbers, -FARTHEST_S, FARTHEST_S)
    said[np.isnan(numbers)] = unsaid
    return said.astype(np.int32)


def _those_that_say_more(stops: Sequence[StopUpdate]) -> tuple[tuple[int, StopUpdate], ...]:
    found = [  # a list: faster by a third than what a generator gives one by one
        (j, stop)
        for j, stop in enumerate(stops)
        if stop.occupancy is not Occupancy.UNKNOWN
        or stop.assigned_stop_id
        or stop.headsign
        or stop.may_board is not None
        or stop.may_alight is not None
    ]
    return tuple(found)
