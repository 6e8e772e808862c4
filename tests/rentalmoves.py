"""All that one can do on streets under the rules of a fleet, in the most literal way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, inf

import networkx as nx
import numpy as np

from maas.model import Profile
from maas.streets import StreetNetwork
from routing.rentals.fleets import Fleet, Ground
from routing.streets import Snap
from routing.streets.profiles import costs, off_street_m_s, pace
from tests.streetgraphs import Oracle
from tests.turning import turning_ms

Candidate = tuple[int, float, int]
"""Edge, share, ms between the position and that point."""


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
            is_car = self.profile is Profile.CAR
            kept = (*edges, directed)[-3:] if is_car else (directed,)
            yield (kept, new), turning_ms(self.network, edges[-1], directed) if is_car else 0

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
