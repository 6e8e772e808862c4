"""Positions by H3 cell of any resolution: what lies in a cell is one range of a sorted array."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.cells import COARSEST_RESOLUTION, FINEST_RESOLUTION, cells_of

RESOLUTIONS = range(COARSEST_RESOLUTION, FINEST_RESOLUTION + 1)


@dataclass(frozen=True, slots=True, eq=False)
class CellIndex:
    """Positions by cell of one resolution: `first[c] : first[c + 1]` slices `row`."""

    cell: Int64s
    """Those that hold something, sorted."""
    first: Int32s
    row: Int32s
    """Numbers of positions, in the order they were given in."""

    @classmethod
    def of(cls, lat: Float64s, lon: Float64s, resolution: int) -> "CellIndex":
        """Index positions (degrees, all on earth): about 1 µs each."""
        cells = cells_of(lat, lon, resolution)
        order = np.argsort(cells, kind="stable")
        distinct, first = np.unique(cells[order], return_index=True)
        return cls(distinct, np.append(first, lat.size).astype(np.int32), order.astype(np.int32))

    def ranges(self, cells: Int64s) -> tuple[Int32s, Int32s]:
        """(begin, end) in `row` of what lies in each of some cells."""
        begin, end = (np.searchsorted(self.cell, cells, side) for side in ("left", "right"))
        return self.first[begin], self.first[end]

    def within(self, cell: int) -> Int32s:
        """The positions in a cell."""
        begin, end = self.ranges(np.array([cell], np.int64))
        return self.row[begin[0] : end[0]]


class CellIndexes:
    """Some positions by cell of each resolution, made when somebody first asks. Thread-safe.

    One for each, because H3's cells do not nest: a position may lie in another cell than the
    parent of the finer cell it lies in, and who asks about a cell means what lies in it.
    """

    def __init__(self, lat: Float64s, lon: Float64s) -> None:
        self.at: Callable[[int], CellIndex] = lru_cache(len(RESOLUTIONS))(
            lambda resolution: CellIndex.of(lat, lon, resolution)
        )
