"""Pathways as a graph, and the quickest ways through it.

Stop places have some dozens of places each: a heap and dictionaries are quick enough, and a search
costs only what it touches.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heappush

import numpy as np

from maas.model import Profile
from maas.timetable import Pathways
from routing.indoors.pace import Costs, Walker

Arc = tuple[int, int]
"""A place, and the directed pathway to it: 2 p as pathway p is drawn, 2 p + 1 back."""

REMEMBERED_SPEEDS = 16

LONGEST_MS = 6 * 3600 * 1000
"""Nobody is sent through a stop place for longer than this."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one search found; a place is the row of a stop."""

    ms: Mapping[int, int]
    via: Mapping[int, Arc]
    """The place before (of a backward search: after) each place, and the directed pathway between
    them; where the search began has none."""
    backward: bool

    def way(self, place: int) -> list[int]:
        """The directed pathways to a place (backward: from it), as they are walked."""
        directed = []
        while place in self.via:
            place, arc = self.via[place]
            directed.append(arc)
        return directed if self.backward else directed[::-1]


class Passages:
    """The pathways of all stop places. Thread-safe."""

    def __init__(self, pathways: Pathways, costs: Costs) -> None:
        self._ms: Callable[[float], list[int]] = lru_cache(REMEMBERED_SPEEDS)(
            lambda speed_m_s: costs.at(speed_m_s).tolist()
        )
        everywhere = np.ones_like(costs.for_wheels)
        passable = {Profile.WALK: everywhere, Profile.WHEELCHAIR: costs.for_wheels}
        self._arcs = {
            (profile, backward): _arcs(pathways, np.flatnonzero(is_open).tolist(), backward)
            for profile, is_open in passable.items()
            for backward in (False, True)
        }

    def search(
        self,
        begins: Iterable[tuple[int, int]],
        walker: Walker,
        *,
        max_ms: int = LONGEST_MS,
        backward: bool = False,
    ) -> Found:
        """The quickest ways from places where one is after some ms (backward: to them)."""
        arcs, cost = self._arcs[walker.profile, backward], self._ms(walker.speed_m_s)
        ms: dict[int, int] = {}
        via: dict[int, Arc] = {}
        heap = [(at, place, -1, -1) for place, at in begins]
        heapify(heap)
        while heap:
            at, place, before, arc = heappop(heap)
            if place in ms or at > max_ms:
                continue
            ms[place] = at
            if arc >= 0:
                via[place] = (before, arc)
            for head, directed in arcs.get(place, ()):
                if head not in ms:
                    heappush(heap, (at + cost[directed >> 1], head, place, directed))
        return Found(ms, via, backward)


def _arcs(pathways: Pathways, passable: list[int], backward: bool) -> dict[int, list[Arc]]:
    """By place, where pathways lead from it (backward: to it)."""
    arcs: dict[int, list[Arc]] = {}
    for p in passable:
        a, b = int(pathways.from_stop[p]), int(pathways.to_stop[p])
        if backward:
            a, b = b, a
        arcs.setdefault(a, []).append((b, 2 * p))
        if pathways.both_ways[p]:
            arcs.setdefault(b, []).append((a, 2 * p + 1))
    return arcs
