"""Polygons of GeoJSON: closed, with an extent, told where they cross themselves."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds.gbfs.notices import Notices
from feeds.notices import Unusable

Point = tuple[float, float]
Ring = tuple[Point, ...]
Area = tuple[tuple[Ring, ...], ...]
Points = NDArray[np.float64]

DIGITS = 6

MOST_POINTS = 500_000

MOST_BESIDE = 50
"""Sides that share some longitude with a side, on average, of a ring that is looked at for
crossings: more would cost time that no ring is worth."""


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
    if _crosses(sound):
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


def _crosses(ring: Ring) -> bool:
    """Whether two of its sides cross, each truly passing through the other.

    Sides are put in order from west to east; only those that share some longitude can cross.
    """
    at = np.array(ring)
    west = np.argsort(np.minimum(at[:-1, 0], at[1:, 0]))
    a, b = at[:-1][west], at[1:][west]
    until = np.searchsorted(np.minimum(a, b)[:, 0], np.maximum(a, b)[:, 0], side="right")
    beside = until - np.arange(len(a)) - 1  # how many of the following share some longitude
    if beside.sum() > MOST_BESIDE * len(a):
        return False
    i = np.repeat(np.arange(len(a)), beside)
    j = i + 1 + np.arange(len(i)) - np.repeat(np.cumsum(beside) - beside, beside)
    parts_j = _side(a[i], b[i], a[j]) * _side(a[i], b[i], b[j]) < 0
    parts_i = _side(a[j], b[j], a[i]) * _side(a[j], b[j], b[i]) < 0
    return bool((parts_i & parts_j).any())


def _side(start: Points, end: Points, point: Points) -> Points:
    """1, 0 or -1: left of the line, on it, right of it."""
    ahead, aside = end - start, point - start
    turn: Points = np.sign(ahead[:, 0] * aside[:, 1] - ahead[:, 1] * aside[:, 0])
    return turn
