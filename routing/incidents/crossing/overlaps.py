"""Where lines run along some directed edges: by how their shapes are drawn beside streets.

A bit of a shape is on the street that lies nearest to it among those that one may drive along as
it heads. So what crosses a street, or drives on its other carriageway, does not run along it.
"""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s, spread
from maas.cells import cells_of, disk
from maas.model import Profile
from maas.streets import Street, StreetNetwork
from maas.streets.tables import degrees
from routing.incidents.areas import Ring, is_inside
from routing.incidents.crossing.bits import APART_M, LONGEST_M, Bits, Pairs, Segments, beside
from routing.incidents.crossing.line_shapes import LineShapes
from routing.streets.graphs import M_PER_LAT, Plane

STEP_M = 5.0
ALIKE = float(np.cos(np.radians(40)))
"""Cosine of the most by which headings differ that are the same."""
UNSURE_M = 3.0
"""So much farther off a street may be than the nearest, and be the one that is meant."""
GAP_M = 40.0
"""What is shorter is drawn badly; the line has not left the street."""
LEAST_M = 25.0
"""Who runs along a street for less crosses it; or for less than half of what is closed."""
EDGE_BITS = 2
"""So little of an overlap at each end is left out: a stop at the corner is not on it."""
ROADS = (*range(Street.SERVICE + 1), int(Street.PEDESTRIAN))
"""Kinds of ways that buses use."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Where a shape runs along some directed edges, from point to point of it."""

    shape: int
    low: float
    high: float


def find_overlaps(
    shapes: LineShapes, network: StreetNetwork, directed: Int32s
) -> tuple[Overlap, ...]:
    """Where lines run along some directed edges, by shape. Some ms for a street of a town."""
    edges = np.unique(directed >> 1)
    if not (edges.size and shapes.row.size):
        return ()
    plane = Plane.of(network)
    segments = shapes.within(_box(network, plane, edges), plane)
    ones = Bits.of(segments, STEP_M)
    closed = _bits(network, plane, edges)
    off_m = _nearest(ones, closed, directed)
    near = np.flatnonzero(np.isfinite(off_m))
    if not near.size:
        return ()
    others = _roads_around(network, edges)
    beaten_m = _nearest(
        ones.take(near),
        _bits(network, plane, others),
        np.setdiff1d(_travelled(network, others), directed),
    )
    on = near[off_m[near] <= beaten_m + UNSURE_M]
    closed_m = float(network.edges.length_m[edges].sum())
    return tuple(_overlaps(ones, on, min(LEAST_M, closed_m / 2)))


def overlaps_inside(shapes: LineShapes, network: StreetNetwork, ring: Ring) -> tuple[Overlap, ...]:
    """Where lines run inside an area, by shape: all streets there are meant. O(what is around)"""
    plane = Plane.of(network)
    corners = np.array(ring)
    (south, west), (north, east) = corners.min(axis=0), corners.max(axis=0)
    ones = Bits.of(shapes.within(np.array([west, south, east, north]), plane), STEP_M)
    x, y = plane.xy_m(*corners.T)
    flat = tuple(zip(y.tolist(), x.tolist(), strict=True))
    on = np.flatnonzero(is_inside(ones.middle[:, ::-1], flat))
    return tuple(_overlaps(ones, on, LEAST_M))


def _nearest(ones: Bits, streets: Bits, directed: Int32s) -> Float64s:
    """[n] How far off the nearest of some directed edges is that heads alike; inf: none does."""
    pairs = beside(ones, streets)
    kept = np.isin(_directed(pairs, streets), directed) & (np.abs(pairs.cosine) >= ALIKE)
    nearest = np.full(ones.row.size, np.inf)
    np.minimum.at(nearest, pairs.one[kept], pairs.apart_m[kept])
    return nearest


def _directed(pairs: Pairs, streets: Bits) -> Int64s:
    """[n] The directed edge of each pair that heads as the shape does."""
    found: Int64s = 2 * streets.row[pairs.other].astype(np.int64) + (pairs.cosine < 0)
    return found


def _overlaps(ones: Bits, on: Int64s, least_m: float) -> list[Overlap]:
    """Bits that follow one another on a street, those too short left out."""
    if not on.size:
        return []
    away = np.hypot(*np.diff(ones.middle[on], axis=0).T) > GAP_M
    apart = (np.diff(on) > GAP_M / STEP_M) | (np.diff(ones.row[on]) != 0) | away
    first = np.concatenate([[0], np.flatnonzero(apart) + 1])
    metres = np.add.reduceat(ones.length[on], first)
    last = np.append(first[1:], on.size) - 1
    left_out = np.minimum(EDGE_BITS, (last - first) // 2)
    first, last = on[first + left_out], on[last - left_out]
    rows = zip(
        ones.row[first].tolist(), ones.at[first].tolist(), ones.at[last].tolist(), strict=True
    )
    return [Overlap(*row) for row, m in zip(rows, metres.tolist(), strict=True) if m >= least_m]


def _roads_around(network: StreetNetwork, edges: Int32s) -> Int32s:
    """Edges for vehicles that pass a cell in which one of some edges has a point, or near one."""
    first, cells = network.edges.first_point, network.cells
    points = spread(first[edges], first[edges + 1])
    lat, lon = (degrees(of[points]) for of in (network.points.lat_e7, network.points.lon_e7))
    own = np.unique(cells_of(lat, lon))
    around = np.unique(np.concatenate([disk(cell, 1) for cell in own.tolist()]))
    at = np.searchsorted(cells.cell, around)
    at = at[at < cells.cell.size]
    at = at[np.isin(cells.cell[at], around)]
    found = np.unique(cells.edge[spread(cells.first_edge[at], cells.first_edge[at + 1])])
    kept: Int32s = found[np.isin(network.ways.kind[network.edges.way[found]], ROADS)]
    return kept


def _travelled(network: StreetNetwork, edges: Int32s) -> Int32s:
    """Directed edges that vehicles use: as cars may; both, where only others than cars may."""
    bits = network.ways.open[network.edges.way[edges]].astype(np.int64) >> (2 * Profile.CAR) & 3
    bits = np.where(bits == 0, 3, bits)
    both = [(2 * edges + way)[(bits >> way & 1).astype(np.bool_)] for way in (0, 1)]
    return np.concatenate(both).astype(np.int32)


def _bits(network: StreetNetwork, plane: Plane, edges: Int32s) -> Bits:
    """The lines of some edges, cut."""
    first, points = network.edges.first_point, network.points
    begin, end = first[edges], first[edges + 1]
    point = spread(begin, end - 1)
    ends = (
        np.stack(plane.xy_m(degrees(points.lat_e7[p]), degrees(points.lon_e7[p])), axis=1)
        for p in (point, point + 1)
    )
    row = np.repeat(edges, end - 1 - begin).astype(np.int32)
    return Bits.of(Segments(row, np.zeros(row.size), *ends), LONGEST_M)


def _box(network: StreetNetwork, plane: Plane, edges: Int32s) -> Float64s:
    """[4] West, south, east and north of some edges and of what is beside them, in degrees."""
    first, points = network.edges.first_point, network.points
    of = spread(first[edges], first[edges + 1])
    lat, lon = degrees(points.lat_e7[of]), degrees(points.lon_e7[of])
    north, east = APART_M / M_PER_LAT, APART_M / plane.m_per_lon
    return np.array([lon.min() - east, lat.min() - north, lon.max() + east, lat.max() + north])
