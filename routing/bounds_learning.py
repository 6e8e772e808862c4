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
from routing.window_graph import contracted, graph_of, joined, shorter, steps_of

KEPT = 4
SLACK = 0.75
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
        self._applied: dict[WindowKey, tuple[Window, Learned, Window]] = {}
        self._under_way: set[WindowKey] = set()
        self._lock = Lock()
        self._thread: ThreadPoolExecutor | None = None

    def applied(self, key: WindowKey, window: Window) -> Window:
        """A window with live news, with the best bounds learned; what they lack is learned."""
        if not window.hierarchy.shorter.size:
            return window
        learned = self._learned.get(key)
        if learned is None:
            self._learn(key, window)
            return window
        known = self._applied.get(key)
        if known is not None and known[0] is window and known[1] is learned:
            return known[2]
        made = with_learned(window, learned)
        self._applied[key] = window, learned, made
        if _learnable(window, made.hierarchy.shorter).size:
            self._learn(key, window)
        return made

    def wait(self) -> None:
        """Wait until all that is under way is learned."""
        if self._thread is not None:
            self._thread.submit(bool).result()

    def _learn(self, key: WindowKey, window: Window) -> None:
        """Contract anew in the background, unless it is under way."""
        if not _learnable(window, window.hierarchy.shorter).size:
            return
        with self._lock:
            if key in self._under_way:
                return
            self._under_way.add(key)
            if self._thread is None:  # not before: a thread does not survive a fork
                self._thread = ThreadPoolExecutor(1, "bounds")
        self._thread.submit(self._contract, key, window)

    def _contract(self, key: WindowKey, window: Window) -> None:
        try:
            learned = learn(window, self._learned.get(key))
            with self._lock:
                self._learned[key] = learned
                self._learned.move_to_end(key)
                while len(self._learned) > KEPT:
                    forgotten, _ = self._learned.popitem(last=False)
                    self._applied.pop(forgotten, None)
        finally:
            with self._lock:
                self._under_way.discard(key)


def with_learned(window: Window, learned: Learned) -> Window:
    """A window with live news, bounded by what was learned and the steps that still lacks."""
    a, b, seconds = window.hierarchy.shorter.T
    still = shorter(learned.graph, (a, b, seconds))
    return replace(window, hierarchy=learned.hierarchy._replace(shorter=still))


def learn(window: Window, before: Learned | None) -> Learned:
    """Contract the graph of a window with its shorter steps, and those learned before."""
    a, b, seconds = _learnable(window, window.hierarchy.shorter).T
    steps = a, b, (seconds * SLACK).astype(np.int32)
    known = steps_of(window.graph)
    if before is not None and before.n_steps <= WEAK * a.size:
        known = joined(known, steps_of(before.graph))
    graph = graph_of(window.graph.first.size - 1, *joined(known, steps))
    n_steps = int(shorter(window.graph, steps_of(graph)).shape[0])
    return Learned(graph, contracted(graph), n_steps)


def _learnable(window: Window, steps: Int32s) -> Int32s:
    """The steps between stops of the schedule: others are numbered anew with each state."""
    n_stops = window.graph.first.size - 1
    between: Int32s = steps[(steps[:, 0] < n_stops) & (steps[:, 1] < n_stops)]
    return between
