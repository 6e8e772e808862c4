"""Areas of stations and zones: GeoJSON's rings to encoded ones, and the boxes around them."""

from collections.abc import Iterable

import numpy as np

from api.render.polyline import Line
from api.rentals.wire import Bounds, MultiPolygon

Ring = tuple[tuple[float, float], ...]
"""(lon, lat), as GeoJSON has them."""
Area = tuple[tuple[Ring, ...], ...]


def encoded(area: Area) -> MultiPolygon:
    """An area with its rings as polylines of six decimals."""
    return tuple(
        tuple(Line.of(np.array(ring, np.float64)[:, ::-1]).whole for ring in polygon)
        for polygon in area
    )


def around(points: Iterable[tuple[float, float]]) -> Bounds | None:
    """The box around (lon, lat) points; None around none."""
    found = np.array(list(points), np.float64).reshape(-1, 2)
    if not found.size:
        return None
    (west, south), (east, north) = found.min(axis=0).tolist(), found.max(axis=0).tolist()
    return west, south, east, north


def corners(area: Area) -> Iterable[tuple[float, float]]:
    """The points of the outer rings of an area."""
    return (point for polygon in area for point in polygon[0])
