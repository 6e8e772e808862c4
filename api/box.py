"""Pieces of a map as clients send them: two opposite corners, in whatever order."""

import re
from typing import Annotated

from msgspec import Meta

from maas.errors import BadQuery
from maas.model import Box, LatLon

NUMBER = r"[-+]?[0-9]{1,3}(\.[0-9]{1,18})?"
CORNER = re.compile(rf"(?P<lat>{NUMBER}),(?P<lon>{NUMBER})(,{NUMBER})?")
Bounds = tuple[float, float, float, float]
"""[west, south, east, north], degrees."""
Corner = Annotated[
    str, Meta(min_length=1, max_length=80, description="`latitude,longitude` of one corner")
]


def read_box(corner: str, opposite: str) -> Box:
    """The box between two corners; what lies beyond the poles or the 180th meridian is cut off.

    MOTIS's own page sends south-east and north-west, or north-west and south-east; KDE's apps
    south-west and north-east.

    Raises:
        BadQuery: a corner is no pair of numbers.
    """
    (lat_a, lon_a), (lat_b, lon_b) = _corner("min", corner), _corner("max", opposite)
    return Box(
        LatLon(min(lat_a, lat_b), min(lon_a, lon_b)), LatLon(max(lat_a, lat_b), max(lon_a, lon_b))
    )


def box_of(parameter: str, bounds: Bounds) -> Box:
    """A box as GeoJSON writes it.

    Raises:
        BadQuery: it is none.
    """
    west, south, east, north = bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadQuery(parameter, "is not west,south,east,north in degrees")
    return Box(LatLon(south, west), LatLon(north, east))


def read_position(parameter: str, text: str) -> LatLon:
    """A position on earth; a level behind it is not looked at.

    Raises:
        BadQuery: it is none.
    """
    match = CORNER.fullmatch(text)
    if match is None:
        raise BadQuery(parameter, "is not a position like 41.15,-8.61")
    try:
        return LatLon(float(match["lat"]), float(match["lon"]))
    except ValueError as problem:
        raise BadQuery(parameter, "is not a position on earth") from problem


def _corner(parameter: str, text: str) -> tuple[float, float]:
    match = CORNER.fullmatch(text)
    if match is None:
        raise BadQuery(parameter, "is not a position like 41.15,-8.61")
    lat, lon = float(match["lat"]), float(match["lon"])
    return min(90.0, max(-90.0, lat)), min(180.0, max(-180.0, lon))
