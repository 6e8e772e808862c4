"""Where drivers meet passengers, as stops of a timetable: a search may change, begin and end there.

The stops of lines keep their rows. Behind them stand the points that are no stops of lines, or at
which no trip calls itself; they call at one another in a pattern without trips, so that they count
as stops that something calls at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Ids, Int32s, Texts
from maas.model import TRANSIT_MODES, Access, Mode, StopKind
from maas.timetable import Patterns, Stops, Timetable
from maas.timetable.rows import stack_rows
from routing.carpool.offers import Points

OWN = "carpools"
"""Prefix of the ids of points that have none: their position follows."""
RIDE_SHARING = TRANSIT_MODES.index(Mode.RIDE_SHARING)


@dataclass(frozen=True, slots=True, eq=False)
class PointStops:
    """Points as stops."""

    timetable: Timetable
    """With further stops, and otherwise the scheduled one."""
    row: Int32s
    """[n_points] The stop that each point is."""
    n_stops: int
    """How many stops of lines there are; the points' own rows follow."""


def own_points(timetable: Timetable, points: Points) -> Int32s:
    """The points that need a row of their own."""
    called = np.zeros(len(timetable.stops.id) + 1, np.bool_)  # the last one is that of row -1
    called[timetable.patterns.stop] = True
    own: Bools = ~called[points.stop]
    return np.flatnonzero(own).astype(np.int32)


def rows_of(points: Points, own: Int32s, n_stops: int) -> Int32s:
    """[n_points] The stop that each point is.

    Args:
        own: those that have rows of their own, behind `n_stops` others.
    """
    row = points.stop.copy()
    row[own] = n_stops + np.arange(own.size, dtype=np.int32)
    return row


def with_points(timetable: Timetable, points: Points, names: Sequence[str]) -> PointStops:
    """The timetable with all points as stops.

    Args:
        names: of the points that need rows of their own (`own_points`).
    """
    own = own_points(timetable, points)
    n_stops = len(timetable.stops.id)
    row = rows_of(points, own, n_stops)
    made = replace(
        timetable,
        stops=stack_rows([timetable.stops, _stops(timetable, points, own, names)]),
        patterns=_calling_at(timetable.patterns, row[own]),
    )
    return PointStops(made, row, n_stops)


def _stops(timetable: Timetable, points: Points, own: Int32s, names: Sequence[str]) -> Stops:
    """Rows of points; what is a stop of which trips call at copies alone is one more copy."""
    n, parent = own.size, points.stop[own]
    is_copy = parent >= 0
    blank = Texts(np.empty(0, np.uint8), np.zeros(n + 1, np.int64))
    return Stops(
        id=Ids.of(_id(timetable, points, i) for i in own.tolist()),
        name=Texts.of(names),
        code=blank,
        platform=blank,
        description=blank,
        lat=points.lat[own],
        lon=points.lon[own],
        parent=parent,
        kind=np.where(is_copy, StopKind.SPLIT, StopKind.STOP).astype(np.uint8),
        wheelchair=np.full(n, Access.UNKNOWN, np.uint8),
        zone=np.zeros(n, np.int16),
        level=np.full(n, np.nan, np.float32),
        direct=np.zeros(n, np.bool_),
    )


def _id(timetable: Timetable, points: Points, i: int) -> str:
    if points.stop[i] >= 0:
        return timetable.stops.id[int(points.stop[i])]
    return points.id[i] or f"{OWN}:{points.lat[i]:.5f},{points.lon[i]:.5f}"


def _calling_at(patterns: Patterns, stops: Int32s) -> Patterns:
    """Patterns with one more, of no trip, that calls at some stops."""
    nobody = np.zeros(stops.size, np.bool_)
    return replace(
        patterns,
        first_stop=np.append(patterns.first_stop, np.int32(patterns.stop.size + stops.size)),
        stop=np.append(patterns.stop, stops),
        may_board=np.append(patterns.may_board, nobody),
        may_alight=np.append(patterns.may_alight, nobody),
        first_trip=np.append(patterns.first_trip, patterns.first_trip[-1:]),
        mode=np.append(patterns.mode, np.uint8(RIDE_SHARING)),
        zone=np.append(patterns.zone, np.int16(0)),
    )
