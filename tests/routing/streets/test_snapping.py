"""Positions to streets."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from routing.streets import StreetRouter, unlinked
from routing.streets.snapping import shapes, snap
from tests.streetgraphs import random_network
from tests.streetmaps import StreetMap, Town

WALK, CAR = Profile.WALK, Profile.CAR
TWO_STREETS = StreetMap(
    "\nA-------B\n\nC-------D\n",
    {"AB": "highway=residential", "CD": "highway=footway", "AC": "highway=residential"},
)


def test_snaps_to_the_middle_of_an_edge() -> None:
    town = Town(TWO_STREETS)
    a = town.positions["A"]
    found = town.router.snap(LatLon(a.lat + 1e-4, a.lon + 9e-4), WALK, 250)
    assert found is not None
    assert found.distance_m == pytest.approx(11.1, abs=0.1)
    assert found.share[0] == pytest.approx(0.5, abs=0.01)


def test_each_profile_has_streets_of_its_own() -> None:
    town = Town(TWO_STREETS)
    c = town.positions["C"]
    at = LatLon(c.lat - 1e-4, c.lon + 9e-4)
    on_foot, by_car = town.router.snap(at, WALK, 250), town.router.snap(at, CAR, 250)
    assert on_foot is not None and by_car is not None
    assert on_foot.distance_m == pytest.approx(11.1, abs=0.1)
    assert by_car.distance_m > 90


def test_too_far_from_any_street_there_is_no_snap() -> None:
    town = Town(TWO_STREETS)
    a = town.positions["A"]
    at = LatLon(a.lat + 0.002, a.lon)
    assert town.router.snap(at, WALK, 200) is None
    assert town.router.snap(at, WALK, 250) is not None


def test_other_streets_almost_as_near_are_candidates_too() -> None:
    town = Town(TWO_STREETS)
    a = town.positions["A"]
    found = town.router.snap(LatLon(a.lat + 1e-4, a.lon + 1.5e-4), WALK, 250)
    assert found is not None
    assert [round(metres) for metres in found.metres.tolist()] == [11, 20]


def test_islands_take_no_snaps_but_stay() -> None:
    drawing = """
    A-------B

    P---Q
    """
    ways = {"AB": "highway=residential", "PQ": "highway=footway"}
    town = Town(StreetMap(drawing, ways))
    found = town.router.snap(town.positions["Q"], WALK, 400)
    assert town.network.n_edges == 2
    assert found is not None
    assert found.distance_m == pytest.approx(200, abs=1)


def test_a_street_one_can_only_leave_takes_no_snaps() -> None:
    drawing = """
    A---B
    |   |
    C---D---E
    """
    ways = {"ABDCA": "highway=residential", "ED": "highway=residential oneway=yes"}
    town = Town(StreetMap(drawing, ways))
    found = town.router.snap(town.positions["E"], CAR, 400)
    assert found is not None
    assert found.distance_m == pytest.approx(100, abs=1)
    on_foot = town.router.snap(town.positions["E"], WALK, 400)
    assert on_foot is not None and on_foot.distance_m < 1


def test_the_map_has_a_border() -> None:
    town = Town(TWO_STREETS)
    a = town.positions["A"]
    assert town.router.contains(LatLon(a.lat + 0.005, a.lon))
    assert not town.router.contains(LatLon(a.lat + 0.1, a.lon))


@settings(derandomize=True, deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32 - 1))
def test_no_street_is_nearer_than_the_snap(seed: int) -> None:
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    everywhere = np.full(network.n_edges, 15, np.uint8)
    at = LatLon(*dice.uniform(-0.002, 0.006, 2).tolist())
    found = snap(shapes(network, everywhere), at, WALK, 400.0)
    nearest = min(distance_m(network_line(network, e), at) for e in range(network.n_edges))
    if nearest > 400:
        assert found is None
    else:
        assert found is not None
        assert found.distance_m == pytest.approx(nearest, abs=0.01)


def network_line(network: StreetNetwork, edge: int) -> np.ndarray:
    """The points of an edge."""
    row = slice(*network.edges.first_point[edge : edge + 2])
    points = network.points
    return np.stack([degrees(points.lat_e7[row]), degrees(points.lon_e7[row])], axis=1)


def distance_m(line: np.ndarray, at: LatLon) -> float:
    """Distance to a line, by trying many of its points."""
    best = np.inf
    for a, b in pairwise(line):
        share = np.linspace(0, 1, 4001)[:, None]
        points = a + share * (b - a)
        east = (points[:, 1] - at.lon) * np.cos(np.radians(at.lat))
        best = min(best, float(np.hypot(points[:, 0] - at.lat, east).min()) * 111_195.08)
    return best


def test_a_router_without_stops_reaches_none() -> None:
    network = TWO_STREETS.read()[0]
    router = StreetRouter(network, unlinked(network))
    router.warm()
    at = router.snap(LatLon(0.0, 0.0), WALK, 250)
    assert at is None or router.reach(at, WALK, 900)[0].size == 0
