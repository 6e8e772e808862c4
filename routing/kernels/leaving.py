"""Where rides end and begin on edges: at stations, and at points beside the street.

Where a stop or the destination lies on an edge, a vehicle may be left at that very point: whoever
gets so far need not walk back from the next crossing (routing.kernels.crossings).
"""

from typing import NamedTuple

import numpy as np

from routing.kernels.kernel import inlined, kernel
from routing.kernels.rides import SETTLED, entry_of, is_barred, share_ms, whole_ms
from routing.kernels.streets import turn_ms


class Places(NamedTuple):
    """Places on the edges of a graph: `first[e] : first[e + 1]` lie on edge e."""

    first: np.ndarray  # int32[n_edges + 1]
    stop: np.ndarray  # int32[n_rows]  the place
    share: np.ndarray  # float64[n_rows]  0 at the edge's tail, 1 at its head
    off_ms: np.ndarray  # int32[n_rows]  between that point and the place
    begun: np.ndarray  # uint8[n_states]  1: an edge with places on it is begun in the state
    ended: np.ndarray  # uint8[n_states]  1: in the state one is at the end of such an edge


class Terms(NamedTuple):
    """On what terms vehicles are left (or taken) somewhere."""

    forbidden: int  # bits of the ground where they are not
    plus_ms: int  # what it takes beside the way to the place
    off_pace: float  # scales the way from the street to the place


class Noted(NamedTuple):
    """The best times at places; `ms` is NEVER for those that are wanted, else -1."""

    ms: np.ndarray  # int32[n]  out
    by: np.ndarray  # int32[n]  out: label, or -1 - start where one stays on one edge; backward
    # always -1 - end
    row: np.ndarray  # int32[n]  out: of the place's candidates
    directed: np.ndarray  # int32[n]  out: the edge one is on, in the direction of the ride
    metres: np.ndarray  # float64[n]  out: ridden


@kernel
def mark_places(graph, edges, places):
    """Mark the states around the edges with places; the marks are 0 before."""
    for edge in edges:
        for directed in range(2 * edge, 2 * edge + 2):
            state = graph.entry[directed]
            while state >= 0:
                places.begun[state] = 1
                for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
                    if graph.edge[arc] == directed:
                        places.ended[graph.head[arc]] = 1
                state = graph.twin[state]


@inlined
def note_place(noted, place, ms, metres, by, row, directed):
    """Keep a time at a place if it is the best so far; of equal ones the one ridden less."""
    if ms < noted.ms[place] or (ms == noted.ms[place] and metres < noted.metres[place]):
        noted.ms[place] = ms
        noted.by[place] = by
        noted.row[place] = row
        noted.directed[place] = directed
        noted.metres[place] = metres


@kernel
def note_ends(graph, rules, starts, places, terms, limit_ms, labels, noted):
    """The best times at places where vehicles are left."""
    for i in range(starts.edge.size):
        for direction in range(2):
            note_on_edge(
                graph, rules, places, 2 * starts.edge[i] + direction, starts.share[i],
                1.0 - 2.0 * direction, starts.ms[i], 0.0, starts.range_m[i], -1 - i, terms,
                limit_ms, noted,
            )  # fmt: skip
    for k in range(labels.counts[SETTLED]):
        label, last = labels.settled[k], -1
        state = labels.state[label]
        if not places.begun[state]:
            continue
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            directed = graph.edge[arc]
            if directed == last:
                continue
            last = directed
            note_on_edge(
                graph, rules, places, directed, float(directed & 1), 1.0 - 2.0 * (directed & 1),
                labels.ms[label], labels.ridden_m[label], labels.range_m[label], label, terms,
                limit_ms, noted,
            )  # fmt: skip


@inlined
def note_on_edge(
    graph, rules, places, directed, share, onward, ms, ridden_m, range_m, by, terms, limit_ms, noted
):  # fmt: skip
    """Places on a directed edge that is ridden from a point of it on or, backward, to it.

    The point is a share of the edge from its tail; onward is 1.0 where places lie between it and
    the head, -1.0 where they lie between it and the tail.
    """
    edge = directed >> 1
    if places.first[edge] == places.first[edge + 1] or entry_of(graph, rules, directed) < 0:
        return
    if is_barred(rules, edge, terms.forbidden):
        return
    length_m, edge_ms = rules.length_m[edge], whole_ms(graph, rules, directed)
    for row in range(places.first[edge], places.first[edge + 1]):
        along = onward * (places.share[row] - share)
        metres = ridden_m + along * length_m
        if along < 0.0 or metres > range_m:
            continue
        off = np.int64(np.ceil(places.off_ms[row] * terms.off_pace)) + terms.plus_ms
        done_ms = ms + np.int64(np.ceil(along * edge_ms)) + off
        if done_ms <= limit_ms:
            note_place(noted, places.stop[row], done_ms, metres, by, row, directed)


@kernel
def note_starts(graph, back, rules, ends, places, terms, limit_ms, labels, noted):
    """The best times from places where vehicles are taken, after a search against the traffic.

    `ends` (Starts) are where that search began; `back` is the graph turned around. Of labels that
    have been ridden too far for the vehicle of a place nothing is known here: see `Noted.metres`.
    """
    for i in range(ends.edge.size):
        for direction in range(2):
            note_on_edge(
                graph, rules, places, 2 * ends.edge[i] + direction, ends.share[i],
                2.0 * direction - 1.0, ends.ms[i], 0.0, np.inf, -1 - i, terms, limit_ms, noted,
            )  # fmt: skip
    for k in range(labels.counts[SETTLED]):
        label = labels.settled[k]
        state = labels.state[label]
        if not places.ended[state]:
            continue
        for arc in range(back.first_arc[state], back.first_arc[state + 1]):
            directed = back.edge[arc]
            if graph.entry[directed] != back.head[arc]:
                continue  # a state for those who come along a certain way: nobody starts there
            note_on_edge(
                graph, rules, places, directed, float(1 - (directed & 1)),
                2.0 * (directed & 1) - 1.0, np.int64(labels.ms[label]) + turn_ms(back, arc),
                labels.ridden_m[label], np.inf, -1 - labels.start[label], terms, limit_ms, noted,
            )  # fmt: skip


@kernel
def note_end(graph, rules, starts, end, forbidden, limit_ms, labels, noted):
    """The best time at one place, `end` (Ends), where vehicles are left: `note_ends` of few."""
    for i in range(starts.edge.size):
        for direction in range(2):
            note_end_on_edge(
                graph, rules, end, 2 * starts.edge[i] + direction, starts.share[i], starts.ms[i],
                0.0, starts.range_m[i], -1 - i, forbidden, limit_ms, noted,
            )  # fmt: skip
    for k in range(labels.counts[SETTLED]):
        label = labels.settled[k]
        state = labels.state[label]
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            directed = graph.edge[arc]
            note_end_on_edge(
                graph, rules, end, directed, float(directed & 1), labels.ms[label],
                labels.ridden_m[label], labels.range_m[label], label, forbidden, limit_ms, noted,
            )  # fmt: skip


@inlined
def note_end_on_edge(
    graph, rules, end, directed, share, ms, ridden_m, range_m, by, forbidden, limit_ms, noted
):  # fmt: skip
    """Candidates of one place on a directed edge that is ridden from a point of it on."""
    edge = directed >> 1
    for row in range(end.edge.size):
        if end.edge[row] != edge or entry_of(graph, rules, directed) < 0:
            continue
        along = share - end.share[row] if directed & 1 else end.share[row] - share
        metres = ridden_m + along * rules.length_m[edge]
        if along < 0.0 or metres > range_m or is_barred(rules, edge, forbidden):
            continue
        done_ms = ms + share_ms(graph, rules, directed, along) + end.off_ms[row]
        if done_ms <= limit_ms:
            note_place(noted, 0, done_ms, metres, by, row, directed)
