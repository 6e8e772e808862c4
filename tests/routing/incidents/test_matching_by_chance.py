"""Lines drawn along ways of chance through random streets are found where they were drawn."""

from itertools import pairwise

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maas.arrays import Float64s
from maas.live.incidents import Direction, Incident, IncidentKind
from maas.model import Profile
from maas.streets.tables import degrees
from maas.units import EARTH_RADIUS_M
from routing.incidents.matching import Matcher, match
from tests.streetgraphs import random_network

SEEDS = st.integers(0, 2**32 - 1)
M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180
NEAR_M = 45.0


def a_way(matcher: Matcher, dice: np.random.Generator, n: int) -> list[int]:
    """Directed edges that follow each other, open to cars; no street and no junction twice."""
    lanes = matcher.lanes
    is_open = (lanes.may >> Profile.CAR & 1).astype(np.bool_)
    assume(is_open.any())
    way = [int(dice.choice(np.flatnonzero(is_open)))]
    passed = {int(lanes.head[way[0] ^ 1]), int(lanes.head[way[0]])}
    while len(way) < n:
        vertex = lanes.head[way[-1]]
        out = lanes.out[lanes.first_out[vertex] : lanes.first_out[vertex + 1]]
        onward = [
            int(each) for each in out if is_open[each] and int(lanes.head[each]) not in passed
        ]
        if not onward:
            break
        way.append(int(dice.choice(onward)))
        passed.add(int(lanes.head[way[-1]]))
    return way


def line_of(matcher: Matcher, way: list[int]) -> Float64s:
    """[n, 2] Its points."""
    edges, points = matcher.network.edges, matcher.network.points
    parts = []
    for directed in way:
        row = slice(*edges.first_point[directed >> 1 : (directed >> 1) + 2].tolist())
        at = np.stack([degrees(points.lat_e7[row]), degrees(points.lon_e7[row])], axis=1)
        parts.append(at[::-1] if directed & 1 else at)
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def drawn(line: Float64s, direction: Direction = Direction.ONE) -> Incident:
    """A closure along a line."""
    points = tuple((lat, lon) for lat, lon in line.tolist())
    return Incident("1", IncidentKind.CLOSURE, line=points, direction=direction)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(SEEDS, st.integers(1, 5), st.sampled_from([0.0, 1.0, 3.0]))
def test_ways_are_found_where_they_were_drawn(seed: int, n: int, moved_m: float) -> None:
    dice = np.random.default_rng(seed)
    matcher = Matcher.of(random_network(dice))
    way = a_way(matcher, dice, n)
    line = line_of(matcher, way)
    moved = line + dice.normal(0, 1, line.shape) * moved_m / M_PER_DEGREE
    found = match(matcher, drawn(moved))
    assert found.directed.tolist() == sorted(way)
    assert found.quality > 0.8
    assert found.share.min() > 0.8


@settings(derandomize=True, deadline=None, max_examples=40)
@given(SEEDS, st.integers(1, 4))
def test_both_ways_are_the_way_and_its_way_back(seed: int, n: int) -> None:
    dice = np.random.default_rng(seed)
    matcher = Matcher.of(random_network(dice))
    way = a_way(matcher, dice, n)
    found = set(match(matcher, drawn(line_of(matcher, way), Direction.BOTH)).directed.tolist())
    back = {each ^ 1 for each in way}
    assert set(way) <= found
    if all(matcher.lanes.may[each] >> Profile.CAR & 1 for each in back):
        assert found == set(way) | back


@settings(derandomize=True, deadline=None, max_examples=40)
@given(SEEDS)
def test_nothing_far_from_a_line_is_found_and_memory_decides_nothing(seed: int) -> None:
    dice = np.random.default_rng(seed)
    matcher = Matcher.of(random_network(dice))
    low, high = (
        matcher.network.points.lat_e7.min() * 1e-7,
        matcher.network.points.lat_e7.max() * 1e-7,
    )
    labels = matcher.labels()
    for _ in range(3):
        line = dice.uniform(low, high, (int(dice.integers(2, 6)), 2))
        incident = drawn(line, Direction.BOTH)
        found, again = match(matcher, incident), match(matcher, incident, labels)
        assert found.directed.tolist() == again.directed.tolist()
        assert found.quality == again.quality
        for directed, share in zip(found.directed.tolist(), found.share.tolist(), strict=True):
            nearest_m = np.sort(apart_m(line_of(matcher, [directed]), line))
            assert nearest_m[0] < NEAR_M and 0 < share <= 1


def apart_m(points: Float64s, line: Float64s) -> Float64s:
    """[n] How far places along some points are from a line, on a plane."""
    samples = np.concatenate(
        [a + (b - a) * np.linspace(0, 1, 20)[:, None] for a, b in pairwise(points)]
    )
    nearest = np.full(len(samples), np.inf)
    for a, b in pairwise(line):
        side = (b - a) * M_PER_DEGREE
        off = (samples - a) * M_PER_DEGREE
        share = np.clip((off @ side) / max(float(side @ side), 1e-9), 0.0, 1.0)
        nearest = np.minimum(nearest, np.hypot(*(off - share[:, None] * side).T))
    return nearest
