"""The stops that an end of a question is connected to, each by the mode that is there first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s
from maas.model import Mode
from routing.rentals.saving import SAVED_S
from routing.transit import Offsets

NO_STOPS: Int32s = np.empty(0, np.int32)

NEVER = 2**31 - 1

Near = tuple[Int32s, Int32s, Mode]
"""Stops, the seconds to each (or from it) and the mode that takes so long."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """The stops an end is connected to, and by which mode each."""

    offsets: Offsets
    modes: tuple[Mode, ...]

    def mode_of(self, stop: int) -> Mode:
        """The mode that reaches a stop first."""
        return self.modes[int(np.flatnonzero(self.offsets.stop == stop)[0])]


def nearest(found: Sequence[Near]) -> Reached:
    """Each stop once, by the mode that is there first (the earlier in the list on a tie)."""
    if not found:
        return Reached(Offsets(NO_STOPS, NO_STOPS), ())
    stop = np.concatenate([near[0] for near in found])
    seconds = np.concatenate([near[1] for near in found])
    whose = np.repeat(np.arange(len(found)), [near[0].size for near in found])
    order = np.lexsort((whose, seconds, stop))
    _, first = np.unique(stop[order], return_index=True)
    best = order[first]
    offsets = Offsets(stop[best].astype(np.int32), seconds[best].astype(np.int32))
    return Reached(offsets, tuple([found[i][2] for i in whose[best].tolist()]))


def worth_renting(found: Sequence[Near]) -> list[Near]:
    """What was found, without the rented vehicles that are there hardly sooner than one on foot."""
    on_foot = nearest([near for near in found if near[2] is Mode.WALK]).offsets
    return [_spared(near, on_foot) if near[2] is Mode.RENTAL else near for near in found]


def _spared(near: Near, on_foot: Offsets) -> Near:
    stop, seconds, mode = near
    if not on_foot.stop.size:
        return near
    row = np.minimum(np.searchsorted(on_foot.stop, stop), on_foot.stop.size - 1)
    walked_s = np.where(on_foot.stop[row] == stop, on_foot.seconds[row], NEVER)
    kept = seconds.astype(np.int64) + SAVED_S <= walked_s
    return stop[kept], seconds[kept], mode
