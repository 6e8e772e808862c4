"""Shortest ways over streets: one bounded Dijkstra (or A*) for every profile, both directions.

A graph's states are vertices or, for cars, directed edges, so that turn restrictions are plain
missing arcs. Ends lie on edges, not on states: whoever starts on an edge is seeded at the states
beyond it, whoever ends on one is reached from the states before it.

Times are milliseconds: over thousands of short edges, rounding to seconds would drift. They are
rounded up, so that no potential promises too little.

A search with a goal is drawn to it by landmarks (ALT: Goldberg, Harrelson 2005): where the times
between a few far states and all others are known, triangles say how long is left at least. Unlike
the paper's these are rounded to 16 bits, and stay as they are when roads become slow: true bounds,
but not consistent ones, so that a state which is reached earlier after all is settled again. Where
there are no landmarks the straight line at top speed says the least.
"""

from math import ceil, sqrt
from typing import NamedTuple

import numpy as np

from routing.kernels.kernel import inlined, kernel

NEVER = np.int32(2**31 - 1)
STATE_BITS = 32
STATE_MASK = (1 << STATE_BITS) - 1
NO_WAY = np.uint16(2**16 - 1)
"""In `Graph.far`: there is none between state and landmark."""


class Graph(NamedTuple):
    """The streets of one profile. `first_arc[s] : first_arc[s + 1]` are the arcs out of state s."""

    first_arc: np.ndarray  # int32[n_states + 1]
    tail: np.ndarray  # int32[n_arcs]  state
    head: np.ndarray  # int32[n_arcs]  state
    edge: np.ndarray  # int32[n_arcs]  directed edge travelled
    move_ms: np.ndarray  # int32[n_arcs]  what the profile's speed scales
    fixed_ms: np.ndarray  # int32[n_arcs]  what it does not: turns, ferries, elevators
    entry: np.ndarray  # int32[2 n_edges]  state in which a directed edge is begun, -1 closed
    twin: np.ndarray  # int32[n_states]  next state of the same directed edge, or -1
    edge_move_ms: np.ndarray  # int32[2 n_edges]
    edge_fixed_ms: np.ndarray  # int32[2 n_edges]
    x_m: np.ndarray  # float64[n_states]  on the network's plane
    y_m: np.ndarray  # float64[n_states]
    far: np.ndarray  # uint16[n_states, 2 k]  from, to each landmark in far_ms; k 0: there are none
    far_ms: float  # unit of `far`, less where edges have become faster since


class Aim(NamedTuple):
    """Where a goal-directed search is drawn to; ms_per_m 0: nowhere."""

    x_m: float
    y_m: float
    ms_per_m: float  # at the graph's top speed


class Ends(NamedTuple):
    """Where a search starts or ends: candidates on edges for one position."""

    edge: np.ndarray  # int32[k]  undirected edge
    share: np.ndarray  # float64[k]  0 at its tail, 1 at its head
    off_ms: np.ndarray  # int32[k]  from the position to that point


class Scratch(NamedTuple):
    """Memory of one thread; all of `reached` is NEVER, all of `is_*` is 0 between searches."""

    reached: np.ndarray  # int32[n_states]  ms
    via: np.ndarray  # int32[n_states]  arc, or -1 - (2 candidate + direction) at a seed
    is_settled: np.ndarray  # uint8[n_states]
    is_goal: np.ndarray  # uint8[n_states]
    goal_ms: np.ndarray  # int32[n_states]  of goals: what is left from there
    goal_end: np.ndarray  # int32[n_states]  of goals: 2 candidate + direction
    goal_far: np.ndarray  # float64[2 k + 1]  ms from, to each landmark of all goals; unit of `far`
    touched: np.ndarray  # int32[n_states]
    heap: np.ndarray  # int64[n_arcs + n_seeds]  key << 32 | state
    counts: np.ndarray  # int64[2]  of touched, of heap


@kernel
def push(heap, n, key):
    """Put a key on a binary heap of n keys."""
    i = n
    while i > 0:
        above = (i - 1) >> 1
        if heap[above] <= key:
            break
        heap[i] = heap[above]
        i = above
    heap[i] = key


@kernel
def pop(heap, n):
    """Take the least key off a binary heap of n keys."""
    least = heap[0]
    key = heap[n - 1]
    last = n - 1
    i = 0
    while True:
        below = 2 * i + 1
        if below >= last:
            break
        if below + 1 < last and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= key:
            break
        heap[i] = heap[below]
        i = below
    heap[i] = key
    return least


@kernel
def part_ms(graph, directed, share, pace):
    """Time for a share of a directed edge."""
    whole = ceil(graph.edge_move_ms[directed] * pace) + graph.edge_fixed_ms[directed]
    return np.int64(ceil(share * whole))


@kernel
def turn_ms(graph, arc):
    """What an arc costs beyond its edge."""
    return np.int64(graph.fixed_ms[arc] - graph.edge_fixed_ms[graph.edge[arc]])


@kernel
def potential_ms(graph, state, aim):
    """Least time from a state to where the search aims: straight, at the graph's top speed."""
    if aim.ms_per_m == 0.0:
        return 0
    east, north = graph.x_m[state] - aim.x_m, graph.y_m[state] - aim.y_m
    return np.int64(sqrt(east * east + north * north) * aim.ms_per_m)


@kernel
def left_ms(graph, state, aim, scratch):
    """Least time from a state to any goal of a search that is drawn somewhere."""
    k = graph.far.shape[1]
    if k == 0:
        return potential_ms(graph, state, aim)
    least, unit = 0.0, scratch.goal_far[k]
    for i in range(0, k, 2):
        before, after = graph.far[state, i], graph.far[state, i + 1]
        if before != NO_WAY and scratch.goal_far[i] != np.inf:
            least = max(least, scratch.goal_far[i] - unit * (before + 1.0))
        if after != NO_WAY:
            least = max(least, unit * after - scratch.goal_far[i + 1])
    return np.int64(least)


@inlined
def offer(graph, state, ms, via, aim, limit_ms, scratch):
    """Note a way to a state if it is the best so far and within the limit."""
    if ms > limit_ms or ms >= scratch.reached[state]:
        return
    key = ms
    if aim.ms_per_m != 0.0:  # a call with so many arrays costs more than all else here
        key += left_ms(graph, state, aim, scratch)
    if key > limit_ms:
        return
    if scratch.reached[state] == NEVER:
        scratch.touched[scratch.counts[0]] = state
        scratch.counts[0] += 1
    scratch.reached[state] = ms
    scratch.via[state] = via
    scratch.is_settled[state] = 0
    push(scratch.heap, scratch.counts[1], (key << STATE_BITS) | state)
    scratch.counts[1] += 1


@kernel
def seed(graph, origin, pace, aim, limit_ms, scratch):
    """Start at the states beyond the edges of the origin."""
    for i in range(origin.edge.size):
        for direction in range(2):
            directed = 2 * origin.edge[i] + direction
            state = graph.entry[directed]
            if state < 0:
                continue
            rest = origin.share[i] if direction == 1 else 1.0 - origin.share[i]
            ms = origin.off_ms[i] + part_ms(graph, directed, rest, pace)
            for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
                if graph.edge[arc] == directed:
                    offer(
                        graph, graph.head[arc], ms + turn_ms(graph, arc), -1 - (2 * i + direction),
                        aim, limit_ms, scratch,
                    )  # fmt: skip


@kernel
def seed_backward(graph, origin, pace, aim, limit_ms, scratch):
    """Start a search against the traffic at the states before the edges of the place to reach."""
    for i in range(origin.edge.size):
        for direction in range(2):
            directed = 2 * origin.edge[i] + direction
            share = 1.0 - origin.share[i] if direction == 1 else origin.share[i]
            ms = origin.off_ms[i] + part_ms(graph, directed, share, pace)
            state = graph.entry[directed]
            while state >= 0:
                offer(graph, state, ms, -1 - (2 * i + direction), aim, limit_ms, scratch)
                state = graph.twin[state]


@kernel
def spread(graph, pace, aim, limit_ms, scratch):
    """Settle states in order of time (plus potential) until none is left within the limit.

    Where goals are marked, the search ends when none can be reached earlier. Returns the least time
    to a goal and the goal's state (NEVER, -1 if none).
    """
    best, best_state = np.int64(NEVER), -1
    while scratch.counts[1] > 0:
        key = pop(scratch.heap, scratch.counts[1])
        scratch.counts[1] -= 1
        if key >> STATE_BITS >= best:
            break
        state = key & STATE_MASK
        if scratch.is_settled[state]:
            continue
        scratch.is_settled[state] = 1
        ms = np.int64(scratch.reached[state])
        if scratch.is_goal[state] and ms + scratch.goal_ms[state] < best:
            best, best_state = ms + scratch.goal_ms[state], state
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            cost = np.int64(ceil(graph.move_ms[arc] * pace)) + graph.fixed_ms[arc]
            offer(graph, graph.head[arc], ms + cost, arc, aim, limit_ms, scratch)
    return best, best_state


@kernel
def clear(scratch):
    """Make the scratch as before the search."""
    for i in range(scratch.counts[0]):
        state = scratch.touched[i]
        scratch.reached[state] = NEVER
        scratch.is_settled[state] = 0
    scratch.counts[:] = 0
