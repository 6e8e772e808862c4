"""Trips sorted into patterns: same stops, same boarding rules, same mode and time zone."""

from dataclasses import dataclass

import numpy as np

from feeds.gtfs.frequencies import Departures
from feeds.gtfs.numbering import StopTimeRows
from feeds.gtfs.times import offsets
from maas.arrays import Bytes, Int16s, Int32s, Int64s
from maas.timetable import Patterns, StopTimes


@dataclass(frozen=True, slots=True)
class Sorting:
    """Departures in timetable order: pattern by pattern, within one by first departure."""

    patterns: Patterns
    departures: Departures
    pattern: Int32s
    """Pattern of each departure."""
    first_time: Int64s
    stop_times: StopTimes
    row: Int64s
    """Which row of StopTimeRows each stop time came from."""


def sort_into_patterns(
    rows: StopTimeRows, departures: Departures, mode: Bytes, zone: Int16s
) -> Sorting:
    """Group departures.

    Args:
        mode: [n_trips] index into model.TRANSIT_MODES.
        zone: [n_trips] number of the time zone.
    """
    first = offsets(rows, mode.size)
    pattern_of, leaders = _patterns(rows, first, mode, zone)
    leaves = rows.depart[first[departures.trip]] + departures.shift
    pattern = pattern_of[departures.trip]
    order = np.lexsort((leaves, pattern))
    departures = Departures(
        departures.trip[order], departures.shift[order], departures.headway[order]
    )
    pattern = pattern[order]
    calls = np.diff(first)[departures.trip]
    first_time = np.concatenate([[0], np.cumsum(calls)]).astype(np.int64)
    row = np.arange(first_time[-1]) + np.repeat(first[departures.trip] - first_time[:-1], calls)
    shift = np.repeat(departures.shift, calls)
    times = StopTimes(rows.arrive[row] + shift, rows.depart[row] + shift)
    first_trip = np.searchsorted(pattern, np.arange(len(leaders) + 1)).astype(np.int32)
    patterns = _columns(rows, first, leaders, (first_trip, mode, zone))
    return Sorting(patterns, departures, pattern, first_time, times, row)


def _patterns(
    rows: StopTimeRows, first: Int64s, mode: Bytes, zone: Int16s
) -> tuple[Int32s, list[int]]:
    """Pattern of each trip (-1 for one without stop times), and each pattern's first trip."""
    signature = rows.stop.astype(np.int64) << 2 | rows.may_board << 1 | rows.may_alight
    patterns: dict[tuple[bytes, int, int], int] = {}
    leaders: list[int] = []
    pattern_of = np.full(mode.size, -1, np.int32)
    bounds = first.tolist()
    for trip in np.flatnonzero(np.diff(first)).tolist():
        calls = signature[bounds[trip] : bounds[trip + 1]].tobytes()
        key = (calls, int(mode[trip]), int(zone[trip]))
        pattern_of[trip] = patterns.setdefault(key, len(leaders))
        if pattern_of[trip] == len(leaders):
            leaders.append(trip)
    return pattern_of, leaders


def _columns(
    rows: StopTimeRows, first: Int64s, leaders: list[int], of: tuple[Int32s, Bytes, Int16s]
) -> Patterns:
    first_trip, mode, zone = of
    calls = np.diff(first)[leaders]
    first_stop = np.concatenate([[0], np.cumsum(calls)]).astype(np.int32)
    row = np.arange(first_stop[-1]) + np.repeat(first[leaders] - first_stop[:-1], calls)
    return Patterns(
        first_stop=first_stop,
        stop=rows.stop[row],
        may_board=rows.may_board[row],
        may_alight=rows.may_alight[row],
        first_trip=first_trip,
        mode=mode[leaders],
        zone=zone[leaders],
    )
