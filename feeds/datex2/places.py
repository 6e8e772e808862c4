"""Where a record of DATEX II lies: lines, areas or a point, and which way of the road."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feeds.json_bytes import json_value
from feeds.nodes import NOTHING, Node
from feeds.notices import Notes
from feeds.road_rules import joined, line, plain, rings
from feeds.road_rules.lines import Line
from maas.errors import FeedMalformed
from maas.live.incidents import Direction

_CODES = (
    *("alertCLinear", "alertCPoint", "alertCArea", "openlrLinear", "openlrLineLocationReference"),
    *("openlrPointLocationReference", "openlrAreaLocationReference", "linearWithinLinearElement"),
    *("pointAlongLinearElement", "tpegPointLocation", "tpegLinearLocation", "tpegAreaLocation"),
    *("namedArea", "_namedAreaExtension", "predefinedLocationReference"),
)
_POINTS = ("pointCoordinates", "coordinatesForDisplay", "locationForDisplay")

ENDS: Mapping[str, Sequence[str]] = {
    "linearByCoordinates": ("startPoint", "intermediatePoint", "endPoint"),
    "linearByCoordinatesExtension": ("linearCoordinatesStartPoint", "linearCoordinatesEndPoint"),
    "tpegLinearLocation": ("from", "to"),
}
"""Lines that are told by their ends; the second as Spain extends version 2."""

_BOTH = frozenset({"both", "bothWays", "allDirections"})
_ONE = frozenset(
    {
        *("aligned", "opposite", "positive", "negative", "northBound", "northEastBound"),
        *("eastBound", "southEastBound", "southBound", "southWestBound", "westBound"),
        *("northWestBound", "clockwise", "anticlockwise", "innerRing", "outerRing"),
        *("inboundTowardsTown", "outboundFromTown"),
    }
)
_DIRECTIONS = (
    *("alertCDirectionCoded", "alertCAffectedDirection", "tpegDirection", "linearDirection"),
    *("directionRelativeOnLinearSection", "directionOnLinearSection", "directionBound"),
    *("directionRelative", "applicableForTrafficInDirection"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies; without lines and areas nobody says so in coordinates."""

    lines: tuple[Line, ...] = ()
    areas: tuple[Line, ...] = ()
    direction: Direction = Direction.UNKNOWN
    street: str = ""
    town: str = ""

    @property
    def parts(self) -> tuple[tuple[Line, Line], ...]:
        """Lines and areas (each one or the other), at least one, which may be neither."""
        found = (*((each, ()) for each in self.lines), *(((), each) for each in self.areas))
        return found or (((), ()),)


NOWHERE = Place()


def place_of(location: Node, notices: Notes) -> Place:
    """What a location tells, whatever it is told by."""
    areas = rings([line(each, notices) for each in _polygons(location, notices)])
    lines: tuple[Line, ...] = ()
    if not areas:
        lines = joined([line(each, notices) for each in _lines(location)])
    if not areas and not lines:
        lines = tuple(filter(None, (line(_point(location), notices),)))
    return Place(lines, areas, _direction(location), _street(location), _town(location))


def by_code(location: Node) -> bool:
    """Whether a location is told by codes of some table."""
    return location.below(*_CODES) is not NOTHING


Points = Sequence[tuple[object, object]]


def _lines(location: Node) -> Iterator[Points]:
    for node in location.walk():
        if node.name == "gmlLineString":
            yield _positions(node)
        elif node.name in ENDS:
            yield _ends(node, ENDS[node.name])
        elif node.name == "geoJsonGeometry":
            yield from _of_geojson(node, "LineString")


def _polygons(location: Node, notices: Notes) -> Iterator[Points]:
    """Their outer rings: what is cut out of an area is a part of it here."""
    for node in location.walk():
        if node.name == "gmlPolygon":
            yield _positions(node.first("exterior"))
        elif node.name == "geoJsonGeometry":
            if _geojson(node.text) is None:
                notices.note("invalid_geometry", node.text)
            yield from _of_geojson(node, "Polygon")


def _positions(node: Node) -> Points:
    """Of GML: latitude first, unless the system of coordinates has longitudes first."""
    told = node.below("posList")
    numbers = told.text.split()
    size = (
        3
        if "3" in (node.attributes.get("srsDimension"), told.attributes.get("srsDimension"))
        else 2
    )
    pairs = list(zip(numbers[::size], numbers[1::size], strict=False))
    system = node.attributes.get("srsName") or told.attributes.get("srsName") or ""
    return [(north, east) for east, north in pairs] if "CRS84" in system.upper() else pairs


def _ends(node: Node, names: Sequence[str]) -> Points:
    """Of a line that is told by its ends."""
    found: list[tuple[object, object]] = []
    for name in names:
        for each in node.all(name):
            found += _point(each)
    return found if len(found) > 1 else []


def _point(node: Node) -> Points:
    """Where a point is; those that codes are made of (OpenLR) are none."""
    for each in (node, *(inner for inner in node.walk() if inner.name in _POINTS)):
        north, east = each.say("latitude"), each.say("longitude")
        if north or east:
            return [(north, east)]
    return []


def _geojson(told: str) -> Any:
    """What is written as JSON; None where it cannot be read."""
    try:
        return json_value(told.encode())
    except FeedMalformed:
        return None


def _of_geojson(node: Node, kind: str) -> Iterator[Points]:
    """Lines, or outer rings, of a geometry that is written as JSON."""
    for each in _geometries(_geojson(node.text)):
        several = each.get("coordinates")
        if not isinstance(several, list) or not str(each.get("type")).endswith(kind):
            continue
        for one in several if each["type"] == f"Multi{kind}" else [several]:
            yield _lon_lat(one[0] if kind == "Polygon" and isinstance(one, list) and one else one)


def _geometries(told: Any) -> Iterator[dict[str, Any]]:
    """A geometry, or those of a collection of them."""
    if isinstance(told, dict):
        inner = told.get("geometries")
        several = inner if isinstance(inner, list) else [told]
        yield from (each for each in several if isinstance(each, dict))


def _lon_lat(told: Any) -> Points:
    several = told if isinstance(told, list) else []
    return [(each[1], each[0]) for each in several if isinstance(each, list) and len(each) > 1]


def _direction(location: Node) -> Direction:
    told = {node.text for node in location.walk() if node.name in _DIRECTIONS}
    if told & _BOTH:
        return Direction.BOTH
    return Direction.ONE if told & _ONE else Direction.UNKNOWN


def _street(location: Node) -> str:
    for name in ("roadName", "roadNumber", "locationDescription"):
        for node in location.walk():
            if node.name == name and node.words:
                return plain(node.words)[:256]
    return _named(location, "linkName", "roadNumber")


def _town(location: Node) -> str:
    return _named(location, "townName")


def _named(location: Node, *kinds: str) -> str:
    """What TPEG calls it."""
    for node in location.walk():
        if node.name == "name" and any(each.text in kinds for each in node.children):
            return plain(node.first("descriptor").words)[:256]
    return ""
