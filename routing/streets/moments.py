"""When one is where on a way over streets."""

from itertools import pairwise

import numpy as np

from maas.arrays import Float64s
from maas.model import Profile
from routing.kernels.streets import Graph
from routing.streets.path import shares_of
from routing.streets.profiles import off_street_m_s
from routing.streets.searching import Way
from routing.streets.snapping import Snap


def moments_of(
    graph: Graph, way: Way, origin: Snap, destination: Snap, profile: Profile
) -> Float64s:
    """[n + 1] When one enters each edge of a way, and leaves the last: seconds after setting out.

    What the way took in all is what it takes here: how fast somebody is stretches all of it alike.
    """
    directed, (begin, end) = way.directed, shares_of(way, origin, destination)
    part = np.ones(directed.size)
    part[0] -= 1.0 - begin if directed[0] & 1 else begin
    part[-1] -= end if directed[-1] & 1 else 1.0 - end
    ms = (graph.edge_move_ms[directed] + graph.edge_fixed_ms[directed]) * part
    ms[:-1] += _turns_ms(graph, way)
    m_s = off_street_m_s(profile)
    off_s = origin.metres[way.origin] / m_s, destination.metres[way.destination] / m_s
    passed = off_s[0] + np.append(0.0, np.cumsum(ms)) / 1000.0
    whole = float(passed[-1]) + off_s[1]
    moments: Float64s = passed * (way.seconds / whole if whole > 0.0 else 1.0)
    return moments


def _turns_ms(graph: Graph, way: Way) -> Float64s:
    """[n - 1] What going on from each edge to the next takes beside the edges."""
    directed = way.directed.tolist()
    return np.array([_turn_ms(graph, *turn) for turn in pairwise(directed)], np.float64)


def _turn_ms(graph: Graph, into: int, out: int) -> float:
    state = graph.entry[into]
    for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
        head = graph.head[arc]
        onward = graph.edge[graph.first_arc[head] : graph.first_arc[head + 1]]
        if graph.edge[arc] == into and (onward == out).any():
            return float(graph.fixed_ms[arc] - graph.edge_fixed_ms[into])
    return 0.0
