"""Where on the streets something is said of a way: the directed edges between two of its nodes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int64s
from maas.streets import StreetNetwork
from maas.streets.assembly import hops_m

Hop = tuple[int, int, int, float]
"""From one node to the next of a way: both, the directed edge, the metres."""


@dataclass(frozen=True, slots=True, eq=False)
class OnEdge:
    """A directed edge, and how much of it is meant."""

    directed: int
    share: float


class Ways:
    """The edges of each way, found by OpenStreetMap's id."""

    def __init__(self, network: StreetNetwork) -> None:
        self._network = network
        self._by_id = np.argsort(network.ways.id, kind="stable")
        self._ids: Int64s = network.ways.id[self._by_id]
        self._by_way = np.argsort(network.edges.way, kind="stable")
        self._sorted_way = network.edges.way[self._by_way]

    def find(self, way: int, from_node: int, to_node: int) -> list[OnEdge]:
        """Both directions of all of a way where both nodes are 0, else what leads from one node to
        the other, the shorter way round where it is a ring; empty: there is no such way here."""
        hops = [hop for edge in self._edges(way) for hop in self._hops(edge)]
        if not from_node and not to_node:
            return _summed([*hops, *map(_reversed, hops)], self._network)
        forward = _along(hops, from_node, to_node)
        backward = _along([_reversed(hop) for hop in hops], from_node, to_node)
        found = [each for each in (forward, backward) if each]
        return _summed(min(found, key=_metres, default=[]), self._network)

    def _edges(self, way: int) -> list[int]:
        at = int(np.searchsorted(self._ids, way))
        if at == self._ids.size or self._ids[at] != way:
            return []
        row = int(self._by_id[at])
        low, high = np.searchsorted(self._sorted_way, [row, row + 1])
        return [int(edge) for edge in self._by_way[low:high]]

    def _hops(self, edge: int) -> Iterator[Hop]:
        points, first = self._network.points, self._network.edges.first_point
        row = slice(int(first[edge]), int(first[edge + 1]))
        nodes = points.id[row].tolist()
        metres = hops_m(points.lat_e7[row], points.lon_e7[row]).tolist()
        for a, b, length in zip(nodes, nodes[1:], metres, strict=False):
            yield a, b, 2 * edge, length


def _reversed(hop: Hop) -> Hop:
    a, b, directed, metres = hop
    return b, a, directed ^ 1, metres


def _along(hops: Sequence[Hop], start: int, goal: int) -> list[Hop]:
    """The hops from a node to another, all in their own direction; empty if they lead elsewhere."""
    onward = {hop[0]: hop for hop in hops}
    path: list[Hop] = []
    while start != goal and start in onward and len(path) < len(hops):
        path.append(onward[start])
        start = path[-1][1]
    return path if start == goal else []


def _metres(hops: Sequence[Hop]) -> float:
    return sum(hop[3] for hop in hops)


def _summed(hops: Sequence[Hop], network: StreetNetwork) -> list[OnEdge]:
    """How much of each directed edge some hops are."""
    metres: dict[int, float] = {}
    for _, _, directed, length in hops:
        metres[directed] = metres.get(directed, 0.0) + length
    whole = network.edges.length_m
    return [
        OnEdge(directed, min(1.0, length / max(float(whole[directed >> 1]), 0.01)))
        for directed, length in metres.items()
    ]
