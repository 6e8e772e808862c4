"""The search graph of each profile, built from the network when a router starts."""

from dataclasses import dataclass
from math import cos, pi, radians

import numpy as np
import numpy.typing as npt

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.model import Profile
from maas.streets import StreetNetwork
from maas.streets.tables import E7, degrees
from maas.units import EARTH_RADIUS_M
from routing.kernels.streets import Graph
from routing.streets.profiles import Costs, costs
from routing.streets.snapping import read_only

M_PER_LAT = EARTH_RADIUS_M * pi / 180


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Arcs of a graph in any order."""

    tail: Int64s
    head: Int64s
    edge: Int64s
    turn_ms: Int32s


def vertex_graph(network: StreetNetwork, profile: Profile) -> Graph:
    """A graph whose states are vertices, for profiles that heed no turn restrictions.

    A vertex that stops the profile falls apart: each edge that ends there has an end of its own.
    """
    paid = costs(network, profile)
    begin, vertex = _begins(network, profile)
    directed = np.flatnonzero(paid.is_open)
    end = begin[directed ^ 1]
    no_turn = np.zeros(directed.size, np.int32)
    arcs = Arcs(begin[directed], end, directed, no_turn)
    entry = np.where(paid.is_open, begin, -1).astype(np.int32)
    return graph(network, paid, arcs, entry, vertex)


def _begins(network: StreetNetwork, profile: Profile) -> tuple[Int64s, Int64s]:
    """[2 n_edges] The state in which each directed edge begins, and the vertex of each state."""
    vertex = directed_tails(network)
    is_blocked = is_blocked_at(network, profile)[vertex]
    begin = vertex.copy()
    begin[is_blocked] = network.n_vertices + np.arange(int(is_blocked.sum()))
    return begin, np.concatenate([np.arange(network.n_vertices), vertex[is_blocked]])


def directed_tails(network: StreetNetwork) -> Int64s:
    """[2 n_edges] The vertex at which each directed edge begins."""
    ends = np.stack([network.edges.tail, network.edges.head], axis=1)
    return ends.ravel().astype(np.int64)


def is_blocked_at(network: StreetNetwork, profile: Profile) -> Bools:
    """[n_vertices] Where a profile cannot pass."""
    return (network.vertices.blocked >> np.uint8(profile) & 1).astype(np.bool_)


def graph(network: StreetNetwork, paid: Costs, arcs: Arcs, entry: Int32s, vertex: Int64s) -> Graph:
    """Sort arcs by tail and lay everything out for the kernels; no state has a twin."""
    order = np.argsort(arcs.tail, kind="stable")
    edge = arcs.edge[order]
    vertices = network.vertices
    x_m, y_m = Plane.of(network).xy_m(
        degrees(vertices.lat_e7[vertex]), degrees(vertices.lon_e7[vertex])
    )
    return Graph(
        first_arc=offsets(arcs.tail, vertex.size),
        tail=arcs.tail[order].astype(np.int32),
        head=arcs.head[order].astype(np.int32),
        edge=edge.astype(np.int32),
        move_ms=paid.move_ms[edge],
        fixed_ms=paid.fixed_ms[edge] + arcs.turn_ms[order],
        entry=entry,
        twin=np.full(vertex.size, -1, np.int32),
        edge_move_ms=paid.move_ms,
        edge_fixed_ms=paid.fixed_ms,
        x_m=x_m,
        y_m=y_m,
        far=read_only(np.empty((vertex.size, 0), np.uint16)),
        far_ms=1.0,
    )


def offsets(key: npt.NDArray[np.integer], n: int) -> Int32s:
    """CSR offsets of rows with these keys (0 … n - 1), once they are sorted."""
    first = np.zeros(n + 1, np.int32)
    np.cumsum(np.bincount(key, minlength=n), out=first[1:])
    return first


def turned_around(graph: Graph) -> Graph:
    """The graph with every arc the other way, for searches against the traffic."""
    order = np.argsort(graph.head, kind="stable")
    return graph._replace(
        first_arc=offsets(graph.head, graph.first_arc.size - 1),
        tail=graph.head[order],
        head=graph.tail[order],
        edge=graph.edge[order],
        move_ms=graph.move_ms[order],
        fixed_ms=graph.fixed_ms[order],
    )


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat map on which nothing is farther apart than on earth: what A* needs.

    A degree of longitude is taken as long as where the network comes nearest to a pole.
    """

    m_per_lon: float

    @classmethod
    def of(cls, network: StreetNetwork) -> "Plane":
        """The plane of a network."""
        lat_e7 = network.vertices.lat_e7
        farthest = float(np.abs(lat_e7).max()) * E7 if lat_e7.size else 0.0
        return cls(M_PER_LAT * cos(radians(farthest)))

    def xy_m(
        self, lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]
    ) -> tuple[Float64s, Float64s]:
        """Metres east and north of 0, 0."""
        return lon * self.m_per_lon, lat * M_PER_LAT
