"""frequencies.txt: one trip, many departures."""

from dataclasses import dataclass

import numpy as np

from feeds.gtfs.fields import BLANK, WRONG, integers, parse_natural, parse_time, rows_of
from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.table import Table
from feeds.gtfs.trips import TripRows
from maas.arrays import Bools, Int32s
from maas.timetable.rows import take_rows

MOST_STOP_TIMES = 20_000_000
"""What headways may expand to: a headway of a second must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Departures:
    """Every departure of every trip that runs: once, or as often as its headways say."""

    trip: Int32s
    """Row of TripRows."""
    shift: Int32s
    """Seconds from the times in stop_times.txt to this departure's."""
    headway: Int32s
    """Seconds where exact_times is 0, else 0."""


@dataclass(frozen=True, slots=True)
class _Headways:
    """Usable rows of frequencies.txt."""

    trip: Int32s
    start: Int32s
    end: Int32s
    seconds: Int32s
    exact: Bools
    line: Int32s


def expand(
    table: Table, trips: TripRows, first: Int32s, calls: Int32s, notices: Notices
) -> Departures:
    """The departures of all trips.

    Args:
        first: [n_trips] first departure by stop_times.txt, s of the service day.
        calls: [n_trips] how many stop times a trip has; one without does not run.
    """
    ids = table["trip_id"]
    named = rows_of(trips.rows, ids)
    unknown = [t < 0 and i not in trips.left_out for t, i in zip(named, ids, strict=True)]
    table.note(notices, "foreign_key_violation", np.array(unknown, np.bool_), "trip_id")
    spans = _headways(table, named, calls, notices)
    times = -(-(spans.end - spans.start) // spans.seconds)
    if int((times.astype(np.int64) * calls[spans.trip]).sum()) > MOST_STOP_TIMES:
        raise refuse("too_many_rows", "frequencies.txt expands to more than can be held")
    each = np.repeat(np.arange(times.size), times)
    nth = np.arange(each.size) - np.repeat(np.cumsum(times) - times, times)
    leaves = spans.start[each] + nth * spans.seconds[each]
    once = np.setdiff1d(np.flatnonzero(calls), named)
    none = np.zeros(once.size, np.int32)
    shift = leaves - first[spans.trip[each]]
    headway = np.where(spans.exact[each], 0, spans.seconds[each])
    return Departures(
        np.concatenate([once, spans.trip[each]]).astype(np.int32),
        np.concatenate([none, shift]).astype(np.int32),
        np.concatenate([none, headway]).astype(np.int32),
    )


def _headways(table: Table, trip: Int32s, calls: Int32s, notices: Notices) -> _Headways:
    start, end = integers(parse_time, table["start_time"]), integers(parse_time, table["end_time"])
    seconds = integers(parse_natural, table["headway_secs"])
    exact = integers(parse_natural, table["exact_times"])
    table.note(notices, "unexpected_enum_value", (exact < -1) | (exact > 1), "exact_times")
    for column, values in (("start_time", start), ("end_time", end), ("headway_secs", seconds)):
        table.note(notices, "missing_required_field", values == BLANK, column)
    table.note(notices, "invalid_time", (start == WRONG) | (end == WRONG), "trip_id")
    table.note(notices, "invalid_integer", seconds == WRONG, "headway_secs")
    table.note(notices, "number_out_of_range", seconds == 0, "headway_secs")
    broken = (start < 0) | (end < 0) | (seconds <= 0)
    backwards = ~broken & (end <= start)
    table.note(notices, "start_and_end_range_out_of_order", backwards, "trip_id")
    runs = np.array([t >= 0 and calls[t] > 0 for t in trip.tolist()], np.bool_)
    spans = _Headways(trip, start, end, seconds, exact == 1, table.lines)
    kept = take_rows(spans, np.flatnonzero(runs & ~broken & ~backwards))
    return _without_overlaps(kept, table.file, notices)


def _without_overlaps(spans: _Headways, file: str, notices: Notices) -> _Headways:
    """Headways of one trip that begin before the one before ends are left out."""
    kept, busy_until = [], dict[int, int]()
    for i in np.lexsort((spans.start, spans.trip)).tolist():
        trip = int(spans.trip[i])
        if spans.start[i] < busy_until.get(trip, 0):
            notices.add("overlapping_frequency", file, int(spans.line[i]))
            continue
        busy_until[trip] = int(spans.end[i])
        kept.append(i)
    return take_rows(spans, np.array(kept, np.int64))
