"""Streets of a real city, against networkx and against the map."""

import math
from functools import cache

import networkx as nx
import numpy as np
import pytest

from feeds.osm import read
from maas.model import LatLon, Profile, SourceId
from maas.streets import Street, StreetNetwork, WayFlag
from maas.streets.tables import degrees
from routing.streets import Snap, StreetRouter, unlinked
from routing.streets.profiles import costs
from tests.shared import shared
from tests.streetgraphs import links_of

pytestmark = pytest.mark.real
WALK, BIKE, CAR = Profile.WALK, Profile.BIKE, Profile.CAR
NORTH_BANK = LatLon(41.1407, -8.6131)  # Praça da Ribeira
SOUTH_BANK = LatLon(41.1375, -8.6125)  # Cais de Gaia
DAY_S = 86_400


@cache
def porto() -> tuple[StreetNetwork, StreetRouter]:
    """Porto's streets, read once."""
    network = read(shared("data", "porto", "porto.osm.pbf"), SourceId("osm"))[0]
    return network, StreetRouter(network, unlinked(network))


def snapped(at: LatLon, profile: Profile) -> Snap:
    """Where a place meets the streets."""
    found = porto()[1].snap(at, profile, 250)
    assert found is not None
    return found


def random_snaps(n: int, profile: Profile, seed: int) -> list[Snap]:
    """Places beside random vertices from which the profile can start."""
    network, router = porto()
    dice = np.random.default_rng(seed)
    rows = dice.integers(0, network.n_vertices, 2 * n)
    lat = degrees(network.vertices.lat_e7[rows]) + dice.normal(0, 2e-4, 2 * n)
    lon = degrees(network.vertices.lon_e7[rows]) + dice.normal(0, 2e-4, 2 * n)
    found = [router.snap(LatLon(*at), profile, 250) for at in zip(lat, lon, strict=True)]
    return [snap for snap in found if snap is not None][:n]


@pytest.mark.slow
def test_walks_take_as_long_as_networkx_says() -> None:
    network, router = porto()
    graph = walking_graph(network)
    dice = np.random.default_rng(2)
    nodes = dice.choice([node for node in graph if isinstance(node, int)], 400)
    for a, b in zip(nodes[:200].tolist(), nodes[200:].tolist(), strict=True):
        path = router.route(at_vertex(a), at_vertex(b), WALK, DAY_S)
        try:
            expected = nx.dijkstra_path_length(graph, a, b, weight="ms")
        except nx.NetworkXNoPath:
            expected = None
        assert (path and path.seconds) == (expected and (expected + 500) // 1000)


def walking_graph(network: StreetNetwork) -> nx.DiGraph:
    """All that can be walked; where one cannot pass, every edge has an end of its own."""
    paid = costs(network, WALK)
    is_blocked = network.vertices.blocked & 1 > 0
    graph = nx.DiGraph()
    for edge in range(network.n_edges):
        ends = int(network.edges.tail[edge]), int(network.edges.head[edge])
        tail, head = ((end, edge) if is_blocked[end] else end for end in ends)
        for directed, a, b in ((2 * edge, tail, head), (2 * edge + 1, head, tail)):
            ms = int(paid.move_ms[directed] + paid.fixed_ms[directed])
            if paid.is_open[directed] and graph.get_edge_data(a, b, {"ms": ms + 1})["ms"] > ms:
                graph.add_edge(a, b, ms=ms)
    return graph


def at_vertex(vertex: int) -> Snap:
    """A snap at a vertex itself, on all edges there."""
    network = porto()[0]
    at_tail = np.flatnonzero(network.edges.tail == vertex)
    at_head = np.flatnonzero(network.edges.head == vertex)
    edge = np.concatenate([at_tail, at_head]).astype(np.int32)
    share = np.repeat([0.0, 1.0], [at_tail.size, at_head.size])
    lat, lon = (
        float(degrees(column)[vertex])
        for column in (network.vertices.lat_e7, network.vertices.lon_e7)
    )
    return Snap(LatLon(lat, lon), edge, share, np.zeros(edge.size))


@pytest.mark.parametrize("profile", list(Profile))
def test_nobody_crosses_the_river_but_over_a_bridge(profile: Profile) -> None:
    network, router = porto()
    ends = snapped(NORTH_BANK, profile), snapped(SOUTH_BANK, profile)
    for origin, destination in (ends, ends[::-1]):
        path = router.route(origin, destination, profile, DAY_S)
        assert path is not None
        over = [step.way for step in path.steps if step.way]
        rows = np.flatnonzero(np.isin(network.ways.id, over))
        assert (network.ways.flags[rows] & WayFlag.BRIDGE).any()
        assert path.distance_m > 1.2 * origin.at.distance_m(destination.at)


@pytest.mark.parametrize("profile", list(Profile))
def test_all_searches_agree_to_the_second(profile: Profile) -> None:
    network, _ = porto()
    snaps = random_snaps(30, profile, 3)
    router = StreetRouter(network, links_of(network, snaps))
    for at in random_snaps(5, profile, 4):
        there = dict(zip(*(c.tolist() for c in router.reach(at, profile, DAY_S)), strict=True))
        back_columns = router.reach(at, profile, DAY_S, backward=True)
        back = dict(zip(*(column.tolist() for column in back_columns), strict=True))
        for stop, snap in enumerate(snaps):
            out, home = (router.route(*p, profile, DAY_S) for p in ((at, snap), (snap, at)))
            assert there.get(stop) == (out and out.seconds)
            assert back.get(stop) == (home and home.seconds)


@pytest.mark.parametrize("profile", list(Profile))
def test_speeds_and_lines_are_sane(profile: Profile) -> None:
    _, router = porto()
    fastest = {WALK: 1.21, Profile.WHEELCHAIR: 0.91, BIKE: 4.3, CAR: 31.0}[profile]
    snaps = random_snaps(60, profile, 5)
    for origin, destination in zip(snaps[::2], snaps[1::2], strict=True):
        path = router.route(origin, destination, profile, DAY_S)
        if path is None:
            continue
        straight = origin.at.distance_m(destination.at)
        assert straight <= path.distance_m * 1.001
        assert path.distance_m / max(path.seconds, 1) < fastest
        hops = np.hypot(*np.diff(path.geometry, axis=0).T) * 111_195
        assert math.isclose(path.distance_m, hops.sum(), rel_tol=0.35)
        assert [step.first for step in path.steps[1:]] == [step.last for step in path.steps[:-1]]
        assert (path.steps[0].first, path.steps[-1].last) == (0, len(path.geometry) - 1)


def test_few_places_lie_on_islands() -> None:
    network, _ = porto()
    takes = unlinked(network).taking
    is_walked = network.ways.open[network.edges.way] & 3 > 0
    on_mainland = takes[is_walked] & 1 > 0
    assert on_mainland.mean() > 0.95
    assert Street.MOTORWAY not in network.ways.kind[network.edges.way[takes & 1 > 0]]
