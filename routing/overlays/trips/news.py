"""What updates say of calls, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.live import CallDetails, StopUpdates
from maas.live.trips import StopRelationship
from maas.timetable import Timetable
from maas.units import NEVER
from routing.kernels.news import UNSAID
from routing.overlays.lookup import rows_of

FARTHEST_S = 1_000_000_000
"""Numbers beyond are cut: they only need to be known as wrong."""

Said = tuple[str, StopUpdates, int]
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
    more: tuple[tuple[int, CallDetails], ...]
    """What else is said than times, of those of which it is."""


def read_news(timetable: Timetable, said: Sequence[Said]) -> News:
    """Everything said of calls. O(news)."""
    stops = [own for _, own, _ in said]
    sizes = [len(own) for own in stops]
    first = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=first[1:])
    midnight = np.repeat(np.array([second for *_, second in said], np.int64), sizes)
    events = [own.arrival for own in stops], [own.departure for own in stops]
    times = [_numbers([event.time for event in each], sizes) - midnight for each in events]
    late = [_numbers([event.delay for event in each], sizes) for each in events]
    relations = (own.relationship or repeat(StopRelationship.SCHEDULED, len(own)) for own in stops)
    return News(
        first=first,
        sequence=_cut(_numbers([own.sequence for own in stops], sizes), -1),
        stop=_rows(timetable, said, int(first[-1])),
        relation=np.fromiter(chain.from_iterable(relations), np.int32, first[-1]),
        time=np.stack([_cut(each) for each in times]),
        late=np.stack([_cut(each) for each in late]),
        more=tuple(
            (begin + at, details)
            for begin, own in zip(first.tolist(), stops, strict=False)
            for at, details in own.details
        ),
    )


def _rows(timetable: Timetable, said: Sequence[Said], n: int) -> Int32s:
    """[n] Rows of the stops that are named."""
    names: dict[str, set[str]] = {}
    for prefix, own, _ in said:
        names.setdefault(prefix, set()).update(own.stop_id)
    rows = {}
    for prefix, own_ids in names.items():
        ids = sorted(own_ids)  # neighbours are looked up faster one after another
        found = rows_of(timetable.stops.id, [prefix + id_ for id_ in ids]).tolist()
        rows[prefix] = {**dict(zip(ids, found, strict=True)), "": UNSAID}
    each = (map(rows[prefix].__getitem__, own.stop_id) for prefix, own, _ in said)
    return np.fromiter(chain.from_iterable(each), np.int32, n)


def _numbers(columns: Sequence[tuple[int | None, ...]], sizes: Sequence[int]) -> Float64s:
    """Columns below each other; not a number where nothing is said."""
    if not any(columns):
        return np.full(sum(sizes), np.nan)
    filled = (own or repeat(None, n) for own, n in zip(columns, sizes, strict=True))
    return np.array(list(chain.from_iterable(filled)), np.float64)


def _cut(numbers: Float64s, unsaid: int = NEVER) -> Int32s:
    said = np.clip(numbers, -FARTHEST_S, FARTHEST_S)
    said[np.isnan(numbers)] = unsaid
    return said.astype(np.int32)
