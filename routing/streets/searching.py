"""Runs the street kernels: memory for each thread, arrays in, arrays out."""

import threading
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from maas.arrays import Bools, Float32s, Int32s
from maas.model import Profile
from routing.kernels.fastest import fastest
from routing.kernels.stops import Found, StopsOnEdges, reach, reach_backward, reach_drawn, take
from routing.kernels.streets import NEVER, Aim, Ends, Graph, Scratch
from routing.streets.graphs import turned_around

SEEDS = 4096
"""More heap than arcs and states: an origin seeds at most candidates x directions x turns of them;
who walks on from rented vehicles may do so at any state."""

NOT_REACHED = -1

ROOM = 8
"""One stop more in so many: who finds more stops than another in the same memory soon finds more.
"""

SHORTER = 0.999
"""Guards the potential of A* against rounding: it must never promise too little."""


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """What one profile searches: its graph, the graph turned around, the stops on its edges."""

    graph: Graph
    back: Graph
    stops: StopsOnEdges
    ms_per_m: float
    """As the crow flies at the top speed of any edge."""

    @classmethod
    def of(cls, graph: Graph, stops: StopsOnEdges, length_m: Float32s) -> "Streets":
        """Everything a profile needs beside its graph."""
        return cls(graph, turned_around(graph), stops, _least_ms_per_m(graph, length_m))

    @property
    def shut(self) -> Bools:
        """[n_edges] Where nobody begins or ends, in neither direction."""
        entry = self.graph.entry
        shut: Bools = (entry[0::2] < 0) & (entry[1::2] < 0)
        return shut


def _least_ms_per_m(graph: Graph, length_m: Float32s) -> float:
    metres = length_m[graph.edge >> 1].astype(np.float64)
    ms = graph.move_ms.astype(np.float64) + graph.fixed_ms
    real = metres > 0
    return float((ms[real] / metres[real]).min() * SHORTER) if real.any() else 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How a speed stretches times: on streets, and between positions and streets."""

    street: float
    off_street: float


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Many positions that one search is to reach."""

    n: int
    on_edges: StopsOnEdges
    """In place of stops: their numbers, below n."""
    backward: bool
    """They are where ways begin, not where they end."""
    goal: Ends | None = None
    """All of them once more, for a search that is to be drawn to where they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A way found: its directed edges in order, and the candidates it begins and ends at."""

    seconds: int
    directed: Int32s
    origin: int
    destination: int


@dataclass(frozen=True, slots=True, eq=False)
class _Memory:
    scratch: Scratch
    found: Found
    directed: Int32s


class Search:
    """The searches of all profiles. Thread-safe: every thread has its own memory."""

    def __init__(self, streets: Mapping[Profile, Streets], n_stops: int) -> None:
        self.streets = streets
        self._n_stops = n_stops
        self.n_states = max(each.graph.first_arc.size - 1 for each in streets.values())
        self._n_arcs = max(each.graph.edge.size for each in streets.values())
        self._n_far = max(each.graph.far.shape[1] for each in streets.values())
        self._local = threading.local()

    def over(self, streets: Mapping[Profile, Streets]) -> "Search":
        """The same searches in the same memory, some profiles being on other streets: on as many
        states, with no more arcs."""
        made = copy(self)
        made.streets = {**self.streets, **streets}
        return made

    def finding(self, stops: Mapping[Profile, StopsOnEdges], n_stops: int) -> "Search":
        """The same searches in the same memory, with other stops on the edges."""
        made = copy(self)
        made._n_stops = n_stops
        made.streets = {p: replace(each, stops=stops[p]) for p, each in self.streets.items()}
        return made

    def reach(
        self, profile: Profile, ends: Ends, pace: Pace, max_s: int, backward: bool
    ) -> tuple[Int32s, Int32s]:
        """Stops within a time from (or, backward, to) the ends, sorted, and their times (s)."""
        streets, memory = self.streets[profile], self._memory()
        limits = (pace.street, pace.off_street, limit_ms(max_s), memory.scratch, memory.found)
        if backward:
            reach_backward(streets.graph, streets.back, ends, streets.stops, *limits)
        else:
            reach(streets.graph, ends, streets.stops, *limits)
        n = int(memory.found.counts[0])
        stops, ms = np.empty(n, np.int32), np.empty(n, np.int32)
        take(memory.found, stops, ms)
        order = np.argsort(stops)
        return stops[order], seconds(ms[order])

    def times(
        self, profile: Profile, ends: Ends, pace: Pace, max_s: int, targets: Targets
    ) -> Int32s:
        """Seconds to each target (or, backward, from it), NOT_REACHED beyond the time."""
        streets, scratch, n = self.streets[profile], self._memory().scratch, targets.n
        found = new_found(n)
        limits = (pace.street, pace.off_street, limit_ms(max_s), scratch, found)
        if targets.backward:
            reach_backward(streets.graph, streets.back, ends, targets.on_edges, *limits)
        elif targets.goal is not None and streets.graph.far.shape[1]:
            reach_drawn(streets.graph, ends, targets.goal, targets.on_edges, *limits)
        else:
            reach(streets.graph, ends, targets.on_edges, *limits)
        return np.where(found.best < NEVER, seconds(found.best), NOT_REACHED).astype(np.int32)

    def scratch(self) -> Scratch:
        """The memory of the calling thread, for searches made of several; to be left clear."""
        return self._memory().scratch

    def ms_per_m(self, profile: Profile) -> float:
        """As the crow flies at the top speed of any edge."""
        return self.streets[profile].ms_per_m

    def fastest(
        self, profile: Profile, ends: tuple[Ends, Ends], pace: Pace, max_s: int, aim: Aim
    ) -> Way | None:
        """The fastest way between two ends, drawn to where the second lies."""
        streets, memory = self.streets[profile], self._memory()
        aim = aim._replace(ms_per_m=streets.ms_per_m * min(pace.street, 1.0))
        ms, n, origin, destination = fastest(
            streets.graph,
            *ends,
            pace.street,
            aim,
            limit_ms(max_s),
            memory.scratch,
            memory.directed,
        )
        if ms >= NEVER:
            return None
        took_s = int(seconds(np.array([ms]))[0])
        return Way(took_s, memory.directed[:n][::-1].copy(), origin, destination)

    def _memory(self) -> _Memory:
        """The memory of the calling thread, made when it first asks."""
        memory = cast(_Memory | None, getattr(self._local, "memory", None))
        if memory is None:
            memory = self._local.memory = self._new_memory()
        if memory.found.best.size < self._n_stops:
            memory = replace(memory, found=new_found(self._n_stops + self._n_stops // ROOM))
            self._local.memory = memory
        return memory

    def _new_memory(self) -> _Memory:
        n = self.n_states
        scratch = Scratch(
            reached=np.full(n, NEVER, np.int32),
            via=np.empty(n, np.int32),
            is_settled=np.zeros(n, np.uint8),
            is_goal=np.zeros(n, np.uint8),
            goal_ms=np.empty(n, np.int32),
            goal_end=np.empty(n, np.int32),
            goal_far=np.empty(self._n_far + 1),
            touched=np.empty(n, np.int32),
            heap=np.empty(self._n_arcs + n + SEEDS, np.int64),
            counts=np.zeros(2, np.int64),
        )
        return _Memory(scratch, new_found(self._n_stops), np.empty(n + 2, np.int32))


def new_found(n: int) -> Found:
    """Nothing found yet of n stops."""
    return Found(
        np.full(n, NEVER, np.int32),
        np.empty(n, np.int32),
        np.zeros(1, np.int64),
        np.empty(n, np.int32),
    )


def limit_ms(max_s: int) -> int:
    """A time as the kernels count it."""
    return min(max_s * 1000, int(NEVER) - 1)


def seconds(ms: Int32s) -> Int32s:
    """Whole seconds, to the nearest."""
    return ((ms.astype(np.int64) + 500) // 1000).astype(np.int32)
