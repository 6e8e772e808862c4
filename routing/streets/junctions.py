"""Which edges leave a vertex: for counting the exits of roundabouts."""

from collections.abc import Mapping

import numpy as np

from maas.arrays import Int32s
from maas.model import Profile
from maas.streets import StreetNetwork, WayFlag
from routing.streets.graphs import offsets


class Junctions:
    """Directed edges by the vertex they begin at, and who may take them."""

    def __init__(self, network: StreetNetwork, entries: Mapping[Profile, Int32s]) -> None:
        edges = network.edges
        self._edges = edges
        self._flags = network.ways.flags[edges.way]
        self._entries = entries
        self.by_head = np.argsort(edges.head, kind="stable").astype(np.int32)
        self.first_head = offsets(edges.head, network.n_vertices)

    def head(self, directed: int) -> int:
        """The vertex at which a directed edge ends."""
        ends = self._edges.tail if directed & 1 else self._edges.head
        return int(ends[directed >> 1])

    def is_roundabout(self, directed: int) -> bool:
        """Whether an edge is part of a roundabout."""
        return bool(self._flags[directed >> 1] & WayFlag.ROUNDABOUT)

    def has_exit(self, vertex: int, profile: Profile) -> bool:
        """Whether one may leave a roundabout at a vertex."""
        entry = self._entries[profile]
        return any(
            entry[edge] >= 0 and not self.is_roundabout(edge) for edge in self.leaving(vertex)
        )

    def leaving(self, vertex: int) -> list[int]:
        """All directed edges that begin at a vertex, open or not."""
        low, high = np.searchsorted(self._edges.tail, [vertex, vertex + 1])
        begin, end = self.first_head[vertex : vertex + 2]
        backward = self.by_head[begin:end]
        return [2 * edge for edge in range(low, high)] + [2 * int(e) + 1 for e in backward]
