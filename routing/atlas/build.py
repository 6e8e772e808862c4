"""Everything a map draws to an atlas: level by level, simplified, sorted along a curve."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np

from maas.arrays import Int32s, Int64s, frozen
from maas.landscape import Landscape
from maas.streets import StreetNetwork
from maas.timetable import Timetable
from routing.atlas.drawing import EXTENT_BITS
from routing.atlas.mercator import WORLD_BITS
from routing.atlas.routes import RouteDrawer
from routing.atlas.scenery import scenery_drawers
from routing.atlas.sea import sea_drawers
from routing.atlas.settlements import SettlementDrawer
from routing.atlas.sketch import Sketch, TagBook
from routing.atlas.stops import StopDrawer
from routing.atlas.streets import StreetDrawer
from routing.atlas.tables import BLOCK, LAST_ZOOM, LEVELS, SHAPES, Atlas, Features, Lines, Shape

TOLERANCE = 3
"""Tile units (of 4096) by which lines may be off at the last zoom level of a level."""

CELL_ZOOMS = 2
"""Lines that are alike are one feature within a tile so many zoom levels further on, except at the
last level: fewer rows to look through, and a tenth less on disk."""

CURVE_BITS = 16
"""Of x and y that count in the order of features: cells of 600 m."""


class Drawer(Protocol):
    """Draws one layer at any level."""

    def sketch(self, last_zoom: int) -> Sketch:
        """Everything that is drawn up to a zoom level."""


def build_atlas(
    timetable: Timetable | None, network: StreetNetwork | None, landscapes: Sequence[Landscape] = ()
) -> Atlas:
    """Draw up everything of a generation. O(n log n) in the points."""
    tags = TagBook()
    return atlas_of(tuple(_drawers(timetable, network, landscapes, tags)), tags)


def atlas_of(drawers: Sequence[Drawer], tags: TagBook) -> Atlas:
    """Draw everything at every level."""
    tables = [_level([_simplified(drawer, last) for drawer in drawers]) for last in LEVELS]
    block = [_blocks(features.box) for features, _ in tables]
    return frozen(
        Atlas(
            _offsets([features.layer.size for features, _ in tables]),
            _offsets([len(boxes) for boxes in block]),
            np.concatenate(block),
            _joined_features(tables),
            _joined_lines([lines for _, lines in tables]),
            tags.table(),
        )
    )


def _drawers(
    timetable: Timetable | None,
    network: StreetNetwork | None,
    landscapes: Sequence[Landscape],
    tags: TagBook,
) -> Iterator[Drawer]:
    yield from sea_drawers(landscapes, network, tags)
    yield from scenery_drawers(landscapes, tags)
    yield SettlementDrawer.of(landscapes, tags)
    if network is not None:
        yield StreetDrawer.of(network, tags)
    if timetable is not None:
        yield RouteDrawer.of(timetable, tags)
        yield StopDrawer.of(timetable, tags)


def _simplified(drawer: Drawer, last_zoom: int) -> Sketch:
    tolerance = TOLERANCE * 2.0 ** (WORLD_BITS - EXTENT_BITS - last_zoom)
    sketch = drawer.sketch(last_zoom).simplified(tolerance)
    if SHAPES[sketch.layer] is Shape.LINE and last_zoom < LAST_ZOOM:
        return sketch.gathered(last_zoom + CELL_ZOOMS)
    return sketch


def _level(sketches: list[Sketch]) -> tuple[Features, Lines]:
    """The tables of one level, offsets counted from its own first line and point."""
    layer = np.concatenate([np.full(sketch.n, sketch.layer, np.uint8) for sketch in sketches])
    box = np.concatenate([sketch.boxes() for sketch in sketches])
    order = np.argsort(_along_curve(box), kind="stable")
    whole = _whole(sketches).take(order)
    features = Features(
        layer[order], whole.zoom, whole.tags, box[order], whole.first_line.astype(np.int32)
    )
    return features, Lines(whole.first_point.astype(np.int32), whole.x, whole.y)


def _whole(sketches: list[Sketch]) -> Sketch:
    """All sketches as one; its layer says nothing."""
    return Sketch(
        sketches[0].layer,
        np.concatenate([sketch.zoom for sketch in sketches]),
        np.concatenate([sketch.tags for sketch in sketches]),
        _appended([sketch.first_line for sketch in sketches]),
        _appended([sketch.first_point for sketch in sketches]),
        np.concatenate([sketch.x for sketch in sketches]),
        np.concatenate([sketch.y for sketch in sketches]),
    )


def _joined_features(tables: list[tuple[Features, Lines]]) -> Features:
    every = [features for features, _ in tables]
    return Features(
        np.concatenate([features.layer for features in every]),
        np.concatenate([features.zoom for features in every]),
        np.concatenate([features.tags for features in every]),
        np.concatenate([features.box for features in every]),
        _appended([features.first_line for features in every]).astype(np.int32),
    )


def _joined_lines(every: list[Lines]) -> Lines:
    return Lines(
        _appended([lines.first_point for lines in every]).astype(np.int32),
        np.concatenate([lines.x for lines in every]),
        np.concatenate([lines.y for lines in every]),
    )


def _appended(firsts: list[Int64s] | list[Int32s]) -> Int64s:
    """Several columns of offsets as one, each going on where the one before ends."""
    base, pieces = 0, [np.zeros(1, np.int64)]
    for first in firsts:
        pieces.append(base + first[1:].astype(np.int64))
        base = int(pieces[-1][-1]) if first.size > 1 else base
    return np.concatenate(pieces)


def _offsets(sizes: list[int]) -> Int32s:
    return np.cumsum([0, *sizes]).astype(np.int32)


def _blocks(box: Int32s) -> Int32s:
    """[n_blocks, 4] The box around every BLOCK features."""
    if not len(box):
        return np.empty((0, 4), np.int32)
    first = np.arange(0, len(box), BLOCK)
    low = np.minimum.reduceat(box[:, :2], first, axis=0)
    return np.hstack([low, np.maximum.reduceat(box[:, 2:], first, axis=0)])


def _along_curve(box: Int32s) -> Int64s:
    """Where the middle of each box lies along a curve that fills the plane (Morton 1966)."""
    shift = WORLD_BITS - CURVE_BITS
    x = (box[:, 0].astype(np.int64) + box[:, 2] >> 1) >> shift
    y = (box[:, 1].astype(np.int64) + box[:, 3] >> 1) >> shift
    return _spread(x) | _spread(y) << 1


def _spread(value: Int64s) -> Int64s:
    """The bits of numbers below 2^16 with a 0 after each."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = (value | value << shift) & mask
    return value
