"""Islands: pieces of the map from which a profile gets nowhere, so nobody is put there.

A courtyard drawn without its gate, a platform without its stairs, the stub of a motorway at the
border of the extract: a position beside one is better joined to the network a little farther off.
"""

import numpy as np

from maas.arrays import Bools, Bytes
from maas.model import Profile
from maas.streets import StreetNetwork
from routing.kernels.components import strong_components
from routing.kernels.streets import Graph
from routing.streets.graphs import vertex_graph

ISLAND_M = 2000.0
"""Pieces with at least so many metres of streets are places of their own, not islands."""


def taking(network: StreetNetwork) -> Bytes:
    """[n_edges] Bit p: edges of the main pieces of profile p."""
    takes = np.zeros(network.n_edges, np.uint8)
    for profile in Profile:
        graph = vertex_graph(network, profile)
        takes |= mainland(network, graph).astype(np.uint8) << np.uint8(profile)
    return takes


def mainland(network: StreetNetwork, graph: Graph) -> Bools:
    """[n_edges] Edges inside a strongly connected piece that is the largest, or large."""
    n_edges = network.n_edges
    if graph.edge.size == 0:
        return np.zeros(n_edges, np.bool_)
    component = strong_components(graph.first_arc, graph.head)
    tail, head = component[graph.tail], component[graph.head]
    inside = tail == head
    edge = np.unique(np.stack([graph.edge[inside] >> 1, tail[inside]]), axis=1)
    metres = np.bincount(edge[1], network.edges.length_m[edge[0]], component.max() + 1)
    is_main = metres >= min(ISLAND_M, metres.max())
    taken = np.zeros(n_edges, np.bool_)
    taken[edge[0][is_main[edge[1]]]] = True
    return taken
