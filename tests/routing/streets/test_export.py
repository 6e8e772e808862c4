"""Districts for others to analyse."""

from pathlib import Path

import networkx as nx
import pytest

from maas.model import Profile
from routing.streets.export import district, write_graphml
from tests.streetmaps import StreetMap, Town

FAR = """
A---B---------------------------------------------------------------------C---D
    |
    E
"""
STREETS = StreetMap(
    FAR,
    {
        "AB": "highway=residential oneway=yes name=High+Street",
        "BE": "highway=residential",
        "CD": "highway=residential",
    },
    relations=[("AB B BE", "type=restriction restriction=no_right_turn")],
)


def test_a_district_holds_what_is_near_and_who_may_travel_it() -> None:
    town = Town(STREETS)
    graph = district(town.network, town.positions["A"], 1)
    assert {chr(node["osm_id"]) for node in graph.nodes.values()} == {"A", "B", "E"}
    names = {number: chr(node["osm_id"]) for number, node in graph.nodes.items()}
    arcs = {names[a] + names[b]: arc for a, b, arc in graph.edges(data=True)}
    assert arcs["AB"]["walk_s"] == pytest.approx(100 / 1.2, abs=0.1)
    assert "car_s" in arcs["AB"] and "car_s" not in arcs["BA"]
    assert arcs["AB"]["name"] == "High Street"
    assert arcs["AB"]["geometry"].startswith("LINESTRING (0.0000000 ")
    assert graph.graph["turns"].startswith("no ")


def test_ways_in_the_graph_are_those_of_the_router() -> None:
    town = Town(STREETS)
    graph = district(town.network, town.positions["A"], 2)
    at = {chr(node["osm_id"]): number for number, node in graph.nodes.items()}
    seconds = nx.shortest_path_length(graph, at["E"], at["A"], weight="walk_s")
    assert round(seconds) == town.seconds("E", "A", Profile.WALK)


def test_graphml_can_be_read_again(tmp_path: Path) -> None:
    town = Town(STREETS)
    write_graphml(town.network, town.positions["A"], 1, tmp_path / "a.graphml")
    again = nx.read_graphml(tmp_path / "a.graphml")
    assert again.number_of_edges() == 4
