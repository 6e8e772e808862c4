"""Stops by H3 cell: what is around here is a disk of cells, each a range of a sorted array."""

from dataclasses import dataclass
from math import ceil, cos, radians

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.cells import cell_of, cells_of, disk
from maas.model import LatLon
from maas.timetable import Timetable
from maas.units import EARTH_RADIUS_M

SHORTEST_EDGE_M = 140.0
"""No edge of a resolution 9 cell is shorter (average 201 m, less near H3's twelve pentagons)."""


def rings_for(radius_m: float) -> int:
    """How many rings of cells surely cover a circle around any point of the middle cell.

    From a corner of the middle cell the edge of k rings is (1.5 k - 0.5) edges away.
    """
    return ceil((radius_m / SHORTEST_EDGE_M + 0.5) / 1.5)


@dataclass(frozen=True, slots=True)
class StopIndex:
    """Stops, usually all that trips call at, by cell: `first[c] : first[c + 1]` slices `stop`."""

    cell: Int64s
    first: Int32s
    stop: Int32s
    lat: Float64s
    """Of every stop of the timetable, not only of those in `stop`."""
    lon: Float64s

    @classmethod
    def of(cls, timetable: Timetable) -> "StopIndex":
        """Index the stops that patterns call at; split stops stand beside what they copy."""
        return cls.among(timetable, np.unique(timetable.patterns.stop).astype(np.int32))

    @classmethod
    def among(cls, timetable: Timetable, stops: Int32s) -> "StopIndex":
        """Index some stops of a timetable (row numbers, sorted)."""
        cells = cells_of(timetable.stops.lat[stops], timetable.stops.lon[stops])
        order = np.argsort(cells, kind="stable")
        distinct, first = np.unique(cells[order], return_index=True)
        return cls(
            distinct,
            np.append(first, stops.size).astype(np.int32),
            stops[order],
            timetable.stops.lat,
            timetable.stops.lon,
        )

    def near(self, at: LatLon, radius_m: float) -> tuple[Int32s, Float64s]:
        """(stops, metres as the crow flies) of all stops at most `radius_m` away, by stop."""
        candidates = self._in_disk(at, radius_m)
        distance = crow_flies_m(at, self.lat[candidates], self.lon[candidates])
        near = distance <= radius_m
        order = np.argsort(candidates[near])
        return candidates[near][order], distance[near][order]

    def _in_disk(self, at: LatLon, radius_m: float) -> Int32s:
        rings = rings_for(radius_m)
        if 3 * rings * (rings + 1) > self.cell.size:
            return self.stop
        wanted = disk(cell_of(at.lat, at.lon), rings)
        ranks = np.flatnonzero(np.isin(self.cell, wanted))
        pieces = [self.stop[self.first[rank] : self.first[rank + 1]] for rank in ranks]
        return np.concatenate(pieces) if pieces else np.empty(0, np.int32)


def crow_flies_m(at: LatLon, lat: Float64s, lon: Float64s) -> Float64s:
    """Straight distances in metres from one position to many within a city (plane, < 0.1 % off)."""
    north = np.radians(lat - at.lat)
    east = np.radians((lon - at.lon + 180.0) % 360.0 - 180.0) * cos(radians(at.lat))
    return np.hypot(north, east) * EARTH_RADIUS_M
