"""Rides with a rented vehicle: a bounded Dijkstra under an operator's rules and with a range.

Beside its time every label knows how much farther its vehicle goes. Labels are settled in order of
time, so one that comes later is needed only where it has more range left than all before it:
`left_m` holds the most. Whose range is enough for any ride within the limit has no limit at all, so
where all have enough a state is settled once, as in routing.kernels.streets.

Backward the same text runs on the graph turned around; what is ridden then is no limit but told.
"""

from math import ceil
from typing import NamedTuple

import numpy as np

from routing.kernels.kernel import inlined, kernel
from routing.kernels.streets import (
    NEVER,
    STATE_BITS,
    STATE_MASK,
    Aim,
    pop,
    potential_ms,
    push,
    turn_ms,
)

NO_PASS = 1
"""Ground on which nobody rides (routing.rentals.fleets.Ground)."""

TOUCHED, QUEUED, MADE, SETTLED, LACKING = 0, 1, 2, 3, 4
"""What `Labels.counts` counts; LACKING is 1 where there was no room for a label."""


class Rules(NamedTuple):
    """How a fleet uses the streets of its profile."""

    ground: np.ndarray  # uint8[n_edges]  what is forbidden; empty: nothing is
    slow_ms: np.ndarray  # int32[n_edges]  least time for the whole edge; empty: as the graph says
    length_m: np.ndarray  # float32[n_edges]
    pace: float  # scales what the graph's profile takes
    m_per_ms: float  # no edge is ridden faster


class Starts(NamedTuple):
    """Where rides begin (backward: end): candidates on edges, all of all places."""

    edge: np.ndarray  # int32[k]
    share: np.ndarray  # float64[k]  0 at the edge's tail, 1 at its head
    ms: np.ndarray  # int32[k]  when
    range_m: np.ndarray  # float64[k]  how far the vehicle goes


class Labels(NamedTuple):
    """Memory of one thread. Between searches `left_m` is -1, `reached` NEVER, all counts 0."""

    state: np.ndarray  # int32[n]
    ms: np.ndarray  # int32[n]
    ridden_m: np.ndarray  # float64[n]
    range_m: np.ndarray  # float64[n]  inf: enough for whatever is left of the time
    before: np.ndarray  # int32[n]  label, or -1 - start
    start: np.ndarray  # int32[n]  where the ride started (backward: ends)
    arc: np.ndarray  # int32[n]  by which one came; -1: none
    left_m: np.ndarray  # float64[n_states]  most range left of labels settled there
    reached: np.ndarray  # int32[n_states]  ms of the earliest label there
    reached_left_m: np.ndarray  # float64[n_states]  its range left
    earliest: np.ndarray  # int32[n_states]  that label
    touched: np.ndarray  # int32[n_states]
    settled: np.ndarray  # int32[n]  labels in order
    heap: np.ndarray  # int64[n]  ms << 32 | label
    counts: np.ndarray  # int64[5]


@inlined
def is_barred(rules, edge, forbidden):
    """Whether the ground of an edge forbids something."""
    return rules.ground.size > 0 and rules.ground[edge] & forbidden != 0


@inlined
def whole_ms(graph, rules, directed):
    """Time to ride a directed edge from end to end."""
    move = np.int64(ceil(graph.edge_move_ms[directed] * rules.pace))
    if rules.slow_ms.size > 0 and move > 0:
        move = max(move, np.int64(rules.slow_ms[directed >> 1]))
    return move + graph.edge_fixed_ms[directed]


@inlined
def arc_ms(graph, rules, arc):
    """Time to ride an arc: its edge from end to end, and what it costs beyond that."""
    move = np.int64(ceil(graph.move_ms[arc] * rules.pace))
    if rules.slow_ms.size > 0 and move > 0:
        move = max(move, np.int64(rules.slow_ms[graph.edge[arc] >> 1]))
    return move + graph.fixed_ms[arc]


@inlined
def share_ms(graph, rules, directed, share):
    """Time to ride a share of a directed edge."""
    return np.int64(ceil(share * whole_ms(graph, rules, directed)))


@inlined
def entry_of(graph, rules, directed):
    """The state in which a directed edge is begun; -1 where nobody rides."""
    return -1 if is_barred(rules, directed >> 1, NO_PASS) else graph.entry[directed]


@inlined
def tell(labels, label, ridden_m, before, arc):
    """Note how one has come."""
    labels.ridden_m[label] = ridden_m
    labels.before[label] = before
    labels.start[label] = labels.start[before] if before >= 0 else -1 - before
    labels.arc[label] = arc


@inlined
def offer_ride(graph, rules, aim, state, ms, ridden_m, range_m, before, arc, limit_ms, labels):
    """Note a ride to a state unless one is known that is no later and gets no less far.

    Nobody rides where there is no time left to get to the aim.
    """
    if ms > limit_ms or ridden_m > range_m:
        return
    if aim.ms_per_m != 0.0 and ms + potential_ms(graph, state, aim) > limit_ms:
        return
    left_m = range_m - ridden_m
    if left_m >= (limit_ms - ms) * rules.m_per_ms:
        range_m = left_m = np.inf
    if left_m <= labels.left_m[state]:
        return
    if labels.reached[state] <= ms and labels.reached_left_m[state] >= left_m:
        if labels.reached[state] == ms and left_m == np.inf:  # as quick: the shorter one is told
            earliest = labels.earliest[state]
            if ridden_m < labels.ridden_m[earliest]:
                tell(labels, earliest, ridden_m, before, arc)
        return
    counts = labels.counts
    if counts[MADE] == labels.state.size:
        counts[LACKING] = 1
        return
    if labels.reached[state] == NEVER:
        labels.touched[counts[TOUCHED]] = state
        counts[TOUCHED] += 1
    if ms < labels.reached[state]:
        labels.reached[state] = ms
        labels.reached_left_m[state] = left_m
        labels.earliest[state] = counts[MADE]
    label = counts[MADE]
    labels.state[label] = state
    labels.ms[label] = ms
    labels.range_m[label] = range_m
    tell(labels, label, ridden_m, before, arc)
    counts[MADE] += 1
    push(labels.heap, counts[QUEUED], (ms << STATE_BITS) | label)
    counts[QUEUED] += 1


@kernel
def start_rides(graph, rules, aim, starts, limit_ms, labels):
    """Ride off to the states beyond the edges where vehicles are taken."""
    for i in range(starts.edge.size):
        edge = starts.edge[i]
        for direction in range(2):
            directed = 2 * edge + direction
            state = entry_of(graph, rules, directed)
            if state < 0:
                continue
            rest = starts.share[i] if direction == 1 else 1.0 - starts.share[i]
            ms = starts.ms[i] + share_ms(graph, rules, directed, rest)
            metres = rest * rules.length_m[edge]
            for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
                if graph.edge[arc] == directed:
                    offer_ride(
                        graph, rules, aim, graph.head[arc], ms + turn_ms(graph, arc), metres,
                        starts.range_m[i], -1 - i, arc, limit_ms, labels,
                    )  # fmt: skip


@kernel
def end_rides(graph, rules, ends, limit_ms, labels):
    """Begin a search against the traffic where vehicles are left."""
    for i in range(ends.edge.size):
        ms = np.int64(ends.ms[i])
        end_ride(graph, rules, ends.edge[i], ends.share[i], ms, i, limit_ms, labels)


@inlined
def end_ride(graph, rules, edge, share, ms, end, limit_ms, labels):
    """Begin a search against the traffic at a point of an edge; `end` numbers it."""
    aim = Aim(0.0, 0.0, 0.0)
    for direction in range(2):
        directed = 2 * edge + direction
        along = 1.0 - share if direction == 1 else share
        state = entry_of(graph, rules, directed)
        at = ms + share_ms(graph, rules, directed, along)
        metres = along * rules.length_m[edge]
        while state >= 0:
            offer_ride(graph, rules, aim, state, at, metres, np.inf, -1 - end, -1, limit_ms, labels)
            state = graph.twin[state]


@kernel
def ride_on(graph, rules, aim, limit_ms, labels):
    """Settle labels in order of time until none is left within the limit."""
    counts = labels.counts
    while counts[QUEUED] > 0:
        label = pop(labels.heap, counts[QUEUED]) & STATE_MASK
        counts[QUEUED] -= 1
        state, range_m = labels.state[label], labels.range_m[label]
        ms, ridden_m = np.int64(labels.ms[label]), labels.ridden_m[label]
        if range_m - ridden_m <= labels.left_m[state]:
            continue
        labels.left_m[state] = range_m - ridden_m
        labels.settled[counts[SETTLED]] = label
        counts[SETTLED] += 1
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            edge = graph.edge[arc] >> 1
            if is_barred(rules, edge, NO_PASS):
                continue
            offer_ride(
                graph, rules, aim, graph.head[arc], ms + arc_ms(graph, rules, arc),
                ridden_m + rules.length_m[edge], range_m, label, arc, limit_ms, labels,
            )  # fmt: skip


@kernel
def forget_rides(labels):
    """Make the labels as before the search."""
    for i in range(labels.counts[TOUCHED]):
        state = labels.touched[i]
        labels.left_m[state] = -1.0
        labels.reached[state] = NEVER
    labels.counts[:] = 0


@kernel
def trace_ride(graph, label, labels, directed):
    """Write the directed edges of the way to a label, last first, to directed (out: int32[n]).

    Returns how many there are.
    """
    n = 0
    while label >= 0:
        directed[n] = graph.edge[labels.arc[label]]
        n += 1
        label = labels.before[label]
    return n
