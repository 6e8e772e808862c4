"""Live runs as columns: how thousands of them are made, changed and laid out at once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from maas.arrays import Bools, Int32s, Int64s, Texts
from maas.live.trips import Occupancy
from maas.timetable import Timetable
from maas.timetable.rows import stack_rows, take_rows
from routing.overlays.live_run import LiveRun

Strings = npt.NDArray[np.object_]
"""Texts while they are moved about."""


@dataclass(frozen=True, slots=True, eq=False)
class RunRows:
    """One row for each run; columns as in LiveRun."""

    base: Int32s
    day: Int32s
    id: Strings
    route: Int32s
    mode: Int32s
    zone: Int32s
    headsign: Strings
    short_name: Strings
    direction: Int32s
    wheelchair: Int32s
    bikes: Int32s
    shape: Int32s
    first_cut: Int64s
    line: Int32s
    cancelled: Bools
    deleted: Bools
    source: Int32s
    known_at: Int64s
    way: Strings
    vehicle: Strings


@dataclass(frozen=True, slots=True, eq=False)
class CallRows:
    """One row for each call; columns as in LiveRun."""

    stop: Int32s
    arrive: Int32s
    depart: Int32s
    scheduled_arrive: Int32s
    scheduled_depart: Int32s
    planned_stop: Int32s
    may_board: Bools
    may_alight: Bools
    skipped: Bools
    known: Bools
    occupancy: Int32s
    headsign: Strings
    """"": the trip's."""
    sequence: Int32s
    """stop_sequence; -1: none."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Runs, and their calls one run after another: `first[r] : first[r + 1]` slices the calls."""

    runs: RunRows
    calls: CallRows
    first: Int64s

    @classmethod
    def of(cls, runs: Sequence[LiveRun]) -> "Columns":
        """Runs given one by one."""
        calls = [_calls_of(run) for run in runs]
        rows = {
            field.name: np.array([getattr(run, field.name) for run in runs], _element(field.name))
            for field in fields(RunRows)
        }
        return cls(
            RunRows(**rows),
            stack_rows([_NO_CALLS, *calls]),
            _offsets([run.stop.size for run in runs]),
        )

    def taken(self, order: Int64s) -> "Columns":
        """Some runs, in another order. O(calls)."""
        sizes = np.diff(self.first)[order]
        first = _offsets(sizes)
        rows = np.repeat(self.first[order] - first[:-1], sizes) + np.arange(first[-1])
        return Columns(take_rows(self.runs, order), take_rows(self.calls, rows), first)


def stacked(parts: Sequence[Columns]) -> Columns:
    """Runs of several tables below each other."""
    sizes = np.concatenate([np.diff(part.first) for part in parts])
    runs = stack_rows([part.runs for part in parts])
    return Columns(runs, stack_rows([part.calls for part in parts]), _offsets(sizes))


def scheduled(timetable: Timetable, trip: Int32s, day: Int32s) -> Columns:
    """[n] Scheduled runs, nothing being known of them but the timetable. O(calls).

    Args:
        trip: [n] rows of trips.
        day: [n] service days, proleptic ordinals.
    """
    trips, patterns, times = timetable.trips, timetable.patterns, timetable.stop_times
    n, pattern = trip.size, trips.pattern[trip]
    sizes = np.diff(patterns.first_stop)[pattern]
    first = _offsets(sizes)
    nth = np.arange(first[-1]) - np.repeat(first[:-1], sizes)
    at = np.repeat(trips.first_time[trip], sizes) + nth
    call = np.repeat(patterns.first_stop[pattern], sizes) + nth
    numbering, no = timetable.numbering, np.zeros(nth.size, np.bool_)
    begin = numbering.first[numbering.of[trip]] if n else np.zeros(0, np.int64)
    return Columns(
        RunRows(
            base=trip, day=day, id=_strings(_texts(trips.id.texts, trip)),
            route=trips.route[trip], mode=patterns.mode[pattern].astype(np.int32),
            zone=patterns.zone[pattern].astype(np.int32),
            headsign=_strings(_texts(trips.headsign, trip)),
            short_name=_strings(_texts(trips.short_name, trip)),
            direction=trips.direction[trip].astype(np.int32),
            wheelchair=trips.wheelchair[trip].astype(np.int32),
            bikes=trips.bikes[trip].astype(np.int32), shape=trips.shape[trip],
            first_cut=trips.first_cut[trip], line=trips.line[trip],
            cancelled=np.zeros(n, np.bool_), deleted=np.zeros(n, np.bool_),
            source=np.zeros(n, np.int32), known_at=np.zeros(n, np.int64),
            way=np.full(n, "", object), vehicle=np.full(n, "", object),
        ),
        CallRows(
            stop=patterns.stop[call], arrive=times.arrive[at], depart=times.depart[at],
            scheduled_arrive=times.arrive[at], scheduled_depart=times.depart[at],
            planned_stop=patterns.stop[call], may_board=patterns.may_board[call],
            may_alight=patterns.may_alight[call], skipped=no, known=no.copy(),
            occupancy=np.full(nth.size, Occupancy.UNKNOWN, np.int32),
            headsign=_own_headsigns(timetable, at),
            sequence=numbering.number[np.repeat(begin, sizes) + nth],
        ),
        first,
    )  # fmt: skip


def _own_headsigns(timetable: Timetable, stop_time: Int64s) -> Strings:
    own, found = timetable.stop_headsigns, np.full(stop_time.size, "", object)
    if own.stop_time.size:
        at = np.minimum(np.searchsorted(own.stop_time, stop_time), own.stop_time.size - 1)
        for i in np.flatnonzero(own.stop_time[at] == stop_time).tolist():
            found[i] = own.headsign[int(at[i])]
    return found


def _calls_of(run: LiveRun) -> CallRows:
    headsign = np.full(run.stop.size, "", object)
    for position, text in run.stop_headsigns:
        headsign[position] = text
    columns = {
        field.name: getattr(run, field.name)
        for field in fields(CallRows)
        if field.name not in ("headsign", "sequence")
    }
    return CallRows(**columns, headsign=headsign, sequence=np.full(run.stop.size, -1, np.int32))


def _element(column: str) -> type[Any]:
    """What a column of RunRows is made of."""
    if column in ("id", "headsign", "short_name", "way", "vehicle"):
        return object
    if column in ("cancelled", "deleted"):
        return np.bool_
    return np.int64 if column in ("first_cut", "known_at") else np.int32


def _texts(column: Texts, rows: Int32s) -> list[str]:
    """[n] Texts of rows, taken out at once."""
    sizes = column.first[rows + 1] - column.first[rows]
    ends = _offsets(sizes)
    at = np.repeat(column.first[rows] - ends[:-1], sizes) + np.arange(ends[-1])
    utf8 = column.utf8[at].tobytes()
    return [utf8[begin:end].decode() for begin, end in pairwise(ends.tolist())]


def _strings(texts: Any) -> Strings:
    found = list(texts)
    column = np.empty(len(found), object)
    column[:] = found
    return column


def _offsets(sizes: Any) -> Int64s:
    first = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=first[1:])
    return first


_NONE = np.zeros(0, np.int32)
_NO, _BLANK = np.zeros(0, np.bool_), np.zeros(0, object)
_NO_CALLS = CallRows(
    _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NO, _NO, _NO, _NO, _NONE, _BLANK, _NONE
)
