"""Walks of a service window, and the contracted graph of shortest steps for lower bounds."""

import numpy as np

from maas.arrays import Int32s
from maas.timetable import Transfers
from routing.kernels.hierarchy import contract, list_core
from routing.kernels.subjects import FAR, Graph, Hierarchy, Runs, Seats, Walks
from routing.kernels.window import shortest_hops


def lay_walks(transfers: Transfers, stop_of: Int32s, number_of: Int32s, mirrored: bool) -> Walks:
    """Transfers between stops something calls at, in the window's numbers."""
    n_stops = stop_of.size
    origin = np.repeat(np.arange(transfers.first.size - 1), np.diff(transfers.first))
    a, b = number_of[origin], number_of[transfers.stop]
    if mirrored:
        a, b = b, a
    known = (a >= 0) & (b >= 0) & (a != b)
    a, b, seconds = a[known], b[known], transfers.seconds[known]
    change = np.minimum(transfers.change[stop_of], FAR).astype(np.int32)
    return Walks(*_graph(n_stops, a, b, seconds), change)


def _graph(n: int, a: Int32s, b: Int32s, seconds: Int32s) -> Graph:
    """Steps a -> b by a, of parallel ones the shortest."""
    order = np.lexsort((seconds, b, a))
    a, b, seconds = a[order], b[order], seconds[order]
    best = np.ones(a.size, np.bool_)
    best[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    first = np.searchsorted(a[best], np.arange(n + 1)).astype(np.int32)
    return Graph(first, b[best].astype(np.int32), seconds[best].astype(np.int32))


def _hops(runs: Runs, seats: Seats) -> tuple[Int32s, Int32s, Int32s]:
    """From, to, seconds of the shortest hop of any run to its next stop; by staying seated, 0."""
    seconds = np.empty_like(runs.call)
    shortest_hops(runs, seconds)
    stop = runs.call >> 2
    hop = np.flatnonzero(seconds < FAR)
    m = np.diff(runs.first_run)
    pattern_of = np.repeat(np.arange(m.size), m)
    left = pattern_of[np.repeat(np.arange(pattern_of.size), np.diff(seats.first_next))]
    entered = pattern_of[seats.next]
    last, first = stop[runs.first_call[left + 1] - 1], stop[runs.first_call[entered]]
    return (
        np.concatenate([stop[hop - 1], last]),
        np.concatenate([stop[hop], first]),
        np.concatenate([seconds[hop], np.zeros(last.size, np.int32)]),
    )


def contracted(runs: Runs, seats: Seats, walks: Walks) -> Hierarchy:
    """Contract hops and walks until only a small core is left."""
    n_stops = walks.change.size
    walked = np.repeat(np.arange(n_stops), np.diff(walks.first))
    origin, end, seconds = _hops(runs, seats)
    graph = _graph(
        n_stops,
        np.concatenate([origin, walked]),
        np.concatenate([end, walks.stop]),
        np.concatenate([seconds, walks.seconds]),
    )
    return _contract(graph)


def _contract(graph: Graph) -> Hierarchy:
    """Contract a graph, with more memory where it was too little."""
    n_stops, room = graph.first.size - 1, 4 * graph.stop.size + 1024
    while True:
        edge = np.empty((room, 5), np.int32)
        first_edge, degree, stack = np.empty((3, n_stops, 2), np.int32)
        order = np.empty(n_stops, np.int32)
        first, steps = np.empty((n_stops + 1, 2), np.int32), np.empty((2, room, 2), np.int32)
        n = contract(graph, edge, first_edge, degree, stack, order, first, steps)
        if n >= 0:
            break
        room *= 2
    first_core = np.empty(n_stops + 1, np.int32)
    n_core = list_core(edge, first_edge, degree, first_core, np.empty((0, 2), np.int32))
    core = np.empty((n_core, 2), np.int32)
    list_core(edge, first_edge, degree, first_core, core)
    return Hierarchy(
        order[:n].copy(),
        first[: n + 1].copy(),
        steps[:, : int(first[n].max())].copy(),
        np.flatnonzero(degree[:, 0] >= 0).astype(np.int32),
        first_core,
        core,
    )
