"""What a map names: points of interest, settlements, addresses and areas. Made by feeds.osm.

The border type that the geocoder's index is built from. All arrays are read-only; indices are row
numbers, -1 is "none". Stops and streets have their own border types.
"""

from dataclasses import dataclass
from enum import IntEnum

from maas.arrays import Bytes, Float32s, Int16s, Int32s, Int64s, Texts


class Element(IntEnum):
    """Which kind of OSM element an id is of."""

    NODE = 0
    WAY = 1
    RELATION = 2


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called: `first[i] : first[i + 1]` slices text and language.

    The first name of each is the one on its signs.
    """

    first: Int32s
    text: Texts
    language: Texts
    """An OSM language tag ("fr"), or empty: in the language of the place."""


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """Points of interest and settlements."""

    id: Int64s
    element: Bytes
    """Element"""
    lat_e7: Int32s
    lon_e7: Int32s
    names: Names
    key: Texts
    """The OSM tag key that says what it is: amenity, shop, place, …"""
    category: Texts
    """Its value: restaurant, bakery, suburb, …"""
    address: Int32s
    """Row of Addresses."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """House numbers and what else has an address, tagged or between two that are."""

    id: Int64s
    element: Bytes
    lat_e7: Int32s
    lon_e7: Int32s
    street: Texts
    """A street's name, or that of the settlement where streets have none."""
    number: Texts
    """Empty where only the street is known."""
    postcode: Texts
    city: Texts
    country: Texts
    """ISO 3166-1 code or empty."""


@dataclass(frozen=True, slots=True)
class Areas:
    """Administrative areas by their borders, settlements without borders by a point and reach.

    `first_ring[a] : first_ring[a + 1]` are rings, `first_point[r] : first_point[r + 1]` slices
    lat_e7, lon_e7. What lies in an odd number of rings lies in the area.
    """

    id: Int64s
    level: Int16s
    """OSM admin_level."""
    names: Names
    country: Texts
    """ISO 3166-1 code of a country, else empty."""
    reach_m: Float32s
    """0 for borders; else what lies nearer to the only point than to others of this level."""
    first_ring: Int32s
    first_point: Int32s
    lat_e7: Int32s
    lon_e7: Int32s


@dataclass(frozen=True, slots=True)
class Places:
    """All that is named in one OSM file."""

    named: NamedPlaces
    addresses: Addresses
    areas: Areas
