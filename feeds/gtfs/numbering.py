"""Stop times as arrays, and in which order a trip calls where their numbers do not say."""

from dataclasses import dataclass, replace

import numpy as np

from feeds.gtfs.notices import Notices
from feeds.gtfs.trips import TripRows
from maas.arrays import Bools, Float32s, Int32s


@dataclass(frozen=True, slots=True)
class StopTimeRows:
    """Stop times, one entry per row in every column."""

    trip: Int32s
    """Row of TripRows."""
    sequence: Int32s
    stop: Int32s
    arrive: Int32s
    """s of the service day, or BLANK."""
    depart: Int32s
    may_board: Bools
    may_alight: Bools
    distance: Float32s
    """shape_dist_traveled, or NaN."""
    headsign: Int32s
    """Number of the stop's own headsign, or -1."""
    line: Int32s

    def __len__(self) -> int:
        return self.trip.size


def numbered(rows: StopTimeRows, trips: TripRows, notices: Notices) -> StopTimeRows:
    """The same, each trip numbered by the file's order whose calls all have one stop_sequence.

    Only where that order can be meant: at another stop each time, and never earlier.

    Args:
        rows: by trip and sequence, those of one number as they stand in the file.
    """
    first = np.flatnonzero(np.diff(rows.trip, prepend=-1))
    trip = np.cumsum(np.diff(rows.trip, prepend=-1) != 0) - 1
    follows = np.diff(trip, prepend=-1) == 0
    before = np.roll(np.arange(len(rows)), 1)
    fits = rows.sequence == rows.sequence[before]
    fits &= (rows.stop != rows.stop[before]) & (rows.depart[before] >= 0)
    fits &= (rows.arrive >= rows.depart[before]) & (rows.depart >= rows.arrive)
    wrong = np.bincount(trip, weights=follows & ~fits, minlength=first.size) > 0
    nameless = ~wrong & (np.bincount(trip, minlength=first.size) > 1)
    if not nameless.any():
        return rows
    mended = nameless[trip]
    note(rows, trips, notices, "equal_stop_sequences", mended & ~follows)
    place = np.arange(len(rows)) - first[trip]
    sequence = np.where(mended, place, rows.sequence).astype(np.int32)
    return replace(rows, sequence=sequence)


def note(rows: StopTimeRows, trips: TripRows, notices: Notices, rule: str, broken: Bools) -> None:
    """Report stop times that break a rule, the first by line with its trip."""
    found = np.flatnonzero(broken)
    if found.size:
        i = found[np.argmin(rows.line[found])]
        trip = trips.table["trip_id"][rows.trip[i]]
        notices.add(rule, "stop_times.txt", int(rows.line[i]), f"trip {trip}", found.size)
