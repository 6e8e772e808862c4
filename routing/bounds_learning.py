"""Lower bounds that learn: graphs contracted anew with the shorter steps of live runs.

Contracting the graph of a region takes longer than news may wait for. Windows with live news are
therefore searched at once by the graph contracted before, with the steps that are shorter than it
knows beside it (`kernels.bounds`): exact, but slower the more there are. Meanwhile a thread
contracts the graph with those steps in it, and a little shorter ones, so that the next states of
the news seldom undercut it again.
"""

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np

from maas.arrays import Int32s
from routing.kernels.subjects import Graph, Hierarchy
from routing.window import Window, WindowKey
from routing.window_graph import contracted, graph_of, joined, shorter, steps_of, uncontracted

KEPT = 4
SLACK = 0.9
"""A step seen to take t seconds may take this share of t next time."""
WEAK = 4
"""Learned steps in excess of this many times those of the news now are forgotten: each makes the
bounds of all other questions weaker."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A graph that holds steps of live runs as well, contracted."""

    graph: Graph
    hierarchy: Hierarchy
    n_steps: int
    """How many steps are shorter than in the scheduled graph."""


class BoundsLearning:
    """What is learned about windows, shared by all states of the news. Thread-safe."""

    def __init__(self) -> None:
        self._learned: OrderedDict[WindowKey, Learned] = OrderedDict()
        self._under_way: set[WindowKey] = set()
        self._lock = Lock()
        self._thread: ThreadPoolExecutor | None = None

    def find(self, key: WindowKey) -> Learned | None:
        """What is known of a window by now."""
        return self._learned.get(key)

    def learn(self, key: WindowKey, window: Window) -> None:
        """Contract anew in the background, unless it is under way.

        Args:
            window: one with live news, its hierarchy the scheduled one.
        """
        with self._lock:
            if key in self._under_way:
                return
            self._under_way.add(key)
            if self._thread is None:  # not before: a thread does not survive a fork
                self._thread = ThreadPoolExecutor(1, "bounds")
        self._thread.submit(self._contract, key, window)

    def wait(self) -> None:
        """Wait until all that is under way is learned."""
        if self._thread is not None:
            self._thread.submit(bool).result()

    def _contract(self, key: WindowKey, window: Window) -> None:
        try:
            learned = learned_of(window, self._learned.get(key))
            with self._lock:
                self._learned[key] = learned
                self._learned.move_to_end(key)
                while len(self._learned) > KEPT:
                    self._learned.popitem(last=False)
        finally:
            with self._lock:
                self._under_way.discard(key)


def with_learned(window: Window, learned: Learned) -> Window:
    """A window with live news, bounded by what was learned and the steps that still lacks."""
    a, b, seconds = window.hierarchy.shorter.T
    still = shorter(learned.graph, (a, b, seconds))
    return replace(window, hierarchy=learned.hierarchy._replace(shorter=still))


def plainly_bounded(window: Window) -> Window:
    """A window with live news, bounded by its own graph, all steps in it, nothing contracted."""
    more, n_stops = window.hierarchy.shorter, window.stop_of.size
    return replace(window, hierarchy=uncontracted(window.graph, more, n_stops))


def learned_of(window: Window, before: Learned | None) -> Learned:
    """Contract the graph of a window with its shorter steps, and those learned before."""
    a, b, seconds = learnable(window).T
    steps = a, b, (seconds * SLACK).astype(np.int32)
    known = steps_of(window.graph)
    if before is not None and before.n_steps <= WEAK * a.size:
        known = joined(known, steps_of(before.graph))
    graph = graph_of(window.graph.first.size - 1, *joined(known, steps))
    n_steps = int(shorter(window.graph, steps_of(graph)).shape[0])
    return Learned(graph, contracted(graph), n_steps)


def learnable(window: Window) -> Int32s:
    """The shorter steps between stops of the schedule: others are numbered anew with each state."""
    n_stops, steps = window.graph.first.size - 1, window.hierarchy.shorter
    between: Int32s = steps[(steps[:, 0] < n_stops) & (steps[:, 1] < n_stops)]
    return between
