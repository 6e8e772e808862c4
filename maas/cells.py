"""H3 cells: the one place where the resolutions of the graph are decided.

Cells are 64-bit integers inside (int64: every H3 index is below 2^63) and lower-case hex strings
in JSON, because JavaScript loses bits beyond 2^53.
"""

import re

import h3.api.basic_int as h3
import numpy as np
import numpy.typing as npt

INDEX_RESOLUTION = 9
"""Edge of about 200 m: what everything with a place is sorted and found by."""

ANALYSIS_RESOLUTION = 8
"""Edge of about 530 m: what supply, demand and reach are counted on."""


COARSEST_RESOLUTION, FINEST_RESOLUTION = 5, 10
"""Edges of about 9 km and 75 m: the cells that are answered for."""

CELL_NAME = re.compile(r"[0-9a-f]{15}")

Corner = tuple[float, float]
"""Latitude and longitude."""


def cell_of(lat: float, lon: float, resolution: int = INDEX_RESOLUTION) -> int:
    """The cell around a position. Ranges are checked by `LatLon`, H3 itself would wrap them."""
    return int(h3.latlng_to_cell(lat, lon, resolution))


def cells_of(
    lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], resolution: int = INDEX_RESOLUTION
) -> npt.NDArray[np.int64]:
    """The cells around many positions (about 0.7 µs each)."""
    pairs = zip(lat.tolist(), lon.tolist(), strict=True)
    return np.fromiter((h3.latlng_to_cell(a, b, resolution) for a, b in pairs), np.int64, lat.size)


def disk(cell: int, k: int) -> npt.NDArray[np.int64]:
    """All cells at most k steps away, the cell itself first."""
    return np.array(h3.grid_disk(cell, k), np.int64)


def cell_name(cell: int) -> str:
    """The public, 15-character form of a cell."""
    return str(h3.int_to_str(cell))


def read_cell(text: str) -> int:
    """A cell by its public form.

    Raises:
        ValueError: it names no cell.
    """
    if not CELL_NAME.fullmatch(text) or not h3.is_valid_cell(cell := int(text, 16)):
        raise ValueError("is not an H3 cell like 89392009023ffff")
    return cell


def resolution_of(cell: int) -> int:
    """How fine a cell is."""
    return int(h3.get_resolution(cell))


def middle_of(cell: int) -> tuple[float, float]:
    """The latitude and longitude of its middle."""
    lat, lon = h3.cell_to_latlng(cell)
    return float(lat), float(lon)


def reach_m(cell: int) -> float:
    """How far its farthest corner is from its middle."""
    corners, middle = h3.cell_to_boundary(cell), h3.cell_to_latlng(cell)
    return float(max(h3.great_circle_distance(middle, corner, "m") for corner in corners))


def area_m2(resolution: int) -> float:
    """Of an average cell."""
    return float(h3.average_hexagon_area(resolution, "m^2"))


def cells_over(south_west: Corner, north_east: Corner, resolution: int) -> npt.NDArray[np.int64]:
    """All cells that overlap a box between two (latitude, longitude), sorted."""
    (south, west), (north, east) = south_west, north_east
    box = h3.LatLngPoly([(south, west), (south, east), (north, east), (north, west)])
    cells = h3.h3shape_to_cells_experimental(box, resolution, contain="overlap")
    return np.sort(np.array(cells, np.int64))
