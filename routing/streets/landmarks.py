"""Landmarks: states at the rim of the map, and how far all others are from them.

The times are those of a graph with fewer rules: all states of one directed edge are taken for one.
So they promise too little where a restriction over several ways or a way for residents costs a
detour, but never too much, and they hold for whoever may not leave such a way, too.
"""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s, Int64s, Uint16s, frozen
from maas.streets import StreetNetwork
from routing.kernels.components import strong_components
from routing.kernels.landmarks import times_from
from routing.kernels.streets import NEVER, NO_WAY, Graph
from routing.streets.graphs import offsets, turned_around
from routing.streets.snapping import read_only
from routing.streets.turns import turn_graph

N_LANDMARKS = 12
"""More of them settle fewer states; each costs 4 bytes per state and two searches of the map."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """How far landmarks are; computed at import, for that takes longer than making a router."""

    far: Uint16s
    """[n_states, 2 n] From and to each landmark; NO_WAY where there is none."""
    unit_ms: Int32s
    """[1] Of `far`."""


def landmarks_of(network: StreetNetwork) -> Landmarks:
    """The landmarks of cars."""
    return frozen(find_landmarks(turn_graph(network)))


def with_landmarks(graph: Graph, known: Landmarks | None = None) -> Graph:
    """The graph with landmarks; those that are not known are found first."""
    if known is None or known.far.shape[0] != graph.x_m.size:
        known = find_landmarks(graph)
    return graph._replace(far=read_only(known.far), far_ms=float(known.unit_ms[0]))


def find_landmarks(graph: Graph) -> Landmarks:
    """In each direction from the middle of the map the state that is farthest off.

    States that are far in time, not in metres, are the ends of slow tracks: measured across Porto,
    half as good.
    """
    if not graph.edge.size:
        return Landmarks(np.empty((graph.x_m.size, 0), np.uint16), np.ones(1, np.int32))
    first_of = _first_states(graph)
    eased = _eased(graph, first_of)
    back, heap = turned_around(eased), np.empty(graph.edge.size + 1, np.int64)
    columns = [_times(each, state, heap) for state in _at_the_rim(eased) for each in (eased, back)]
    return _rounded(columns, first_of)


def _first_states(graph: Graph) -> Int64s:
    """[n_states] The first of all states of each one's directed edge."""
    first = np.arange(graph.x_m.size)
    if (graph.twin < 0).all():
        return first
    edge = np.full(first.size, -1)
    edge[graph.tail] = graph.edge
    return np.where(edge >= 0, graph.entry[edge], first)


def _eased(graph: Graph, first_of: Int64s) -> Graph:
    """The graph in which only the first state of each directed edge is used."""
    tail, head = first_of[graph.tail], first_of[graph.head]
    order = np.argsort(tail, kind="stable")
    return graph._replace(
        first_arc=offsets(tail, first_of.size),
        tail=tail[order].astype(np.int32),
        head=head[order].astype(np.int32),
        edge=graph.edge[order],
        move_ms=graph.move_ms[order],
        fixed_ms=graph.fixed_ms[order],
    )


def _at_the_rim(graph: Graph) -> list[int]:
    """States of the largest piece in which one gets from everywhere to everywhere."""
    piece = strong_components(graph.first_arc, graph.head)
    states = np.flatnonzero(piece == np.argmax(np.bincount(piece)))
    east = graph.x_m[states] - np.median(graph.x_m[states])
    north = graph.y_m[states] - np.median(graph.y_m[states])
    sector = ((np.arctan2(north, east) / (2 * np.pi) + 0.5) * N_LANDMARKS).astype(np.int64)
    by_sector = np.lexsort((np.hypot(east, north), sector))
    last = np.append(np.diff(sector[by_sector]) > 0, True)
    return [int(state) for state in states[by_sector[last]]]


def _times(graph: Graph, state: int, heap: Int64s) -> Int32s:
    ms = np.empty(graph.x_m.size, np.int32)
    times_from(graph, state, ms, heap)
    return ms


def _rounded(columns: list[Int32s], first_of: Int64s) -> Landmarks:
    """Times rounded down to as fine a unit as 16 bits hold."""
    longest = max(int(column[column < NEVER].max(initial=0)) for column in columns)
    unit = max(1, -(-longest // (int(NO_WAY) - 1)))
    far: Uint16s = np.empty((first_of.size, len(columns)), np.uint16)
    for i, ms in enumerate(columns):
        far[:, i] = np.where(ms < NEVER, ms // unit, int(NO_WAY))[first_of]
    return Landmarks(far, np.array([unit], np.int32))
