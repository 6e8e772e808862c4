"""Polygons of GeoJSON: closed, with an extent, told where they cross themselves."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from feeds.gbfs.notices import Notices, Unusable

Point = tuple[float, float]
Ring = tuple[Point, ...]
Area = tuple[tuple[Ring, ...], ...]

DIGITS = 6

MOST_POINTS = 500_000

MOST_CHECKED = 600
"""Points of a ring that is looked at for crossings: it takes time by the square of them."""

REMEMBERED = 2000
"""Rings of which it is known whether they cross themselves."""


def area(geometry: object, notices: Notices) -> Area:
    """The area of a MultiPolygon or Polygon.

    Raises:
        Unusable: it has none.
    """
    told = geometry if isinstance(geometry, dict) else {}
    coordinates = told.get("coordinates")
    polygons = [coordinates] if told.get("type") == "Polygon" else coordinates
    if not isinstance(polygons, list):
        raise Unusable("invalid_area", told.get("type", ""))
    found = tuple(polygon for each in polygons for polygon in _polygon(each, notices))
    if not found:
        raise Unusable("invalid_area")
    return found


def middle(area: Area) -> tuple[float, float]:
    """The latitude and longitude of the middle of what encloses an area."""
    points = [point for polygon in area for point in polygon[0]]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _polygon(rings: object, notices: Notices) -> Iterator[tuple[Ring, ...]]:
    """A polygon; none where its outer ring is none. A hole that is none is no hole."""
    if not isinstance(rings, list) or not rings:
        notices.note("invalid_area")
        return
    found = [_ring(each, notices) for each in rings]
    if found[0]:
        yield tuple(ring for ring in found if ring)


def _ring(points: object, notices: Notices) -> Ring:
    """A closed ring; empty where it has no extent."""
    told = points if isinstance(points, list) and len(points) <= MOST_POINTS else []
    ring = [_point(each) for each in told]
    if None in ring or len(set(ring)) < 3:
        notices.note("invalid_area")
        return ()
    if ring[0] != ring[-1]:
        notices.note("open_ring")
        ring.append(ring[0])
    sound: Ring = tuple(point for point in ring if point is not None)
    if _extent(sound) == 0:
        notices.note("invalid_area")
        return ()
    if len(sound) <= MOST_CHECKED and _crosses(np.array(sound).tobytes()):
        notices.note("self_crossing_ring", f"{sound[0][1]}, {sound[0][0]}")
    return sound


def _point(told: Any) -> Point | None:
    try:
        lon, lat = told[0], told[1]
    except (LookupError, TypeError):
        return None
    numbers = not isinstance(lon, bool | str) and not isinstance(lat, bool | str)
    if not numbers or not isinstance(lon, int | float) or not isinstance(lat, int | float):
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return round(float(lon), DIGITS), round(float(lat), DIGITS)


def _extent(ring: Ring) -> float:
    """Of what encloses it, square degrees."""
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    return (max(lons) - min(lons)) * (max(lats) - min(lats))


@lru_cache(REMEMBERED)
def _crosses(ring: bytes) -> bool:
    """Whether two sides of a ring (its points as float64) cross, each passing through the other.

    Zones come again with every message and hardly ever change, so answers are remembered.
    """
    at = np.frombuffer(ring).reshape(-1, 2)
    a, b = at[:-1], at[1:]
    side = b - a
    # turn[i, j]: on which side of side i the beginning of side j lies
    turn = side[:, None, 0] * (a[None, :, 1] - a[:, None, 1]) - side[:, None, 1] * (
        a[None, :, 0] - a[:, None, 0]
    )
    apart = np.sign(turn) * np.sign(np.roll(turn, -1, axis=1)) < 0
    return bool((apart & apart.T).any())
