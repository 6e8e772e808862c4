"""Towns and villages around the invented city: one can drive there; trains stop in towns."""

from functools import cache
from random import Random

import networkx as nx
import pytest

from maas.demo.lines import Line, plan_lines
from maas.demo.names import DRIVEN_TO
from maas.demo.plane import nearest_on
from maas.demo.streets import StreetPlan, plan_streets
from maas.demo.towns import plan_towns
from maas.demo.villages import VILLAGES, plan_villages


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


@pytest.mark.parametrize(("n_stops", "seed"), [(60, 1), (360, 1)])
def test_villages_have_a_road_and_no_line(n_stops: int, seed: int) -> None:
    plan, lines = drawn(n_stops, seed)
    towns = plan_towns(plan, lines)
    ends = {"": plan.corners} | {town.name: town.corners for town in towns}
    stops = [stop.at for line in lines for way in line.ways for stop, _ in way.calls]
    villages = plan_villages(plan, towns)
    assert [village.name for village in villages] == [name for name, *_ in VILLAGES]
    for village in villages:
        assert village.road[0] == village.corners[village.gate]
        assert village.road[-1] in ends[village.town].values()
        assert min(nearest_on(plan.river, z)[0] for z in village.road) > 60
        apart = min(abs(z - stop) for z in village.corners.values() for stop in stops)
        assert apart > 0.25 * plan.radius_m, "beyond the lines"
