"""Random street networks, and what is slowly but surely true of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import ceil

import networkx as nx
import numpy as np

from maas.arrays import Texts
from maas.model import LatLon, Profile
from maas.streets import Chains, Controls, Street, StreetNetwork, Turn, WayFlag, Ways, assemble
from maas.streets.tables import degrees
from routing.streets import Links, Snap, StopLinks
from routing.streets.islands import taking
from routing.streets.profiles import costs
from routing.streets.roads import Roads
from tests.turning import turning_ms

NODE_E7 = 10_000
"""About 111 m between the nodes of the grid."""


def random_network(dice: np.random.Generator, side: int = 4) -> StreetNetwork:
    """A grid with holes, crooked edges, oneways, barriers, restrictions and residents' ways."""
    nodes = [(row, column) for row in range(side) for column in range(side)]
    numbers = {node: i + 1 for i, node in enumerate(nodes)}
    pairs = [
        (numbers[row, column], numbers[row + down, column + right])
        for row, column in nodes
        for down, right in ((0, 1), (1, 0), (1, 1))
        if (row + down, column + right) in numbers
    ]
    kept = [pair for pair in pairs if dice.random() < (0.85 if len(pairs) else 1)]
    at = {i: dice.integers(0, 3000, 2) + np.array(node) * NODE_E7 for node, i in numbers.items()}
    n = len(kept)
    barriers = sorted(set(dice.integers(1, side * side + 1, 2).tolist()))
    return assemble(
        Chains(
            ways=_random_ways(dice, n),
            way=np.arange(n, dtype=np.int32),
            first=np.arange(0, 2 * n + 1, 2),
            node=np.array(kept, np.int64).ravel(),
            lat_e7=np.array([at[i][0] for pair in kept for i in pair], np.int32),
            lon_e7=np.array([at[i][1] for pair in kept for i in pair], np.int32),
            barrier=np.array(barriers, np.int64),
            blocked=dice.integers(0, 16, len(barriers)).astype(np.uint8),
            turns=tuple(_random_turns(dice, kept)),
            controls=_random_controls(dice, side),
        )
    )


def _random_ways(dice: np.random.Generator, n: int) -> Ways:
    is_open = dice.choice([0b11, 0b11, 0b11, 0b01, 0b10, 0], (n, 4))
    return Ways(
        id=np.arange(n),
        name=Texts.of([""] * n),
        kind=np.full(n, Street.LOCAL, np.uint8),
        flags=np.where(dice.random(n) < 0.15, WayFlag.DESTINATION, 0).astype(np.int16),
        open=(is_open << np.array([0, 2, 4, 6])).sum(axis=1).astype(np.uint8),
        car_kmh=dice.integers(5, 60, (n, 2)).astype(np.uint8),
        percent=dice.integers(100, 250, (n, 3)).astype(np.int16),
        ms_per_m=np.where(dice.random(n) < 0.1, 500, 0).astype(np.float32),
        wait_s=np.where(dice.random(n) < 0.1, 30, 0).astype(np.int16),
        level=np.zeros((n, 2), np.float32),
    )


def _random_controls(dice: np.random.Generator, side: int) -> Controls:
    node = np.unique(dice.integers(1, side * side + 1, 4)).astype(np.int64)
    return Controls(node, dice.integers(1, 256, node.size).astype(np.uint8))


def _random_turns(dice: np.random.Generator, pairs: list[tuple[int, int]]) -> Iterator[Turn]:
    """Restrictions over nodes and over ways; at most one demand, for two may contradict."""
    for i in range(8):
        into = int(dice.integers(len(pairs)))
        node = pairs[into][int(dice.integers(2))]
        out = [way for way, pair in enumerate(pairs) if node in pair and way != into]
        if not out:
            continue
        middle = int(dice.choice(out))
        if dice.random() < 0.5:
            yield Turn(into, middle, only=i == 0, node=node)
            continue
        far = next(end for end in pairs[middle] if end != node)
        onto = [w for w, pair in enumerate(pairs) if far in pair and w not in (middle, into)]
        if onto:
            yield Turn(into, int(dice.choice(onto)), only=i == 0, over=(middle,))


def random_snap(dice: np.random.Generator, network: StreetNetwork, n: int = 2) -> Snap:
    """Some candidates anywhere, as far off as they are from the end of the first one's edge."""
    edge = dice.integers(0, network.n_edges, n).astype(np.int32)
    share = dice.choice([0.0, 0.25, 0.5, 0.8, 1.0], n) * dice.choice([1.0, 0.9], n)
    ends = network.edges.tail[edge], network.edges.head[edge]
    lat, lon = (
        degrees(column[ends[0]]) * (1 - share) + degrees(column[ends[1]]) * share
        for column in (network.vertices.lat_e7, network.vertices.lon_e7)
    )
    at = LatLon(float(lat[0]), float(lon[0]))
    metres = [at.distance_m(LatLon(*p)) for p in zip(lat.tolist(), lon.tolist(), strict=True)]
    return Snap(at, edge, share, np.array(metres) + dice.choice([0.0, 5.0], n))


def links_of(network: StreetNetwork, snaps: list[Snap]) -> Links:
    """Stops with the same snaps for every profile."""
    rows = StopLinks(
        np.cumsum([0, *(snap.edge.size for snap in snaps)]).astype(np.int32),
        np.concatenate([snap.edge for snap in snaps]),
        np.concatenate([snap.share for snap in snaps]),
        np.concatenate([snap.metres for snap in snaps]),
    )
    lat, lon = np.array([(snap.at.lat, snap.at.lon) for snap in snaps]).T
    called = np.ones(len(snaps), np.bool_)
    return Links(lat, lon, called, taking(network), rows, rows, rows, rows)


@dataclass(frozen=True)
class Oracle:
    """All ways of one profile, in the most literal way: networkx over whole histories of edges.

    A history is the last few directed edges and, for cars, whether one has been outside of ways for
    residents yet (1) and is inside them again (2).
    """

    network: StreetNetwork
    profile: Profile
    roads: Roads = field(default_factory=Roads)

    @cached_property
    def _ms(self) -> list[int]:
        """What each directed edge takes."""
        paid = costs(self.network, self.profile)
        move = paid.move_ms.tolist()
        for directed, share in zip(self.roads.directed, self.roads.share, strict=True):
            move[directed] = ceil(move[directed] * share)
        return [a + b for a, b in zip(move, paid.fixed_ms.tolist(), strict=True)]

    @cached_property
    def _closed(self) -> set[int]:
        return set(self.roads.directed[self.roads.is_closed].tolist())

    @cached_property
    def _begun_at(self) -> dict[int, list[int]]:
        """The open directed edges that begin at each vertex."""
        begun: dict[int, list[int]] = {}
        for edge in range(self.network.n_edges):
            for directed in self._open(edge):
                begun.setdefault(self._ends(directed)[0], []).append(directed)
        return begun

    def seconds(self, origin: Snap, destination: Snap, off_m_s: float) -> int | None:
        """The time of the fastest way, or None."""
        off = [[ceil(m * (1000 / off_m_s)) for m in end.metres] for end in (origin, destination)]
        graph = nx.DiGraph()
        for edge, share, ms in zip(origin.edge, origin.share, off[0], strict=True):
            for directed in self._now_open(int(edge)):
                rest = ceil((share if directed & 1 else 1 - share) * self._ms[directed])
                self._add(graph, "origin", (directed,), ms + rest)
        self._grow(graph)
        times = nx.single_source_dijkstra_path_length(graph, "origin") if graph else {}
        best = self._on_one_edge(origin, destination, off)
        for edge, share, ms in zip(destination.edge, destination.share, off[1], strict=True):
            for directed in self._now_open(int(edge)):
                part = ceil((1 - share if directed & 1 else share) * self._ms[directed])
                best += [
                    time + part + ms
                    for history, time in times.items()
                    if history != "origin" and history[0][-1] == directed
                ]
        best += self._beside(origin, destination, off_m_s)
        return (min(best) + 500) // 1000 if best else None

    def _beside(self, origin: Snap, destination: Snap, off_m_s: float) -> list[int]:
        """The straight walk between two ends that are nearer to each other than to streets."""
        metres = origin.at.distance_m(destination.at)
        is_beside = metres <= min(25, min(origin.metres) + min(destination.metres))
        on_foot = self.profile in (Profile.WALK, Profile.WHEELCHAIR)
        return [round(1000 * metres / off_m_s)] if on_foot and is_beside else []

    def _on_one_edge(self, origin: Snap, destination: Snap, off: list[list[int]]) -> list[int]:
        found = []
        for i, edge in enumerate(origin.edge.tolist()):
            for j in np.flatnonzero(destination.edge == edge).tolist():
                for directed in self._now_open(edge):
                    share = destination.share[j] - origin.share[i]
                    share = -share if directed & 1 else share
                    if share >= 0:
                        found.append(off[0][i] + ceil(share * self._ms[directed]) + off[1][j])
        return found

    def _grow(self, graph: nx.DiGraph) -> None:
        """Follow every history until there is none that is new."""
        waiting = [node for node in graph if node != "origin"]
        seen = set(waiting)
        while waiting:
            edges, phase = waiting.pop()
            for there in self._add(graph, (edges, phase), edges, self._ms[edges[-1]], phase):
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)

    def _add(
        self, graph: nx.DiGraph, node: object, edges: tuple[int, ...], ms: int, phase: int = -1
    ) -> list[tuple[tuple[int, ...], int]]:
        """Join a history to all that can follow it."""
        phase = self._first_phase(edges[-1]) if phase < 0 else phase
        added = []
        for following in self._following(edges):
            new = self._next_phase(phase, following)
            if new is None or following in self._closed:
                continue
            there = ((*edges, following)[-3:], new)
            weight = ms
            if self.profile is Profile.CAR:
                weight += turning_ms(self.network, edges[-1], following)
            if not graph.has_edge(node, there) or graph[node][there]["weight"] > weight:
                graph.add_edge(node, there, weight=weight)
            added.append(there)
        return added

    def _first_phase(self, directed: int) -> int:
        return 0 if self._is_residents(directed) else 1

    def _next_phase(self, phase: int, directed: int) -> int | None:
        if self.profile is not Profile.CAR:
            return 0
        if self._is_residents(directed):
            return 0 if phase == 0 else 2
        return None if phase == 2 else 1

    def _is_residents(self, directed: int) -> bool:
        way = self.network.edges.way[directed >> 1]
        return bool(self.network.ways.flags[way] & WayFlag.DESTINATION)

    def _following(self, edges: tuple[int, ...]) -> list[int]:
        here = self._ends(edges[-1])[1]
        back = edges[-1] ^ 1
        backs = [back] if back in self._open(back >> 1) else []
        if self.network.vertices.blocked[here] >> self.profile & 1:
            onward = []
        else:
            onward = [directed for directed in self._begun_at.get(here, []) if directed != back]
        if self.profile is not Profile.CAR:
            return onward + backs
        return self._unrestricted(edges, onward or backs)

    def _unrestricted(self, edges: tuple[int, ...], following: list[int]) -> list[int]:
        rules = self.network.restrictions
        runs = [rules.edge[a:b].tolist() for a, b in pairwise(rules.first.tolist())]
        binding = [
            (run[-1], only)
            for run, only in zip(runs, rules.only, strict=True)
            if list(edges[-(len(run) - 1) :]) == run[:-1]
        ]
        forbidden = {last for last, only in binding if not only}
        demanded = {last for last, only in binding if only}
        following = [edge for edge in following if edge not in forbidden]
        return [edge for edge in following if edge in demanded] or following

    def _open(self, edge: int) -> list[int]:
        way = self.network.edges.way[edge]
        bits = int(self.network.ways.open[way]) >> 2 * self.profile
        return [2 * edge + direction for direction in (0, 1) if bits >> direction & 1]

    def _now_open(self, edge: int) -> list[int]:
        return [directed for directed in self._open(edge) if directed not in self._closed]

    def _ends(self, directed: int) -> tuple[int, int]:
        edges = self.network.edges
        ends = int(edges.tail[directed >> 1]), int(edges.head[directed >> 1])
        return ends if directed % 2 == 0 else (ends[1], ends[0])
