"""The columns of an atlas. All arrays are read-only; indices are row numbers.

Coordinates are those of `mercator`. The same things stand in several levels, each simplified for
the zoom levels it serves; features of a level are sorted along a curve through the plane, so that
a tile's lie in a few blocks.
"""

from dataclasses import dataclass
from enum import IntEnum

from maas.arrays import Bytes, Int32s, Texts

LEVELS = (6, 9, 11, 13, 16)
"""The last zoom level that each level of the atlas serves."""

LAST_ZOOM = LEVELS[-1]

BLOCK = 64
"""Features with one box around them."""


class Shape(IntEnum):
    """What a feature's lines are; the numbers are those of vector tiles."""

    POINT = 1
    LINE = 2
    POLYGON = 3


class Layer(IntEnum):
    """What is drawn above what; the lower-case names are those of the tiles' layers."""

    LAND = 0
    GREEN = 1
    WATER = 2
    WATERWAY = 3
    BUILDING = 4
    RAIL = 5
    STREET = 6
    ROUTE = 7
    STOP = 8
    PLACE = 9


SHAPES = {
    Layer.LAND: Shape.POLYGON,
    Layer.GREEN: Shape.POLYGON,
    Layer.WATER: Shape.POLYGON,
    Layer.WATERWAY: Shape.LINE,
    Layer.BUILDING: Shape.POLYGON,
    Layer.RAIL: Shape.LINE,
    Layer.STREET: Shape.LINE,
    Layer.ROUTE: Shape.LINE,
    Layer.STOP: Shape.POINT,
    Layer.PLACE: Shape.POINT,
}


@dataclass(frozen=True, slots=True)
class Features:
    """Things drawn: `first_line[f] : first_line[f + 1]` are their lines.

    The first line of a polygon is its rim, clockwise on the map, the others are its holes.
    """

    layer: Bytes
    zoom: Bytes
    """The first zoom level at which it is drawn."""
    tags: Int32s
    """Row of Tags; features of one layer and row may be drawn as one."""
    box: Int32s
    """[n_features, 4] West, north, east and south end."""
    first_line: Int32s


@dataclass(frozen=True, slots=True)
class Lines:
    """`first_point[l] : first_point[l + 1]` slices x, y; rings end before they close."""

    first_point: Int32s
    x: Int32s
    y: Int32s


@dataclass(frozen=True, slots=True)
class Tags:
    """What tiles say of features: `first[t] : first[t + 1]` slices key and value."""

    first: Int32s
    key: Int32s
    """Row of `keys`."""
    value: Int32s
    """Row of `values`."""
    keys: Texts
    values: Texts
    """As JSON: text, a whole number or true."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """Everything that a map draws, level by level.

    `first_feature[l] : first_feature[l + 1]` are the features of level l; every BLOCK of them has
    a row in `block`, the level's first being `first_block[l]`.
    """

    first_feature: Int32s
    first_block: Int32s
    block: Int32s
    """[n_blocks, 4] West, north, east and south end."""
    features: Features
    lines: Lines
    tags: Tags
