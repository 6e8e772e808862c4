"""Read from an OSM file what has a name or an address, and the areas that everything lies in."""

from pathlib import Path
from typing import Any

import osmium

from feeds.osm.borders import Borders
from feeds.osm.collecting import Collected
from feeds.osm.interpolation import is_interpolation
from feeds.osm.naming import CATEGORY_KEYS
from feeds.osm.reading import format_of
from maas.arrays import frozen
from maas.errors import FeedMalformed
from maas.places import Element, Places

WANTED = (*CATEGORY_KEYS, "addr:housenumber", "addr:street", "addr:interpolation", "boundary")
"""An element without any of these keys is not looked at."""


def read(path: Path) -> Places:
    """Read all places of an OSM extract.

    Raises:
        FeedMalformed: the file is no OSM file or is damaged.
    """
    file = osmium.io.File(str(path), format_of(path))
    collected, borders = Collected(), Borders()
    try:
        wanted = osmium.filter.KeyFilter(*WANTED)
        processor = osmium.FileProcessor(file).with_areas(wanted).with_filter(wanted)
        for element in processor:
            _take(element, collected, borders)
    except (RuntimeError, OSError, ValueError) as problem:
        raise FeedMalformed(
            f"{path.name} cannot be read as OpenStreetMap data: {problem}"
        ) from problem
    named, addresses = collected.tables()
    return frozen(Places(named, addresses, borders.table()))


def _take(element: Any, collected: Collected, borders: Borders) -> None:
    """Sort an element in: nodes as they are, ways and relations as the areas they draw."""
    tags = dict(element.tags)
    if element.is_node():
        where = (element.lat, element.lon)
        collected.add((Element.NODE, element.id), where, tags)
        borders.add_point(element.id, where, tags)
    elif element.is_area():
        rings = [_points(ring) for ring in _rings(element)]
        of = (Element.WAY if element.from_way() else Element.RELATION, element.orig_id())
        if rings and rings[0]:
            collected.add(of, _middle(rings[0]), tags)
            borders.add_border(of[1], rings, tags)
    elif element.is_way():
        points = _points(element.nodes)
        if is_interpolation(tags):
            collected.interpolate(element.id, [node.ref for node in element.nodes], points, tags)
        elif points and not element.is_closed():
            collected.add((Element.WAY, element.id), points[len(points) // 2], tags)


def _rings(area: Any) -> list[Any]:
    """Every ring of an area, the first outer one first."""
    outer = list(area.outer_rings())
    return [*outer, *(inner for ring in outer for inner in area.inner_rings(ring))]


def _points(nodes: Any) -> list[tuple[float, float]]:
    return [(node.lat, node.lon) for node in nodes if node.location.valid()]


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box around a ring: inside or near enough to find a door from."""
    lats, lons = zip(*ring, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
