"""Zones that only some classes of vehicles may enter, as ways and routers know them."""

from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import TimeMeaning
from maas.parked import PolicyOnLeg
from routing.policies.force import Force


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """One zone."""

    told: PolicyOnLeg
    classes: frozenset[str]
    """Of vehicles that may enter, exceptions included."""
    force: Force
    holds_edge: Bools
    """[n_edges]"""

    def binds(self, vehicle_class: str, begin: int, end: int) -> bool:
        """Whether it keeps a class out at any moment of a time (Unix s); "": an unknown one."""
        return vehicle_class not in self.classes and self.force.holds_within(begin, end)


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """All zones of a territory."""

    all: tuple[Zone, ...] = ()
    classes: frozenset[str] = field(default_factory=frozenset)
    """What a vehicle may be said to be: every class that a policy speaks of."""

    def passed(self, directed: Int32s) -> tuple[Zone, ...]:
        """The zones that a way over some directed edges passes."""
        return tuple(zone for zone in self.all if zone.holds_edge[directed >> 1].any())

    def closed_to(
        self, vehicle_class: str, at: int, meaning: TimeMeaning, within_s: int
    ) -> frozenset[int]:
        """Rows of the zones that are closed to a class for who leaves (or is there) at a moment
        and is on the way so long at most."""
        departs = meaning is TimeMeaning.DEPART_AT
        begin, end = (at, at + within_s) if departs else (at - within_s, at)
        rows = range(len(self.all))
        return frozenset(row for row in rows if self.all[row].binds(vehicle_class, begin, end))

    def directed(self, rows: frozenset[int]) -> Int32s:
        """The directed edges of some zones."""
        edge = np.flatnonzero(np.any([self.all[row].holds_edge for row in rows], axis=0))
        both = np.stack([2 * edge, 2 * edge + 1], axis=1).ravel()
        return both.astype(np.int32)


NO_ZONES = Zones()
