"""Where facilities are: positions in all the ways that tables tell them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from feeds.notices import Notes, Unusable
from feeds.parking_table.paths import Row, plain, tell
from feeds.positions import LatLon, place
from feeds.projections import degrees
from maas.settings.parking_table import PositionTable

Point = tuple[float, float]
"""x to the east and y to the north: longitude and latitude, or metres."""

MOST_VALUES = 10_000
"""Numbers of an outline."""

_NUMBER = r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,18})?"
_WKT = re.compile(rf"\s*(?:SRID=[0-9]+;)?\s*POINT\s*Z?\s*\(\s*({_NUMBER})\s+({_NUMBER})", re.I)
_PAIR = re.compile(rf"\s*\(?\s*({_NUMBER})\s*[,; ]\s*({_NUMBER})\s*\)?\s*")
_ONE = re.compile(rf"\s*({_NUMBER})\s*")
_EPSG = re.compile(r"EPSG:(?:[0-9.]*:)?([0-9]{4,6})$", re.I)
_NAMES = (("lon", "lat"), ("lng", "lat"), ("longitude", "latitude"), ("x", "y"))
_USUAL = ("geometry", "location", "geo_point_2d", "geo_point", "coordonnees", "position")
"""Where positions stand in most tables, and in the members of a record that has "fields"."""
_DEGREES = ("", "EPSG:4326", "EPSG:4258")


def places(rows: Sequence[Row], table: PositionTable, notices: Notes) -> list[LatLon | None]:
    """Latitude and longitude of each record; None where it does not say, or nowhere on earth.

    Raises:
        FeedMalformed: the table says it is in a system of coordinates that nobody knows.
    """
    points = [_point(row, table) for row in rows]
    crs = table.crs or _told_crs(rows)
    if crs not in _DEGREES:
        points = degrees(points, crs)
    return [_place(point, notices) for point in points]


def _place(point: Point | None, notices: Notes) -> LatLon | None:
    if point is None:
        return None
    try:
        return place({"lat": point[1], "lon": point[0]}, notices)
    except Unusable as problem:
        notices.note(problem.rule, problem.example)
        return None


def _told_crs(rows: Sequence[Row]) -> str:
    """The system that a GeoJSON names, as files from before its standard do."""
    message = rows[0].message if rows else None
    crs = message.get("crs") if isinstance(message, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    match = _EPSG.search(name) if isinstance(name, str) else None
    return f"EPSG:{match[1]}" if match else ""


def _point(row: Row, table: PositionTable) -> Point | None:
    if table.lat is not None and table.lon is not None:
        x, y = _number(tell(row, table.lon)), _number(tell(row, table.lat))
        return None if x is None or y is None else (x, y)
    if table.point is None:
        return _usual_point(row, table.order)
    value = tell(row, table.point)
    return None if value is None else _of_value(value, table.order)


def _usual_point(row: Row, order: str) -> Point | None:
    """Where the mapping does not say where it stands: under any of the usual names."""
    for told in (row.told, row.around, plain(row.told.get("fields"))):
        if not isinstance(told, dict):
            continue
        for value in (*(plain(told[name]) for name in _USUAL if name in told), told):
            if point := _of_value(value, order):
                return point
    return None


def _of_value(value: Any, order: str) -> Point | None:
    """A point in any of the ways people write one."""
    if isinstance(value, str):
        if match := _WKT.match(value):
            return _ordered((match[1], match[2]), order or "lon,lat")
        match = _PAIR.fullmatch(value)
        return _ordered((match[1], match[2]), order or "lat,lon") if match else None
    if isinstance(value, list):
        return _ordered(value, order or "lat,lon")
    if not isinstance(value, dict):
        return None
    if "coordinates" in value:
        return _middle(value["coordinates"], order or "lon,lat")
    for x, y in _NAMES:
        if x in value and y in value:
            return _ordered((plain(value[x]), plain(value[y])), "lon,lat")
    return None


def _ordered(pair: Sequence[Any], order: str) -> Point | None:
    if len(pair) < 2:
        return None
    first, second = _number(pair[0]), _number(pair[1])
    if first is None or second is None:
        return None
    return (second, first) if order == "lat,lon" else (first, second)


def _middle(coordinates: Any, order: str) -> Point | None:
    """The middle of what a geometry encloses."""
    points = [point for pair in _pairs(coordinates) if (point := _ordered(pair, order))]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _pairs(coordinates: Any) -> Iterator[Sequence[Any]]:
    """All positions of a geometry, as far as anybody draws a car park."""
    waiting, seen = [coordinates], 0
    while waiting and seen < MOST_VALUES:
        found = waiting.pop()
        seen += 1
        if isinstance(found, list) and found:
            if isinstance(found[0], list):
                waiting += found
            else:
                yield found


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        match = _ONE.fullmatch(value.replace(",", "."))
        return float(match[1]) if match else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        return None
    return float(value)
