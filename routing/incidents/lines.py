"""Lines drawn along streets: the directed edges they run along, one direction at a time."""

from functools import lru_cache
from itertools import pairwise
from math import hypot

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.cells import cell_of, disk
from routing.incidents.found import NO_MATCH, Match
from routing.incidents.matcher import Matcher
from routing.incidents.named import NO_NAME
from routing.kernels.drawn_lines import Line
from routing.kernels.following import OFF, Labels, follow
from routing.kernels.snapping import M_PER_E7

STEP_M = 25.0
MOST_STEPS = 400
"""Of a line: places where it may leave streets; of a longer one they are farther apart."""
LONGEST_PATH = 5_000
"""Of edges and places off the streets."""
M_PER_DEGREE = 111_195.0
CELL_STEP_M = 90.0
"""Cells around places so far apart along a line, and their neighbours, hold all that is near."""
HALF_M = 25.0
"""Being so far beside the line halves the quality."""
OTHER_NAME = 0.6
"""Quality where another name was told than the streets found have."""
SPILL_M, SPILL_SHARE = 15.0, 0.5
"""What a line has of its first and last edge is left out if it is less than both: lines end at
crossings, and nobody draws exactly."""


def follow_line(matcher: Matcher, points: Float64s, name: int, bits: int, labels: Labels) -> Match:
    """The way along a line as its points follow each other.

    Args:
        points: [n, 2] latitudes and longitudes.
        name: number of the name that the street should have, or NO_NAME.
        bits: of the profiles that may travel it.
        labels: memory to work in.
    """
    line = _drawn(points, name, bits)
    if line is None:
        return NO_MATCH
    path = np.empty(LONGEST_PATH, np.int32)
    n = follow(matcher.shapes, matcher.lanes, line, _cells(points), labels, path)
    found = path[:n]
    found = found[labels.directed[found] != OFF]
    return _match(matcher, found, line, labels) if found.size else NO_MATCH


def _match(matcher: Matcher, found: Int32s, line: Line, labels: Labels) -> Match:
    directed, run_m = labels.directed[found], labels.run_m[found]
    whole_m = np.maximum(matcher.lanes.length_m[directed >> 1], 0.1)
    share = np.minimum(run_m / whole_m, 1.0)
    kept = _kept(run_m, share)
    order = np.argsort(directed[kept])
    quality = _quality(matcher, found, line, labels)
    return Match(directed[kept][order], share[kept][order], quality)


def _kept(run_m: Float64s, share: Float64s) -> Bools:
    """Which edges of a way it really has something of; one at least."""
    kept = np.ones(run_m.size, np.bool_)
    ends = [0, -1]
    kept[ends] = (run_m[ends] >= SPILL_M) | (share[ends] >= SPILL_SHARE)
    kept[np.argmax(run_m)] = True
    return kept


def _quality(matcher: Matcher, found: Int32s, line: Line, labels: Labels) -> float:
    """How well a way fits: how much of the line, how near, how alike in length, in name."""
    run_m = float(labels.run_m[found].sum())
    passed_m = float((labels.at_m[found] - labels.at_m[labels.parent[found]]).sum())
    beside_m2 = float(labels.square[found].sum()) / max(run_m, 0.1)
    quality = min(1.0, passed_m / float(line.at_m[-1])) / (1.0 + beside_m2 / HALF_M**2)
    quality *= min(passed_m, run_m) / max(passed_m, run_m, 0.1)
    if line.name != NO_NAME:
        is_named = matcher.lanes.name[labels.directed[found] >> 1] == line.name
        named_m = float(labels.run_m[found][is_named].sum())
        quality *= OTHER_NAME + (1 - OTHER_NAME) * named_m / max(run_m, 0.1)
    return quality


def _drawn(points: Float64s, name: int, bits: int) -> Line | None:
    """A line as the kernel reads it; None: it is all one point."""
    lat_e7, lon_e7 = points[0] * 1e7
    east_m = M_PER_E7 * np.cos(np.radians(points[0, 0]))
    x_m = (points[:, 1] * 1e7 - lon_e7) * east_m
    y_m = (points[:, 0] * 1e7 - lat_e7) * M_PER_E7
    at_m = np.zeros(x_m.size)
    np.cumsum(np.hypot(np.diff(x_m), np.diff(y_m)), out=at_m[1:])
    if at_m[-1] < 1.0:
        return None
    n = min(MOST_STEPS, max(1, int(np.ceil(at_m[-1] / STEP_M))))
    return Line(x_m, y_m, at_m, lat_e7, lon_e7, east_m, at_m[-1] / n, name, bits)


def _cells(points: Float64s) -> Int64s:
    """The cells around a line. Without arrays: lines have few points, and there are many lines."""
    own: set[int] = set()
    corners = points.tolist()
    for (lat, lon), (lat_on, lon_on) in pairwise(corners):
        n = int(hypot(lat_on - lat, lon_on - lon) * M_PER_DEGREE / CELL_STEP_M) + 1
        for i in range(n):
            own.add(cell_of(lat + (lat_on - lat) * i / n, lon + (lon_on - lon) * i / n))
    own.add(cell_of(*corners[-1]))
    return np.array(list(set().union(*map(_around, own))), np.int64)


@lru_cache(4096)
def _around(cell: int) -> tuple[int, ...]:
    """A cell and its neighbours. Remembered: lines of one city lie in the same ones."""
    return tuple(disk(cell, 1).tolist())
