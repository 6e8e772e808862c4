"""What rides with rented vehicles need beside a profile's streets: rules, corners, memory."""

import threading
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from math import inf
from typing import cast

import numpy as np

from maas.arrays import Bytes, Int32s
from maas.model import Profile
from maas.streets import StreetNetwork
from routing.kernels.crossings import Corners, Crossings
from routing.kernels.rides import Labels, Rules
from routing.kernels.streets import NEVER
from routing.streets.graphs import is_blocked_at, offsets
from routing.streets.junctions import Junctions
from routing.streets.profiles import KMH_PER_M_S, ON_FOOT, pace
from routing.streets.searching import Search
from routing.streets.snapping import read_only

FIRST_LABELS = 1 << 16
NOTHING: Bytes = np.empty(0, np.uint8)


@dataclass(slots=True, eq=False)
class RideMemory:
    """Memory of one thread; all is clear between searches."""

    labels: Labels
    crossings: Crossings

    def grow(self) -> None:
        """Make room for twice as many labels; those there are forgotten."""
        self.labels = _labels(2 * self.labels.state.size, self.labels.left_m.size)


class Riding:
    """Rules, corners and memory of one street network. Thread-safe."""

    def __init__(self, network: StreetNetwork, search: Search, junctions: Junctions) -> None:
        edges = network.edges
        self._search = search
        self._length_m = read_only(edges.length_m)
        self.corners = Corners(
            read_only(edges.tail),
            read_only(edges.head),
            read_only(offsets(edges.tail, network.n_vertices)),
            read_only(junctions.first_head),
            read_only(junctions.by_head),
        )
        self.blocked: Mapping[Profile, Bytes] = {
            profile: is_blocked_at(network, profile).astype(np.uint8) for profile in ON_FOOT
        }
        """[n_vertices] 1: nobody gets on foot from one edge to another."""
        self._local = threading.local()

    def over(self, search: Search) -> "Riding":
        """The same, over other streets of the same network."""
        made = copy(self)
        made._search = search
        return made

    @property
    def n_edges(self) -> int:
        """How many edges there are."""
        return int(self._length_m.size)

    @property
    def n_vertices(self) -> int:
        """How many vertices there are."""
        return int(self.corners.first_tail.size - 1)

    def rules(
        self,
        profile: Profile,
        speed_m_s: float | None,
        ground: Bytes | None = None,
        max_kmh: Bytes | None = None,
    ) -> Rules:
        """How vehicles of a speed use the streets of a profile (see `Fleet` for the arguments)."""
        stretch = pace(profile, speed_m_s)
        top_m_s = speed_m_s if profile is Profile.CAR else None
        ms_per_m = self._search.ms_per_m(profile) * min(stretch, 1.0)
        return Rules(
            read_only(NOTHING if ground is None else ground),
            read_only(self._slow_ms(top_m_s, max_kmh)),
            self._length_m,
            stretch,
            1.0 / ms_per_m if ms_per_m else inf,
        )

    def _slow_ms(self, top_m_s: float | None, max_kmh: Bytes | None) -> Int32s:
        """[n_edges] The time below which nobody rides an edge; empty: nothing is limited."""
        if top_m_s is None and max_kmh is None:
            return np.empty(0, np.int32)
        m_s = np.full(self.n_edges, inf if top_m_s is None else top_m_s)
        if max_kmh is not None:
            m_s = np.where(max_kmh > 0, np.minimum(m_s, max_kmh / KMH_PER_M_S), m_s)
        slow_ms: Int32s = np.ceil(self._length_m.astype(np.float64) * 1000.0 / m_s).astype(np.int32)
        return slow_ms

    def memory(self) -> RideMemory:
        """The memory of the calling thread, made when it first asks."""
        if not hasattr(self._local, "memory"):
            self._local.memory = self._new_memory()
        return cast(RideMemory, self._local.memory)

    def _new_memory(self) -> RideMemory:
        n = self.n_vertices
        crossings = Crossings(
            ms=np.full(n, NEVER, np.int32),
            by=np.empty(n, np.int32),
            state=np.empty(n, np.int32),
            touched=np.empty(n, np.int32),
            n_touched=np.zeros(1, np.int64),
        )
        return RideMemory(_labels(FIRST_LABELS, self._search.n_states), crossings)


def _labels(n: int, n_states: int) -> Labels:
    return Labels(
        state=np.empty(n, np.int32),
        ms=np.empty(n, np.int32),
        ridden_m=np.empty(n),
        range_m=np.empty(n),
        before=np.empty(n, np.int32),
        start=np.empty(n, np.int32),
        arc=np.empty(n, np.int32),
        left_m=np.full(n_states, -1.0),
        reached=np.full(n_states, NEVER, np.int32),
        reached_left_m=np.empty(n_states),
        earliest=np.empty(n_states, np.int32),
        touched=np.empty(n_states, np.int32),
        settled=np.empty(n, np.int32),
        heap=np.empty(n, np.int64),
        counts=np.zeros(5, np.int64),
    )
