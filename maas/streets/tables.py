"""The columns of a street network. All arrays are read-only; indices are row numbers.

Ways are cut into edges wherever one may turn. An edge can be travelled in two directions: directed
edge 2 e runs from tail to head, 2 e + 1 back. What may travel where, and how fast, stands with the
way: the routing profiles make costs of it.
"""

from dataclasses import dataclass
from enum import IntEnum, IntFlag

import numpy as np

from maas.arrays import Bools, Bytes, Float32s, Float64s, Int16s, Int32s, Int64s, Texts

E7 = 1e-7
"""Degrees per unit of a coordinate column: OpenStreetMap's own precision, about a centimetre."""


def degrees(column_e7: Int32s) -> Float64s:
    """A coordinate column in degrees."""
    return column_e7.astype(np.float64) * E7


class Street(IntEnum):
    """What a way is; the number is what `Ways.kind` holds."""

    MOTORWAY = 0
    TRUNK = 1
    PRIMARY = 2
    SECONDARY = 3
    TERTIARY = 4
    LOCAL = 5
    """Residential, unclassified, road."""
    LIVING = 6
    SERVICE = 7
    TRACK = 8
    PEDESTRIAN = 9
    FOOTWAY = 10
    PATH = 11
    CYCLEWAY = 12
    STEPS = 13
    ELEVATOR = 14
    FERRY = 15
    PLATFORM = 16


class WayFlag(IntFlag):
    """What else is true of a way."""

    TUNNEL = 1
    BRIDGE = 2
    ROUNDABOUT = 4
    TOLL = 8
    AREA = 16
    """The way is the rim of an open area, such as a square."""
    INDOOR = 32
    DESTINATION = 64
    """Cars may use it only to reach or to leave something on it."""
    LINK = 128
    """A ramp or slip road of its kind."""


class Control(IntEnum):
    """What makes cars wait; the number says which bits of `Controls.bits` hold it."""

    SIGNALS = 0
    STOP = 1
    GIVE_WAY = 2
    HALT = 3
    """A gate, a toll booth, a level crossing."""


@dataclass(frozen=True, slots=True)
class Vertices:
    """Where one may turn: junctions, ends, barriers. Sorted by cell, then by id."""

    id: Int64s
    """OSM node id; negative where one node was taken apart (the levels of an elevator)."""
    lat_e7: Int32s
    lon_e7: Int32s
    blocked: Bytes
    """Bit p: who moves by profile p cannot pass from one edge to another here."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Pieces of ways between vertices, sorted by tail, then by head.

    `first_point[e] : first_point[e + 1]` slices Points, both ends included.
    """

    tail: Int32s
    head: Int32s
    way: Int32s
    length_m: Float32s
    first_point: Int32s


@dataclass(frozen=True, slots=True)
class Points:
    """The shapes of edges."""

    id: Int64s
    """OSM node id."""
    lat_e7: Int32s
    lon_e7: Int32s


@dataclass(frozen=True, slots=True)
class Ways:
    """OSM ways, and one row for each piece of an elevator."""

    id: Int64s
    """OSM way id; negative for an elevator that OSM draws as a node."""
    name: Texts
    kind: Bytes
    """Street"""
    flags: Int16s
    """WayFlag"""
    open: Bytes
    """Bit 2 p + 0: profile p may travel forward, bit 2 p + 1: backward."""
    car_kmh: Bytes
    """[n_ways, 2] What a car really drives forward and backward; 0 where closed."""
    percent: Int16s
    """[n_ways, 3] Time for a metre, of walk, wheelchair and bike; 100 is on an even street."""
    ms_per_m: Float32s
    """Where one is carried (a ferry): time for a metre whatever the profile, else 0."""
    wait_s: Int16s
    """Time for each edge of the way on top of its length (an elevator)."""
    level: Float32s
    """[n_ways, 2] Storey at the begin and at the end; 0 is the ground."""


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Turn restrictions for cars: `first[r] : first[r + 1]` slices `edge`.

    `edge` are directed edges one after another: the last may not follow the others or, where `only`
    says so, must.
    """

    first: Int32s
    edge: Int32s
    only: Bools


@dataclass(frozen=True, slots=True)
class Controls:
    """What makes cars wait, by the node it stands at; a vertex or a point between."""

    node: Int64s
    """OSM node ids, sorted."""
    bits: Bytes
    """Bit 2 c + 0: Control c for who drives the way forward, bit 2 c + 1: backward."""


@dataclass(frozen=True, slots=True)
class CellIndex:
    """What lies in which H3 cell of maas.cells.INDEX_RESOLUTION.

    `first_vertex[c] : first_vertex[c + 1]` are the vertices of cell c; `first_edge[c] :
    first_edge[c + 1]` slices `edge`: every edge that passes the cell.
    """

    cell: Int64s
    """Sorted."""
    first_vertex: Int32s
    first_edge: Int32s
    edge: Int32s


@dataclass(frozen=True, slots=True)
class StreetNetwork:
    """All streets of one OSM file, or of all files of a territory joined."""

    vertices: Vertices
    edges: Edges
    points: Points
    ways: Ways
    restrictions: Restrictions
    controls: Controls
    cells: CellIndex

    @property
    def n_vertices(self) -> int:
        """How many vertices there are."""
        return int(self.vertices.id.size)

    @property
    def n_edges(self) -> int:
        """How many (undirected) edges there are."""
        return int(self.edges.tail.size)
