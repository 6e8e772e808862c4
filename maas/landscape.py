"""What a map shows beside streets: water, green, buildings, railways, settlements.

Made by feeds.osm, read by who draws maps. All arrays are read-only; indices are row numbers.
"""

from dataclasses import dataclass
from enum import IntEnum, IntFlag

from maas.arrays import Bytes, Int16s, Int32s, Int64s, Texts


class Theme(IntEnum):
    """What something is a piece of; the number is what `Scenery.theme` holds."""

    LAND = 0
    """What ground is used for: residential, industrial, beach, pier, pedestrian, …"""
    GREEN = 1
    WATER = 2
    WATERWAY = 3
    """Rivers and canals as lines, beside their areas or where they have none."""
    BUILDING = 4
    RAIL = 5
    COAST = 6
    """Coastlines: land lies on their left, the sea on their right."""


LINES = frozenset({Theme.WATERWAY, Theme.RAIL, Theme.COAST})
"""Themes that are lines; all others are areas."""


class SceneryFlag(IntFlag):
    """What else is true of a piece."""

    TUNNEL = 1
    BRIDGE = 2
    MINOR = 4
    """A siding or a yard, a stream that dries up."""


@dataclass(frozen=True, slots=True)
class Scenery:
    """Lines and areas: `first_ring[s] : first_ring[s + 1]` slices `first_point`, which slices
    lat_e7, lon_e7.

    A line has one "ring". The first ring of an area is its rim, the others are holes; all end
    before they close. An area of several parts is several rows.
    """

    id: Int64s
    """Of the area as osmium counts (even: way, odd: relation); of a line's way, negated."""
    theme: Bytes
    kind: Int16s
    """Row of `kinds`."""
    kinds: Texts
    flags: Bytes
    """SceneryFlag"""
    name: Texts
    first_ring: Int32s
    first_point: Int32s
    lat_e7: Int32s
    lon_e7: Int32s


@dataclass(frozen=True, slots=True)
class Settlements:
    """Places that people live in, as points."""

    id: Int64s
    """OSM node id; of an area as in Scenery, negated."""
    lat_e7: Int32s
    lon_e7: Int32s
    kind: Texts
    """OSM's value of place=*: city, town, suburb, …"""
    name: Texts
    population: Int32s
    """0: unknown."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """The landscape of one OSM file."""

    scenery: Scenery
    settlements: Settlements
