"""How much longer driving round something closed takes than driving on: a guess for buses.

As cars drive, on roads as they usually are: from a little before what is closed to a little behind.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from maas.arrays import Float64s
from maas.model import LatLon, Profile
from routing.incidents.crossing.bits import APART_M
from routing.incidents.crossing.crossings import Crossings
from routing.incidents.crossing.line_shapes import LineShapes
from routing.streets import Snap, StreetRouter

BESIDE_M = 50.0
"""So far before and behind what is closed one is still, or again, on the line's way."""
FAR_M = 2 * APART_M
LONGEST_S = 1800
"""No line goes farther round."""
SETS_KEPT, WAYS_KEPT = 4, 1024

Piece = tuple[int, float, float]
"""A shape, and from where to where (in points) it is closed."""
Rows = frozenset[int]
"""Of `Crossings.laid`: what is closed at the same time."""


class WaysRound:
    """Ways round what is closed, each found when somebody first asks. Thread-safe."""

    def __init__(self, streets: StreetRouter, shapes: LineShapes, crossings: Crossings) -> None:
        self._streets = streets
        self._shapes = shapes.drawn
        self._laid = crossings.laid
        self._without: Callable[[Rows], StreetRouter] = lru_cache(SETS_KEPT)(self._closing)
        self.longer_s: Callable[[Piece, Rows], int | None] = lru_cache(WAYS_KEPT)(self._longer_s)
        """By how much driving round takes longer; None: it is not known, or there is no way."""

    def _closing(self, rows: Rows) -> StreetRouter:
        closed = [self._laid[row].directed for row in sorted(rows)]
        return self._streets.without({Profile.CAR: np.unique(np.concatenate(closed))})

    def _longer_s(self, piece: Piece, rows: Rows) -> int | None:
        ends = self._ends(piece)
        if ends is None:
            return None
        usual, around = (
            streets.over_streets(*ends, Profile.CAR, LONGEST_S)
            for streets in (self._streets, self._without(rows))
        )
        return max(0, around.seconds - usual.seconds) if usual and around else None

    def _ends(self, piece: Piece) -> tuple[Snap, Snap] | None:
        """The streets a little before and behind; None: the line's way does not reach so far."""
        shape, low, high = piece
        first, end = self._shapes.first[shape : shape + 2].tolist()
        line = np.stack([self._shapes.lat[first:end], self._shapes.lon[first:end]], axis=1)
        before, behind = _along(line, low, -BESIDE_M), _along(line, high, BESIDE_M)
        if before is None or behind is None:
            return None
        snaps = [self._streets.snap(at, Profile.CAR, FAR_M) for at in (before, behind)]
        return (snaps[0], snaps[1]) if snaps[0] and snaps[1] else None


def _along(line: Float64s, at: float, metres: float) -> LatLon | None:
    """The position so many metres on (back, if negative) from where a line is at a point."""
    scale = np.array([111_195.0, 111_195.0 * np.cos(np.radians(line[0, 0]))])
    length = np.hypot(*(np.diff(line, axis=0) * scale).T)
    along = np.concatenate([[0.0], np.cumsum(length)])
    wanted = float(np.interp(at, np.arange(len(line)), along)) + metres
    if not 0 <= wanted <= along[-1]:
        return None
    lat, lon = (float(np.interp(wanted, along, side)) for side in line.T)
    return LatLon(lat, lon)
