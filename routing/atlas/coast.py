"""Coastlines to the sea: lines with land on their left, closed along the edge of the map.

OSM draws no areas of sea. A coast that leaves the map is joined to the next one that enters it,
clockwise along the map's edge, for the sea lies on the right of every coastline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from maas.arrays import Float64s

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The edge of the map; y runs to the south."""

    west: float
    north: float
    east: float
    south: float

    def along(self, point: Point) -> float:
        """How far along the edge a point on it lies, clockwise from the north-west corner."""
        (x, y), width, height = point, self.east - self.west, self.south - self.north
        if y == self.north:
            return x - self.west
        if x == self.east:
            return width + y - self.north
        if y == self.south:
            return width + height + self.east - x
        return 2 * width + height + self.south - y

    def corners(self) -> list[Point]:
        """Clockwise from the north-west."""
        return [(self.west, self.north), (self.east, self.north),
                (self.east, self.south), (self.west, self.south)]  # fmt: skip

    def holds(self, point: Point) -> bool:
        """Whether a point lies within, and not on the edge."""
        return self.west < point[0] < self.east and self.north < point[1] < self.south

    def nearest(self, point: Point) -> Point:
        """The point of the edge nearest to a point within."""
        x, y = point
        sides = [(self.west, y), (self.east, y), (x, self.north), (x, self.south)]
        return min(sides, key=lambda side: abs(side[0] - x) + abs(side[1] - y))


def seas(coasts: Sequence[Float64s], frame: Frame) -> list[list[Float64s]]:
    """The areas of sea within a frame, each with its islands.

    Args:
        coasts: [n, 2] x and y, joined where they meet; a ring ends where it begins.
    """
    rings, pieces = [], []
    for coast in coasts:
        points = [(float(x), float(y)) for x, y in coast]
        if points[0] == points[-1] and all(map(frame.holds, points)):
            rings.append(points[:-1])
        else:
            pieces += [
                _to_edge(piece, frame) for piece in _within(_from_outside(points, frame), frame)
            ]
    islands = [np.array(ring) for ring in rings if _doubled_area(ring) < 0]
    rims = [ring for ring in rings if _doubled_area(ring) > 0] + list(_closed(pieces, frame))
    if islands and not rims:
        rims = [frame.corners()]
    areas = [np.array(rim) for rim in rims]
    return [[rim, *(ring for ring in islands if _contains(rim, ring[0]))] for rim in areas]


def _from_outside(points: list[Point], frame: Frame) -> list[Point]:
    """A ring turned so that it begins outside of the frame; another line as it is."""
    if points[0] != points[-1]:
        return points
    start = next((i for i, point in enumerate(points) if not frame.holds(point)), 0)
    return [*points[start:-1], *points[: start + 1]]


def _within(points: list[Point], frame: Frame) -> Iterator[list[Point]]:
    """The pieces of a line inside the frame."""
    piece: list[Point] = []
    for a, b in pairwise(points):
        enter, leave = _share(a, b, frame)
        if enter >= leave:
            continue
        if not piece or enter > 0:
            piece = [_on_edge(a, b, enter, frame)]
        piece.append(_on_edge(a, b, leave, frame))
        if leave < 1:
            yield piece
            piece = []
    if piece:
        yield piece


def _share(a: Point, b: Point, frame: Frame) -> tuple[float, float]:
    """The part of a segment inside the frame (Liang and Barsky 1984)."""
    enter, leave = 0.0, 1.0
    sides = ((frame.west, frame.east), (frame.north, frame.south))
    for axis, (low, high) in enumerate(sides):
        step = b[axis] - a[axis]
        if step == 0:
            if not low < a[axis] < high:
                return 1.0, 0.0
            continue
        near, far = sorted(((low - a[axis]) / step, (high - a[axis]) / step))
        enter, leave = max(enter, near), min(leave, far)
    return enter, leave


def _on_edge(a: Point, b: Point, share: float, frame: Frame) -> Point:
    """The point at a share of a segment, exactly on the edge where it was cut there."""
    x, y = (a[axis] + share * (b[axis] - a[axis]) for axis in (0, 1))
    if 0 < share < 1:
        side = frame.nearest((x, y))
        return side if abs(side[0] - x) + abs(side[1] - y) < 1e-3 else (x, y)
    return x, y


def _to_edge(piece: list[Point], frame: Frame) -> list[Point]:
    """A piece led straight to the edge where the file ends before the map does."""
    first, last = piece[0], piece[-1]
    before = [frame.nearest(first)] if frame.holds(first) else []
    after = [frame.nearest(last)] if frame.holds(last) else []
    return [*before, *piece, *after]


def _closed(pieces: list[list[Point]], frame: Frame) -> Iterator[list[Point]]:
    """Pieces joined to rings, clockwise along the edge from each end to the next begin."""
    whole = 2 * (frame.east - frame.west + frame.south - frame.north)
    begins = [frame.along(piece[0]) for piece in pieces]
    corners = [(frame.along(corner), corner) for corner in frame.corners()]
    left = set(range(len(pieces)))
    while left:
        first = at = min(left)
        ring: list[Point] = []
        while at in left:
            left.remove(at)
            ring += pieces[at]
            end = frame.along(pieces[at][-1])
            at = min((i for i in {first, *left}), key=lambda i: (begins[i] - end) % whole)
            gap = (begins[at] - end) % whole
            passed = sorted(((t - end) % whole, corner) for t, corner in corners)
            ring += [corner for t, corner in passed if t < gap]
        yield ring


def _doubled_area(ring: list[Point]) -> float:
    """Positive if it runs clockwise on the map."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))


def _contains(ring: Float64s, point: Float64s) -> bool:
    """Even-odd rule."""
    a, b = ring, np.roll(ring, -1, axis=0)
    spans = (a[:, 1] > point[1]) != (b[:, 1] > point[1])
    a, b = a[spans], b[spans]
    east = a[:, 0] + (point[1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool((east > point[0]).sum() % 2)
