"""From settled states to the stops on their edges: what a bounded street search is asked for."""

from typing import NamedTuple

import numpy as np

from routing.kernels.fastest import aim_at_goals, mark_goals, unmark_goals
from routing.kernels.kernel import kernel
from routing.kernels.streets import (
    NEVER,
    Aim,
    clear,
    part_ms,
    seed,
    seed_backward,
    spread,
    turn_ms,
)


class StopsOnEdges(NamedTuple):
    """Stops as they are snapped for one profile: `first[e] : first[e + 1]` lie on edge e."""

    first: np.ndarray  # int32[n_edges + 1]
    stop: np.ndarray  # int32[n_snaps]
    share: np.ndarray  # float64[n_snaps]  0 at the edge's tail, 1 at its head
    off_ms: np.ndarray  # int32[n_snaps]  from that point to the stop


class Found(NamedTuple):
    """The stops found; all of `best` is NEVER between searches."""

    best: np.ndarray  # int32[n_stops]  ms
    stop: np.ndarray  # int32[n_stops]  out: the stops found
    counts: np.ndarray  # int64[1]  out: how many
    by: np.ndarray  # int32[n_stops]  out: last state, or -1 - candidate where one stays on one edge


@kernel
def note(found, stop, ms, by, limit_ms):
    """Keep a time to a stop if it is within the limit and the best so far."""
    if ms > limit_ms or ms >= found.best[stop]:
        return
    if found.best[stop] == NEVER:
        found.stop[found.counts[0]] = stop
        found.counts[0] += 1
    found.best[stop] = ms
    found.by[stop] = by


@kernel
def gather(graph, stops, pace, off_pace, limit_ms, scratch, found):
    """Stops on the edges that may be begun from settled states."""
    for i in range(scratch.counts[0]):
        state = scratch.touched[i]
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            gather_edge(
                graph,
                stops,
                graph.edge[arc],
                state,
                scratch.reached[state],
                pace,
                off_pace,
                limit_ms,
                found,
            )


@kernel
def gather_edge(graph, stops, directed, state, begun_ms, pace, off_pace, limit_ms, found):
    """Stops on a directed edge that is begun in a state at a time."""
    edge = directed >> 1
    for i in range(stops.first[edge], stops.first[edge + 1]):
        share = 1.0 - stops.share[i] if directed & 1 else stops.share[i]
        off = np.int64(np.ceil(stops.off_ms[i] * off_pace))
        ms = begun_ms + part_ms(graph, directed, share, pace) + off
        note(found, stops.stop[i], ms, state, limit_ms)


@kernel
def gather_backward(graph, back, stops, pace, off_pace, limit_ms, scratch, found):
    """Stops from whose edges one comes to settled states; `back` is the graph turned around."""
    for i in range(scratch.counts[0]):
        state = scratch.touched[i]
        for arc in range(back.first_arc[state], back.first_arc[state + 1]):
            directed = back.edge[arc]
            if graph.entry[directed] != back.head[arc]:
                continue  # a state for those who come along a certain way: nobody starts there
            ended_ms = np.int64(scratch.reached[state]) + turn_ms(back, arc)
            edge = directed >> 1
            for j in range(stops.first[edge], stops.first[edge + 1]):
                rest = stops.share[j] if directed & 1 else 1.0 - stops.share[j]
                off = np.int64(np.ceil(stops.off_ms[j] * off_pace))
                ms = ended_ms + part_ms(graph, directed, rest, pace) + off
                note(found, stops.stop[j], ms, state, limit_ms)


@kernel
def gather_on_one_edge(graph, ends, stops, pace, off_pace, limit_ms, backward, found):
    """Stops on the very edges of the origin (or, backward, of the place to reach)."""
    for i in range(ends.edge.size):
        edge = ends.edge[i]
        for direction in range(2):
            directed = 2 * edge + direction
            if graph.entry[directed] < 0:
                continue
            for j in range(stops.first[edge], stops.first[edge + 1]):
                share = stops.share[j] - ends.share[i]
                share = -share if (direction == 1) != backward else share
                if share >= 0.0:
                    off = np.int64(np.ceil(stops.off_ms[j] * off_pace))
                    ms = ends.off_ms[i] + part_ms(graph, directed, share, pace) + off
                    note(found, stops.stop[j], ms, -1 - i, limit_ms)


@kernel
def take(found, stops, ms):
    """Write what was found to stops and ms (out: int32[count]) and make `found` as before."""
    for i in range(found.counts[0]):
        stop = found.stop[i]
        stops[i] = stop
        ms[i] = found.best[stop]
        found.best[stop] = NEVER
    found.counts[0] = 0


@kernel
def reach(graph, ends, stops, pace, off_pace, limit_ms, scratch, found):
    """Find the stops within a time from the ends; `take` hands them out."""
    aim = Aim(0.0, 0.0, 0.0)
    seed(graph, ends, pace, aim, limit_ms, scratch)
    spread(graph, pace, aim, limit_ms, scratch)
    gather(graph, stops, pace, off_pace, limit_ms, scratch, found)
    gather_on_one_edge(graph, ends, stops, pace, off_pace, limit_ms, False, found)
    clear(scratch)


@kernel
def reach_drawn(graph, ends, goal, stops, pace, off_pace, limit_ms, scratch, found):
    """As `reach`, of a graph with landmarks, for stops that are all at the goal (Ends): no way is
    looked at that leads to none of them within the limit."""
    mark_goals(graph, goal, pace, scratch)
    aim_at_goals(graph, goal, pace, scratch)
    unmark_goals(graph, goal, scratch)  # else the first one would end the search
    aim = Aim(0.0, 0.0, 1.0)
    seed(graph, ends, pace, aim, limit_ms, scratch)
    spread(graph, pace, aim, limit_ms, scratch)
    gather(graph, stops, pace, off_pace, limit_ms, scratch, found)
    gather_on_one_edge(graph, ends, stops, pace, off_pace, limit_ms, False, found)
    clear(scratch)


@kernel
def reach_backward(graph, back, ends, stops, pace, off_pace, limit_ms, scratch, found):
    """Find the stops from which the ends are within a time; `take` hands them out."""
    aim = Aim(0.0, 0.0, 0.0)
    seed_backward(graph, ends, pace, aim, limit_ms, scratch)
    spread(back, pace, aim, limit_ms, scratch)
    gather_backward(graph, back, stops, pace, off_pace, limit_ms, scratch, found)
    gather_on_one_edge(graph, ends, stops, pace, off_pace, limit_ms, True, found)
    clear(scratch)
