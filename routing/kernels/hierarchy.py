"""Contract a graph stop by stop down to a small core, so that few steps need a search.

Contraction hierarchies (Geisberger et al. 2008), with a plain order (fewest shortcuts first) and
witnesses of two steps only.
"""

from numba import njit

MOST_SHORTCUTS = 256
"""Stops whose contraction may add more shortcuts than this stay in the core."""


@njit(cache=True, nogil=True)
def contract(graph, edge, first_edge, degree, stack, order, rank_first, rank_edge):
    """Contract every stop; each keeps its steps from and to the stops contracted after it.

    graph:      Graph  steps stop -> graph.stop
    edge:       int32[., 5]  scratch: from, to, seconds, next edge from there, next edge to there
    first_edge: int32[n_stops, 2]  scratch: lists of the edges from and to each stop
    degree:     int32[n_stops, 2]  scratch: how many of them lead to stops not yet contracted
    stack:      int32[n_stops, 2]  scratch
    order:      int32[n_stops]  out: stops as they were contracted
    rank_first: int32[n_stops + 1, 2]  out: slices rank_edge of a rank: steps from it, steps to it
    rank_edge:  int32[2, ., 2]  out: the other end, seconds
    Returns the number of stops contracted, -1 if edge or rank_edge has too few rows.
    """
    n_edges = open_lists(graph, edge, first_edge, degree)
    n_done, allowed = 0, -1
    rank_first[0, :] = 0
    while allowed < MOST_SHORTCUTS:
        allowed = max(allowed + 1, allowed * 5 // 4)
        for stop in range(order.size):
            a, b = degree[stop, 0], degree[stop, 1]
            if a < 0 or a * b - a - b > allowed:
                continue
            a = live(edge, first_edge, degree, stack, stop, 0)
            b = live(edge, first_edge, degree, stack, stop, 1)
            here = max(rank_first[n_done, 0] + a, rank_first[n_done, 1] + b)
            if n_edges + a * b > edge.shape[0] or here > rank_edge.shape[1]:
                return -1
            degree[stop, :] = -1
            order[n_done] = stop
            keep(edge, degree, stack, 0, a, rank_first[n_done:], rank_edge)
            keep(edge, degree, stack, 1, b, rank_first[n_done:], rank_edge)
            n_edges = bridge(edge, first_edge, degree, stack, a, b, n_edges)
            n_done += 1
    return n_done


@njit(cache=True, nogil=True)
def keep(edge, degree, stack, side, n, first, rank_edge):
    """Write the steps from (side 0) or to (1) a stop just contracted; its neighbours lose them."""
    here = first[0, side]
    for i in range(n):
        e = stack[i, side]
        other = edge[e, 1 - side]
        rank_edge[side, here, 0] = other
        rank_edge[side, here, 1] = edge[e, 2]
        degree[other, 1 - side] -= 1
        here += 1
    first[1, side] = here


@njit(cache=True, nogil=True)
def open_lists(graph, edge, first_edge, degree):
    """Write the graph as lists of edges from and to each stop. Returns the number of edges."""
    first_edge[:] = -1
    degree[:] = 0
    n_edges = 0
    for stop in range(graph.first.size - 1):
        for i in range(graph.first[stop], graph.first[stop + 1]):
            if graph.stop[i] != stop:
                link(edge, first_edge, degree, n_edges, stop, graph.stop[i], graph.seconds[i])
                n_edges += 1
    return n_edges


@njit(cache=True, nogil=True, inline="always")
def link(edge, first_edge, degree, e, origin, end, seconds):
    """Write edge e on top of the lists of its ends."""
    edge[e, 0], edge[e, 1], edge[e, 2] = origin, end, seconds
    edge[e, 3], edge[e, 4] = first_edge[origin, 0], first_edge[end, 1]
    first_edge[origin, 0], first_edge[end, 1] = e, e
    degree[origin, 0] += 1
    degree[end, 1] += 1


@njit(cache=True, nogil=True)
def live(edge, first_edge, degree, stack, stop, side):
    """Put the edges from (side 0) or to (1) a stop on the stack; unlink those contracted away."""
    n, before, e = 0, -1, first_edge[stop, side]
    while e >= 0:
        after = edge[e, 3 + side]
        if degree[edge[e, 1 - side], 0] >= 0:
            stack[n, side] = e
            n += 1
            before = e
        elif before < 0:
            first_edge[stop, side] = after
        else:
            edge[before, 3 + side] = after
        e = after
    return n


@njit(cache=True, nogil=True)
def bridge(edge, first_edge, degree, stack, n_from, n_to, n_edges):
    """Join the stops on both sides of one contracted. Returns the new number of edges."""
    for i in range(n_to):
        into = stack[i, 1]
        origin = edge[into, 0]
        for j in range(n_from):
            end = edge[stack[j, 0], 1]
            seconds = edge[into, 2] + edge[stack[j, 0], 2]
            if end == origin:
                continue
            e = first_edge[origin, 0]
            while e >= 0 and edge[e, 1] != end:
                e = edge[e, 3]
            if e >= 0:
                edge[e, 2] = min(edge[e, 2], seconds)
            elif not witnessed(edge, first_edge, degree, origin, end, seconds):
                link(edge, first_edge, degree, n_edges, origin, end, seconds)
                n_edges += 1
    return n_edges


@njit(cache=True, nogil=True)
def witnessed(edge, first_edge, degree, origin, end, seconds):
    """Whether two steps lead from origin to end as fast, past the stop contracted."""
    e = first_edge[origin, 0]
    while e >= 0:
        if edge[e, 2] <= seconds and degree[edge[e, 1], 0] >= 0:
            then = first_edge[edge[e, 1], 0]
            while then >= 0:
                if edge[then, 1] == end and edge[e, 2] + edge[then, 2] <= seconds:
                    return True
                then = edge[then, 3]
        e = edge[e, 3]
    return False


@njit(cache=True, nogil=True)
def list_core(edge, first_edge, degree, first, step):
    """List the steps between the stops left over, by where they end (as lower bounds need them).

    first: int32[n_stops + 1]  out: slices step
    step:  int32[., 2]  out: where it starts, seconds; may have no rows: then they are only counted
    Returns how many there are.
    """
    n = 0
    for stop in range(first.size - 1):
        first[stop] = n
        e = first_edge[stop, 1] if degree[stop, 0] >= 0 else -1
        while e >= 0:
            if degree[edge[e, 0], 0] >= 0:
                if step.shape[0] > 0:
                    step[n, 0] = edge[e, 0]
                    step[n, 1] = edge[e, 2]
                n += 1
            e = edge[e, 4]
    first[first.size - 1] = n
    return n
