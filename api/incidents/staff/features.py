"""Incidents in GeoJSON (RFC 7946): geometries with the members of a body as their properties."""

from collections.abc import Iterator
from typing import Any

from api.incidents.staff.told import Told
from maas.errors import BadQuery

PLACES = frozenset({"line", "lines", "area"})
"""Members that the geometry tells."""


def read_features(told: Any) -> Iterator[Told]:
    """Each feature as a body.

    Raises:
        BadQuery: it is no collection of features.
    """
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or told.get("type") != "FeatureCollection":
        raise BadQuery("body", "is no FeatureCollection")
    for i, feature in enumerate(features):
        where = f"features[{i}]"
        try:
            yield Told(where, _body(feature))
        except BadQuery as problem:
            yield Told(where, None, problem)


def _body(feature: Any) -> dict[str, Any]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise BadQuery("type", "is not Feature")
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        raise BadQuery("properties", "are missing")
    for name in PLACES.intersection(properties):
        raise BadQuery(f"properties.{name}", "is told by the geometry")
    named = {"id": feature["id"]} if isinstance(feature.get("id"), str) else {}
    return {**named, **properties, **_place(feature.get("geometry"))}


def _place(geometry: Any) -> dict[str, Any]:
    """Where it is; nothing where a street is only named."""
    if geometry is None:
        return {}
    if not isinstance(geometry, dict):
        raise BadQuery("geometry", "is none")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", ())
    try:
        match kind:
            case "Point":
                return {"line": _turned([coordinates])}
            case "LineString":
                return {"line": _turned(coordinates)}
            case "MultiLineString":
                return {"lines": [_turned(line) for line in coordinates]}
            case "Polygon":
                (ring,) = coordinates
                return {"area": _turned(ring)}
    except (TypeError, ValueError, LookupError) as problem:
        raise BadQuery("geometry.coordinates", f"are none of a {kind} without holes") from problem
    raise BadQuery("geometry.type", "is none of Point, LineString, MultiLineString, Polygon")


def _turned(line: Any) -> list[list[Any]]:
    """Longitude and latitude the other way round; a height is left out."""
    return [[point[1], point[0]] for point in line]
