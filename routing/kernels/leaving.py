"""Where rides end and begin: from labels to stations, crossings and points beside the street.

Rides end at stations, at vertices (crossings) and, where a stop or the destination lies on an edge,
at that very point: whoever gets so far by vehicle need not walk back from the next crossing.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from routing.kernels.rides import (
    NO_PASS,
    SETTLED,
    end_ride,
    entry_of,
    is_barred,
    share_ms,
    whole_ms,
)
from routing.kernels.streets import NEVER, Aim, offer, turn_ms


class Terms(NamedTuple):
    """On what terms vehicles are left (or taken) somewhere."""

    forbidden: int  # bits of the ground where they are not
    plus_ms: int  # what it takes beside the way to the place
    off_pace: float  # scales the way from the street to the place


class Noted(NamedTuple):
    """The best times at places; `ms` is NEVER for those that are wanted, else -1."""

    ms: np.ndarray  # int32[n]  out
    by: np.ndarray  # int32[n]  out: label, or -1 - start where one stays on one edge
    row: np.ndarray  # int32[n]  out: of the place's candidates
    directed: np.ndarray  # int32[n]  out: the edge one is on, in the direction of the ride
    metres: np.ndarray  # float64[n]  out: ridden


class Crossings(NamedTuple):
    """Where vehicles may be left on the street; all of `ms` is NEVER between searches."""

    ms: np.ndarray  # int32[n_vertices]  out
    by: np.ndarray  # int32[n_vertices]  out: label, or -1 - start
    state: np.ndarray  # int32[n_vertices]  out: in which one would ride on
    touched: np.ndarray  # int32[n_vertices]  out
    count: np.ndarray  # int64[1]


class Corners(NamedTuple):
    """Edges by vertex: those with tail v are in a row, `first_head[v] : first_head[v + 1]` slices
    `by_head`."""

    tail: np.ndarray  # int32[n_edges]
    head: np.ndarray  # int32[n_edges]
    first_tail: np.ndarray  # int32[n_vertices + 1]
    first_head: np.ndarray  # int32[n_vertices + 1]
    by_head: np.ndarray  # int32[n_edges]


@njit(cache=True, nogil=True)
def note_place(noted, place, ms, metres, by, row, directed):
    """Keep a time at a place if it is the best so far; of equal ones the one ridden less."""
    if ms < noted.ms[place] or (ms == noted.ms[place] and metres < noted.metres[place]):
        noted.ms[place] = ms
        noted.by[place] = by
        noted.row[place] = row
        noted.directed[place] = directed
        noted.metres[place] = metres


@njit(cache=True, nogil=True)
def note_ends(graph, rules, starts, places, terms, limit_ms, labels, noted):
    """The best times at places (StopsOnEdges) where vehicles are left."""
    for i in range(starts.edge.size):
        for direction in range(2):
            note_on_edge(
                graph, rules, places, 2 * starts.edge[i] + direction, starts.share[i],
                starts.ms[i], 0.0, starts.range_m[i], -1 - i, terms, limit_ms, noted,
            )  # fmt: skip
    for k in range(labels.counts[SETTLED]):
        label, last = labels.settled[k], -1
        state = labels.state[label]
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            directed = graph.edge[arc]
            if directed == last:
                continue
            last = directed
            note_on_edge(
                graph, rules, places, directed, float(directed & 1), labels.ms[label],
                labels.ridden_m[label], labels.range_m[label], label, terms, limit_ms, noted,
            )  # fmt: skip


@njit(cache=True, nogil=True)
def note_on_edge(
    graph, rules, places, directed, share, begun_ms, ridden_m, range_m, by, terms, limit_ms, noted
):  # fmt: skip
    """Places on a directed edge that is ridden from a point of it on (share: from its tail)."""
    edge = directed >> 1
    if places.first[edge] == places.first[edge + 1] or entry_of(graph, rules, directed) < 0:
        return
    if is_barred(rules, edge, terms.forbidden):
        return
    for row in range(places.first[edge], places.first[edge + 1]):
        along = share - places.share[row] if directed & 1 else places.share[row] - share
        metres = ridden_m + along * rules.length_m[edge]
        if along < 0.0 or metres > range_m:
            continue
        off = np.int64(np.ceil(places.off_ms[row] * terms.off_pace)) + terms.plus_ms
        ms = begun_ms + share_ms(graph, rules, directed, along) + off
        if ms <= limit_ms:
            note_place(noted, places.stop[row], ms, metres, by, row, directed)


@njit(cache=True, nogil=True)
def note_starts(graph, back, rules, ends, places, terms, limit_ms, labels, noted):
    """The best times from places where vehicles are taken, after a search against the traffic.

    `ends` (Starts) are where that search began; `back` is the graph turned around. Of labels that
    have been ridden too far for the vehicle of a place nothing is known here: see `Noted.metres`.
    """
    for i in range(ends.edge.size):
        for direction in range(2):
            note_begin(
                graph, rules, places, 2 * ends.edge[i] + direction, ends.share[i], ends.ms[i], 0.0,
                terms, limit_ms, noted,
            )  # fmt: skip
    for k in range(labels.counts[SETTLED]):
        label = labels.settled[k]
        state = labels.state[label]
        for arc in range(back.first_arc[state], back.first_arc[state + 1]):
            directed = back.edge[arc]
            if graph.entry[directed] != back.head[arc]:
                continue  # a state for those who come along a certain way: nobody starts there
            ended_ms = np.int64(labels.ms[label]) + turn_ms(back, arc)
            note_begin(
                graph, rules, places, directed, float(1 - (directed & 1)), ended_ms,
                labels.ridden_m[label], terms, limit_ms, noted,
            )  # fmt: skip


@njit(cache=True, nogil=True)
def note_begin(
    graph, rules, places, directed, share, ended_ms, ridden_m, terms, limit_ms, noted
):  # fmt: skip
    """Places on a directed edge that is ridden to a point of it (share: from its tail)."""
    edge = directed >> 1
    if places.first[edge] == places.first[edge + 1] or entry_of(graph, rules, directed) < 0:
        return
    if is_barred(rules, edge, terms.forbidden):
        return
    for row in range(places.first[edge], places.first[edge + 1]):
        along = places.share[row] - share if directed & 1 else share - places.share[row]
        if along < 0.0:
            continue
        off = np.int64(np.ceil(places.off_ms[row] * terms.off_pace)) + terms.plus_ms
        ms = ended_ms + share_ms(graph, rules, directed, along) + off
        metres = ridden_m + along * rules.length_m[edge]
        if ms <= limit_ms:
            note_place(noted, places.stop[row], ms, metres, -1, row, directed)


@njit(cache=True, nogil=True)
def note_crossing(vertex, ms, by, state, limit_ms, crossings):
    """Keep a time at a vertex if it is the best so far."""
    if ms > limit_ms or ms >= crossings.ms[vertex]:
        return
    if crossings.ms[vertex] == NEVER:
        crossings.touched[crossings.count[0]] = vertex
        crossings.count[0] += 1
    crossings.ms[vertex] = ms
    crossings.by[vertex] = by
    crossings.state[vertex] = state


@njit(cache=True, nogil=True)
def begin_of(corners, directed):
    """The vertex at which a directed edge begins."""
    return corners.head[directed >> 1] if directed & 1 else corners.tail[directed >> 1]


@njit(cache=True, nogil=True)
def note_crossings(graph, rules, corners, starts, forbidden, limit_ms, labels, crossings):
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
    for k in range(labels.counts[SETTLED]):
        label = labels.settled[k]
        state = labels.state[label]
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            directed = graph.edge[arc]
            edge = directed >> 1
            if is_barred(rules, edge, forbidden | NO_PASS):
                continue
            ms = np.int64(labels.ms[label])
            note_crossing(begin_of(corners, directed), ms, label, state, limit_ms, crossings)
            if labels.ridden_m[label] + rules.length_m[edge] > labels.range_m[label]:
                continue
            ms += whole_ms(graph, rules, directed)
            there, onto = begin_of(corners, directed ^ 1), graph.head[arc]
            note_crossing(there, ms, label, onto, limit_ms, crossings)


@njit(cache=True, nogil=True)
def is_left_for_good(graph, walk, rules, walk_pace, forbidden, vertex, state):
    """Whether somebody who walks on from a vertex might not as well ride on, and leave later."""
    for arc in range(walk.first_arc[vertex], walk.first_arc[vertex + 1]):
        directed = walk.edge[arc]
        if entry_of(graph, rules, directed) != state or state < 0:
            return True
        if is_barred(rules, directed >> 1, forbidden):
            return True
        walk_ms = np.int64(np.ceil(walk.move_ms[arc] * walk_pace)) + walk.fixed_ms[arc]
        if whole_ms(graph, rules, directed) > walk_ms:
            return True
    return False


@njit(cache=True, nogil=True)
def walk_from_crossings(
    graph,      # Graph  of who rides
    walk,       # Graph  of who walks
    rules,      # Rules
    walk_pace,  # float
    terms,      # Terms
    starts,     # Starts
    labels,     # Labels
    crossings,  # Crossings  in/out: emptied
    blocked,    # uint8[n_vertices]  1: nobody gets on foot from one edge to another
    limit_ms,   # int
    left,       # int32[n_vertices, 3]  out: vertex, ms, start
):  # fmt: skip
    """The vertices where vehicles are left for good, and when one walks off; returns how many."""
    n = 0
    for k in range(crossings.count[0]):
        vertex = crossings.touched[k]
        by, ms = crossings.by[vertex], crossings.ms[vertex] + terms.plus_ms
        start = labels.start[by] if by >= 0 else -1 - by
        range_m = labels.range_m[by] if by >= 0 else starts.range_m[start]
        state = crossings.state[vertex] if range_m == np.inf else -1
        crossings.ms[vertex] = NEVER
        if blocked[vertex] or ms > limit_ms:
            continue
        if is_left_for_good(graph, walk, rules, walk_pace, terms.forbidden, vertex, state):
            left[n, 0] = vertex
            left[n, 1] = ms
            left[n, 2] = start
            n += 1
    crossings.count[0] = 0
    return n


@njit(cache=True, nogil=True)
def seed_vertices(walk, left, first, limit_ms, scratch):
    """Walk on from vertices where vehicles were left; `first` numbers them among candidates."""
    aim = Aim(0.0, 0.0, 0.0)
    for i in range(left.shape[0]):
        ms = np.int64(left[i, 1])
        offer(walk, left[i, 0], ms, -1 - 2 * (first + i), aim, limit_ms, scratch)


@njit(cache=True, nogil=True)
def reopen(scratch):
    """Let states be settled anew where somebody comes earlier than whoever was there before."""
    for i in range(scratch.counts[0]):
        scratch.is_settled[scratch.touched[i]] = 0


@njit(cache=True, nogil=True)
def candidates_of(graph, found, stops, scratch, candidate):
    """The candidate (out: int32[n]) from which one comes to each of some stops that were found.

    Backward `graph` is the one turned around.
    """
    for i in range(stops.size):
        by = found.by[stops[i]]
        if by < 0:
            candidate[i] = -1 - by
            continue
        while scratch.via[by] >= 0:
            by = graph.tail[scratch.via[by]]
        candidate[i] = (-1 - scratch.via[by]) >> 1


@njit(cache=True, nogil=True)
def ride_to_crossings(
    graph,      # Graph  of who rides
    walk,       # Graph  of who walks
    rules,      # Rules
    corners,    # Corners
    walk_pace,  # float
    terms,      # Terms  of leaving on the street
    blocked,    # uint8[n_vertices]  1: nobody gets on foot from one edge to another
    limit_ms,   # int
    scratch,    # Scratch  of the search on foot
    labels,     # Labels
    places,     # StopsOnEdges  where vehicles are taken
    taking,     # Terms
    noted,      # Noted  in/out: for rides that stay on one edge
):  # fmt: skip
    """Seed a search against the traffic at vertices from where one walks on."""
    for k in range(scratch.counts[0]):
        vertex = scratch.touched[k]
        if vertex >= blocked.size or blocked[vertex]:
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
            if not is_left_at(graph, walk, rules, walk_pace, terms.forbidden, vertex, edge, share):
                continue
            end_ride(graph, rules, edge, share, ms, limit_ms, labels)
            for direction in range(2):
                note_begin(
                    graph, rules, places, 2 * edge + direction, share, ms, 0.0, taking, limit_ms,
                    noted,
                )  # fmt: skip


@njit(cache=True, nogil=True)
def is_left_at(graph, walk, rules, walk_pace, forbidden, vertex, edge, share):
    """Whether vehicles that come to an end of an edge are left there for good."""
    if is_barred(rules, edge, forbidden | NO_PASS):
        return False
    onward = 2 * edge + (0 if share == 0.0 else 1)
    state = graph.entry[onward]
    if state < 0:
        if graph.entry[onward ^ 1] < 0:
            return False
        state = arrival_state(graph, onward ^ 1)
    return is_left_for_good(graph, walk, rules, walk_pace, forbidden, vertex, state)


@njit(cache=True, nogil=True)
def arrival_state(graph, directed):
    """A state in which one is after a directed edge."""
    state = graph.entry[directed]
    for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
        if graph.edge[arc] == directed:
            return graph.head[arc]
    return -1
