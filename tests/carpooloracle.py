"""What drivers may do for passengers, in the most literal way: every point, every pair, every leg,
with networkx over whole histories of edges."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import ceil, inf
from typing import Any

import networkx as nx
import numpy as np

from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.carpool.kerbside import Kerbside
from routing.carpool.meeting import Point
from routing.streets import Snap, StreetRouter
from routing.streets.profiles import SPEED_M_S
from tests.streetgraphs import Oracle

OFF_M_S = SPEED_M_S[Profile.WALK]
HALT_S = 60


@dataclass(frozen=True)
class Start:
    """Where one is on an edge: when it is begun, how far one is along it, what follows when."""

    directed: int
    begun_ms: float
    part: float
    onward: dict[Any, float]
    """Histories, by the time from where the edge is begun."""


@dataclass(frozen=True)
class Passing:
    """A point on a leg: on which edge, when, how long the whole leg takes then."""

    start: Start
    at_ms: float
    whole_ms: float


@dataclass(frozen=True)
class LegOracle:
    """All ways between two waypoints."""

    network: StreetNetwork
    kerbside: Kerbside
    origin: Snap
    goal: Snap
    oracle: Oracle = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "oracle", Oracle(self.network, Profile.CAR))

    @cached_property
    def graph(self) -> nx.DiGraph:
        """Histories and their followers, from "origin" to "goal"."""
        graph, oracle = nx.DiGraph(), self.oracle
        for edge, share, off in zip(*self._candidates(self.origin), strict=True):
            for directed in oracle._open(edge):
                rest = ceil((share if directed & 1 else 1 - share) * oracle._ms[directed])
                oracle._add(graph, "origin", (directed,), off + rest)
        oracle._grow(graph)
        histories = [node for node in graph if node != "origin"]
        graph.add_nodes_from(["origin", "goal"])
        for edge, share, off in zip(*self._candidates(self.goal), strict=True):
            for directed in oracle._open(edge):
                part = ceil((1 - share if directed & 1 else share) * oracle._ms[directed])
                for node in histories:
                    if node[0][-1] == directed:
                        known = graph.get_edge_data(node, "goal", {"weight": inf})["weight"]
                        graph.add_edge(node, "goal", weight=min(known, part + off))
        return graph

    def _candidates(self, at: Snap) -> tuple[list[int], list[float], list[int]]:
        off = [ceil(metres * (1000 / OFF_M_S)) for metres in at.metres]
        return at.edge.tolist(), at.share.tolist(), off

    @cached_property
    def ahead(self) -> dict[Any, float]:
        """From the origin to where each history's last edge begins."""
        return dict(nx.single_source_dijkstra_path_length(self.graph, "origin"))

    @cached_property
    def left(self) -> dict[Any, float]:
        """And from there to the goal."""
        back = self.graph.reverse()
        return dict(nx.single_source_dijkstra_path_length(back, "goal"))

    @cached_property
    def base_ms(self) -> float:
        """The quickest way."""
        off = [self._candidates(end)[2] for end in (self.origin, self.goal)]
        on_one = self.oracle._on_one_edge(self.origin, self.goal, off)
        return min([self.ahead.get("goal", inf), *on_one])

    def passing(self, point: int, starts: Iterable["Start"]) -> Passing | None:
        """Where a point is passed so that the whole takes least; None: nowhere."""
        on = self.kerbside.on
        found = []
        for start in starts:
            for row in range(on.first[point], on.first[point + 1]):
                share = float(on.share[row])
                if start.directed >> 1 != on.edge[row]:
                    continue
                part = self.part(start.directed, share)
                if part >= start.part:
                    whole = start.begun_ms + self.beyond(start, part)
                    found.append(Passing(start, start.begun_ms + part, whole))

        def rank(each: Passing) -> tuple[float, float, float]:
            return each.whole_ms, each.at_ms, each.start.begun_ms

        return min((each for each in found if each.whole_ms < inf), key=rank, default=None)

    def part(self, directed: int, share: float) -> int:
        """From where an edge is begun to a share of it."""
        return ceil((1 - share if directed & 1 else share) * self.oracle._ms[directed])

    def beyond(self, start: "Start", part: int) -> float:
        """From where an edge is begun over a point on it to the goal."""
        onward = (ms + self.left[node] for node, ms in start.onward.items() if node in self.left)
        ends = [inf, *onward]
        for edge, share, off in zip(*self._candidates(self.goal), strict=True):
            if edge == start.directed >> 1 and self.part(start.directed, share) >= part:
                ends.append(self.part(start.directed, share) + off)
        return min(ends)

    def _onward(self, history: Any) -> dict[Any, float]:
        edges = self.graph[history].items()
        return {node: each["weight"] for node, each in edges if node != "goal"}

    def alone(self, point: int) -> Passing | None:
        """A point passed by itself."""
        starts = [
            Start(history[0][-1], begun, 0, self._onward(history))
            for history, begun in self.ahead.items()
            if history not in ("origin", "goal")
        ]
        for edge, share, off in zip(*self._candidates(self.origin), strict=True):
            for directed in self.oracle._open(edge):
                part, only = self.part(directed, share), nx.DiGraph()
                self.oracle._add(only, "here", (directed,), self.oracle._ms[directed])
                onward = {n: e["weight"] for n, e in only["here"].items()} if only else {}
                starts.append(Start(directed, off - part, part, onward))
        return self.passing(point, starts)

    def onward(self, first: Passing, point: int) -> Passing | None:
        """A point passed after another one, on the same edge or beyond."""
        times: dict[Any, float] = {}
        start = first.start
        for following, step in start.onward.items():
            beyond = nx.single_source_dijkstra_path_length(self.graph, following)
            for history, ms in beyond.items():
                whole = start.begun_ms + step + ms
                times[history] = min(whole, times.get(history, inf))
        starts = [
            Start(history[0][-1], ms, 0, self._onward(history))
            for history, ms in times.items()
            if history != "goal"
        ]
        here = Start(start.directed, start.begun_ms, first.at_ms - start.begun_ms, start.onward)
        return self.passing(point, [here, *starts])


Told = dict[tuple[Point, Point], tuple[float, float, float]]
"""(pickup, dropoff): both moments and the detour, in s."""


@dataclass(frozen=True)
class CarpoolOracle:
    """All an offer's driver may do."""

    streets: StreetRouter
    kerbside: Kerbside
    waypoints: list[tuple[LatLon, Point, bool, bool]]
    """Where, which point that is, whether one may get on, or off."""
    times: list[int]
    most_s: int
    most_aboard_s: int
    last_aboard: int

    @cached_property
    def legs(self) -> list[LegOracle]:
        snaps = [self.streets.snap(at, Profile.CAR, 250.0) for at, *_ in self.waypoints]
        found = [snap for snap in snaps if snap is not None]
        assert len(found) == len(snaps)
        network = self.streets.network
        return [LegOracle(network, self.kerbside, a, b) for a, b in pairwise(found)]

    @cached_property
    def at_s(self) -> list[float]:
        """When the car is at each waypoint."""
        at = [0.0]
        for (before, told), leg in zip(pairwise(self.times), self.legs, strict=True):
            least_s = leg.base_ms / 1000 if leg.base_ms < inf else told - before
            at.append(max(float(told), at[-1] + least_s))
        return at

    def scale(self, leg: int) -> float:
        base_s = self.legs[leg].base_ms / 1000
        return (self.at_s[leg + 1] - self.at_s[leg]) / base_s if base_s else 1.0

    def detour_s(self, leg: int, passing: Passing, halts: int) -> float:
        longer = passing.whole_ms - self.legs[leg].base_ms
        return self.scale(leg) * longer / 1000 + halts * HALT_S

    def allowed(self, *detours: tuple[int, float]) -> bool:
        aboard = sum(s for leg, s in detours if leg <= self.last_aboard)
        return sum(s for _, s in detours) <= self.most_s and aboard <= self.most_aboard_s

    @cached_property
    def points(self) -> dict[int, tuple[int, Passing]]:
        """Of each point the leg on which it costs least, and how it is passed there."""
        own = {point for _, point, *_ in self.waypoints}
        found = {}
        for point in range(len(self.kerbside.points)):
            ways = [
                (self.detour_s(leg, passing, 1), leg, passing)
                for leg, each in enumerate(self.legs)
                if (passing := each.alone(point))
            ]
            agreed = [way for way in ways if self.allowed((way[1], way[0]))]
            if agreed and self.kerbside.points[point] not in own:
                _, leg, passing = min(agreed, key=lambda way: way[:2])
                found[point] = leg, passing
        return found

    def at(self, leg: int, passing: Passing) -> float:
        return self.at_s[leg] + self.scale(leg) * passing.at_ms / 1000

    def all(self) -> Told:
        """Every way to take somebody along."""
        return {**self._from_waypoints(), **self._from_points()}

    def _from_waypoints(self) -> Told:
        told: Told = {}
        for i, (_, board, may_board, _) in enumerate(self.waypoints[:-1]):
            if not may_board:
                continue
            for j in range(i + 1, len(self.waypoints)):
                _, alight, _, may_alight = self.waypoints[j]
                if may_alight:
                    told[board, alight] = float(self.times[i]), float(self.times[j]), 0.0
            for point, (leg, passing) in self.points.items():
                if leg >= i:
                    seconds = self.detour_s(leg, passing, 1)
                    alight = self.kerbside.points[point]
                    told[board, alight] = float(self.times[i]), self.at(leg, passing), seconds
        return told

    def _from_points(self) -> Told:
        told: Told = {}
        for p, (leg, passing) in self.points.items():
            board, begun = self.kerbside.points[p], self.at(leg, passing)
            delay = self.detour_s(leg, passing, 1)
            for j in range(leg + 1, len(self.waypoints)):
                _, alight, _, may_alight = self.waypoints[j]
                if may_alight:
                    told[board, alight] = begun, self.at_s[j] + delay, delay
            for q, (other, alone) in self.points.items():
                alight = self.kerbside.points[q]
                if other > leg:
                    more = self.detour_s(other, alone, 1)
                    if self.allowed((leg, delay), (other, more)):
                        told[board, alight] = begun, self.at(other, alone) + delay, delay + more
                if other == leg and q != p and (after := self.legs[leg].onward(passing, q)):
                    whole = self.detour_s(leg, after, 2)
                    if self.allowed((leg, whole)):
                        told[board, alight] = begun, self.at(leg, after) + HALT_S, whole
        return told


def random_places(dice: np.random.Generator, network: StreetNetwork, n: int) -> list[LatLon]:
    """Positions near vertices."""
    rows = dice.integers(0, network.n_vertices, n)
    off = dice.integers(-1000, 1000, (n, 2))
    lat = (network.vertices.lat_e7[rows] + off[:, 0]) / 1e7
    lon = (network.vertices.lon_e7[rows] + off[:, 1]) / 1e7
    return [LatLon(a, b) for a, b in zip(lat.tolist(), lon.tolist(), strict=True)]
