"""Named places and addresses, collected element by element."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from feeds.osm.access import Tags
from feeds.osm.interpolation import STEPS, between
from feeds.osm.naming import category_of, names_of
from maas.arrays import Int32s, Texts
from maas.places import Addresses, Element, NamedPlaces, Names

Position = tuple[float, float]
Of = tuple[Element, int]


def names_table(names: list[list[tuple[str, str]]]) -> Names:
    """Names and their languages, row by row."""
    first = np.cumsum([0, *map(len, names)]).astype(np.int32)
    flat = [pair for row in names for pair in row]
    return Names(first, Texts.of(text for text, _ in flat), Texts.of(tag for _, tag in flat))


def to_e7(degrees: list[float]) -> Int32s:
    """Degrees as OSM stores them."""
    return np.rint(np.array(degrees, np.float64) * 1e7).astype(np.int32)


@dataclass(frozen=True, slots=True)
class _Address:
    of: Of
    where: Position
    street: str
    number: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class _Named:
    of: Of
    where: Position
    names: list[tuple[str, str]]
    category: tuple[str, str]
    address: int


@dataclass(slots=True)
class Collected:
    """What was found so far."""

    addresses: list[_Address] = field(default_factory=list)
    named: list[_Named] = field(default_factory=list)
    by_node: dict[int, int] = field(default_factory=dict)
    """OSM node id -> the row of its address: where interpolations begin and end."""

    def add(self, of: Of, where: Position, tags: Tags) -> None:
        """Take an element's address and, if it is somewhere to go, its names."""
        row = self._add_address(of, where, tags)
        category = category_of(tags)
        names = names_of(tags) if category else []
        if category and names and "highway" not in tags:
            self.named.append(_Named(of, where, names, category, row))

    def _add_address(self, of: Of, where: Position, tags: Tags) -> int:
        street = tags.get("addr:street") or tags.get("addr:place") or ""
        number = tags.get("addr:housenumber", "")
        if not street and not number:
            return -1
        rest = (tags.get(f"addr:{key}", "") for key in ("postcode", "city", "country"))
        self.addresses.append(_Address(of, where, street[:200], number[:40], *rest))
        if of[0] is Element.NODE and number:
            self.by_node[of[1]] = len(self.addresses) - 1
        return len(self.addresses) - 1

    def interpolate(self, way: int, nodes: list[int], line: list[Position], tags: Tags) -> None:
        """Take the numbers between each two known nodes of an interpolation way."""
        known = [i for i, node in enumerate(nodes) if node in self.by_node]
        if len(line) != len(nodes):
            return
        step = STEPS[tags["addr:interpolation"]]
        for i, j in pairwise(known):
            a, b = (self.addresses[self.by_node[nodes[at]]] for at in (i, j))
            if not (_is_plain(a.number) and _is_plain(b.number)) or a.street != b.street:
                continue
            for number, where in between(int(a.number), int(b.number), step, line[i : j + 1]):
                rest = (a.postcode, a.city, a.country)
                found = _Address((Element.WAY, way), where, a.street, str(number), *rest)
                self.addresses.append(found)

    def tables(self) -> tuple[NamedPlaces, Addresses]:
        """Everything as columns."""
        named, addresses = self.named, self.addresses
        return (
            NamedPlaces(
                np.array([row.of[1] for row in named], np.int64),
                np.array([row.of[0] for row in named], np.uint8),
                to_e7([row.where[0] for row in named]),
                to_e7([row.where[1] for row in named]),
                names_table([row.names for row in named]),
                Texts.of(row.category[0] for row in named),
                Texts.of(row.category[1] for row in named),
                np.array([row.address for row in named], np.int32),
            ),
            Addresses(
                np.array([row.of[1] for row in addresses], np.int64),
                np.array([row.of[0] for row in addresses], np.uint8),
                to_e7([row.where[0] for row in addresses]),
                to_e7([row.where[1] for row in addresses]),
                Texts.of(row.street for row in addresses),
                Texts.of(row.number for row in addresses),
                Texts.of(row.postcode for row in addresses),
                Texts.of(row.city for row in addresses),
                Texts.of(row.country for row in addresses),
            ),
        )


def _is_plain(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 7
