"""Where a driver and passengers may meet, by H3 cell: stops of lines, places for sharing cars."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.cells import INDEX_RESOLUTION, cell_of, disk
from maas.live import CarpoolPlace
from maas.live.offers import Waypoint
from maas.model import LatLon
from maas.timetable import Timetable
from maas.timetable.indoors import find_indoors
from routing.cell_index import CellIndex
from routing.stop_index import crow_flies_m

SAME_M = 30.0
"""A waypoint so near to a stop or a place for sharing cars is meant to be there."""


class Point(NamedTuple):
    """A row of `Points`."""

    lat: float
    lon: float
    stop: int = -1
    name: str = ""
    id: str = ""


@dataclass(frozen=True, eq=False)
class Meetings:
    """Points that are known whoever drives: those of lines first, then places for sharing cars."""

    points: tuple[Point, ...]
    places: Mapping[str, CarpoolPlace]
    timetable: Timetable | None

    @classmethod
    def of(cls, timetable: Timetable | None, places: Mapping[str, CarpoolPlace]) -> "Meetings":
        """Those of a timetable, and places by `<source>:<local>`."""
        stops = [] if timetable is None else _stops(timetable)
        shared = [Point(each.lat, each.lon, -1, each.name, id) for id, each in places.items()]
        return cls((*stops, *shared), places, timetable)

    @cached_property
    def lat(self) -> Float64s:
        """[n_points]"""
        return np.array([point.lat for point in self.points], np.float64)

    @cached_property
    def lon(self) -> Float64s:
        """[n_points]"""
        return np.array([point.lon for point in self.points], np.float64)

    @cached_property
    def _cells(self) -> CellIndex:
        return CellIndex.of(self.lat, self.lon, INDEX_RESOLUTION)

    def at(self, waypoint: Waypoint) -> Point:
        """The point that a waypoint is: one beside it, else one of its own."""
        begin, end = self._cells.ranges(disk(cell_of(waypoint.lat, waypoint.lon), 1))
        spans = zip(begin.tolist(), end.tolist(), strict=True)
        rows = [self._cells.row[a:b] for a, b in spans if a < b]
        near: Int32s = np.concatenate(rows) if rows else np.empty(0, np.int32)
        if near.size:
            metres = crow_flies_m(
                LatLon(waypoint.lat, waypoint.lon), self.lat[near], self.lon[near]
            )
            nearest = np.lexsort((near, metres))[0]
            if metres[nearest] <= SAME_M:
                return self.points[int(near[nearest])]
        return Point(waypoint.lat, waypoint.lon, -1, waypoint.name)


def _stops(timetable: Timetable) -> list[Point]:
    """The stops on the street that trips call at, none of them split, by row."""
    stops = timetable.stops
    called = np.unique([timetable.original(int(s)) for s in np.unique(timetable.patterns.stop)])
    inside = find_indoors(stops, timetable.pathways).inside
    is_placed = np.isfinite(stops.lat) & np.isfinite(stops.lon)
    kept = [int(row) for row in called if is_placed[row] and not inside[row]]
    return [Point(float(stops.lat[row]), float(stops.lon[row]), row) for row in kept]
