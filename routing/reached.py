"""The stops that an end of a question is connected to, each by the mode that is there first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import Mode
from routing.rentals.courses import Course, Courses
from routing.transit import Offsets

NO_STOPS: Int32s = np.empty(0, np.int32)

NEVER = 2**31 - 1

UNKNOWN_SPOT = -1


class Near(NamedTuple):
    """Stops, and what it takes to get to each (or from it) by one mode."""

    stop: Int32s
    seconds: Int32s
    mode: Mode
    spot: Int32s | None = None
    """How one gets there with a vehicle: rows of `courses`, or where one's own is left, as who
    searched knows it; None: not known."""
    courses: Courses | None = None
    """Of rented vehicles."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """The stops an end is connected to, and by which mode each."""

    offsets: Offsets
    modes: tuple[Mode, ...]
    spot: Int32s
    """`Near.spot`; UNKNOWN_SPOT: not known, or there is no vehicle."""
    courses: tuple[Courses | None, ...] = ()
    """Of which courses each spot is a row."""

    def mode_of(self, stop: int) -> Mode:
        """The mode that reaches a stop first."""
        return self.modes[self._row(stop)]

    def spot_to(self, stop: int) -> int | None:
        """Where the vehicle that reaches a stop first is left, if that is known."""
        spot = int(self.spot[self._row(stop)])
        return None if spot == UNKNOWN_SPOT else spot

    def course_to(self, stop: int) -> Course | None:
        """How one gets with a rented vehicle to a stop that it reaches first, if that is known."""
        courses, spot = self.courses[self._row(stop)], self.spot_to(stop)
        return None if courses is None or spot is None else courses.course(spot)

    def _row(self, stop: int) -> int:
        return int(np.flatnonzero(self.offsets.stop == stop)[0])


def nearest(found: Sequence[Near]) -> Reached:
    """Each stop once, by the mode that is there first (the earlier in the list on a tie)."""
    if not found:
        return Reached(Offsets(NO_STOPS, NO_STOPS), (), NO_STOPS)
    stop = np.concatenate([near.stop for near in found])
    seconds = np.concatenate([near.seconds for near in found])
    spot = np.concatenate([_spot(near) for near in found])
    whose = np.repeat(np.arange(len(found)), [near.stop.size for near in found])
    order = np.lexsort((whose, seconds, stop))
    _, first = np.unique(stop[order], return_index=True)
    best = order[first]
    offsets = Offsets(stop[best].astype(np.int32), seconds[best].astype(np.int32))
    nears = [found[i] for i in whose[best].tolist()]
    modes = tuple([near.mode for near in nears])
    return Reached(offsets, modes, spot[best], tuple([near.courses for near in nears]))


def worth_taking(found: Sequence[Near], saved_s: Mapping[Mode, int]) -> list[Near]:
    """What was found, without vehicles that are there hardly sooner than one on foot.

    Args:
        saved_s: how much sooner those of some modes must be there; others need not be.
    """
    on_foot = nearest([near for near in found if near.mode is Mode.WALK]).offsets
    return [_spared(near, on_foot, saved_s.get(near.mode)) for near in found]


def _spared(near: Near, on_foot: Offsets, saved_s: int | None) -> Near:
    if saved_s is None or not on_foot.stop.size:
        return near
    row = np.minimum(np.searchsorted(on_foot.stop, near.stop), on_foot.stop.size - 1)
    walked_s = np.where(on_foot.stop[row] == near.stop, on_foot.seconds[row], NEVER)
    return among(near, near.seconds.astype(np.int64) + saved_s <= walked_s)


def same_way(near: Near, stops: Int32s, seconds: Int32s) -> Int32s:
    """`Near.spot` on the way to stops, known of those not behind doors."""
    assert near.spot is not None
    if not near.stop.size:
        return np.full(stops.size, UNKNOWN_SPOT, np.int32)
    order = np.argsort(near.stop)
    row = order[np.searchsorted(near.stop, stops, sorter=order).clip(0, order.size - 1)]
    is_same = (near.stop[row] == stops) & (near.seconds[row] == seconds)
    return np.where(is_same, near.spot[row], UNKNOWN_SPOT).astype(np.int32)


def among(near: Near, kept: Bools) -> Near:
    """Some of the stops."""
    spot = _spot(near)[kept]
    return near._replace(stop=near.stop[kept], seconds=near.seconds[kept], spot=spot)


def _spot(near: Near) -> Int32s:
    return np.full(near.stop.size, UNKNOWN_SPOT, np.int32) if near.spot is None else near.spot
