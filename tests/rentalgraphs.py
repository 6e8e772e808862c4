"""Random fleets on random streets, and what is slowly but surely true of renting them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, inf

import networkx as nx
import numpy as np

from maas.live.rentals import FormFactor, RentalSystem, VehicleType
from maas.model import LatLon, Profile, SourceId
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from routing.rentals.fleets import Fleet, Ground, OnEdges, Rentals, Spots, System
from routing.rentals.wanted import Wanted
from routing.rentals.ways import LOCK_S, UNLOCK_S
from routing.streets import Snap
from routing.streets.profiles import costs, off_street_m_s, pace
from tests.streetgraphs import Oracle, random_snap

ARRIVED = "arrived"
NO_RULE = 0
Candidate = tuple[int, float, int]
"""Edge, share, ms between the position and that point."""


def on_edges(snaps: Sequence[Snap]) -> OnEdges:
    """Snaps as fleets keep them."""
    return OnEdges(
        np.cumsum([0, *(snap.edge.size for snap in snaps)]).astype(np.int32),
        np.concatenate([np.empty(0, np.int32), *(snap.edge for snap in snaps)]),
        np.concatenate([np.empty(0), *(snap.share for snap in snaps)]),
        np.concatenate([np.empty(0), *(snap.metres for snap in snaps)]).astype(np.float32),
    )


def spots_at(
    snaps: Sequence[Snap],
    place: Sequence[int],
    count: Sequence[int],
    range_m: Sequence[float] | None = None,
    home: Sequence[int] | None = None,
) -> Spots:
    """Spots that one walks and rides to alike."""
    n = len(snaps)
    return Spots(
        np.array(place, np.int32),
        np.array([(snap.at.lat, snap.at.lon) for snap in snaps]).reshape(-1, 2),
        np.array(count, np.int32),
        np.array([inf] * n if range_m is None else range_m, np.float32),
        np.array([-1] * n if home is None else home, np.int32),
        on_edges(snaps),
        on_edges(snaps),
    )


def rentals_of(fleets: Sequence[Fleet]) -> Rentals:
    """Fleets of one system."""
    told = RentalSystem("s")
    return Rentals((System(SourceId("s"), "s", told, {}, {}, (), (), (), ()),), tuple(fleets))


def random_rentals(dice: np.random.Generator, network: StreetNetwork) -> Rentals:
    """Two fleets of one system with any rules, at the same few stations and free on the street."""
    stations = [random_snap(dice, network) for _ in range(3)]
    ground = dice.choice([0, 0, 0, 1, 2, 4, 8], network.n_edges).astype(np.uint8)
    slow = dice.choice([0, 0, 0, 6], network.n_edges).astype(np.uint8)
    rules = (ground, slow) if dice.random() < 0.6 else (None, None)
    return rentals_of([_random_fleet(dice, network, stations, rules) for _ in range(2)])


def _random_fleet(
    dice: np.random.Generator,
    network: StreetNetwork,
    stations: Sequence[Snap],
    rules: tuple[np.ndarray | None, np.ndarray | None],
) -> Fleet:
    returns = dice.choice(["stations", "street", "both", "home"])
    free = [random_snap(dice, network) for _ in range(int(dice.integers(0, 4)))]
    n = len(stations) + len(free)
    place = [*range(len(stations)), *range(-1, -1 - len(free), -1)]
    home = dice.integers(0, 3, n) if returns == "home" else np.full(n, -1)
    taking = spots_at(
        [*stations, *free],
        place,
        dice.integers(1, 4, n).tolist(),
        dice.choice([inf, inf, 120.0, 250.0, 400.0], n).tolist(),
        home.tolist(),
    )
    leaving = [] if returns == "street" else stations
    count = dice.integers(1, 4, len(leaving)).tolist()
    profile = Profile(int(dice.choice([Profile.BIKE, Profile.BIKE, Profile.CAR])))
    return Fleet(
        0,
        VehicleType("s", "t", FormFactor.BICYCLE, riders=int(dice.integers(1, 3))),
        profile,
        float(dice.choice([3.0, 5.0, 8.0])) if dice.random() < 0.7 else None,
        taking,
        spots_at(leaving, range(len(leaving)), count),
        returns in ("street", "both"),
        *rules,
    )


@dataclass(frozen=True)
class Moves:
    """Everything one can do by one profile, directed edge by directed edge.

    A node (edges, phase) is somebody about to travel the last of these edges; see Oracle.
    """

    network: StreetNetwork
    profile: Profile
    speed_m_s: float | None = None
    fleet: Fleet | None = None

    @cached_property
    def ms(self) -> list[int]:
        """What each directed edge takes."""
        paid = costs(self.network, self.profile)
        move = np.ceil(paid.move_ms * pace(self.profile, self.speed_m_s))
        metres = np.repeat(self.network.edges.length_m.astype(np.float64), 2)
        limits = []
        if self.fleet is not None and self.fleet.max_kmh is not None:
            kmh = np.repeat(self.fleet.max_kmh, 2).astype(np.float64)
            limits.append(np.where(kmh > 0, kmh / 3.6, inf))
        if self.profile is Profile.CAR and self.speed_m_s is not None:
            limits.append(np.full(metres.size, self.speed_m_s))
        for m_s in limits:
            move = np.where(move > 0, np.maximum(move, np.ceil(metres * 1000 / m_s)), move)
        return [int(ms) for ms in move + paid.fixed_ms]

    @cached_property
    def _oracle(self) -> Oracle:
        return Oracle(self.network, self.profile)

    def forbids(self, edge: int, rule: int) -> bool:
        """Whether the ground of an edge forbids something."""
        ground = None if self.fleet is None else self.fleet.ground
        return ground is not None and bool(ground[edge] & rule)

    def open(self, edge: int) -> list[int]:
        """The directions in which an edge can be travelled."""
        return [] if self.forbids(edge, Ground.NO_PASS) else self._oracle._open(edge)

    def onward(self, edges: tuple[int, ...], phase: int) -> Iterator[tuple[object, int]]:
        """What one can do after the last edge, and what it costs beside that edge."""
        phase = self._oracle._first_phase(edges[-1]) if phase < 0 else phase
        for directed in self._oracle._following(edges):
            new = self._oracle._next_phase(phase, directed)
            if new is None or directed not in self.open(directed >> 1):
                continue
            is_uturn = self.profile is Profile.CAR and directed == edges[-1] ^ 1
            kept = (*edges, directed)[-3:] if self.profile is Profile.CAR else (directed,)
            yield (kept, new), 20_000 if is_uturn else 0

    def travel(
        self,
        graph: nx.DiGraph,
        layer: object,
        source: object,
        begins: Sequence[Candidate],
        ends: Sequence[tuple[object, Sequence[Candidate]]],
        range_m: float = inf,
    ) -> None:
        """Add all ways from a source to some ends, over nodes (layer, history, metres)."""
        waiting = []
        for edge, share, ms in begins:
            for directed in self.open(edge):
                self._arrive(graph, source, (directed, share), (ms, 0.0), ends, range_m)
                rest = share if directed & 1 else 1 - share
                ridden, cost = rest * self._metres(edge), ms + ceil(rest * self.ms[directed])
                waiting += self._go_on(
                    graph, layer, source, ((directed,), -1), cost, ridden, range_m
                )
        while waiting:
            node = waiting.pop()
            (_, (edges, phase), ridden) = node
            at = 0.0 if range_m == inf else ridden
            begin = (edges[-1], float(edges[-1] & 1))
            self._arrive(graph, node, begin, (0, at), ends, range_m)
            cost = self.ms[edges[-1]]
            further = at + self._metres(edges[-1] >> 1)
            waiting += self._go_on(graph, layer, node, (edges, phase), cost, further, range_m)

    def _metres(self, edge: int) -> float:
        return float(self.network.edges.length_m[edge])

    def _go_on(
        self,
        graph: nx.DiGraph,
        layer: object,
        node: object,
        history: tuple[tuple[int, ...], int],
        cost: int,
        ridden: float,
        range_m: float,
    ) -> list[tuple[object, tuple[tuple[int, ...], int], float]]:
        if ridden > range_m:
            return []
        new = []
        for there, more in self.onward(*history):
            onto = (layer, there, 0.0 if range_m == inf else ridden)
            if onto not in graph:
                new.append(onto)
            join(graph, node, onto, cost + more)
        return new

    def _arrive(
        self,
        graph: nx.DiGraph,
        node: object,
        begin: tuple[int, float],
        before: tuple[int, float],
        ends: Sequence[tuple[object, Sequence[Candidate]]],
        range_m: float,
    ) -> None:
        directed, begun = begin
        for end, candidates in ends:
            for edge, share, ms in candidates:
                along = begun - share if directed & 1 else share - begun
                if edge != directed >> 1 or along < 0:
                    continue
                if before[1] + along * self._metres(edge) <= range_m:
                    join(graph, node, end, before[0] + ceil(along * self.ms[directed]) + ms)


def join(graph: nx.DiGraph, a: object, b: object, ms: int) -> None:
    """Add an edge, or make it shorter."""
    if not graph.has_edge(a, b) or graph[a][b]["weight"] > ms:
        graph.add_edge(a, b, weight=ms)


def points(snap: Snap, profile: Profile, stretch: float = 1.0, more_ms: int = 0) -> list[Candidate]:
    """The points of a snap; `more_ms` is spent at the position."""
    plain = [ceil(m * (1000.0 / off_street_m_s(profile))) for m in snap.metres.tolist()]
    offs = [ceil(ms * stretch) + more_ms for ms in plain]
    return list(zip(snap.edge.tolist(), snap.share.tolist(), offs, strict=True))


def snap_of(spots: Spots, on: OnEdges, i: int) -> Snap:
    """A spot as a snap."""
    row = slice(on.first[i], on.first[i + 1])
    at = LatLon(*spots.at[i].tolist())
    return Snap(at, on.edge[row], on.share[row], on.metres[row].astype(np.float64))


@dataclass(frozen=True)
class RentalOracle:
    """All ways with any vehicle on one layered graph: walk, take, ride, leave, walk."""

    network: StreetNetwork
    rentals: Rentals
    wanted: Wanted

    def ms(self, origin: Snap, destination: Snap, *, backward: bool = False) -> tuple[float, float]:
        """Of the fastest way with a vehicle, and on foot all the way; inf: there is none.

        Left out is who gets no farther by vehicle: at no station is one left (backward: taken)
        where one is as soon on foot (backward: from where one walks as quickly). Backward no
        vehicle is taken that does not go as far as the quickest ride.
        """
        graph = nx.DiGraph()
        graph.add_nodes_from(["origin", "walked", ARRIVED])
        takes = [(n, self._walk(s)) for f in self.rentals.fleets for n, s in self._taken(f)]
        stations = [(("on foot", n), self._walk(s)) for n, s in self._stations()]
        ends = [("walked", self._walk(destination)), *takes, *stations]
        self._walker.travel(graph, "walk", "origin", self._walk(origin), ends)
        endless = graph.copy()
        for fleet in self.rentals.fleets:
            self._ride(graph, fleet, destination)
        if backward:
            for fleet in self.rentals.fleets:
                self._ride(endless, fleet, destination, endless=True)
            graph.remove_nodes_from(list(self._not_taken(graph, endless, destination)))
        else:
            graph.remove_nodes_from(list(self._left_too_late(graph)))
        times = nx.single_source_dijkstra_path_length(graph, "origin")
        return times.get(ARRIVED, inf), times.get("walked", inf)

    def _left_too_late(self, graph: nx.DiGraph) -> Iterator[object]:
        """The stations where a vehicle is left no sooner than one is there on foot."""
        times = nx.single_source_dijkstra_path_length(graph, "origin")
        for node, _ in self._stations():
            if times.get(node, inf) >= times.get(("on foot", node), inf):
                yield node

    def _not_taken(
        self, graph: nx.DiGraph, endless: nx.DiGraph, destination: Snap
    ) -> Iterator[object]:
        """The vehicles from where one is as soon on foot, and those that do not go so far."""
        riding, as_if = (
            nx.single_source_dijkstra_path_length(each.reverse(copy=False), ARRIVED)
            for each in (graph, endless)
        )
        for fleet in self.rentals.fleets:
            for node, snap in self._taken(fleet):
                walking = nx.DiGraph()
                walking.add_nodes_from([node, "there"])
                ends = [("there", self._walk(destination))]
                self._walker.travel(walking, "walk", node, self._walk(snap), ends)
                times = nx.single_source_dijkstra_path_length(walking, node)
                ridden, walked = riding.get(node, inf), times.get("there", inf)
                if ridden > as_if.get(node, inf) or ridden - UNLOCK_S * 1000 >= walked:
                    yield node

    @cached_property
    def _walker(self) -> Moves:
        return Moves(self.network, self.wanted.profile, self.wanted.walk_speed_m_s)

    def _walk(self, snap: Snap, more_ms: int = 0) -> list[Candidate]:
        stretch = pace(self.wanted.profile, self.wanted.walk_speed_m_s)
        return points(snap, self.wanted.profile, stretch, more_ms)

    def _taken(self, fleet: Fleet) -> Iterator[tuple[object, Snap]]:
        """The spots where enough vehicles can be taken, as nodes and where one walks to."""
        for i in range(fleet.taking.place.size):
            if fleet.taking.count[i] >= self.wanted.vehicles(fleet):
                yield ("taken", id(fleet), i), snap_of(fleet.taking, fleet.taking.foot, i)

    def _ride(
        self, graph: nx.DiGraph, fleet: Fleet, destination: Snap, *, endless: bool = False
    ) -> None:
        """Every ride with each vehicle on its own, and every walk from where it may be left."""
        moves = Moves(self.network, fleet.profile, self.wanted.speed_m_s(fleet), fleet)
        for node, _ in self._taken(fleet):
            if node not in graph:
                continue
            i = node[2]  # type: ignore[index]
            begins = [
                (edge, share, UNLOCK_S * 1000 + ms)
                for edge, share, ms in points(
                    snap_of(fleet.taking, fleet.taking.ride, i), fleet.profile
                )
                if not moves.forbids(edge, Ground.NO_START)
            ]
            ends = list(self._left(fleet, moves, int(fleet.taking.home[i]), destination))
            range_m = inf if endless else float(fleet.taking.range_m[i])
            moves.travel(graph, ("ride", node), node, begins, ends, range_m)
        for node, snap in self._walks_off(fleet):
            if node in graph:
                begins = self._walk(snap, LOCK_S * 1000)
                self._walker.travel(
                    graph, "walk on", node, begins, [(ARRIVED, self._walk(destination))]
                )

    def _left(
        self, fleet: Fleet, moves: Moves, home: int, destination: Snap
    ) -> Iterator[tuple[object, Sequence[Candidate]]]:
        """Where a vehicle may be left: stations, vertices, points beside the destination."""
        heeds = not self.wanted.ignores_returns
        for j in range(fleet.leaving.place.size):
            is_home = home < 0 or home == fleet.leaving.place[j]
            if (is_home or not heeds) and fleet.leaving.count[j] >= self.wanted.vehicles(fleet):
                found = points(snap_of(fleet.leaving, fleet.leaving.ride, j), fleet.profile)
                yield (
                    ("left", id(fleet), j),
                    [each for each in found if not (heeds and moves.forbids(each[0], 4))],
                )
        if heeds and (not fleet.anywhere or home >= 0):
            return
        rule = Ground.NO_END | Ground.STATIONS_ONLY if heeds else NO_RULE
        for vertex, snap in self._vertices():
            yield (
                ("left", vertex),
                [each for each in points(snap, fleet.profile) if not moves.forbids(each[0], rule)],
            )
        beside = self._walk(destination, LOCK_S * 1000)
        yield ARRIVED, [each for each in beside if not moves.forbids(each[0], rule)]

    def _walks_off(self, fleet: Fleet) -> Iterator[tuple[object, Snap]]:
        yield from self._stations_of(fleet)
        for vertex, snap in self._vertices():
            onward = [
                2 * edge + int(share) in self._walker.open(edge)
                for edge, share in zip(snap.edge.tolist(), snap.share.tolist(), strict=True)
            ]
            yield ("left", vertex), snap.among(np.array(onward, np.bool_))

    def _stations(self) -> Iterator[tuple[object, Snap]]:
        for fleet in self.rentals.fleets:
            yield from self._stations_of(fleet)

    def _stations_of(self, fleet: Fleet) -> Iterator[tuple[object, Snap]]:
        """Stations where vehicles of a fleet may be left."""
        for j in range(fleet.leaving.place.size):
            yield ("left", id(fleet), j), snap_of(fleet.leaving, fleet.leaving.foot, j)

    def _vertices(self) -> Iterator[tuple[int, Snap]]:
        """The vertices one can walk over, on the edges that end there."""
        vertices, edges = self.network.vertices, self.network.edges
        for vertex in range(self.network.n_vertices):
            if vertices.blocked[vertex] >> self.wanted.profile & 1:
                continue
            tails, heads = (
                np.flatnonzero(edges.tail == vertex),
                np.flatnonzero(edges.head == vertex),
            )
            at = LatLon(*(float(degrees(c)[vertex]) for c in (vertices.lat_e7, vertices.lon_e7)))
            edge = np.concatenate([tails, heads]).astype(np.int32)
            share = np.concatenate([np.zeros(tails.size), np.ones(heads.size)])
            yield vertex, Snap(at, edge, share, np.zeros(edge.size))
