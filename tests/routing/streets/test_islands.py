"""Strongly connected components against networkx."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.kernels.components import strong_components
from routing.streets.graphs import offsets


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    n=st.integers(1, 12),
    arcs=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
)
def test_components_are_those_of_networkx(n: int, arcs: list[tuple[int, int]]) -> None:
    arcs = sorted((a % n, b % n) for a, b in arcs)
    tail, head = (np.array([arc[i] for arc in arcs], np.int32) for i in (0, 1))
    component = strong_components(offsets(tail, n), head)
    graph = nx.DiGraph(arcs)
    graph.add_nodes_from(range(n))
    found = {frozenset(np.flatnonzero(component == c).tolist()) for c in set(component.tolist())}
    assert found == {frozenset(c) for c in nx.strongly_connected_components(graph)}
