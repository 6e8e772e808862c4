"""On which storeys streets, passages, stairs and stops lie."""

import numpy as np

from maas.arrays import Float32s, Float64s
from maas.model import Box
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from maas.timetable import Timetable


class Levels:
    """What lies off the ground, with its storeys: little, even of a large city."""

    def __init__(self, streets: StreetNetwork | None, timetable: Timetable | None) -> None:
        found = [_of_streets(streets)] if streets else []
        found += [_of_stops(timetable)] if timetable else []
        none = np.empty(0), np.empty(0), np.empty(0, np.float32)
        lat, lon, level = zip(none, *found, strict=True)
        self._lat: Float64s = np.concatenate(lat)
        self._lon: Float64s = np.concatenate(lon)
        self._level: Float32s = np.concatenate(level)

    def within(self, box: Box) -> tuple[float, ...]:
        """All storeys in a box, the highest first; the ground is always one."""
        low, high = box.south_west, box.north_east
        inside = (self._lat >= low.lat) & (self._lat <= high.lat)
        inside &= (self._lon >= low.lon) & (self._lon <= high.lon)
        levels = np.unique(np.append(self._level[inside], 0.0))
        return tuple(float(level) for level in levels[::-1] if np.isfinite(level))


def _of_streets(streets: StreetNetwork) -> tuple[Float64s, Float64s, Float32s]:
    """Where edges that leave the ground begin, once for each of both their storeys."""
    off_ground = np.flatnonzero((streets.ways.level != 0).any(axis=1)[streets.edges.way])
    tail = np.repeat(streets.edges.tail[off_ground], 2)
    vertices = streets.vertices
    level = streets.ways.level[streets.edges.way[off_ground]].ravel()
    return degrees(vertices.lat_e7[tail]), degrees(vertices.lon_e7[tail]), level


def _of_stops(timetable: Timetable) -> tuple[Float64s, Float64s, Float32s]:
    """Platforms, entrances and the places between them that are not on the ground."""
    stops = timetable.stops
    off_ground = np.isfinite(stops.level) & (stops.level != 0)
    return stops.lat[off_ground], stops.lon[off_ground], stops.level[off_ground]
