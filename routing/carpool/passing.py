"""What of a driver's way there is between two places, and who is passed on it how soon."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import Profile
from routing.kernels.inserting import (
    Halts,
    Kerbs,
    Starts,
    find_halts,
    search_ahead,
    search_left,
    search_onward,
    start_at,
)
from routing.kernels.streets import Ends, Graph, clear
from routing.streets import Snap, StreetRouter
from routing.streets.ends import ends_of, pace_of
from routing.streets.searching import limit_ms

LONGEST_S = 6 * 3600
"""Nobody looks for passengers on a longer way."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A driver's way between two places, and all ways that take not much longer.

    Times are driving alone, in ms.
    """

    streets: StreetRouter
    directed: Int32s
    """Edges of the quickest way."""
    base_ms: int
    """What it takes."""
    limit_ms: int
    """What the longest ways take."""
    ahead: Int32s
    """[n_states] From the first place."""
    left: Int32s
    """[n_states] To the second one."""
    origin: Ends
    goal: Ends

    @classmethod
    def of(cls, streets: StreetRouter, origin: Snap, goal: Snap, more_ms: int) -> "Stretch | None":
        """Ways that take so much longer at most; None: there is none at all."""
        pace = pace_of(Profile.CAR, None)
        ends = ends_of(origin, Profile.CAR, pace), ends_of(goal, Profile.CAR, pace)
        search, aim = streets.search, streets.aim(goal.at)
        way = search.fastest(Profile.CAR, ends, pace, LONGEST_S, aim)
        if way is None:
            return None
        graphs, scratch = search.streets[Profile.CAR], search.scratch()
        limit = limit_ms(way.seconds + 1) + more_ms
        base = int(search_ahead(graphs.graph, *ends, limit, scratch))
        ahead = scratch.reached.copy()
        clear(scratch)
        search_left(graphs.graph, graphs.back, ends[1], ahead, base + more_ms, scratch)
        left = scratch.reached.copy()
        clear(scratch)
        return cls(streets, way.directed, base, base + more_ms, ahead, left, *ends)

    def passes(self, kerbs: Kerbs) -> "Passes":
        """Who can be passed, each alone."""
        starts = Starts(*(np.empty(2 * self.origin.edge.size, np.int32) for _ in Starts._fields))
        start_at(self._graph, self.origin, starts)
        return self._found(kerbs, self.ahead, starts)

    def onward(self, passed: "Passes", row: int, kerbs: Kerbs) -> "Passes":
        """Who can be passed after one that was passed before."""
        graph, scratch = self._graph, self.streets.search.scratch()
        state, part = passed.state[row], passed.part_ms[row]
        begun = passed.at_ms[row] - part
        search_onward(graph, int(state), int(begun), self.left, self.limit_ms, scratch)
        starts = Starts(*(np.array([each], np.int32) for each in (state, begun, part)))
        found = self._found(kerbs, scratch.reached, starts)
        clear(scratch)
        return found

    def _found(self, kerbs: Kerbs, ahead: Int32s, starts: Starts) -> "Passes":
        n = kerbs.first.size - 1
        halts = Halts(*(np.zeros(n, np.int32) for _ in Halts._fields))
        given = kerbs, self.goal, ahead, self.left, self.limit_ms, starts
        find_halts(self._graph, *given, halts)
        return Passes(halts.state >= 0, *halts)

    @property
    def _graph(self) -> Graph:
        return self.streets.search.streets[Profile.CAR].graph


@dataclass(frozen=True, slots=True, eq=False)
class Passes:
    """[n] Points on a stretch: whether each can be passed, and what takes least then."""

    is_passed: Bools
    whole_ms: Int32s
    """From end to end of the stretch."""
    state: Int32s
    """In which its edge is begun."""
    part_ms: Int32s
    """From there to the point."""
    at_ms: Int32s
    """To the point from the beginning."""


def warm_drivers(streets: StreetRouter) -> None:
    """Compile the kernels of detours, which anybody's first offer needs."""
    at = streets.somewhere(Profile.CAR)
    stretch = Stretch.of(streets, at, at, 0)
    if stretch is None:
        return
    kerbs = Kerbs(np.array([0, at.edge.size], np.int32), at.edge, at.share)
    alone = stretch.passes(kerbs)
    if alone.is_passed[0]:
        stretch.onward(alone, 0, kerbs)
