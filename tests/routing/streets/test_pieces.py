"""Edges strung together street by street."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from maas.live.incidents import Direction
from maas.model import Profile
from maas.streets import StreetNetwork
from routing.streets.pieces import Piece, pieces
from tests.streetmaps import StreetMap

CROSS = """
        E
        |
A---B---C---D
        |
        F
"""
ROAD = "highway=residential"
TOWN = StreetMap(
    CROSS,
    {"ABCD": f"{ROAD} name=Long+Lane", "EC": f"{ROAD} name=High", "CF": f"{ROAD} name=High"},
)


def letters(town: StreetMap, piece: Piece) -> str:
    """The letters that a piece passes."""
    at = {(round(p.lat, 6), round(p.lon, 6)): name for name, p in town.positions().items()}
    return "".join(at[round(lat, 6), round(lon, 6)] for lat, lon in piece.line)


def directed(network: StreetNetwork, town: StreetMap, moves: Iterable[str]) -> np.ndarray:
    """Directed edges by the letters of their ends."""
    ids = network.vertices.id
    ends = {
        (chr(ids[tail]), chr(ids[head])): edge
        for edge, (tail, head) in enumerate(
            zip(network.edges.tail, network.edges.head, strict=True)
        )
    }
    rows = []
    for tail, head in moves:
        edge = ends.get((tail, head))
        rows.append(2 * edge if edge is not None else 2 * ends[head, tail] + 1)
    return np.array(sorted(rows), np.int32)


def told(town: StreetMap, moves: str, profile: Profile | None = None) -> list[str]:
    """`street letters direction` of each piece."""
    network = town.read()[0]
    found = pieces(network, directed(network, town, moves.split()), profile)
    return [f"{each.street} {letters(town, each)} {each.direction}" for each in found]


def test_edges_of_one_street_are_one_line_in_the_direction_of_travel() -> None:
    assert told(TOWN, "DC CA") == ["Long Lane DCBA ONE"]


def test_streets_are_told_apart_and_both_ways_once() -> None:
    found = told(TOWN, "AC CA CD DC EC CF")
    assert found == ["High ECF ONE", f"Long Lane ABCD {Direction.BOTH}"]


def test_a_way_that_is_partly_closed_both_ways_falls_into_two() -> None:
    assert told(TOWN, "AC CA CD") == ["Long Lane ABC BOTH", "Long Lane CD ONE"]


def test_only_what_somebody_may_travel_is_told() -> None:
    town = StreetMap(CROSS, {**TOWN.ways, "ABCD": "highway=footway name=Long+Lane"})
    assert told(town, "AC CA EC", Profile.CAR) == ["High EC ONE"]
    assert told(town, "AC EC") == ["High EC ONE", "Long Lane ABC ONE"]


def test_a_ring_and_what_branches_off_it_are_told_whole_and_once() -> None:
    drawing = """
A---B---C
|   |
D---E
"""
    ring = StreetMap(drawing, {"ABEDA": f"{ROAD} name=Ring", "BC": f"{ROAD} name=Ring"})
    network, _ = ring.read()
    found = pieces(network, np.arange(2 * network.n_edges, dtype=np.int32), None)
    steps = [step for each in found for step in pairwise(letters(ring, each))]
    assert sorted("".join(sorted(step)) for step in steps) == ["AB", "AD", "BC", "BE", "DE"]
    assert {each.direction for each in found} == {Direction.BOTH}


def test_the_order_of_edges_changes_nothing() -> None:
    network = TOWN.read()[0]
    edges = directed(network, TOWN, ["AC", "CA", "EC", "CF", "CD"])
    assert pieces(network, edges, None) == pieces(network, edges[::-1].copy(), None)
