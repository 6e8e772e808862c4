"""Door to door through a real city: walks as networkx takes them, legs a traveller can follow."""

from datetime import datetime
from functools import cache
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import networkx as nx
import pytest

from feeds import gtfs, osm
from maas.itinerary import Answer, Itinerary, Leg
from maas.model import LatLon, Mode, Profile, SourceId
from maas.settings import RoutingSettings
from maas.timetable import join
from routing.graph import Graph
from routing.planner import Planner
from routing.question import End, Question
from routing.streets import Snap, StreetRouter, link_stops
from routing.streets.profiles import costs
from routing.transfers import build_transfers
from tests.routing.streets.test_porto import walking_graph
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.slow]
FEEDS = {"stcp": "gtfs_stcp.zip", "metro": "gtfs_metro_do_porto.zip", "cp": "gtfs_cp.zip"}
ZONE = ZoneInfo("Europe/Lisbon")
WALK_M_S = 1.2


@cache
def porto() -> tuple[Graph, Planner]:
    """The whole city, read once."""
    lines = join(
        [gtfs.read(shared("data", "porto", name), SourceId(id))[0] for id, name in FEEDS.items()]
    )
    streets = osm.read(shared("data", "porto", "porto.osm.pbf"), SourceId("osm"))[0]
    links = link_stops(streets, lines)
    router = StreetRouter(streets, links)
    transfers = {
        profile: build_transfers(lines, router, profile, RoutingSettings())
        for profile in (Profile.WALK, Profile.WHEELCHAIR)
    }
    graph = Graph(lines, streets, links, transfers)
    return graph, Planner(graph)


@cache
def answers() -> list[tuple[Question, Answer]]:
    """Thirty questions between doors near stops, all over the day."""
    graph, planner = porto()
    assert graph.timetable is not None
    dice, stops = Random(11), graph.timetable.stops
    rows = [row for row in range(len(stops.id)) if stops.id[row].startswith("stcp:")]
    asked = []
    while len(asked) < 30:
        ends = [
            End(
                at=LatLon(
                    stops.lat[row] + dice.gauss(0, 2e-3), stops.lon[row] + dice.gauss(0, 2e-3)
                )
            )
            for row in dice.sample(rows, 2)
        ]
        at = datetime(2023, 9, 20, dice.randrange(6, 22), dice.randrange(60), tzinfo=ZONE)
        question = Question(*ends, int(at.timestamp()))
        asked.append((question, planner.plan(question)))
    return asked


def itineraries() -> list[tuple[Question, Itinerary]]:
    return [(question, each) for question, answer in answers() for each in answer.itineraries]


def test_nearly_every_question_has_ways() -> None:
    assert sum(bool(answer.itineraries or answer.direct) for _, answer in answers()) >= 28
    assert len(itineraries()) >= 100


def test_legs_follow_one_another_in_place_and_time() -> None:
    for question, itinerary in itineraries():
        assert question.time <= itinerary.departure
        for before, after in pairwise(itinerary.legs):
            assert before.arrival <= after.departure
            assert before.destination.place.at == after.origin.place.at
        for leg in itinerary.legs:
            assert leg.departure <= leg.arrival
            assert leg.trip is None or leg.departure < leg.arrival


def test_nobody_walks_faster_than_people_do() -> None:
    for _, itinerary in itineraries():
        for leg in itinerary.legs:
            if leg.mode is Mode.WALK:
                crow_flies_m = leg.origin.place.at.distance_m(leg.destination.place.at)
                assert leg.duration >= crow_flies_m / WALK_M_S - 1
                assert leg.distance_m is not None
                assert (
                    abs(leg.geometry[0] - [leg.origin.place.at.lat, leg.origin.place.at.lon]).max()
                    < 1e-5
                )


def test_no_way_is_slower_than_walking_without_sparing_a_long_walk() -> None:
    for _, answer in answers():
        for walk in answer.direct:
            for itinerary in answer.itineraries:
                on_foot = sum(leg.duration for leg in itinerary.legs if leg.mode is Mode.WALK)
                assert itinerary.duration < walk.duration or walk.duration - on_foot >= 540


def test_first_walks_take_as_long_as_networkx_says() -> None:
    graph, _ = porto()
    assert graph.streets is not None and graph.links is not None
    router, streets = StreetRouter(graph.streets, graph.links), walking_graph(graph.streets)
    checked = 0
    for leg in first_walks():
        ends = [
            router.snap(end.place.at, Profile.WALK, 250) for end in (leg.origin, leg.destination)
        ]
        if leg.duration < 120 or None in ends:
            continue
        expected = networkx_walk_s(streets, *ends)
        assert leg.duration == pytest.approx(expected, abs=2)
        checked += 1
    assert checked >= 20


def first_walks() -> list[Leg]:
    """The first leg of the first itinerary of every answer, where it is a walk."""
    firsts = [answer.itineraries[0].legs[0] for _, answer in answers() if answer.itineraries]
    return [leg for leg in firsts if leg.mode is Mode.WALK]


def networkx_walk_s(streets: nx.DiGraph, origin: Snap, destination: Snap) -> float:
    """Seconds between two snaps, by networkx on a copy of the graph with both ends joined to it."""
    network = porto()[0].streets
    assert network is not None
    paid, joined = costs(network, Profile.WALK), streets.copy()
    for edge in set(origin.edge) & set(destination.edge):
        a, b = (dict(zip(s.edge, zip(s.share, s.metres, strict=True), strict=True))[edge]
                for s in (origin, destination))  # fmt: skip
        along_ms = abs(a[0] - b[0]) * int(paid.move_ms[2 * edge] + paid.fixed_ms[2 * edge])
        joined.add_edge("A", "B", ms=along_ms + 1000 * (a[1] + b[1]) / WALK_M_S)
    for name, snap in (("A", origin), ("B", destination)):
        for edge, share, metres in zip(snap.edge, snap.share, snap.metres, strict=True):
            whole_ms = int(paid.move_ms[2 * edge] + paid.fixed_ms[2 * edge])
            off_ms = 1000 * metres / WALK_M_S
            tail, head = int(network.edges.tail[edge]), int(network.edges.head[edge])
            for node, part in ((tail, share), (head, 1 - share)):
                ends = (name, node) if name == "A" else (node, name)
                ms = off_ms + part * whole_ms
                if joined.get_edge_data(*ends, {"ms": ms + 1})["ms"] > ms:
                    joined.add_edge(*ends, ms=ms)
    return float(nx.dijkstra_path_length(joined, "A", "B", weight="ms")) / 1000
