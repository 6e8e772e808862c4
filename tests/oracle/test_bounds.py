"""Lower bounds with live news: two ways to compute them agree, none is above what a path takes."""

from collections.abc import Iterator
from random import Random

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.arrays import Int32s
from maas.model import Profile
from routing.bounds_learning import SLACK, learned_of, plainly_bounded, with_learned
from routing.kernels.bounds import lower_bounds
from routing.kernels.subjects import FAR, Ends
from routing.scratch import allocate, sizes_of
from routing.window import Window, WindowKey, open_window
from routing.window_graph import steps_of
from routing.window_live import with_live
from tests.networks import DAY, timetable
from tests.oracle import chance, news

SEEDS = st.integers(0, 2**32 - 1).map(Random)
LIMIT_S = 7200


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_bounds_are_the_shortest_paths_however_they_are_found(seed: Random) -> None:
    for window in live_windows(seed):
        stops = window.stop_of.size
        goal = [seed.randrange(stops) for _ in range(2)]
        ends = Ends(np.array(goal, np.int32), np.array([0, 60], np.int32))
        swept = bounds(window, ends)
        assert swept.tolist() == shortest(window, ends)
        assert bounds(plainly_bounded(window), ends).tolist() == swept.tolist()
        learned = bounds(with_learned(window, learned_of(window, None)), ends)
        known = swept < FAR
        assert np.all(learned <= swept)
        assert np.all(learned[known] >= np.floor(swept[known] * SLACK) - stops)


def live_windows(seed: Random) -> Iterator[Window]:
    """A random network's windows, both ways, with random news in them."""
    tables, transfers = timetable(chance.network(seed))
    trips = news.overlay(tables, news.by_chance(seed, tables))
    for mirrored in (False, True):
        key = WindowKey(DAY, Profile.WALK, mirrored=mirrored)
        scheduled = open_window(tables, transfers, key)
        window = with_live(scheduled, key, tables, transfers, trips)
        if window is not scheduled:
            yield window


def bounds(window: Window, ends: Ends) -> Int32s:
    """What the kernel finds."""
    scratch = allocate(sizes_of(window))
    lower_bounds(
        window.hierarchy, ends, LIMIT_S,
        scratch.head, scratch.item, scratch.settled, scratch.bound,
    )  # fmt: skip
    assert np.all(scratch.head == -1)
    return scratch.bound


def shortest(window: Window, ends: Ends) -> list[int]:
    """What networkx finds over the graph and the steps beside it."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(window.stop_of.size))
    steps = [*zip(*(column.tolist() for column in steps_of(window.graph)), strict=True)]
    for a, b, seconds in [*steps, *window.hierarchy.shorter.tolist()]:
        known = graph.get_edge_data(b, a, {"weight": FAR})["weight"]
        graph.add_edge(b, a, weight=min(seconds, known))
    for stop, seconds in zip(*(column.tolist() for column in ends), strict=True):
        known = graph.get_edge_data("goal", stop, {"weight": FAR})["weight"]
        graph.add_edge("goal", stop, weight=min(seconds, known))
    found = nx.single_source_dijkstra_path_length(graph, "goal", cutoff=LIMIT_S)
    return [found.get(stop, FAR) for stop in range(window.stop_of.size)]
