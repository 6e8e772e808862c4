"""Positions on maps of a country, to degrees."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from maas.errors import FeedMalformed

if TYPE_CHECKING:
    from pyproj import Transformer

Point = tuple[float, float]


def degrees(points: Sequence[Point | None], crs: str) -> list[Point | None]:
    """Longitude and latitude of points to the east and north of a system's origin.

    Raises:
        FeedMalformed: nobody knows this system.
    """
    known = [point for point in points if point is not None]
    xs, ys = _to_degrees(crs).transform([x for x, _ in known], [y for _, y in known])
    found = iter(zip(map(float, xs), map(float, ys), strict=True))
    return [None if point is None else next(found) for point in points]


@lru_cache(maxsize=8)
def _to_degrees(crs: str) -> "Transformer":
    """Made once: it reads a data base of systems. A large library that few territories need."""
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except CRSError as problem:
        raise FeedMalformed(f"nobody knows the system of coordinates {crs}") from problem
