"""Who walks to a vehicle and, later in the same search, on from where it was left."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s
from maas.model import Profile
from routing.kernels.stops import (
    Found,
    StopsOnEdges,
    gather,
    gather_backward,
    gather_on_one_edge,
)
from routing.kernels.streets import Aim, Ends, Scratch, clear, seed, seed_backward, spread
from routing.kernels.walking_on import candidates_of, reopen, seed_vertices
from routing.streets.profiles import off_street_m_s
from routing.streets.searching import SHORTER, Pace, Streets

NOWHERE = Aim(0.0, 0.0, 0.0)
NO_VERTICES = np.empty((0, 3), np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Walker:
    """One search on foot in two parts: what is reached first stays unless one is there sooner."""

    profile: Profile
    streets: Streets
    pace: Pace
    limit_ms: int
    scratch: Scratch
    backward: bool

    @property
    def ms_per_m(self) -> float:
        """As the crow flies nobody walks, or pushes a vehicle, faster."""
        off_street = min(
            self.pace.off_street / off_street_m_s(self.profile),
            1.0 / off_street_m_s(Profile.BIKE),
        )
        return min(
            self.streets.ms_per_m * min(self.pace.street, 1.0), SHORTER * 1000.0 * off_street
        )

    def walk(self, ends: Ends, vertices: Int32s = NO_VERTICES) -> None:
        """Walk from ends, and from vertices [n, 3] (vertex, ms) numbered on after them.

        What was reached before is kept where it is no later.
        """
        reopen(self.scratch)
        graph = self.streets.graph
        begin = seed_backward if self.backward else seed
        begin(graph, ends, self.pace.street, NOWHERE, self.limit_ms, self.scratch)
        seed_vertices(graph, vertices, ends.edge.size, self.limit_ms, self.scratch)
        spread(self._searched, self.pace.street, NOWHERE, self.limit_ms, self.scratch)

    def gather(self, ends: Ends, stops: StopsOnEdges, found: Found) -> None:
        """Note the stops that are nearer than what was found before; `ends`: of all walks."""
        limits = (self.pace.street, self.pace.off_street, self.limit_ms)
        graph, scratch = self.streets.graph, self.scratch
        if self.backward:
            gather_backward(graph, self.streets.back, stops, *limits, scratch, found)
        else:
            gather(graph, stops, *limits, scratch, found)
        gather_on_one_edge(graph, ends, stops, *limits, self.backward, found)

    def candidates(self, found: Found, stops: Int32s) -> Int32s:
        """From which end (or vertex, numbered on) one comes to each stop."""
        candidate = np.empty(stops.size, np.int32)
        candidates_of(self._searched, found, stops, self.scratch, candidate)
        return candidate

    def forget(self) -> None:
        """Leave the memory clear."""
        clear(self.scratch)

    @property
    def _searched(self) -> object:
        return self.streets.back if self.backward else self.streets.graph
