"""Things to be drawn, on their way into an atlas: columns of features with their lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec
import numpy as np

from maas.arrays import Bools, Bytes, Float64s, Int32s, Int64s, Texts
from routing.atlas.mercator import WORLD_BITS
from routing.atlas.tables import Layer, Tags
from routing.kernels.drawing import keep_corners

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """Features of one layer; `first_line[f] : first_line[f + 1]` are lines, which slice points."""

    layer: Layer
    zoom: Bytes
    tags: Int32s
    """Row of the Tags they were registered in."""
    first_line: Int64s
    first_point: Int64s
    x: Int32s
    y: Int32s

    @property
    def n(self) -> int:
        """How many features there are."""
        return int(self.zoom.size)

    def take(self, rows: Int64s) -> "Sketch":
        """Some features, in this order."""
        first_line, lines = slices(self.first_line, rows)
        first_point, points = slices(self.first_point, lines)
        return Sketch(
            self.layer,
            self.zoom[rows],
            self.tags[rows],
            first_line,
            first_point,
            self.x[points],
            self.y[points],
        )

    def simplified(self, tolerance: float) -> "Sketch":
        """The same within a tolerance (units of the plane)."""
        keep = np.zeros(self.x.size, np.uint8)
        keep_corners(self.first_point, self.x, self.y, tolerance, keep)
        kept = np.concatenate([[0], np.cumsum(keep)]).astype(np.int64)
        chosen = keep.astype(np.bool_)
        return Sketch(
            self.layer,
            self.zoom,
            self.tags,
            self.first_line,
            kept[self.first_point],
            self.x[chosen],
            self.y[chosen],
        )

    def gathered(self, cell_zoom: int) -> "Sketch":
        """What is alike and lies in one tile of a zoom level as one feature."""
        box, shift = self.boxes().astype(np.int64), WORLD_BITS - cell_zoom
        x, y = (box[:, 0] + box[:, 2] >> 1) >> shift, (box[:, 1] + box[:, 3] >> 1) >> shift
        key = np.stack([self.zoom, self.tags, x, y])
        order = np.lexsort(key)
        is_new = np.ones(order.size, np.bool_)
        is_new[1:] = (np.diff(key[:, order], axis=1) != 0).any(axis=0)
        same, first = self.take(order), np.flatnonzero(is_new)
        first_line = np.append(same.first_line[first], same.first_line[-1])
        return replace(same, zoom=same.zoom[first], tags=same.tags[first], first_line=first_line)

    def saying(self, tags: Int32s) -> "Sketch":
        """The same, of which something else is said."""
        return replace(self, tags=tags)

    def from_zoom(self, zoom: Int64s) -> "Sketch":
        """The same, drawn from other zoom levels on."""
        return replace(self, zoom=zoom.astype(np.uint8))

    def doubled_areas(self) -> Float64s:
        """[n_lines] Twice the area of each ring, positive if it runs clockwise on the map."""
        first, end = self.first_point[:-1], self.first_point[1:]
        x, y = self.x.astype(np.float64), self.y.astype(np.float64)
        following = np.arange(1, x.size + 1)
        following[end - 1] = first
        cross = x * y[following] - x[following] * y
        areas: Float64s = np.add.reduceat(cross, first) if first.size else cross
        return areas

    def turned(self, is_turned: Bools) -> "Sketch":
        """The same with some lines turned round."""
        first, end = self.first_point[:-1], self.first_point[1:]
        position = np.arange(self.x.size)
        line = np.repeat(np.arange(first.size), end - first)
        turned = np.where(is_turned[line], first[line] + end[line] - 1 - position, position)
        return replace(self, x=self.x[turned], y=self.y[turned])

    def boxes(self) -> Int32s:
        """[n, 4] West, north, east and south end of every feature."""
        first = self.first_point[self.first_line[:-1]]
        sides = ((np.minimum, self.x), (np.minimum, self.y), (np.maximum, self.x),
                 (np.maximum, self.y))  # fmt: skip
        if not first.size:
            return np.empty((0, 4), np.int32)
        return np.stack([side.reduceat(of, first) for side, of in sides], axis=1)


def sketch_of_points(
    layer: Layer, zoom: Int64s, tags: Int32s, at: tuple[Int32s, Int32s], last_zoom: int
) -> Sketch:
    """Features of one point each, at (x, y); those drawn from a later zoom level on are left out.

    Args:
        zoom: [n] from which on each is drawn.
    """
    rows = np.flatnonzero(zoom <= last_zoom)
    each = np.arange(rows.size + 1, dtype=np.int64)
    x, y = at
    return Sketch(layer, zoom[rows].astype(np.uint8), tags[rows], each, each, x[rows], y[rows])


def sketch_of_lines(layer: Layer, zoom: Bytes, tags: Int32s, points: Sequence[Int32s]) -> Sketch:
    """Features of one line each; points [k, 2] of x and y."""
    sizes = [len(line) for line in points]
    flat = np.concatenate([np.empty((0, 2), np.int32), *points])
    return Sketch(
        layer,
        zoom,
        tags,
        np.arange(len(sizes) + 1, dtype=np.int64),
        np.concatenate([[0], np.cumsum(np.array(sizes, np.int64))]).astype(np.int64),
        np.ascontiguousarray(flat[:, 0]).astype(np.int32),
        np.ascontiguousarray(flat[:, 1]).astype(np.int32),
    )


def slices(first: Int64s, rows: Int64s) -> tuple[Int64s, Int64s]:
    """(offsets of some slices put one after another, every position in them)."""
    sizes = (first[rows + 1] - first[rows]).astype(np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    positions = np.arange(offsets[-1]) + np.repeat(first[rows] - offsets[:-1], sizes)
    return offsets, positions.astype(np.int64)


@dataclass(slots=True)
class TagBook:
    """Numbers every distinct set of tags, in the order in which they come."""

    rows: dict[tuple[tuple[str, Value], ...], int] = field(default_factory=dict)

    def number(self, tags: Mapping[str, Value]) -> int:
        """The row of a set of tags; empty texts and what is not so are left out."""
        said = tuple(
            (key, value) for key, value in tags.items() if value != "" and value is not False
        )
        return self.rows.setdefault(said, len(self.rows))

    def table(self) -> Tags:
        """Everything as columns."""
        keys = _numbered(key for tags in self.rows for key, _ in tags)
        values = _numbered(_json(value) for tags in self.rows for _, value in tags)
        return Tags(
            np.cumsum([0, *map(len, self.rows)]).astype(np.int32),
            np.array([keys[key] for tags in self.rows for key, _ in tags], np.int32),
            np.array([values[_json(value)] for tags in self.rows for _, value in tags], np.int32),
            Texts.of(keys),
            Texts.of(values),
        )


def _numbered(texts: Iterator[str]) -> dict[str, int]:
    return {text: number for number, text in enumerate(dict.fromkeys(texts))}


def _json(value: Value) -> str:
    return msgspec.json.encode(value).decode()
