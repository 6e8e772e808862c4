"""Lines on a flat map, cut into short straight bits, and which bits lie side by side.

All in metres on one plane.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s, spread

APART_M = 20.0
"""A line is drawn on a street at most so far off it."""
PAST_M = 3.0
"""So far beyond its end something still is beside a bit: where bits meet at a bend."""
LONGEST_M = 24.0
"""No bit that others are compared with is longer."""
_CELL_M = 26.0
"""Whatever is beside a bit is less than this from its middle: in its cell or in one around that."""
_ROWS = 1 << 24
"""More rows of cells than there are on earth."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight pieces of lines: [n] each."""

    row: Int32s
    """Of which line."""
    at: Float64s
    """Where in its line it begins, in points."""
    begin: Float64s
    """[n, 2] x, y"""
    end: Float64s


@dataclass(frozen=True, slots=True, eq=False)
class Bits:
    """Bits of segments: [n] each."""

    row: Int32s
    at: Float64s
    """Where in its line its middle is, in points."""
    span: Float64s
    """How much of a point it takes up."""
    middle: Float64s
    """[n, 2] x, y"""
    heading: Float64s
    """[n, 2] A unit vector."""
    length: Float64s

    @classmethod
    def of(cls, segments: Segments, longest_m: float) -> "Bits":
        """Cut segments; those of no length are left out."""
        step = segments.end - segments.begin
        length = np.hypot(*step.T)
        kept = length > 0
        step, length = step[kept], length[kept]
        n = np.ceil(length / longest_m).astype(np.int64)
        of = np.repeat(np.arange(n.size), n)
        share = (spread(np.zeros_like(n), n) + 0.5) / n[of]
        return cls(
            segments.row[kept][of],
            segments.at[kept][of] + share,
            1 / n[of],
            segments.begin[kept][of] + share[:, None] * step[of],
            (step / length[:, None])[of],
            (length / n)[of],
        )

    def take(self, rows: Int64s) -> "Bits":
        """Some of them."""
        return Bits(
            self.row[rows],
            self.at[rows],
            self.span[rows],
            self.middle[rows],
            self.heading[rows],
            self.length[rows],
        )


class Pairs(NamedTuple):
    """Bits of one kind with bits of another that they are beside: [n] each."""

    one: Int64s
    other: Int64s
    apart_m: Float64s
    cosine: Float64s
    """Of the angle between their headings."""


def beside(ones: Bits, others: Bits) -> Pairs:
    """All pairs of which the middle of the one is beside the other. O(n log n + pairs).

    Args:
        others: at most `LONGEST_M` long.
    """
    one, other = _near(ones.middle, others.middle)
    x, y = (ones.middle[:, i][one] - others.middle[:, i][other] for i in (0, 1))
    east, north = (others.heading[:, i][other] for i in (0, 1))
    past = np.abs(x * east + y * north) - others.length[other] / 2
    across = np.abs(x * north - y * east)
    kept = (past <= PAST_M) & (across <= APART_M)
    one, other = one[kept], other[kept]
    cosine = (ones.heading[one] * others.heading[other]).sum(axis=1)
    return Pairs(one, other, np.hypot(across[kept], np.maximum(past[kept], 0)), cosine)


def _near(ones: Float64s, others: Float64s) -> tuple[Int64s, Int64s]:
    """Pairs of points in the same cell or in cells that touch."""
    keys = _keys(others)
    order = np.argsort(keys, kind="stable")
    keys, own = keys[order], _keys(ones)
    found = []
    for east in (-_ROWS, 0, _ROWS):  # cells from south to north follow one another
        begin: Int64s = np.searchsorted(keys, own + east - 1)
        end: Int64s = np.searchsorted(keys, own + east + 1, "right")
        found.append((np.repeat(np.arange(own.size), end - begin), order[spread(begin, end)]))
    one, other = zip(*found, strict=True)
    return np.concatenate(one), np.concatenate(other)


def _keys(points: Float64s) -> Int64s:
    cells = np.floor(points / _CELL_M).astype(np.int64)
    keys: Int64s = cells[:, 0] * _ROWS + cells[:, 1]
    return keys
