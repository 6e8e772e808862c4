"""The edges that lie in areas, wholly or in part."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from maas.arrays import Bools, Bytes, Float64s, Int32s
from maas.streets import StreetNetwork
from maas.streets.chains import ranges
from maas.streets.tables import E7
from routing.kernels.areas import INSIDE, OUTSIDE, Outline, cover
from routing.rentals.fleets import Area, Covered

MOST_BANDS = 4096
PER_SIDE = 4
"""So many bands a side passes at most, on average: what bounds the memory of an outline."""
MOST_SIDES = 10_000
"""Of a ring; of a finer one every second, third … corner is taken."""
MOST_PLACES = 24
Ring = tuple[tuple[float, float], ...]


def cover_all(
    network: StreetNetwork, areas: Iterable[Area], known: Mapping[Area, Covered]
) -> Mapping[Area, Covered]:
    """What each area covers; `known` areas are not looked at again."""
    wanted = dict.fromkeys(areas)
    new = [area for area in wanted if area not in known]
    boxes = Boxes.of(network) if new else None
    found = {area: known[area] for area in wanted if area in known}
    return found | {area: boxes.covered(area) for area in new if boxes}


def places_in(network: StreetNetwork, covered: Covered) -> list[tuple[float, float]]:
    """Latitudes and longitudes of the middles of some edges that lie wholly in an area."""
    edge = covered.edge[covered.is_whole]
    edge = edge[:: 1 + edge.size // MOST_PLACES]
    ends = network.edges.first_point[edge] + network.edges.first_point[edge + 1] - 1
    lat, lon = (
        (column[ends // 2].astype(np.float64) + column[(ends + 1) // 2]) * (E7 / 2)
        for column in (network.points.lat_e7, network.points.lon_e7)
    )
    return list(zip(lat.tolist(), lon.tolist(), strict=True))


class Boxes:
    """The boxes around all edges: few of them meet those of an area."""

    def __init__(self, network: StreetNetwork, low: Int32s, high: Int32s) -> None:
        self._network, self._low, self._high = network, low, high

    @classmethod
    def of(cls, network: StreetNetwork) -> "Boxes":
        """The boxes of a network."""
        points, first = network.points, network.edges.first_point[:-1]
        at = np.stack([points.lat_e7, points.lon_e7])
        if not first.size:
            return cls(network, np.empty((2, 0), np.int32), np.empty((2, 0), np.int32))
        low, high = (each.reduceat(at, first, axis=1) for each in (np.minimum, np.maximum))
        return cls(network, low, high)

    def covered(self, area: Area) -> Covered:
        """What an area of one or more polygons covers."""
        best = np.zeros(self._low.shape[1], np.uint8)
        for polygon in area:
            edges, how = self._polygon([ring for ring in polygon if len(ring) >= 3])
            best[edges] = np.maximum(best[edges], how)
        edge = np.flatnonzero(best).astype(np.int32)
        return Covered(edge, best[edge] == INSIDE)

    def meeting(self, low: Float64s, high: Float64s) -> Int32s:
        """The edges whose boxes meet another one between two (latitude, longitude)."""
        south_west, north_east = (low * 1e7)[:, None], (high * 1e7)[:, None]
        meets = (self._low <= north_east) & (self._high >= south_west)
        return np.flatnonzero(meets.all(axis=0)).astype(np.int32)

    def _polygon(self, rings: list[Ring]) -> tuple[Int32s, Bytes]:
        outline = _outline(rings)
        if outline is None:
            return np.empty(0, np.int32), np.empty(0, np.uint8)
        edges = np.flatnonzero(self._meets(outline)).astype(np.int32)
        how = np.full(edges.size, OUTSIDE, np.uint8)
        points = self._network.points
        first = self._network.edges.first_point
        cover(outline, edges, first, points.lat_e7, points.lon_e7, how)
        return edges, how

    def _meets(self, outline: Outline) -> Bools:
        meets = np.ones(self._low.shape[1], np.bool_)
        for axis, column in enumerate((outline.lat_e7, outline.lon_e7)):
            meets &= (self._low[axis] <= column.max()) & (self._high[axis] >= column.min())
        return meets


def _outline(rings: list[Ring]) -> Outline | None:
    """The rings of a polygon as the kernel reads them; None: there are none."""
    sides = list(_sides(rings))
    if not sides:
        return None
    lat, lon = (np.concatenate([side[axis] for side in sides]) for axis in (0, 1))
    south, height = float(lat.min()), float(np.ptp(lat))
    climbed = float(np.abs(np.diff(lat, axis=1)).sum())
    n_bands = int(max(1, min(MOST_BANDS, PER_SIDE * len(lat) * height / max(climbed, 1.0))))
    band = max(height / n_bands, 1.0)
    low, high = (((each(lat, axis=1) - south) / band) for each in (np.min, np.max))
    begin = np.clip(low.astype(np.int64), 0, n_bands - 1)
    end = np.clip(high.astype(np.int64), 0, n_bands - 1)
    bands = ranges(begin, end - begin + 1)
    side = np.repeat(np.arange(len(lat), dtype=np.int32), end - begin + 1)
    first = np.searchsorted(np.sort(bands), np.arange(n_bands + 1)).astype(np.int32)
    order = np.argsort(bands, kind="stable")
    return Outline(lat, lon, first, side[order], south, band)


def _sides(rings: list[Ring]) -> Iterator[tuple[Float64s, Float64s]]:
    """[n, 2] latitudes and longitudes (e7) of the ends of the sides of each ring, closed."""
    for ring in rings:
        at = np.array(ring[:: 1 + len(ring) // MOST_SIDES], np.float64) * 1e7
        onto = np.roll(at, -1, axis=0)
        yield np.stack([at[:, 1], onto[:, 1]], 1), np.stack([at[:, 0], onto[:, 0]], 1)
