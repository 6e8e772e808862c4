"""GeoJSON (RFC 7946) of what has a place: for maps and tables of planners."""

from collections.abc import Iterable
from typing import Any

import msgspec

from api.reply import ENCODER

GEOJSON = "application/geo+json"


class Point(msgspec.Struct, frozen=True, tag="Point"):
    """A position."""

    coordinates: tuple[float, float]
    """Longitude, latitude."""


class LineString(msgspec.Struct, frozen=True, tag="LineString"):
    """A way."""

    coordinates: tuple[tuple[float, float], ...]
    """Longitude and latitude of each point."""


class Polygon(msgspec.Struct, frozen=True, tag="Polygon"):
    """An area."""

    coordinates: tuple[tuple[tuple[float, float], ...], ...]
    """Longitude and latitude of each corner of each ring, the first one once more at its end."""


class Feature(msgspec.Struct, frozen=True, tag="Feature"):
    """One thing, with all that the JSON tells of it."""

    id: str
    geometry: Point | LineString | Polygon | None
    """None: nobody knows where it is."""
    properties: Any


class FeatureCollection(msgspec.Struct, frozen=True, tag="FeatureCollection"):
    """Things, the best first."""

    features: tuple[Feature, ...]


def encoded(features: Iterable[Feature]) -> bytes:
    """Features as a file."""
    return ENCODER.encode(FeatureCollection(tuple(features)))
