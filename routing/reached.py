"""The stops that an end of a question is connected to, each by the mode that is there first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import Mode
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
    """Where a rented vehicle is taken, or one's own is left: rows of whoever searched; None: not
    known."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """The stops an end is connected to, and by which mode each."""

    offsets: Offsets
    modes: tuple[Mode, ...]
    spot: Int32s
    """Where a vehicle is taken or left (`Near.spot`), UNKNOWN_SPOT: not known, or none is."""

    def mode_of(self, stop: int) -> Mode:
        """The mode that reaches a stop first."""
        return self.modes[self._row(stop)]

    def spot_to(self, stop: int) -> int | None:
        """Where the vehicle that reaches a stop first is taken or left, if that is known."""
        spot = int(self.spot[self._row(stop)])
        return None if spot == UNKNOWN_SPOT else spot

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
    return Reached(offsets, tuple([found[i].mode for i in whose[best].tolist()]), spot[best])


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


def among(near: Near, kept: Bools) -> Near:
    """Some of the stops."""
    return Near(near.stop[kept], near.seconds[kept], near.mode, _spot(near)[kept])


def _spot(near: Near) -> Int32s:
    return np.full(near.stop.size, UNKNOWN_SPOT, np.int32) if near.spot is None else near.spot
