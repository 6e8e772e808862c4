"""Landmarks draw searches to their goals and change no answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Profile
from routing.kernels.fastest import aim_at_goals, fastest, mark_goals
from routing.kernels.streets import NO_WAY, Graph, left_ms
from routing.streets import StreetRouter, unlinked
from routing.streets.ends import ends_of, pace_of
from routing.streets.snapping import read_only
from tests.streetgraphs import random_network, random_snap

CAR = Profile.CAR
DAY_MS = 86_400_000
SEEDS = st.integers(0, 2**32 - 1)


def rounded(graph: Graph, times: int) -> Graph:
    """The graph with landmarks told much more coarsely, as on the map of a country."""
    far = np.where(graph.far == NO_WAY, NO_WAY, graph.far // times).astype(np.uint16)
    return graph._replace(far=read_only(far), far_ms=graph.far_ms * times)


def unaided(graph: Graph) -> Graph:
    """The graph without landmarks."""
    return graph._replace(far=read_only(np.empty((graph.x_m.size, 0), np.uint16)))


@pytest.mark.parametrize("times", [1, 40, 5000])
@settings(derandomize=True, deadline=None, max_examples=30)
@given(seed=SEEDS)
def test_ways_are_as_quick_as_without(times: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    network = random_network(dice, side=6)
    router = StreetRouter(network, unlinked(network))
    graph, memory = router.search.streets[CAR].graph, router.search.scratch()
    directed = np.empty(graph.x_m.size + 2, np.int32)
    stretch = pace_of(CAR, None)
    for _ in range(4):
        ends = [ends_of(random_snap(dice, network), CAR, stretch) for _ in range(2)]
        aim = router.aim(random_snap(dice, network).at)._replace(ms_per_m=1e-3)
        found = [
            fastest(each, *ends, 1.0, aim, DAY_MS, memory, directed)[0]
            for each in (rounded(graph, times), unaided(graph))
        ]
        assert found[0] == found[1]
        assert not memory.is_goal.any() and not memory.counts.any()


def test_they_promise_more_than_the_straight_line() -> None:
    dice = np.random.default_rng(3)
    network = random_network(dice, side=12)
    router = StreetRouter(network, unlinked(network))
    streets, memory = router.search.streets[CAR], router.search.scratch()
    goal_at = random_snap(dice, network)
    goal = ends_of(goal_at, CAR, pace_of(CAR, None))
    aim = router.aim(goal_at.at)._replace(ms_per_m=streets.ms_per_m)
    mark_goals(streets.graph, goal, 1.0, memory)
    promised = []
    for graph in (streets.graph, unaided(streets.graph)):
        aim_at_goals(graph, goal, 1.0, memory)
        states = range(graph.x_m.size - 1)
        promised.append(np.mean([left_ms(graph, state, aim, memory) for state in states]))
    assert promised[0] > 1.5 * promised[1]
