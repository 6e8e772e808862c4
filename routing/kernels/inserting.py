"""What it costs a driver to pass somewhere on the way: searches by such states alone as are on a
way that is quick enough.

A driver halts at the kerb and goes on as before: nobody turns round in the street. So whoever
passes a point begins a directed edge that it lies on, in some state, and what the whole way takes
then is the time to that state and the time from there (`ahead` and `left`).
"""

from typing import NamedTuple

import numpy as np

from routing.kernels.fastest import aim_at_goals, least_on_one_edge, mark_goals, unmark_goals
from routing.kernels.kernel import kernel
from routing.kernels.streets import (
    NEVER,
    STATE_BITS,
    STATE_MASK,
    Aim,
    offer,
    part_ms,
    pop,
    push,
    seed,
    seed_backward,
    spread,
)

NOWHERE = Aim(0.0, 0.0, 0.0)


class Kerbs(NamedTuple):
    """Where points touch the streets: `first[i] : first[i + 1]` are those of point i."""

    first: np.ndarray  # int32[n + 1]
    edge: np.ndarray  # int32[n_kerbs]
    share: np.ndarray  # float64[n_kerbs]  0 at the edge's tail, 1 at its head


class Starts(NamedTuple):
    """Where one comes from, on edges: what lies farther along them is passed on them."""

    state: np.ndarray  # int32[k]  in which the edge is begun; -1: it is closed
    begun_ms: np.ndarray  # int32[k]  when it was, or would have been
    part_ms: np.ndarray  # int32[k]  how far along it one is


class Halts(NamedTuple):
    """Where a driver passes each point so that the whole way takes least; of such places the first
    one."""

    whole_ms: np.ndarray  # int32[n]  out: the way from end to end; NEVER: there is none
    state: np.ndarray  # int32[n]  out: in which the edge is begun, -1: in none
    part_ms: np.ndarray  # int32[n]  out: from there to the point
    at_ms: np.ndarray  # int32[n]  out: when one is there


@kernel
def search_ahead(graph, origin, goal, limit_ms, scratch):
    """Times from the origin to all states by which one may be at the goal within the limit.

    Leaves them in `scratch.reached`. Returns the least time to the goal, NEVER beyond the limit.
    """
    best = least_on_one_edge(graph, origin, goal, 1.0)[0]
    mark_goals(graph, goal, 1.0, scratch)
    aim_at_goals(graph, goal, 1.0, scratch)
    unmark_goals(graph, goal, scratch)
    aim = Aim(0.0, 0.0, 1.0 if graph.far.shape[1] > 0 else 0.0)
    seed(graph, origin, 1.0, aim, limit_ms, scratch)
    spread(graph, 1.0, aim, limit_ms, scratch)
    for i in range(2 * goal.edge.size):
        directed = 2 * goal.edge[i >> 1] + (i & 1)
        share = 1.0 - goal.share[i >> 1] if i & 1 else goal.share[i >> 1]
        ms = goal.off_ms[i >> 1] + part_ms(graph, directed, share, 1.0)
        state = graph.entry[directed]
        while state >= 0:
            if scratch.reached[state] != NEVER:
                best = min(best, scratch.reached[state] + ms)
            state = graph.twin[state]
    return best if best <= limit_ms else np.int64(NEVER)


@kernel
def search_left(graph, back, goal, ahead, limit_ms, scratch):
    """Times from states to the goal, as far as the whole way is within the limit; `back` is the
    graph turned around. Leaves them in `scratch.reached`."""
    seed_backward(graph, goal, 1.0, NOWHERE, limit_ms, scratch)
    spread_within(back, ahead, limit_ms, scratch)


@kernel
def spread_within(graph, rest, limit_ms, scratch):
    """Settle states in order of time by which the whole way (`rest` more) is within the limit."""
    reached = scratch.reached
    while scratch.counts[1] > 0:
        key = pop(scratch.heap, scratch.counts[1])
        scratch.counts[1] -= 1
        state = key & STATE_MASK
        if scratch.is_settled[state]:
            continue
        scratch.is_settled[state] = 1
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            head = graph.head[arc]
            ms = np.int64(reached[state]) + graph.move_ms[arc] + graph.fixed_ms[arc]
            if ms >= reached[head] or ms + rest[head] > limit_ms:
                continue
            if reached[head] == NEVER:
                scratch.touched[scratch.counts[0]] = head
                scratch.counts[0] += 1
            reached[head] = ms
            push(scratch.heap, scratch.counts[1], (ms << STATE_BITS) | head)
            scratch.counts[1] += 1


@kernel
def start_at(graph, origin, starts):
    """Where one is who begins at a place: `starts` (out) has a row for each way to begin."""
    for i in range(starts.state.size):
        directed = 2 * origin.edge[i >> 1] + (i & 1)
        share = 1.0 - origin.share[i >> 1] if i & 1 else origin.share[i >> 1]
        starts.state[i] = graph.entry[directed]
        starts.part_ms[i] = part_ms(graph, directed, share, 1.0)
        starts.begun_ms[i] = origin.off_ms[i >> 1] - starts.part_ms[i]


@kernel
def least_beyond(graph, directed, state, part, goal, left):
    """How long it takes from when an edge is begun to the goal, if a point on it is passed."""
    best = np.int64(NEVER)
    for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
        ms = np.int64(graph.move_ms[arc]) + graph.fixed_ms[arc] + left[graph.head[arc]]
        best = min(best, ms)
    for i in range(goal.edge.size):
        if goal.edge[i] == directed >> 1:
            share = 1.0 - goal.share[i] if directed & 1 else goal.share[i]
            ends = part_ms(graph, directed, share, 1.0)
            if ends >= part:
                best = min(best, ends + goal.off_ms[i])
    return best


@kernel
def find_halts(graph, kerbs, goal, ahead, left, limit_ms, starts, halts):
    """Where each point is passed, of those within the limit."""
    for point in range(kerbs.first.size - 1):
        halts.whole_ms[point] = NEVER
        halts.state[point] = -1
        best = (np.int64(NEVER), np.int64(NEVER), np.int64(NEVER))
        for row in range(2 * kerbs.first[point], 2 * kerbs.first[point + 1]):
            directed = 2 * kerbs.edge[row >> 1] + (row & 1)
            share = 1.0 - kerbs.share[row >> 1] if row & 1 else kerbs.share[row >> 1]
            part = part_ms(graph, directed, share, 1.0)
            state = graph.entry[directed]
            while state >= 0:
                begun = np.int64(ahead[state])
                for i in range(starts.state.size):
                    if starts.state[i] == state and starts.part_ms[i] <= part:
                        begun = min(begun, starts.begun_ms[i])
                if begun <= limit_ms:
                    beyond = least_beyond(graph, directed, state, part, goal, left)
                    rank = begun + beyond, begun + part, begun
                    if rank[0] <= limit_ms and rank < best:
                        best = rank
                        halts.state[point], halts.part_ms[point] = state, part
                        halts.whole_ms[point], halts.at_ms[point] = rank[0], rank[1]
                state = graph.twin[state]


@kernel
def search_onward(graph, state, ms, left, limit_ms, scratch):
    """Times from the end of a state's edge, which is begun at `ms`, as far as the whole way is
    within the limit. Leaves them in `scratch.reached`."""
    for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
        head = graph.head[arc]
        there = np.int64(ms) + graph.move_ms[arc] + graph.fixed_ms[arc]
        if there + left[head] <= limit_ms:
            offer(graph, head, there, arc, NOWHERE, limit_ms, scratch)
    spread_within(graph, left, limit_ms, scratch)
