"""Live speeds and closures: the next way heeds them, and the one after they are gone does not."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.live.roads import RoadState
from maas.model import LatLon, Profile, SourceId
from maas.snapshot import Batch
from routing.overlays.roads.applying import apply_roads
from routing.streets import StreetRouter, unlinked
from routing.streets.profiles import off_street_m_s
from routing.streets.roads import QUICKEST, Roads
from tests.streetgraphs import Oracle, links_of, random_network, random_snap
from tests.streetmaps import StreetMap, Town

CAR, BIKE = Profile.CAR, Profile.BIKE
DAY_S = 86_400
NOW = 1_700_000_000
SEEDS = st.integers(0, 2**32 - 1)
SQUARE = """
M---A-------B---N
    |       |
    |       |
    C-------D
"""
WAYS = {
    "AB": "highway=residential maxspeed=45",
    "ACDB": "highway=residential maxspeed=45",
    "MA": "highway=residential maxspeed=45",
    "BN": "highway=residential maxspeed=45",
}
AB, ACDB, MA, BN = range(1, 5)
"""Their ids; a node's id is its letter's number."""


def told(*states: RoadState) -> Mapping[SourceId, Batch]:
    """One source's batch."""
    source = SourceId("roads")
    return {source: Batch(source, NOW, states)}


def town_with(*states: RoadState, now: int = NOW) -> Town:
    """The square, with something said of its roads."""
    town = Town(StreetMap(SQUARE, WAYS))
    town.router = town.router.with_roads(apply_roads(town.router, told(*states), now, None))
    return town


def between(a: str, b: str, way: int = AB) -> tuple[int, int, int]:
    """A way between two of its nodes."""
    return way, ord(a), ord(b)


def test_closed_roads_are_gone_round_by_cars_alone() -> None:
    town = town_with(RoadState(AB, is_closed=True))
    assert [town.way("M", "N", CAR), town.way("N", "M", CAR)] == ["MACDBN", "NBDCAM"]
    assert town.way("M", "N", BIKE) == "MABN"


def test_one_direction_may_be_closed() -> None:
    town = town_with(RoadState(*between("A", "B"), is_closed=True))
    assert [town.way("M", "N", CAR), town.way("N", "M", CAR)] == ["MACDBN", "NBAM"]


def test_what_is_closed_opens_again() -> None:
    town = town_with(RoadState(AB, is_closed=True))
    closed = town.router
    town.router = closed.with_roads(Roads())
    assert town.way("M", "N", CAR) == "MABN"
    town.router = closed
    assert town.way("M", "N", CAR) == "MACDBN"


def test_slow_roads_are_avoided_where_the_detour_is_quicker() -> None:
    usual = town_with()
    seconds = usual.seconds("M", "N", CAR)
    slower = town_with(RoadState(AB, kmh=18.0))
    assert slower.way("M", "N", CAR) == "MABN"
    assert slower.seconds("M", "N", CAR) == seconds + 20  # 200 m at 18 instead of 36 km/h
    assert town_with(RoadState(AB, kmh=5.0)).way("M", "N", CAR) == "MACDBN"


def test_a_part_of_a_road_slows_as_much_as_it_is() -> None:
    whole = town_with(RoadState(ACDB, kmh=18.0))
    part = town_with(RoadState(*between("C", "D", ACDB), kmh=18.0))
    usual = town_with()
    slower = [town.seconds("C", "D", CAR) - usual.seconds("C", "D", CAR) for town in (whole, part)]
    assert slower == [20, 5]  # a quarter of the edge is 20 s slower, wherever one drives on it
    assert part.seconds("D", "C", CAR) == usual.seconds("D", "C", CAR)


def test_nobody_is_told_to_drive_much_faster_than_is_allowed() -> None:
    town = town_with(RoadState(AB, kmh=500.0))
    usual = town_with().seconds("A", "B", CAR)
    assert town.seconds("A", "B", CAR) == round(usual * QUICKEST)


def test_states_end_when_they_say_so() -> None:
    states = RoadState(AB, is_closed=True, until=NOW + 60), RoadState(BN, kmh=9.0, until=NOW + 90)
    router = Town(StreetMap(SQUARE, WAYS)).router
    roads = apply_roads(router, told(*states), NOW, None)
    assert roads.until == NOW + 60 and roads.holds(NOW + 59) and not roads.holds(NOW + 60)
    later = apply_roads(router, told(*states), NOW + 60, roads)
    assert not later.is_closed.any() and later.until == NOW + 90
    assert apply_roads(router, told(*states), NOW + 90, later).directed.size == 0


def test_what_is_not_on_the_map_is_counted() -> None:
    router = Town(StreetMap(SQUARE, WAYS)).router
    states = (
        RoadState(99, is_closed=True),
        RoadState(*between("A", "D"), is_closed=True),
        RoadState(AB, kmh=float("nan")),
        RoadState(AB, is_closed=True),
    )
    roads = apply_roads(router, told(*states), NOW, None)
    assert roads.is_closed.sum() == 2
    (findings,) = roads.findings.values()
    counts = {finding.rule: finding.count for finding in findings}
    assert counts == {"unknown_road": 2, "invalid_road_speed": 1}


def test_several_sources_are_heard_and_the_worst_is_believed() -> None:
    router = Town(StreetMap(SQUARE, WAYS)).router
    sources = [RoadState(AB, kmh=9.0), RoadState(AB, kmh=18.0), RoadState(AB, is_closed=True)]
    batches = {
        SourceId(f"s{i}"): Batch(SourceId(f"s{i}"), NOW, (each,)) for i, each in enumerate(sources)
    }
    roads = apply_roads(router, batches, NOW, None)
    assert roads.share.tolist() == pytest.approx([4.0, 4.0], rel=0.01)
    assert roads.is_closed.all()


def test_who_stands_on_a_closed_road_starts_from_the_next_one() -> None:
    town = town_with(RoadState(AB, is_closed=True))
    a, b = town.positions["A"], town.positions["B"]
    middle = LatLon(a.lat, (a.lon + b.lon) / 2)
    snap = town.router.snap(middle, CAR, 500)
    assert snap is not None and snap.distance_m > 50
    assert town.router.snap(middle, BIKE, 500).distance_m < 1  # type: ignore[union-attr]


@settings(derandomize=True, deadline=None, max_examples=40)
@given(seed=SEEDS)
def test_ways_are_the_fastest_as_roads_are(seed: int) -> None:
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    stops = [random_snap(dice, network) for _ in range(3)]
    directed = np.unique(dice.integers(0, 2 * network.n_edges, 10)).astype(np.int32)
    roads = Roads(
        directed,
        dice.choice([0.8, 0.9, 1.0, 3.0], directed.size),
        dice.random(directed.size) < 0.4,
    )
    router = StreetRouter(network, links_of(network, stops)).with_roads(roads)
    oracle = Oracle(network, CAR, roads)
    at = random_snap(dice, network)
    there, back = (
        dict(
            zip(*(a.tolist() for a in router.reach(at, CAR, DAY_S, backward=is_back)), strict=True)
        )
        for is_back in (False, True)
    )
    for stop, snap in enumerate(stops):
        path = router.route(at, snap, CAR, DAY_S)
        expected = oracle.seconds(at, snap, off_street_m_s(CAR))
        assert (there.get(stop), path and path.seconds) == (expected, expected)
        assert back.get(stop) == oracle.seconds(snap, at, off_street_m_s(CAR))


def test_nothing_but_the_streets_of_cars_is_copied() -> None:
    network = random_network(np.random.default_rng(5), side=6)
    router = StreetRouter(network, unlinked(network))
    roads = Roads(np.array([0, 7], np.int32), np.array([2.0, 1.0]), np.array([False, True]))
    made = router.with_roads(roads)
    assert made.search.streets[BIKE] is router.search.streets[BIKE]
    cars, usual = made.search.streets[CAR].graph, router.search.streets[CAR].graph
    assert cars.far is usual.far and cars.x_m is usual.x_m
    assert 7 in usual.edge and 7 not in cars.edge
    assert made.search.scratch() is router.search.scratch()
    assert replace(roads).holds(0)
