"""An atlas and the number of a tile to what the tile shows, in the tile's own units."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Bytes, Int32s, Int64s
from routing.atlas.mercator import WORLD_BITS
from routing.atlas.tables import BLOCK, LAST_ZOOM, LEVELS, SHAPES, Atlas, Layer
from routing.kernels.drawing import Drawn, Plan, draw_all

EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS
"""Units along a side of a tile."""

BUFFER = 64
"""Units drawn beyond a side, so that a wide line or a circle is not cut off in sight."""

ROOM = 8
"""Points that cutting may make of one: a corner and a crossing at each of four sides, at most."""

_SHAPE_OF = np.array([SHAPES[layer] for layer in Layer], np.uint8)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a tile shows: features sorted by layer, the lines of one after another's."""

    layer: Bytes
    """[n_features] Layer"""
    tags: Int32s
    """[n_features] Row of the atlas's Tags."""
    feature: Int32s
    """[n_lines] Ascending."""
    first_point: Int32s
    """[n_lines + 1] `first_point[l] : first_point[l + 1]` slices x, y."""
    x: Int32s
    y: Int32s


def draw(atlas: Atlas, z: int, x: int, y: int) -> Drawing:
    """Draw tile x, y (counted from the north-west) of a zoom level up to LAST_ZOOM."""
    bits = WORLD_BITS - z
    plan = Plan(
        x << bits, y << bits, 2.0 ** (EXTENT_BITS - bits), float(-BUFFER), float(EXTENT + BUFFER)
    )
    return _drawn(atlas, plan, _features_around(atlas, plan, z))


def _features_around(atlas: Atlas, plan: Plan, z: int) -> Int64s:
    """Features that may touch a tile, sorted by layer and tags."""
    level = int(np.searchsorted(LEVELS, min(z, LAST_ZOOM)))
    low, high = atlas.first_feature[level : level + 2].tolist()
    first, last = atlas.first_block[level : level + 2].tolist()
    box = _box(plan)
    blocks = np.flatnonzero(_touching(atlas.block[first:last], box))
    rows = (low + blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
    rows = rows[rows < high]
    features = atlas.features
    rows = rows[(features.zoom[rows] <= z) & _touching(features.box[rows], box)]
    order = np.lexsort((rows, features.tags[rows], features.layer[rows]))
    found: Int64s = rows[order]
    return found


def _box(plan: Plan) -> Int64s:
    """West, north, east and south end of a tile with its buffer, on the plane."""
    reach = np.array([plan.low, plan.low, plan.high, plan.high]) / plan.scale
    corner = np.array([plan.west, plan.north] * 2, np.int64)
    return corner + np.rint(reach).astype(np.int64)


def _touching(boxes: Int32s, box: Int64s) -> Bools:
    """Which of many boxes touch a box."""
    west, north, east, south = box
    touching: Bools = (
        (boxes[:, 0] <= east)
        & (boxes[:, 2] >= west)
        & (boxes[:, 1] <= south)
        & (boxes[:, 3] >= north)
    )
    return touching


def _drawn(atlas: Atlas, plan: Plan, rows: Int64s) -> Drawing:
    layer, tags = atlas.features.layer[rows], atlas.features.tags[rows]
    is_new = np.ones(rows.size, np.bool_)
    is_new[1:] = (np.diff(layer) != 0) | (np.diff(tags) != 0)
    group = (np.cumsum(is_new) - 1).astype(np.int32)
    drawn = _room_for(atlas, rows)
    lines = atlas.lines
    ring = np.empty((2, 2, ROOM * _longest_line(atlas, rows) + ROOM))
    draw_all(
        plan,
        rows,
        group,
        _SHAPE_OF[layer],
        atlas.features.first_line,
        lines.first_point,
        lines.x,
        lines.y,
        ring,
        drawn,
    )
    return _compact(drawn, layer[is_new], tags[is_new])


def _room_for(atlas: Atlas, rows: Int64s) -> Drawn:
    """Room for whatever drawing these features may give."""
    first_line = atlas.features.first_line
    first_point = atlas.lines.first_point
    n_points = int((first_point[first_line[rows + 1]] - first_point[first_line[rows]]).sum())
    room = ROOM * n_points + 1
    return Drawn(
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.zeros(2, np.int64),
    )


def _longest_line(atlas: Atlas, rows: Int64s) -> int:
    """The most points that a feature has."""
    first_line = atlas.features.first_line
    first_point = atlas.lines.first_point
    sizes = first_point[first_line[rows + 1]] - first_point[first_line[rows]]
    return int(sizes.max(initial=0))


def _compact(drawn: Drawn, layer: Bytes, tags: Int32s) -> Drawing:
    """What was drawn without the room for more, and without features that came to nothing."""
    n_lines, n_points = drawn.counts.tolist()
    left, feature = np.unique(drawn.group[:n_lines], return_inverse=True)
    first_point = np.append(drawn.first_point[:n_lines], n_points).astype(np.int32)
    return Drawing(
        layer[left],
        tags[left],
        feature.astype(np.int32),
        first_point,
        drawn.x[:n_points],
        drawn.y[:n_points],
    )
