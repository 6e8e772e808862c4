"""Chains of nodes to a street network: cut where one may turn, sort by cell, index by cell."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maas.arrays import Bools, Bytes, Float32s, Float64s, Int32s, Int64s, frozen
from maas.cells import cells_of
from maas.streets.chains import Chains, ranges
from maas.streets.tables import CellIndex, Edges, Points, StreetNetwork, Vertices, degrees
from maas.streets.turning import resolve
from maas.units import EARTH_RADIUS_M

SAMPLE_M = 100.0
"""Edges are looked up by the cells of their points and of samples at most this far apart."""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Edges before they are sorted: node positions of the chains, both ends included."""

    begin: Int64s
    end: Int64s
    way: Int32s


def assemble(chains: Chains) -> StreetNetwork:
    """Cut chains into edges and index them. O(n log n) in the nodes."""
    pieces = _cut(chains)
    vertices, cell = _vertices(chains, pieces)
    edges, points = _edges(chains, pieces, vertices)
    cells = _index(cell, edges, points)
    restrictions = resolve(chains.turns, chains.ways.id, vertices.id, edges)
    return frozen(
        StreetNetwork(vertices, edges, points, chains.ways, restrictions, chains.controls, cells)
    )


def _cut(chains: Chains) -> _Pieces:
    """Cut every chain at its ends, at shared nodes and at barriers."""
    n = chains.node.size
    is_begin, is_end = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    is_begin[chains.first[:-1]] = True
    is_end[chains.first[1:] - 1] = True
    is_cut = is_begin | is_end | _shared(chains.node) | np.isin(chains.node, chains.barrier)
    begin = np.flatnonzero(is_cut & ~is_end)
    end = np.flatnonzero(is_cut & ~is_begin)
    way = np.repeat(chains.way, np.diff(chains.first))[begin]
    real = (end - begin > 1) | (chains.node[begin] != chains.node[end])
    return _Pieces(begin[real], end[real], way[real].astype(np.int32))


def _shared(node: Int64s) -> Bools:
    """Which nodes stand more than once in the chains."""
    _, inverse, count = np.unique(node, return_inverse=True, return_counts=True)
    shared: Bools = count[inverse] > 1
    return shared


def _vertices(chains: Chains, pieces: _Pieces) -> tuple[Vertices, Int64s]:
    """The ends of all pieces, sorted by cell and id, and their cells."""
    ids, position = np.unique(
        chains.node[np.concatenate([pieces.begin, pieces.end])], return_index=True
    )
    position = np.concatenate([pieces.begin, pieces.end])[position]
    lat, lon = chains.lat_e7[position], chains.lon_e7[position]
    cell = cells_of(degrees(lat), degrees(lon))
    order = np.lexsort((ids, cell))
    blocked = _blocked(chains, ids)
    return Vertices(ids[order], lat[order], lon[order], blocked[order]), cell[order]


def _blocked(chains: Chains, ids: Int64s) -> Bytes:
    """What each node blocks, 0 for nodes without barrier."""
    blocked = np.zeros(ids.size, np.uint8)
    if chains.barrier.size:
        at = np.minimum(np.searchsorted(chains.barrier, ids), chains.barrier.size - 1)
        found = chains.barrier[at] == ids
        blocked[found] = chains.blocked[at[found]]
    return blocked


def _edges(chains: Chains, pieces: _Pieces, vertices: Vertices) -> tuple[Edges, Points]:
    """Pieces as edges between vertices, with the points between."""
    by_id = np.argsort(vertices.id)
    tail = by_id[np.searchsorted(vertices.id, chains.node[pieces.begin], sorter=by_id)]
    head = by_id[np.searchsorted(vertices.id, chains.node[pieces.end], sorter=by_id)]
    order = np.lexsort((pieces.begin, head, tail))
    begin, size = pieces.begin[order], (pieces.end - pieces.begin)[order] + 1
    positions = ranges(begin, size)
    points = Points(chains.node[positions], chains.lat_e7[positions], chains.lon_e7[positions])
    first_point = _offsets(size)
    edges = Edges(
        tail[order].astype(np.int32),
        head[order].astype(np.int32),
        pieces.way[order],
        _lengths(points, first_point),
        first_point,
    )
    return edges, points


def _offsets(size: npt.NDArray[np.integer]) -> Int32s:
    """CSR offsets of rows of these sizes."""
    first = np.zeros(size.size + 1, np.int32)
    np.cumsum(size, out=first[1:])
    return first


def hops_m(lat_e7: Int32s, lon_e7: Int32s) -> Float64s:
    """[n - 1] Great-circle metres from each point to the next (haversine)."""
    lat, lon = np.radians(degrees(lat_e7)), np.radians(degrees(lon_e7))
    half_lat, half_lon = np.sin(np.diff(lat) / 2), np.sin(np.diff(lon) / 2)
    chord = half_lat**2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * half_lon**2
    metres: Float64s = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return metres


def _lengths(points: Points, first: Int32s) -> Float32s:
    """[n_edges] Metres along each edge."""
    along = np.zeros(points.id.size)
    np.cumsum(hops_m(points.lat_e7, points.lon_e7), out=along[1:])
    return (along[first[1:] - 1] - along[first[:-1]]).astype(np.float32)


def _index(vertex_cell: Int64s, edges: Edges, points: Points) -> CellIndex:
    """Offsets of the vertices of each cell, and the edges that pass it."""
    lat, lon, edge = _samples(edges, points)
    pairs = np.unique(np.stack([cells_of(lat, lon), edge]), axis=1)
    cell = np.union1d(vertex_cell, pairs[0])
    ends = np.append(cell, np.iinfo(np.int64).max)
    first_vertex = np.searchsorted(vertex_cell, ends).astype(np.int32)
    first_edge = np.searchsorted(pairs[0], ends).astype(np.int32)
    return CellIndex(cell, first_vertex, first_edge, pairs[1].astype(np.int32))


def _samples(edges: Edges, points: Points) -> tuple[Float64s, Float64s, Int64s]:
    """Positions along every edge, nowhere farther apart than SAMPLE_M, and whose they are."""
    lat, lon = degrees(points.lat_e7), degrees(points.lon_e7)
    edge = np.repeat(np.arange(edges.tail.size), np.diff(edges.first_point))
    hop = np.flatnonzero(edge[1:] == edge[:-1])
    metres = hops_m(points.lat_e7, points.lon_e7)[hop]
    long = metres > SAMPLE_M
    hop, n = hop[long], np.ceil(metres[long] / SAMPLE_M).astype(np.int64)
    share = (ranges(np.ones(hop.size, np.int64), n - 1)) / np.repeat(n, n - 1)
    at = np.repeat(hop, n - 1)
    return (
        np.concatenate([lat, lat[at] + share * (lat[at + 1] - lat[at])]),
        np.concatenate([lon, lon[at] + share * (lon[at + 1] - lon[at])]),
        np.concatenate([edge, edge[at]]),
    )
