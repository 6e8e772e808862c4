"""On which storeys streets, passages and stairs lie."""

import numpy as np

from maas.arrays import Float32s, Float64s
from maas.model import Box
from maas.streets import StreetNetwork


class StreetLevels:
    """The edges that leave the ground, with both their storeys: few, even of a large city."""

    def __init__(self, streets: StreetNetwork | None) -> None:
        self._lat: Float64s = np.empty(0)
        self._lon: Float64s = np.empty(0)
        self._level: Float32s = np.empty((0, 2), np.float32)
        if streets is None:
            return
        off_ground = np.flatnonzero((streets.ways.level != 0).any(axis=1)[streets.edges.way])
        tail = streets.edges.tail[off_ground]
        self._lat = streets.vertices.lat_e7[tail] / 1e7
        self._lon = streets.vertices.lon_e7[tail] / 1e7
        self._level = streets.ways.level[streets.edges.way[off_ground]]

    def within(self, box: Box) -> tuple[float, ...]:
        """All storeys in a box, the highest first; the ground is always one."""
        low, high = box.south_west, box.north_east
        inside = (self._lat >= low.lat) & (self._lat <= high.lat)
        inside &= (self._lon >= low.lon) & (self._lon <= high.lon)
        levels = np.unique(np.append(self._level[inside], 0.0))
        return tuple(float(level) for level in levels[::-1] if np.isfinite(level))
