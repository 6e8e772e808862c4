"""Addresses to their streets; streets that only addresses know become entries too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from maas.model import LatLon
from maas.places import Addresses, Places
from maas.streets.tables import E7
from routing.places.abbreviations import spelled_out
from routing.places.entry import Entry, House
from routing.places.folding import cut, folded
from routing.places.streetnames import LEAST, NamedStreets
from routing.places.tables import EntryKind

DIGITS = re.compile(r"[0-9]{1,9}")
REACH_M = 3_000.0
"""An address belongs to the nearest street of its name, by the street's middle, within this."""


@dataclass(slots=True)
class Streets:
    """Street entries by name; grows by the streets that only addresses know."""

    entries: list[Entry]
    by_key: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, named: NamedStreets | None) -> "Streets":
        """The streets of the network."""
        streets = cls(list(named.entries) if named else [])
        for number, key in enumerate(named.key if named else ()):
            streets.by_key.setdefault(key, []).append(number)
        return streets

    def find(self, name: str, at: LatLon) -> int:
        """The nearest street of a name, made here where there is none; -1 for no name at all."""
        key = spelled_out(folded(name))
        if not key:
            return -1
        far = {number: self._distance_m(number, at) for number in self.by_key.get(key, ())}
        near = min(far, key=far.__getitem__, default=-1)
        if near >= 0 and far[near] <= REACH_M:
            return near
        self.entries.append(Entry(EntryKind.STREET, at.lat, at.lon, ((name, ""),), LEAST))
        self.by_key.setdefault(key, []).append(len(self.entries) - 1)
        return len(self.entries) - 1

    def _distance_m(self, number: int, at: LatLon) -> float:
        entry = self.entries[number]
        return LatLon(entry.lat, entry.lon).distance_m(at)


def houses_of(all_places: Sequence[Places], streets: Streets) -> list[House]:
    """Every address with a number, sorted by street; each number of a street once."""
    found: dict[tuple[int, int], House] = {}
    for places in all_places:
        for house in _houses(places.addresses, streets):
            found.setdefault((house.entry, house_key(house.number)), house)
    return sorted(found.values(), key=lambda house: (house.entry, leading_digits(house.number)))


def house_key(number: str) -> int:
    """A number for a house number: equal for 12 A, 12-a and 12a."""
    return int.from_bytes("".join(word.text for word in cut(number)).encode()[:7], "big")


def leading_digits(number: str) -> int:
    """The digits a house number begins with: 12 of 12a; 0 for none."""
    match = DIGITS.match(number)
    return int(match[0]) if match else 0


def _houses(addresses: Addresses, streets: Streets) -> Iterator[House]:
    for row in range(addresses.id.size):
        at = LatLon(float(addresses.lat_e7[row] * E7), float(addresses.lon_e7[row] * E7))
        entry = streets.find(addresses.street[row], at)
        if entry < 0 or not any(c.isdigit() for c in addresses.number[row]):
            continue
        yield House(
            entry,
            int(addresses.id[row]),
            int(addresses.element[row]),
            at.lat,
            at.lon,
            addresses.number[row],
            addresses.postcode[row],
        )
