"""Collects ways while a file is read, in flat arrays, and hands them over as chains."""

from array import array
from collections.abc import Sequence, Set

import numpy as np

from feeds.osm.access import Tags
from feeds.osm.elevators import door_of, rides
from feeds.osm.levels import fitted
from feeds.osm.squares import crossings
from feeds.osm.traits import Traits
from maas.arrays import Float32s, Texts
from maas.streets import Chains, Controls, Street, Turn, WayFlag, Ways
from maas.streets.assembly import hops_m

Node = tuple[int, int, int]
"""(id, lat, lon in 1e-7 degrees)."""

FERRY_WAIT_S = 300
"""Waiting for a ferry that no timetable tells of."""
FERRY_M_S = 4.0
"""A ferry whose duration OSM does not say."""


class ChainBuilder:
    """Ways as they come from a file, packed tightly: a few bytes for each node."""

    def __init__(self) -> None:
        self.n_clipped = 0
        """How many ways lack nodes."""
        self._way_id = array("q")
        self._traits: list[Traits] = []
        self._chain_way = array("i")
        self._first = array("q", [0])
        self._node, self._lat, self._lon = array("q"), array("i"), array("i")
        self._blocked: dict[int, int] = {}
        self._controls: dict[int, int] = {}
        self._elevators: dict[int, Tags] = {}
        self._shafts: dict[int, Node] = {}
        """By the nodes of elevators that are areas."""
        self._levels: dict[int, list[float]] = {}
        self._same: dict[Traits, Traits] = {}

    @property
    def n_chains(self) -> int:
        """How many chains were added."""
        return len(self._chain_way)

    def block(self, node: int, bits: int) -> None:
        """Remember what a node stops (bit p: profile p)."""
        self._blocked[node] = bits

    def control(self, node: int, bits: int) -> None:
        """Remember what makes cars wait at a node (as `Controls.bits`)."""
        self._controls[node] = bits

    def add_elevator(self, node: int, tags: Tags) -> None:
        """Remember that a node is an elevator."""
        self._elevators[node] = tags

    def add_elevator_area(self, tags: Tags, nodes: Sequence[Node | None]) -> None:
        """Remember that a closed way is an elevator, wherever ways meet its rim."""
        rim = [node for node in nodes if node is not None]
        for id, _, _ in rim:
            self._elevators[id] = tags
            self._shafts[id] = rim[0]

    def add(self, way: int, traits: Traits, nodes: Sequence[Node | None]) -> None:
        """Add a way; missing nodes cut it, and pieces of one node vanish."""
        self.n_clipped += None in nodes
        pieces: list[list[Node]] = [[]]
        for node in nodes:
            if node is None:
                pieces.append([])
            else:
                pieces[-1].append(node)
        pieces = [piece for piece in pieces if len(piece) > 1]
        if pieces:
            row = self._add_way(way, traits)
            for piece in pieces:
                self._add_chain(row, [self._door(traits, node) for node in piece])

    def _add_way(self, way: int, traits: Traits) -> int:
        self._way_id.append(way)
        self._traits.append(self._same.setdefault(traits, traits))
        return len(self._way_id) - 1

    def _add_chain(self, way: int, nodes: Sequence[Node]) -> None:
        self._chain_way.append(way)
        for node, lat, lon in nodes:
            self._node.append(node)
            self._lat.append(lat)
            self._lon.append(lon)
        self._first.append(len(self._node))

    def _door(self, traits: Traits, node: Node) -> Node:
        """The door of an elevator in place of its node, any other node itself."""
        id, lat, lon = node
        if id not in self._elevators or traits.kind is Street.ELEVATOR:
            return node
        return door_of(id, traits.storeys.door, self._levels.setdefault(id, [])), lat, lon

    def _open_areas(self) -> None:
        """Put doors where ways meet the rims of elevators."""
        if not self._shafts:
            return
        rim = np.isin(np.array(self._node, np.int64), list(self._shafts))
        rows = np.flatnonzero(rim)
        chains = np.searchsorted(np.array(self._first, np.int64), rows, side="right") - 1
        for row, chain in zip(rows.tolist(), chains.tolist(), strict=True):
            node = self._node[row]
            door = self._traits[self._chain_way[chain]].storeys.door
            self._node[row] = door_of(node, door, self._levels.setdefault(node, []))

    def _add_rides(self) -> None:
        """The edges from the doors of elevators to their shafts."""
        door_at = {id: row for row, id in enumerate(self._node) if id < 0}
        for ride in rides(self._levels, self._elevators):
            row = door_at[ride.door]
            lat, lon = self._lat[row], self._lon[row]
            way = self._add_way(ride.way, ride.traits)
            shaft = self._shafts.get(ride.node, (ride.node, lat, lon))
            self._add_chain(way, [(ride.door, lat, lon), shaft])

    def _add_crossings(self) -> None:
        """Ways straight across every square, between the streets that arrive at its rim."""
        ids, count = np.unique(np.array(self._node, np.int64), return_counts=True)
        shared = set(ids[count > 1].tolist())
        often = set(ids[count > 2].tolist())  # a ring's first node stands there twice anyway
        for chain in range(self.n_chains):
            way, ring = self._chain_way[chain], self._nodes(chain)
            if not _is_square(self._traits[way]) or ring[0] != ring[-1] or len(ring) < 5:
                continue
            entrances = [
                i for i, node in enumerate(ring[:-1]) if node[0] in (shared if i else often)
            ]
            corners = [node[1:] for node in ring[:-1]]
            for i, j in crossings(corners, entrances):
                self._add_chain(way, [ring[i], ring[j]])

    def _nodes(self, chain: int) -> list[Node]:
        row = slice(*self._first[chain : chain + 2])
        return list(zip(self._node[row], self._lat[row], self._lon[row], strict=True))

    def chains(self, turns: tuple[Turn, ...]) -> Chains:
        """Everything added, as columns. To be called once."""
        self._open_areas()
        self._add_rides()
        self._add_crossings()
        barrier = np.array(sorted(self._blocked), np.int64)
        return Chains(
            self._ways(),
            np.array(self._chain_way, np.int32),
            np.array(self._first, np.int64),
            np.array(self._node, np.int64),
            np.array(self._lat, np.int32),
            np.array(self._lon, np.int32),
            barrier,
            np.array([self._blocked[id] for id in barrier.tolist()], np.uint8),
            turns,
            self._controlled(),
        )

    def _controlled(self) -> Controls:
        """What was remembered of nodes that ways run through."""
        node = np.array(sorted(self._controls), np.int64)
        node = node[np.isin(node, np.array(self._node, np.int64))]
        bits = [self._controls[id] for id in node.tolist()]
        return Controls(node, np.array(bits, np.uint8))

    def _ways(self) -> Ways:
        rows = self._traits
        return Ways(
            np.array(self._way_id, np.int64),
            Texts.of(row.name for row in rows),
            np.array([row.kind for row in rows], np.uint8),
            np.array([row.flags for row in rows], np.int16),
            np.array([row.open for row in rows], np.uint8),
            np.array([row.car_kmh for row in rows], np.uint8).reshape(-1, 2),
            np.array([row.percent for row in rows], np.int16).reshape(-1, 3),
            self._carried_ms_per_m(),
            np.array([row.wait_s for row in rows], np.int16),
            self._level(),
        )

    def _level(self) -> Float32s:
        """[n_ways, 2] Storeys; what climbs nobody knows where is fitted to the ways it meets."""
        told = [(row.storeys.begin, row.storeys.end) for row in self._traits]
        unsure = {way for way, row in enumerate(self._traits) if not row.storeys.is_told}
        ends = {
            way: (self._node[self._first[chain]], self._node[self._first[chain + 1] - 1])
            for chain, way in enumerate(self._chain_way)
            if way in unsure
        }
        met = self._flat_levels({end for pair in ends.values() for end in pair})
        for way, (first, last) in ends.items():
            told[way] = fitted(told[way], met.get(first, set()), met.get(last, set()))
        return np.array(told, np.float32).reshape(-1, 2)

    def _flat_levels(self, nodes: Set[int]) -> dict[int, set[float]]:
        """By node, the storeys of the ways that stay on one."""
        met: dict[int, set[float]] = {}
        rows = np.flatnonzero(np.isin(np.array(self._node, np.int64), list(nodes)))
        chains = np.searchsorted(np.array(self._first, np.int64), rows, side="right") - 1
        for row, chain in zip(rows.tolist(), chains.tolist(), strict=True):
            storeys = self._traits[self._chain_way[chain]].storeys
            if storeys.begin == storeys.end and storeys.is_told:
                met.setdefault(self._node[row], set()).add(storeys.begin)
        return met

    def _carried_ms_per_m(self) -> Float32s:
        """A ferry's time spread over its length; 0 for all other ways."""
        pace = np.zeros(len(self._traits), np.float32)
        ferries = {row for row, way in enumerate(self._traits) if way.ferry_s is not None}
        length_m = dict.fromkeys(ferries, 0.0)
        for chain, way in enumerate(self._chain_way):
            if way in ferries:
                length_m[way] += self._length_m(slice(*self._first[chain : chain + 2]))
        for row, metres in length_m.items():
            metres = max(metres, 1.0)
            seconds = (self._traits[row].ferry_s or metres / FERRY_M_S) + FERRY_WAIT_S
            pace[row] = seconds * 1000 / metres
        return pace

    def _length_m(self, nodes: slice) -> float:
        lat, lon = np.array(self._lat[nodes], np.int32), np.array(self._lon[nodes], np.int32)
        return float(hops_m(lat, lon).sum())


def _is_square(traits: Traits) -> bool:
    """Whether people walk over the area inside a way."""
    return WayFlag.AREA in traits.flags and traits.open & 3 > 0
