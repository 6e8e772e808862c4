"""Where rented vehicles are left, as rows of numbers: one for each way that may be the best."""

import numpy as np

from maas.arrays import Bools, Int32s

LAYER, TAKEN, STATION, VERTEX, ROW, LEFT_MS = range(6)
"""Columns: the layer; the spot where the vehicle is taken; where it is left, a spot, a vertex or a
row of the points on the streets of the targets, backward of the destination (the others are -1);
when it is, not yet locked."""

NO_LEAVINGS: Int32s = np.empty((0, 6), np.int32)


def leavings(layer: int, taken: Int32s, left_ms: Int32s, column: int, where: Int32s) -> Int32s:
    """[n, 6] Leavings of one layer; `where` fills the column that says where."""
    rows = np.full((taken.size, 6), -1, np.int32)
    rows[:, LAYER], rows[:, TAKEN], rows[:, LEFT_MS] = layer, taken, left_ms
    rows[:, column] = where
    return rows


def is_sooner(rows: Int32s, walked_ms: Int32s) -> Bools:
    """[n] Whether one is at each station sooner than on foot (ms, of all spots); at vertices and
    targets the walk on tells. So nobody leaves a vehicle where it was taken."""
    kept = np.ones(len(rows), np.bool_)
    at_station = rows[:, STATION] >= 0
    kept[at_station] = rows[at_station, LEFT_MS] < walked_ms[rows[at_station, STATION]]
    return kept


def nowhere(n: int) -> Int32s:
    """[n, 6] Leavings of nothing."""
    return np.full((n, 6), -1, np.int32)


def earliest_at_vertices(rows: Int32s) -> Int32s:
    """Of leavings at vertices the earliest at each, sorted by vertex."""
    key = rows[:, VERTEX].astype(np.int64) << 32 | rows[:, LEFT_MS]
    ordered = rows[np.argsort(key, kind="stable")]
    is_first = np.ones(len(rows), np.bool_)
    is_first[1:] = ordered[1:, VERTEX] != ordered[:-1, VERTEX]
    return ordered[is_first]
