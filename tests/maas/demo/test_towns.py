"""The towns around the invented city: one can drive to them, and their trains stop in them."""

from functools import cache
from random import Random

import networkx as nx
import pytest

from maas.demo.lines import Line, plan_lines
from maas.demo.names import DRIVEN_TO
from maas.demo.plane import nearest_on
from maas.demo.streets import StreetPlan, plan_streets
from maas.demo.towns import plan_towns


@cache
def drawn(n_stops: int, seed: int) -> tuple[StreetPlan, tuple[Line, ...]]:
    random = Random(seed)
    plan = plan_streets(n_stops, random)
    return plan, plan_lines(plan, n_stops, random)[0]


@pytest.mark.parametrize(("n_stops", "seed"), [(60, 1), (120, 2), (360, 1)])
def test_roads_lead_into_the_city_and_cross_no_river(n_stops: int, seed: int) -> None:
    plan, lines = drawn(n_stops, seed)
    towns = plan_towns(plan, lines)
    assert tuple(town.name for town in towns) == DRIVEN_TO
    for town in towns:
        near, into = town.gate
        assert town.road[0] == town.corners[near] and town.road[-1] == plan.corners[into]
        assert plan.graph().has_node(into)
        assert min(nearest_on(plan.river, z)[0] for z in town.road) > 60


def test_every_corner_of_a_town_can_be_driven_to_from_its_station() -> None:
    for town in plan_towns(*drawn(120, 2)):
        graph = nx.Graph((street.a, street.b) for street in town.streets)
        assert nx.is_connected(graph) and set(graph) == set(town.corners)
        assert min(abs(z - town.station) for z in town.corners.values()) < 60
        assert len({street.name for street in town.streets}) > 10
