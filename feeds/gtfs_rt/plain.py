"""News of calls of which nothing is doubtful: nearly all of a message, so read from its bytes.

What is doubtful anywhere in a trip is left to `stop_updates`, which says what is wrong with it; of
any trip that is not, both make the same. Loads numba, so it is imported where a message is large.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from feeds.gtfs_rt.kernels.wire import UNSAID, Calls, Trips, read_calls
from feeds.gtfs_rt.reading import PlainCalls
from maas.arrays import Int64s
from maas.live import StopEvents, StopUpdates
from maas.live.trips import Numbers, StopRelationship, said_numbers

RELATIONSHIPS = tuple(StopRelationship)

BLOCK = 1000
"""So many entities at a time are turned into what the interpreter knows, which takes memory."""


class Ids(dict[bytes, str]):
    """Ids met in a message, each kept once however often it is said."""

    def __missing__(self, said: bytes) -> str:
        self[said] = said.decode()
        return self[said]


def plain_calls(message: Any, n_calls: int) -> Iterator[PlainCalls | None]:
    """[entities] The calls of each trip update; None: there are none, or not only plain ones."""
    content = message.SerializePartialToString()
    n = len(message.entity)
    calls = Calls(
        np.empty((2, n_calls), np.int64),
        np.empty(n_calls, np.int64),
        np.empty(n_calls, np.uint8),
        np.empty((2, n_calls), np.int64),
        np.empty((2, n_calls), np.int64),
        np.empty((2, n_calls), np.int64),
        np.empty(n_calls, np.bool_),
    )
    timed, untimed = np.zeros((2, n), np.int64)
    trips = Trips(np.zeros(n + 1, np.int64), np.zeros(n, np.bool_), timed, untimed)
    read_calls(np.frombuffer(content, np.uint8), calls, trips)
    source = _Source(content, calls, Ids())
    for begin in range(0, n, BLOCK):
        yield from _block(source, trips, slice(begin, min(begin + BLOCK, n)))


@dataclass(frozen=True, slots=True)
class _Source:
    """The bytes of a message, and the calls found in them."""

    content: bytes
    calls: Calls
    ids: Ids


def _block(source: _Source, trips: Trips, entities: slice) -> Iterator[PlainCalls | None]:
    first = trips.first[entities.start : entities.stop + 1].tolist()
    columns = _Columns(source, slice(first[0], first[-1]))
    facts = zip(
        *(each[entities].tolist() for each in (trips.is_plain, trips.timed, trips.untimed)),
        strict=True,
    )
    for i, (is_plain, timed, untimed) in enumerate(facts):
        row = slice(first[i] - first[0], first[i + 1] - first[0])
        stops = columns.taken(row) if is_plain else None
        yield None if stops is None else PlainCalls(stops, columns.more(row), timed, untimed)


class _Columns:
    """Some calls as lists of what the interpreter knows."""

    def __init__(self, source: _Source, rows: slice) -> None:
        calls = source.calls
        begin, end = calls.stop_id[:, rows].tolist()
        self._ids = source.ids
        self._names = [source.content[b:e] for b, e in zip(begin, end, strict=True)]
        self._more = calls.says_more[rows]
        self._sequence = _listed(calls.sequence[rows])
        relationship = calls.relationship[rows]
        self._relationship = relationship.tolist() if relationship.any() else []
        self._events = [
            [_listed(column[i, rows]) for column in (calls.time, calls.delay, calls.uncertainty)]
            for i in (0, 1)
        ]

    def taken(self, row: slice) -> StopUpdates | None:
        """Some of them; None: an id among them cannot be read."""
        try:
            stop_ids = tuple(map(self._ids.__getitem__, self._names[row]))
        except UnicodeDecodeError:
            return None
        relations = self._relationship[row]
        arrival, departure = (
            StopEvents(_cut(time, row), _cut(delay, row), (), _cut(uncertainty, row))
            for time, delay, uncertainty in self._events
        )
        return StopUpdates(
            stop_ids,
            _cut(self._sequence, row),
            tuple(map(RELATIONSHIPS.__getitem__, relations)) if any(relations) else (),
            arrival,
            departure,
        )

    def more(self, row: slice) -> list[int]:
        """Which of some of them say more than is read here."""
        found: list[int] = np.flatnonzero(self._more[row]).tolist()
        return found


def _cut(column: list[int | None], row: slice) -> Numbers:
    return said_numbers(column[row]) if column else ()


def _listed(column: Int64s) -> list[int | None]:
    """A column, None where it says nothing; an empty list where it does nowhere."""
    unsaid = column == UNSAID
    if unsaid.all():
        return []
    listed = column.astype(object)
    listed[unsaid] = None
    found: list[int | None] = listed.tolist()
    return found
