"""Walks of a service window, and the contracted graph of shortest steps for lower bounds."""

import numpy as np

from maas.arrays import Int32s
from maas.streets.chains import ranges
from maas.timetable import Transfers
from routing.kernels.hierarchy import contract, list_core
from routing.kernels.subjects import FAR, Graph, Hierarchy, Runs, Seats, Walks
from routing.kernels.window import shortest_hops


def lay_walks(transfers: Transfers, stop_of: Int32s, number_of: Int32s, mirrored: bool) -> Walks:
    """Transfers between stops something calls at, in the window's numbers."""
    n_stops, sizes = stop_of.size, np.diff(transfers.first)[stop_of]
    rows = ranges(transfers.first[stop_of], sizes)
    a, b = np.repeat(np.arange(n_stops, dtype=np.int32), sizes), number_of[transfers.stop[rows]]
    known = (b >= 0) & (a != b)
    a, b, seconds = a[known], b[known], transfers.seconds[rows[known]]
    if mirrored:
        order = np.argsort(b, kind="stable")
        a, b, seconds = b[order], a[order], seconds[order]
    first = np.zeros(n_stops + 1, np.int32)
    np.cumsum(np.bincount(a, minlength=n_stops), out=first[1:])
    change = np.minimum(transfers.change[stop_of], FAR).astype(np.int32)
    return Walks(first, b, seconds, change)


def graph_of(n: int, a: Int32s, b: Int32s, seconds: Int32s) -> Graph:
    """Steps a -> b by a, of parallel ones the shortest."""
    order = np.lexsort((seconds, b, a))
    a, b, seconds = a[order], b[order], seconds[order]
    best = np.ones(a.size, np.bool_)
    best[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    first = np.searchsorted(a[best], np.arange(n + 1)).astype(np.int32)
    return Graph(first, b[best].astype(np.int32), seconds[best].astype(np.int32))


Steps = tuple[Int32s, Int32s, Int32s]
"""From, to, seconds."""


def hops(runs: Runs) -> Steps:
    """The shortest hop of any run of each pattern to its next stop."""
    seconds = np.empty_like(runs.call)
    shortest_hops(runs, seconds)
    stop = runs.call >> 2
    hop = np.flatnonzero(seconds < FAR)
    return stop[hop - 1], stop[hop], seconds[hop]


def seated_hops(runs: Runs, seats: Seats) -> Steps:
    """From the last stop of a run to the first of the one its vehicle becomes: 0 s."""
    if not seats.next.size:
        return seats.next, seats.next, seats.next
    m = np.diff(runs.first_run)
    pattern_of = np.repeat(np.arange(m.size), m)
    left = pattern_of[np.repeat(np.arange(pattern_of.size), np.diff(seats.first_next))]
    entered = pattern_of[seats.next]
    stop = runs.call >> 2
    last, first = stop[runs.first_call[left + 1] - 1], stop[runs.first_call[entered]]
    return last, first, np.zeros(last.size, np.int32)


def walked(walks: Walks) -> Steps:
    """Every walk."""
    origin = np.repeat(np.arange(walks.change.size, dtype=np.int32), np.diff(walks.first))
    return origin, walks.stop, walks.seconds


def joined(*steps: Steps) -> Steps:
    """Steps of several kinds."""
    a, b, seconds = (np.concatenate([each[i] for each in steps]) for i in range(3))
    return a, b, seconds


def shortest_steps(runs: Runs, seats: Seats, walks: Walks) -> Graph:
    """The shortest steps of vehicles and walks between stops."""
    steps = joined(hops(runs), seated_hops(runs, seats), walked(walks))
    return graph_of(walks.change.size, *steps)


def steps_of(graph: Graph) -> Steps:
    """The steps of a graph, by where they begin, then by where they end."""
    n = graph.first.size - 1
    return np.repeat(np.arange(n, dtype=np.int32), np.diff(graph.first)), *graph[1:]


def shorter(graph: Graph, steps: Steps) -> Int32s:
    """The steps that a graph lacks or takes to be longer; it may know fewer stops.

    Returns [., 3]: from, to, seconds; of parallel ones the shortest.
    """
    a, b, seconds = steps
    n_stops = int(max(graph.first.size - 1, a.max(initial=0) + 1, b.max(initial=0) + 1))
    origin, end, known_s = steps_of(graph)
    known = origin.astype(np.int64) * n_stops + end
    wanted = a.astype(np.int64) * n_stops + b
    at = np.searchsorted(known, wanted)
    as_known = np.full(wanted.size, FAR, np.int32)
    found = at < known.size
    found[found] = known[at[found]] == wanted[found]
    as_known[found] = known_s[at[found]]
    less = (seconds < as_known) & (a != b)
    few = graph_of(n_stops, a[less], b[less], seconds[less])
    return np.stack(steps_of(few), axis=1).astype(np.int32)


def uncontracted(graph: Graph, more: Int32s, n_stops: int) -> Hierarchy:
    """A graph and more steps [., 3], nothing of it contracted: made at once, slower to search."""
    a, b, seconds = joined(steps_of(graph), (more[:, 0], more[:, 1], more[:, 2]))
    order = np.argsort(b, kind="stable")
    first = np.searchsorted(b[order], np.arange(n_stops + 1)).astype(np.int32)
    return Hierarchy(
        np.empty(0, np.int32),
        np.zeros((1, 2), np.int32),
        np.empty((2, 0, 2), np.int32),
        np.arange(n_stops, dtype=np.int32),
        first,
        np.stack([a[order], seconds[order]], axis=1),
        np.empty((0, 3), np.int32),
    )


def contracted(graph: Graph) -> Hierarchy:
    """Contract steps until only a small core is left; with more memory where it was too little."""
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
        np.empty((0, 3), np.int32),
    )
