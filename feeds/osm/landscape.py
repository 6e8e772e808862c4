"""Read from an OSM file what a map shows beside streets."""

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from feeds.osm.access import Tags
from feeds.osm.naming import LONGEST_NAME
from feeds.osm.reading import format_of
from feeds.osm.scenery import AREA_KEYS, KEYS, Look, look_of_area, look_of_line
from maas.arrays import Texts, frozen
from maas.errors import FeedMalformed
from maas.landscape import Landscape, Scenery, Settlements

SETTLEMENTS = frozenset(
    {
        *("city", "borough", "town", "suburb", "village", "quarter", "neighbourhood", "hamlet"),
        *("island", "islet", "locality", "isolated_dwelling"),
    }
)

MOST_PEOPLE = 2**31 - 1


def read(path: Path) -> Landscape:
    """Read the landscape of an OSM extract.

    Raises:
        FeedMalformed: the file is no OSM file or is damaged.
    """
    file = osmium.io.File(str(path), format_of(path))
    pieces, settlements = _Pieces(), _Settlements()
    areas, wanted = osmium.filter.KeyFilter(*AREA_KEYS), osmium.filter.KeyFilter(*KEYS)
    try:
        for element in osmium.FileProcessor(file).with_areas(areas).with_filter(wanted):
            _take(element, pieces, settlements)
    except (RuntimeError, OSError, ValueError) as problem:
        raise FeedMalformed(
            f"{path.name} cannot be read as OpenStreetMap data: {problem}"
        ) from problem
    return frozen(Landscape(pieces.table(), settlements.table()))


def _take(element: Any, pieces: "_Pieces", settlements: "_Settlements") -> None:
    """Sort an element in: settlements, ways that are lines, and areas ring by ring."""
    tags = dict(element.tags)
    if element.is_node():
        settlements.add(element.id, element.location, tags)
    elif element.is_way():
        look = look_of_line(tags)
        if look is not None:
            pieces.add(-element.id, look, [element.nodes])
    elif element.is_area():
        look = look_of_area(tags, is_way=element.from_way())
        outer = list(element.outer_rings())
        if look is not None:
            for rim in outer:
                pieces.add(element.id, look, [rim, *element.inner_rings(rim)])
        elif "place" in tags and outer:
            settlements.add(-element.id, outer[0][0].location, tags)


@dataclass(slots=True)
class _Pieces:
    """Lines and areas found so far, in flat arrays."""

    id: "array[int]" = field(default_factory=lambda: array("q"))
    looks: list[Look] = field(default_factory=list)
    first_ring: "array[int]" = field(default_factory=lambda: array("i", [0]))
    first_point: "array[int]" = field(default_factory=lambda: array("i", [0]))
    lat: "array[int]" = field(default_factory=lambda: array("i"))
    lon: "array[int]" = field(default_factory=lambda: array("i"))
    same: dict[Look, Look] = field(default_factory=dict)

    def add(self, id: int, look: Look, rings: list[Any]) -> None:
        """Take a line, or an area with its holes; what lacks too many nodes is left out."""
        for number, ring in enumerate(rings):
            nodes = [node for node in ring if node.location.valid()]
            if id > 0:
                nodes = nodes[:-1]
            if len(nodes) < (2 if id < 0 else 3):
                if number == 0:
                    return
                continue
            self.lat.extend([node.y for node in nodes])
            self.lon.extend([node.x for node in nodes])
            self.first_point.append(len(self.lat))
        self.first_ring.append(len(self.first_point) - 1)
        self.id.append(id)
        self.looks.append(self.same.setdefault(look, look))

    def table(self) -> Scenery:
        """Everything as columns."""
        kinds = {
            kind: row for row, kind in enumerate(dict.fromkeys(look.kind for look in self.looks))
        }
        return Scenery(
            np.array(self.id, np.int64),
            np.array([look.theme for look in self.looks], np.uint8),
            np.array([kinds[look.kind] for look in self.looks], np.int16),
            Texts.of(kinds),
            np.array([look.flags for look in self.looks], np.uint8),
            Texts.of(look.name for look in self.looks),
            np.array(self.first_ring, np.int32),
            np.array(self.first_point, np.int32),
            np.array(self.lat, np.int32),
            np.array(self.lon, np.int32),
        )


@dataclass(slots=True)
class _Settlements:
    """Settlements found so far: (id, lat, lon, kind, name, population)."""

    rows: list[tuple[int, int, int, str, str, int]] = field(default_factory=list)

    def add(self, id: int, at: Any, tags: Tags) -> None:
        """Take a settlement if it has a name."""
        kind, name = tags.get("place", ""), tags.get("name", "")[:LONGEST_NAME]
        if kind in SETTLEMENTS and name and at.valid():
            self.rows.append((id, at.y, at.x, kind, name, _population(tags)))

    def table(self) -> Settlements:
        """Everything as columns; an area is left out where a point bears its name."""
        named = {row[4] for row in self.rows if row[0] > 0}
        rows = [row for row in self.rows if row[0] > 0 or row[4] not in named]
        return Settlements(
            np.array([row[0] for row in rows], np.int64),
            np.array([row[1] for row in rows], np.int32),
            np.array([row[2] for row in rows], np.int32),
            Texts.of(row[3] for row in rows),
            Texts.of(row[4] for row in rows),
            np.array([row[5] for row in rows], np.int32),
        )


def _population(tags: Tags) -> int:
    text = tags.get("population", "").replace(" ", "").replace(",", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return 0
    return min(int(text), MOST_PEOPLE)
