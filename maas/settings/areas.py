"""Areas that a territory file names: polygons in a GeoJSON file."""

import json
from math import isfinite
from pathlib import Path
from typing import Any

from maas.options import Table

Ring = tuple[tuple[float, float], ...]
Area = tuple[tuple[Ring, ...], ...]
"""GeoJSON's MultiPolygon [polygon][ring][point] of (lon, lat)."""

LARGEST_BYTES = 20_000_000
FEWEST_CORNERS = 4
"""Of a ring, its first one counted twice (RFC 7946, 3.1.6)."""


def read_area(table: Table, folder: Path) -> Area:
    """All polygons of the file that `url` names.

    Raises:
        BadSettings: there is no such file, or it is no GeoJSON of polygons.
    """
    url = table.text("url")
    path = url.removeprefix("file:").removeprefix("//")
    if not url.startswith("file:") or not path:
        raise table.wrong("url", f"{url!r} names no file (file:zone.geojson)")
    try:
        content = (folder / path).read_bytes()
    except OSError as problem:
        raise table.wrong("url", f"{path} cannot be read: {problem.strerror}") from problem
    if len(content) > LARGEST_BYTES:
        raise table.wrong("url", f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB")
    try:
        polygons = tuple(_polygons(json.loads(content)))
    except (ValueError, TypeError, LookupError, RecursionError) as problem:
        raise table.wrong("url", f"{path} is no GeoJSON of polygons: {problem}") from problem
    if not polygons:
        raise table.wrong("url", f"{path} holds no polygon")
    return polygons


def _polygons(value: Any) -> list[tuple[Ring, ...]]:
    """The polygons of any GeoJSON object; what is no polygon is an error."""
    kind = value["type"]
    if kind == "FeatureCollection":
        return [each for feature in value["features"] for each in _polygons(feature)]
    if kind == "Feature":
        return _polygons(value["geometry"])
    if kind == "GeometryCollection":
        return [each for geometry in value["geometries"] for each in _polygons(geometry)]
    if kind == "Polygon":
        return [tuple(map(_ring, value["coordinates"]))]
    if kind == "MultiPolygon":
        return [tuple(map(_ring, polygon)) for polygon in value["coordinates"]]
    raise ValueError(f"a {kind} is no area")


def _ring(points: list[list[float]]) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < FEWEST_CORNERS or ring[0] != ring[-1]:
        raise ValueError("a ring is not closed")
    for lon, lat in ring:
        if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
            raise ValueError(f"{lon}, {lat} is no longitude and latitude")
    return ring
