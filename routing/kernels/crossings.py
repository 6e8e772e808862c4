"""Rides that end on the street: at vertices (crossings), from where one walks on.

At most vertices nobody leaves a vehicle, because whoever walks on from there might as well ride on
and leave it later: `for_good` remembers where that is not so, for one fleet and one walker.
"""

from typing import NamedTuple

import numpy as np

from routing.kernels.kernel import inlined, kernel
from routing.kernels.leaving import note_on_edge
from routing.kernels.rides import (
    NO_PASS,
    SETTLED,
    end_ride,
    entry_of,
    is_barred,
    share_ms,
    whole_ms,
)
from routing.kernels.streets import NEVER

KNOWN, FOR_GOOD, ENDS, ENDS_AROUND = 1, 2, 4, 8
"""What is remembered of a vertex that is a state: that a vehicle might be left there for good; that
it may be left there by whoever is about to ride on, and likewise at all vertices beyond its arcs.
"""


class OnFoot(NamedTuple):
    """Who walks on from vertices."""

    walk: NamedTuple  # Graph
    pace: float
    blocked: np.ndarray  # uint8[n_vertices]  1: nobody gets on foot from one edge to another
    traits: np.ndarray  # uint8[n_vertices]  in/out, at first 0; empty where states are no vertices


class Crossings(NamedTuple):
    """Where vehicles may be left on the street; all of `ms` is NEVER between searches."""

    ms: np.ndarray  # int32[n_vertices]  out
    by: np.ndarray  # int32[n_vertices]  out: label, or -1 - start
    state: np.ndarray  # int32[n_vertices]  out: in which one would ride on
    touched: np.ndarray  # int32[n_vertices]  out
    n_touched: np.ndarray  # int64[1]


class Corners(NamedTuple):
    """Edges by vertex: those with tail v are in a row, `first_head[v] : first_head[v + 1]` slices
    `by_head`."""

    tail: np.ndarray  # int32[n_edges]
    head: np.ndarray  # int32[n_edges]
    first_tail: np.ndarray  # int32[n_vertices + 1]
    first_head: np.ndarray  # int32[n_vertices + 1]
    by_head: np.ndarray  # int32[n_edges]


@inlined
def note_crossing(vertex, ms, by, state, limit_ms, crossings):
    """Keep a time at a vertex if it is the best so far."""
    if ms > limit_ms or ms >= crossings.ms[vertex]:
        return
    if crossings.ms[vertex] == NEVER:
        crossings.touched[crossings.n_touched[0]] = vertex
        crossings.n_touched[0] += 1
    crossings.ms[vertex] = ms
    crossings.by[vertex] = by
    crossings.state[vertex] = state


@inlined
def begin_of(corners, directed):
    """The vertex at which a directed edge begins."""
    return corners.head[directed >> 1] if directed & 1 else corners.tail[directed >> 1]


@kernel
def note_crossings(
    graph, rules, corners, on_foot, starts, forbidden, limit_ms, labels, crossings
):  # fmt: skip
    """The best times at vertices of edges where a vehicle may be left."""
    for i in range(starts.edge.size):
        for direction in range(2):
            directed = 2 * starts.edge[i] + direction
            state = entry_of(graph, rules, directed)
            rest = starts.share[i] if direction == 1 else 1.0 - starts.share[i]
            metres = rest * rules.length_m[starts.edge[i]]
            if state < 0 or is_barred(rules, starts.edge[i], forbidden):
                continue
            if metres <= starts.range_m[i]:
                ms = starts.ms[i] + share_ms(graph, rules, directed, rest)
                there = begin_of(corners, directed ^ 1)
                note_crossing(there, ms, -1 - i, -1, limit_ms, crossings)
            if rest == 1.0:
                here = begin_of(corners, directed)
                note_crossing(here, np.int64(starts.ms[i]), -1 - i, state, limit_ms, crossings)
    traits, n = on_foot.traits, on_foot.traits.size
    for k in range(labels.counts[SETTLED]):
        # calls with so many arrays are dear: most labels need none
        label = labels.settled[k]
        state = labels.state[label]
        if state < n and traits[state] == 0:
            learn_traits(graph, rules, on_foot, forbidden, state)
        if state < n and traits[state] & ENDS:
            ms = labels.ms[label]
            if ms < crossings.ms[state] and (
                traits[state] & FOR_GOOD or labels.range_m[label] < np.inf
            ):
                note_crossing(state, ms, label, state, limit_ms, crossings)
        if state >= n or not traits[state] & ENDS_AROUND:
            note_around(
                graph, rules, corners, forbidden, limit_ms, labels, label, state < n, crossings
            )


@kernel
def note_around(
    graph, rules, corners, forbidden, limit_ms, labels, label, is_vertex, crossings
):  # fmt: skip
    """Note the vertices at the ends of the edges one rides from a label."""
    state, ms = labels.state[label], np.int64(labels.ms[label])
    for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
        directed = graph.edge[arc]
        edge = directed >> 1
        if is_barred(rules, edge, forbidden | NO_PASS):
            continue
        if not is_vertex:
            note_crossing(begin_of(corners, directed), ms, label, state, limit_ms, crossings)
        if labels.ridden_m[label] + rules.length_m[edge] > labels.range_m[label]:
            continue
        there, onto = begin_of(corners, directed ^ 1), graph.head[arc]
        done_ms = ms + whole_ms(graph, rules, directed)
        note_crossing(there, done_ms, label, onto, limit_ms, crossings)


@kernel
def may_end(graph, rules, forbidden, state):
    """Whether a vehicle may be left where edges out of a state begin."""
    for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
        if not is_barred(rules, graph.edge[arc] >> 1, forbidden | NO_PASS):
            return True
    return False


@kernel
def learn_traits(graph, rules, on_foot, forbidden, vertex):
    """Find out what is to be remembered of a vertex that is a state."""
    traits = KNOWN
    if is_left_for_good(graph, rules, on_foot, forbidden, vertex, vertex):
        traits |= FOR_GOOD
    if may_end(graph, rules, forbidden, vertex):
        traits |= ENDS
    around = True
    for arc in range(graph.first_arc[vertex], graph.first_arc[vertex + 1]):
        onto = graph.head[arc]
        around &= onto < on_foot.traits.size and may_end(graph, rules, forbidden, onto)
    if around:
        traits |= ENDS_AROUND
    on_foot.traits[vertex] = traits


@kernel
def is_left_for_good(graph, rules, on_foot, forbidden, vertex, state):
    """Whether somebody who walks on from a vertex might not as well ride on, and leave later."""
    walk = on_foot.walk
    for arc in range(walk.first_arc[vertex], walk.first_arc[vertex + 1]):
        directed = walk.edge[arc]
        if entry_of(graph, rules, directed) != state or state < 0:
            return True
        if is_barred(rules, directed >> 1, forbidden):
            return True
        walk_ms = np.int64(np.ceil(walk.move_ms[arc] * on_foot.pace)) + walk.fixed_ms[arc]
        if whole_ms(graph, rules, directed) >= walk_ms:
            return True
    return False


@inlined
def is_left(graph, rules, on_foot, forbidden, vertex, state):
    """As `is_left_for_good`, remembered where it can be."""
    if vertex == state and vertex < on_foot.traits.size:
        if on_foot.traits[vertex] == 0:
            learn_traits(graph, rules, on_foot, forbidden, vertex)
        return on_foot.traits[vertex] & FOR_GOOD != 0
    return is_left_for_good(graph, rules, on_foot, forbidden, vertex, state)


@kernel
def walk_from_crossings(
    graph,      # Graph  of who rides
    rules,      # Rules
    on_foot,    # OnFoot
    terms,      # Terms
    starts,     # Starts
    labels,     # Labels
    crossings,  # Crossings  in/out: emptied
    limit_ms,   # int
    left,       # int32[n_vertices, 3]  out: vertex, ms, start
):  # fmt: skip
    """The vertices where vehicles are left for good, and when one walks off; returns how many."""
    n = 0
    for k in range(crossings.n_touched[0]):
        vertex = crossings.touched[k]
        by, ms = crossings.by[vertex], crossings.ms[vertex] + terms.plus_ms
        start = labels.start[by] if by >= 0 else -1 - by
        range_m = labels.range_m[by] if by >= 0 else starts.range_m[start]
        state = crossings.state[vertex]
        crossings.ms[vertex] = NEVER
        if on_foot.blocked[vertex] or ms > limit_ms:
            continue
        if range_m < np.inf or is_left(graph, rules, on_foot, terms.forbidden, vertex, state):
            left[n, 0] = vertex
            left[n, 1] = ms
            left[n, 2] = start
            n += 1
    crossings.n_touched[0] = 0
    return n


@kernel
def ride_to_crossings(
    graph,      # Graph  of who rides
    rules,      # Rules
    corners,    # Corners
    on_foot,    # OnFoot
    terms,      # Terms  of leaving on the street
    limit_ms,   # int
    scratch,    # Scratch  of the search on foot
    labels,     # Labels
    places,     # StopsOnEdges  where vehicles are taken
    taking,     # Terms
    noted,      # Noted  in/out: for rides that stay on one edge
    first,      # int  numbers the vertices among the ends of rides
):  # fmt: skip
    """Seed a search against the traffic at vertices from where one walks on."""
    for k in range(scratch.counts[0]):
        vertex = scratch.touched[k]
        if vertex >= on_foot.blocked.size or on_foot.blocked[vertex]:
            continue
        if vertex < on_foot.traits.size:
            if on_foot.traits[vertex] == 0:
                learn_traits(graph, rules, on_foot, terms.forbidden, vertex)
            if on_foot.traits[vertex] & FOR_GOOD == 0:
                continue
        ms = np.int64(scratch.reached[vertex]) + terms.plus_ms
        if ms > limit_ms:
            continue
        n_tails = corners.first_tail[vertex + 1] - corners.first_tail[vertex]
        n_heads = corners.first_head[vertex + 1] - corners.first_head[vertex]
        for i in range(n_tails + n_heads):
            share = 0.0 if i < n_tails else 1.0
            if i < n_tails:
                edge = corners.first_tail[vertex] + i
            else:
                edge = corners.by_head[corners.first_head[vertex] + i - n_tails]
            if not is_left_at(graph, rules, on_foot, terms.forbidden, vertex, edge, share):
                continue
            end_ride(graph, rules, edge, share, ms, first + vertex, limit_ms, labels)
            for direction in range(2):
                note_on_edge(
                    graph, rules, places, 2 * edge + direction, share, 2.0 * direction - 1.0, ms,
                    0.0, np.inf, -1 - first - vertex, taking, limit_ms, noted,
                )  # fmt: skip


@inlined
def is_left_at(graph, rules, on_foot, forbidden, vertex, edge, share):
    """Whether vehicles that come to an end of an edge are left there for good."""
    if is_barred(rules, edge, forbidden | NO_PASS):
        return False
    onward = 2 * edge + (0 if share == 0.0 else 1)
    state = graph.entry[onward]
    if state < 0:
        if graph.entry[onward ^ 1] < 0:
            return False
        state = arrival_state(graph, onward ^ 1)
    return is_left(graph, rules, on_foot, forbidden, vertex, state)


@kernel
def arrival_state(graph, directed):
    """A state in which one is after a directed edge."""
    state = graph.entry[directed]
    for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
        if graph.edge[arc] == directed:
            return graph.head[arc]
    return -1
