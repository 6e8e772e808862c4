"""Times of trips made whole: what is blank is filled in, a trip that cannot run is left out."""

from dataclasses import replace

import numpy as np

from feeds.gtfs.notices import Notices
from feeds.gtfs.numbering import StopTimeRows, note
from feeds.gtfs.trips import TripRows
from maas.arrays import Bools, Int64s
from maas.timetable.rows import take_rows


def whole(rows: StopTimeRows, trips: TripRows, notices: Notices) -> StopTimeRows:
    """Stop times of the trips that can run, every time known and none before the one before.

    `rows` lie by trip and sequence. An error costs the trip it is in, never another one.
    """
    rows = _both_times(rows, trips, notices)
    rows = _without_short_trips(rows, trips, notices)
    rows = _without_blank_edges(rows, trips, notices)
    rows = interpolated(rows)
    backwards = rows.arrive > rows.depart
    backwards[1:] |= (rows.arrive[1:] < rows.depart[:-1]) & ~_is_first(rows)[1:]
    return _without(
        rows, trips, notices, "stop_time_with_arrival_before_previous_departure_time", backwards
    )


def offsets(rows: StopTimeRows, n_trips: int) -> Int64s:
    """[n_trips + 1] Where the rows of each trip begin."""
    return np.searchsorted(rows.trip, np.arange(n_trips + 1)).astype(np.int64)


def _is_first(rows: StopTimeRows) -> Bools:
    first = np.ones(len(rows), np.bool_)
    first[1:] = rows.trip[1:] != rows.trip[:-1]
    return first


def _is_last(rows: StopTimeRows) -> Bools:
    last = np.ones(len(rows), np.bool_)
    last[:-1] = rows.trip[1:] != rows.trip[:-1]
    return last


def _both_times(rows: StopTimeRows, trips: TripRows, notices: Notices) -> StopTimeRows:
    one = (rows.arrive < 0) ^ (rows.depart < 0)
    note(rows, trips, notices, "stop_time_with_only_arrival_or_departure_time", one)
    later = np.maximum(rows.arrive, rows.depart)
    return replace(
        rows,
        arrive=np.where(one, later, rows.arrive).astype(np.int32),
        depart=np.where(one, later, rows.depart).astype(np.int32),
    )


def _without_short_trips(rows: StopTimeRows, trips: TripRows, notices: Notices) -> StopTimeRows:
    calls = np.bincount(rows.trip, minlength=len(trips))
    trips.table.note(notices, "unused_trip", calls == 0, "trip_id")
    trips.table.note(notices, "unusable_trip", calls == 1, "trip_id")
    return take_rows(rows, np.flatnonzero(calls[rows.trip] > 1)) if (calls == 1).any() else rows


def _without_blank_edges(rows: StopTimeRows, trips: TripRows, notices: Notices) -> StopTimeRows:
    blank = (_is_first(rows) | _is_last(rows)) & (rows.arrive < 0)
    return _without(rows, trips, notices, "missing_trip_edge", blank)


def _without(
    rows: StopTimeRows, trips: TripRows, notices: Notices, rule: str, broken: Bools
) -> StopTimeRows:
    """Leave out every trip that has a broken row; counted once per trip."""
    if not broken.any():
        return rows
    lost = np.zeros(len(trips), np.bool_)
    lost[rows.trip[broken]] = True
    first = np.flatnonzero(broken)
    once = np.zeros(len(rows), np.bool_)
    once[first[np.unique(rows.trip[first], return_index=True)[1]]] = True
    note(rows, trips, notices, rule, once)
    return take_rows(rows, np.flatnonzero(~lost[rows.trip]))


def interpolated(rows: StopTimeRows) -> StopTimeRows:
    """Blank times between two known ones: by distance where all concerned have one, else evenly.

    First and last time of every trip must be known.
    """
    blank = np.flatnonzero(rows.arrive < 0)
    if not blank.size:
        return rows
    before, after = _known_around(rows)
    a, b = before[blank], after[blank]
    x = rows.distance.astype(np.float64)
    with np.errstate(invalid="ignore"):
        usable = (x[a] < x[b]) & (x[a] <= x[blank]) & (x[blank] <= x[b])
    by_distance = _all_between(usable, a)
    share = np.where(by_distance, 0.0, (blank - a) / (b - a))
    i = np.flatnonzero(by_distance)
    share[i] = (x[blank[i]] - x[a[i]]) / (x[b[i]] - x[a[i]])
    start, end = rows.depart[a].astype(np.int64), rows.arrive[b].astype(np.int64)
    times = (start + np.floor(share * (end - start))).astype(np.int32)
    arrive, depart = rows.arrive.copy(), rows.depart.copy()
    arrive[blank] = depart[blank] = times
    return replace(rows, arrive=arrive, depart=depart)


def _known_around(rows: StopTimeRows) -> tuple[Int64s, Int64s]:
    """[n_rows] The nearest rows with a time, before and after each row (or itself)."""
    i = np.arange(len(rows), dtype=np.int64)
    known = rows.arrive >= 0
    before = np.maximum.accumulate(np.where(known, i, 0))
    after = np.minimum.accumulate(np.where(known, i, len(rows))[::-1])[::-1]
    return before, after


def _all_between(usable: Bools, start: Int64s) -> Bools:
    """Whether all blanks of the same gap are usable; a gap is named by where it starts."""
    gaps, number = np.unique(start, return_inverse=True)
    bad = np.zeros(gaps.size, np.bool_)
    bad[number[~usable]] = True
    return ~bad[number]
