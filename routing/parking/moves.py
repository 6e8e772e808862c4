"""One bounded search over streets as a part of a longer way: times in milliseconds, told with
where each comes from."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s, Int64s
from maas.model import Profile
from routing.kernels.stops import StopsOnEdges, gather, gather_backward, gather_on_one_edge
from routing.kernels.streets import NEVER, Aim, Ends, clear, seed, seed_backward, spread
from routing.kernels.walking_on import candidates_of
from routing.streets.searching import SEEDS, Pace, Search, new_found

NOWHERE = Aim(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """Who moves over streets, from where, and how long; backward: to where."""

    profile: Profile
    ends: Ends
    pace: Pace
    limit_ms: int
    backward: bool

    def to(self, search: Search, targets: StopsOnEdges, n: int) -> tuple[Int32s, Int32s]:
        """[n] The time to each target (ms, NEVER beyond the limit), and from which of the ends."""
        streets, scratch, found = search.streets[self.profile], search.scratch(), new_found(n)
        pace, kept = self.pace, _seeds(self.ends, search.n_states)
        ends = Ends(*(column[kept] for column in self.ends))
        limits = (pace.street, pace.off_street, self.limit_ms)
        begin = seed_backward if self.backward else seed
        begin(streets.graph, ends, pace.street, NOWHERE, self.limit_ms, scratch)
        searched = streets.back if self.backward else streets.graph
        spread(searched, pace.street, NOWHERE, self.limit_ms, scratch)
        if self.backward:
            gather_backward(streets.graph, streets.back, targets, *limits, scratch, found)
        else:
            gather(streets.graph, targets, *limits, scratch, found)
        gather_on_one_edge(streets.graph, ends, targets, *limits, self.backward, found)
        there = np.flatnonzero(found.best < NEVER).astype(np.int32)
        of = np.empty(there.size, np.int32)
        candidates_of(searched, found, there, scratch, of)
        clear(scratch)
        whose = np.full(n, -1, np.int32)
        whose[there] = kept[of]
        return found.best, whose


def _seeds(ends: Ends, n_states: int) -> Int64s:
    """Rows of the ends: all, or the earliest so many as there is memory for."""
    most = (n_states + SEEDS) // 2  # each may be left in two directions
    if ends.edge.size <= most:
        return np.arange(ends.edge.size)
    return np.sort(np.argsort(ends.off_ms, kind="stable")[:most])
