"""What is slowly but surely true of renting vehicles: networkx on the layered graph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import networkx as nx
import numpy as np

from maas.model import LatLon
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from routing.rentals.fleets import Fleet, Ground, Rentals, Spots
from routing.rentals.wanted import Wanted
from routing.rentals.ways import LOCK_S, UNLOCK_S
from routing.streets import Snap
from routing.streets.on_edges import OnEdges
from routing.streets.profiles import pace
from tests.rentalmoves import Candidate, Moves, points

ARRIVED = "arrived"
NO_RULE = 0


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
