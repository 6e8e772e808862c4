"""Boxes as GeoJSON writes them, and the cells that overlap one."""

from dataclasses import dataclass
from math import cos, radians, sqrt

from api.box import Bounds, box_of
from api.limits import MAX_CELLS
from maas.arrays import Int64s
from maas.cells import area_m2, cells_over
from maas.errors import BadQuery
from maas.units import EARTH_RADIUS_M


@dataclass(frozen=True, slots=True)
class CellBox:
    """A box that overlaps a bounded number of cells."""

    south_west: tuple[float, float]
    """Latitude, longitude."""
    north_east: tuple[float, float]
    resolution: int

    def cells(self) -> Int64s:
        """Those that overlap it."""
        return cells_over(self.south_west, self.north_east, self.resolution)


def read_box(bounds: Bounds, resolution: int) -> CellBox:
    """A box of [west, south, east, north].

    Raises:
        BadQuery: it is none, or overlaps too many cells of that resolution.
    """
    box = box_of("bbox", bounds)
    n = _cells_over(bounds, resolution)
    if n > MAX_CELLS:
        problem = f"overlaps about {n} cells of resolution {resolution}"
        raise BadQuery("bbox", f"{problem}; at most {MAX_CELLS} are told at once")
    low, high = box.south_west, box.north_east
    return CellBox((low.lat, low.lon), (high.lat, high.lon), resolution)


def _cells_over(bounds: Bounds, resolution: int) -> int:
    """About how many cells overlap a box: those inside, and those along its border."""
    west, south, east, north = bounds
    metres_per_degree = radians(1) * EARTH_RADIUS_M
    height_m = (north - south) * metres_per_degree
    widest = 0.0 if south <= 0 <= north else min(abs(south), abs(north))
    width_m = (east - west) * metres_per_degree * cos(radians(widest))
    area = area_m2(resolution)
    return int(width_m * height_m / area + 2 * (width_m + height_m) / sqrt(area)) + 1
