"""Streets as a map draws them: by class, ways of one name joined."""

from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.model import Profile
from maas.streets import Street, StreetNetwork, WayFlag
from maas.streets.tables import degrees
from routing.atlas.chaining import chained
from routing.atlas.mercator import project
from routing.atlas.sketch import Sketch, TagBook, Value
from routing.atlas.tables import Layer

CLASSES: dict[Street, tuple[str, int]] = {
    Street.MOTORWAY: ("motorway", 5),
    Street.TRUNK: ("trunk", 7),
    Street.PRIMARY: ("primary", 8),
    Street.SECONDARY: ("secondary", 9),
    Street.TERTIARY: ("tertiary", 11),
    Street.LOCAL: ("residential", 12),
    Street.LIVING: ("residential", 13),
    Street.SERVICE: ("service", 14),
    Street.TRACK: ("service", 14),
    Street.PEDESTRIAN: ("pedestrian", 13),
    Street.FOOTWAY: ("path", 14),
    Street.PATH: ("path", 14),
    Street.CYCLEWAY: ("cycleway", 13),
    Street.STEPS: ("steps", 15),
    Street.PLATFORM: ("path", 15),
}
"""What a tile calls a street, and from which zoom level on it is drawn; ferries are routes."""

RAMPS_FROM = 11
"""Ramps and slip roads are drawn from this zoom level on, if not later."""

NAMED_TO = Street.TERTIARY
"""Streets down to this class have their names from MAJOR_NAMES_FROM on, all others later."""

MAJOR_NAMES_FROM = 12
NAMES_FROM = 14
DETAILS_FROM = 14
"""From this zoom level on it is told which streets are one-way, bridges or tunnels."""

_NOT_DRAWN = WayFlag.INDOOR | WayFlag.AREA


@dataclass(frozen=True, slots=True)
class StreetDrawer:
    """Draws a network at any level, chains joined anew for what is told there."""

    network: StreetNetwork
    names: list[str]
    tags: TagBook

    @classmethod
    def of(cls, network: StreetNetwork, tags: TagBook) -> "StreetDrawer":
        """One whose names are read once for all levels."""
        return cls(network, list(network.ways.name), tags)

    def sketch(self, last_zoom: int) -> Sketch:
        """The streets drawn up to a zoom level."""
        ways, edges = self.network.ways, self.network.edges
        zoom = _zooms(self.network)
        said = self._said(last_zoom)
        told = _directed(self.network) & (last_zoom >= DETAILS_FROM)
        edge = np.flatnonzero(zoom[edges.way] <= last_zoom)
        way = edges.way[edge]
        backward = (ways.open[way] >> (2 * Profile.CAR) & 3) == 2
        tail = np.where(backward, edges.head[edge], edges.tail[edge])
        head = np.where(backward, edges.tail[edge], edges.head[edge])
        same = said[way] * 32 + zoom[way]
        chains = chained(same.astype(np.int32), tail, head, told[way])
        turned = [[piece ^ int(backward[piece >> 1]) for piece in chain] for chain in chains]
        first_point, points = _points(self.network, edge, turned)
        one = np.array([chain[0] >> 1 for chain in chains], np.int64)
        shape = self.network.points
        x, y = project(degrees(shape.lat_e7[points]), degrees(shape.lon_e7[points]))
        return Sketch(
            Layer.STREET,
            zoom[way[one]].astype(np.uint8),
            said[way[one]],
            np.arange(len(chains) + 1, dtype=np.int64),
            first_point,
            x,
            y,
        )

    def _said(self, last_zoom: int) -> Int32s:
        """[n_ways] The row of what is told of each way."""
        ways = self.network.ways
        directed = _directed(self.network).tolist()
        rows = zip(ways.kind.tolist(), ways.flags.tolist(), self.names, directed, strict=True)
        row_of = cache(partial(self._row, last_zoom))  # many ways are alike
        return np.array([row_of(*way) for way in rows], np.int32)

    def _row(self, last_zoom: int, kind: int, flags: int, name: str, directed: bool) -> int:
        if kind not in CLASSES:
            return -1
        named_from = MAJOR_NAMES_FROM if kind <= NAMED_TO else NAMES_FROM
        said: dict[str, Value] = {"class": CLASSES[Street(kind)][0]}
        if last_zoom >= named_from:
            said["name"] = name
        if last_zoom >= DETAILS_FROM:
            said["oneway"] = directed
            said["bridge"] = bool(flags & WayFlag.BRIDGE)
            said["tunnel"] = bool(flags & WayFlag.TUNNEL)
        return self.tags.number(said)


def _zooms(network: StreetNetwork) -> Int64s:
    """[n_ways] The first zoom level at which each way is drawn; 31: never."""
    by_kind = np.full(max(Street) + 1, 31)
    for kind, (_, first) in CLASSES.items():
        by_kind[kind] = first
    zoom: Int64s = by_kind[network.ways.kind]
    ramp = (network.ways.flags & WayFlag.LINK) > 0
    zoom = np.where(ramp, np.maximum(zoom, RAMPS_FROM), zoom)
    return np.where(network.ways.flags & _NOT_DRAWN, 31, zoom)


def _directed(network: StreetNetwork) -> Bools:
    """[n_ways] Whether cars may go one way only."""
    cars = network.ways.open >> (2 * Profile.CAR) & 3
    one_way: Bools = (cars == 1) | (cars == 2)
    return one_way


def _points(network: StreetNetwork, edge: Int64s, chains: list[list[int]]) -> tuple[Int64s, Int64s]:
    """(offsets, rows of Points) along chains of `edge`; a joint stands there once."""
    first_point = network.edges.first_point.astype(np.int64)
    flat = np.array([piece for chain in chains for piece in chain], np.int64)
    is_first = np.zeros(flat.size, np.bool_)
    lengths = np.array([len(chain) for chain in chains], np.int64)
    is_first[np.cumsum(lengths) - lengths] = True
    at, back = edge[flat >> 1], (flat & 1).astype(np.bool_)
    size = first_point[at + 1] - first_point[at] - ~is_first
    step = np.where(back, -1, 1)
    start = np.where(back, first_point[at + 1] - 1, first_point[at]) + step * ~is_first
    ends = np.cumsum(size)
    within = np.arange(ends[-1] if ends.size else 0) - np.repeat(ends - size, size)
    rows = np.repeat(start, size) + np.repeat(step, size) * within
    last = np.cumsum(lengths) - 1
    return np.concatenate([[0], ends[last]]).astype(np.int64), rows
