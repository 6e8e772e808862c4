"""Zones with rules for vehicles, as ways and routers know them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import TimeMeaning
from maas.parked import PolicyOnLeg
from maas.settings import Policy
from routing.policies.force import Force


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """One zone."""

    told: PolicyOnLeg
    policy: Policy
    force: Force
    holds_edge: Bools
    """[n_edges]"""

    def binds(self, vehicle_class: str, begin: int, end: int) -> bool:
        """Whether it concerns a class at any moment of a time (Unix s); "": an unknown one."""
        return self.policy.binds(vehicle_class) and self.force.holds_within(begin, end)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A zone on a way, and when one is there: seconds after one sets out."""

    zone: Zone
    begin_s: int
    end_s: int
    is_through: bool
    """The way neither begins nor ends inside."""

    def binds(self, vehicle_class: str, departure: int) -> bool:
        """Whether the zone concerns a class at any moment at which it is there."""
        times = departure + self.begin_s, departure + self.end_s
        return self.zone.binds(vehicle_class, *times)


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """All zones of a territory."""

    all: tuple[Zone, ...] = ()
    classes: frozenset[str] = field(default_factory=frozenset)
    """What a vehicle may be said to be: every class that a policy speaks of."""

    def passed(self, directed: Int32s, moments: Callable[[], Float64s]) -> tuple[Passage, ...]:
        """The zones that a way over some directed edges passes.

        Args:
            moments: [n + 1] when one enters each edge, and leaves the last (s); asked for where
                there is a zone.
        """
        found: list[Passage] = []
        for zone in self.all:
            is_inside = zone.holds_edge[directed >> 1]
            inside = np.flatnonzero(is_inside)
            if inside.size:
                at = moments()
                times = floor(at[inside[0]]), ceil(at[inside[-1] + 1])
                found.append(Passage(zone, *times, not (is_inside[0] or is_inside[-1])))
        return tuple(found)

    def closed_to(
        self, vehicle_class: str, at: int, meaning: TimeMeaning, within_s: int
    ) -> frozenset[int]:
        """Rows of the zones that a class must not enter, for who leaves (or is there) at a moment
        and is on the way so long at most."""
        departs = meaning is TimeMeaning.DEPART_AT
        begin, end = (at, at + within_s) if departs else (at - within_s, at)
        return frozenset(
            row
            for row, zone in enumerate(self.all)
            if not zone.policy.is_through and zone.binds(vehicle_class, begin, end)
        )

    def directed(self, rows: frozenset[int]) -> Int32s:
        """The directed edges of some zones."""
        edge = np.flatnonzero(np.any([self.all[row].holds_edge for row in rows], axis=0))
        both = np.stack([2 * edge, 2 * edge + 1], axis=1).ravel()
        return both.astype(np.int32)


NO_ZONES = Zones()
