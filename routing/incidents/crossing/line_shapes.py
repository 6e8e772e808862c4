"""The shapes of lines that go over streets: those of buses. Found by where they are."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, spread
from maas.model import TRANSIT_MODES, Mode
from maas.timetable import Timetable
from maas.timetable.tables import Shapes
from routing.incidents.crossing.bits import Segments
from routing.streets.graphs import Plane

BY_STREET = frozenset({Mode.BUS, Mode.COACH, Mode.ODM})
"""Modes that a closed street is closed to; trams have tracks of their own, or wait."""
_NUMBERS = tuple(TRANSIT_MODES.index(mode) for mode in BY_STREET)


@dataclass(frozen=True, slots=True, eq=False)
class LineShapes:
    """The shapes of all trips by street: [n] each."""

    drawn: Shapes
    row: Int32s
    """Which of those drawn."""
    box: Float64s
    """[n, 4] West, south, east and north of all points, in degrees."""

    @classmethod
    def of(cls, timetable: Timetable) -> "LineShapes":
        """Those of all trips by street whose way is known. O(points)"""
        rows = np.unique(timetable.trips.shape[is_drawn_by_street(timetable)])
        return cls.among(timetable.shapes, rows)

    @classmethod
    def among(cls, drawn: Shapes, row: Int32s) -> "LineShapes":
        """Some of those drawn, each of two points at least."""
        box = np.empty((row.size, 4))
        if row.size:
            first = np.minimum(drawn.first[:-1], drawn.lat.size - 1)
            west, south = (np.minimum.reduceat(of, first) for of in (drawn.lon, drawn.lat))
            east, north = (np.maximum.reduceat(of, first) for of in (drawn.lon, drawn.lat))
            box = np.stack([side[row] for side in (west, south, east, north)], axis=1)
        return cls(drawn, row, box)

    def within(self, box: Float64s, plane: Plane) -> Segments:
        """The segments that may pass a box ([4], as `box`)."""
        shapes = self.drawn
        near = self.row[_touch(self.box, box)]
        first, end = shapes.first[near], shapes.first[near + 1]
        point = spread(first, end - 1)
        row = np.repeat(near, end - 1 - first)
        ends = [np.stack([shapes.lon[p], shapes.lat[p]], axis=1) for p in (point, point + 1)]
        kept = np.flatnonzero(_touch(np.hstack([np.minimum(*ends), np.maximum(*ends)]), box))
        begin, stop = (np.stack(plane.xy_m(of[kept, 1], of[kept, 0]), axis=1) for of in ends)
        at = (point[kept] - shapes.first[row[kept]]).astype(np.float64)
        return Segments(row[kept], at, begin, stop)


def is_drawn_by_street(timetable: Timetable) -> Bools:
    """[n_trips] Whether a trip goes over streets, and its way is known."""
    trips = timetable.trips
    by_street = np.isin(timetable.patterns.mode[trips.pattern], _NUMBERS)
    drawn: Bools = by_street & (trips.first_cut >= 0)
    return drawn


def _touch(boxes: Float64s, box: Float64s) -> Bools:
    """[n] Which boxes have something in common with one."""
    ends = np.hstack([boxes[:, :2] - box[2:], box[:2] - boxes[:, 2:]])
    found: Bools = ends.max(axis=1) <= 0
    return found
