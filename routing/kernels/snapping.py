"""The edges near a position, by their cells."""

from math import cos, radians, sqrt
from typing import NamedTuple

import numpy as np
from numba import njit

M_PER_E7 = 0.011119508  # metres per 1e-7 degrees of latitude, on the mean sphere


class Shapes(NamedTuple):
    """Edges with their points, by cell. `first_point[e] : first_point[e + 1]` slices lat, lon."""

    cell: np.ndarray  # int64[n_cells]  sorted
    first_edge: np.ndarray  # int32[n_cells + 1]
    edge: np.ndarray  # int32[n_passes]  edges passing a cell
    mid_lat_e7: np.ndarray  # int32[n_passes]  middle of the edge's bounding box
    mid_lon_e7: np.ndarray  # int32[n_passes]
    radius_m: np.ndarray  # float32[n_passes]  no point of the edge is farther from there
    first_point: np.ndarray  # int32[n_edges + 1]
    lat_e7: np.ndarray  # int32[n_points]
    lon_e7: np.ndarray  # int32[n_points]
    taking: np.ndarray  # uint8[n_edges]  bit p: profile p may start and end here


@njit(cache=True, nogil=True)
def nearest_on(shapes, edge, lat_e7, lon_e7):
    """The point of an edge nearest to a position: (metres, share of the edge's length)."""
    east_m = M_PER_E7 * cos(radians(lat_e7 * 1e-7))
    best, best_along, along = np.inf, 0.0, 0.0
    first = shapes.first_point[edge]
    ax = (shapes.lon_e7[first] - lon_e7) * east_m
    ay = (shapes.lat_e7[first] - lat_e7) * M_PER_E7
    for i in range(first + 1, shapes.first_point[edge + 1]):
        bx = (shapes.lon_e7[i] - lon_e7) * east_m
        by = (shapes.lat_e7[i] - lat_e7) * M_PER_E7
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        share = 0.0 if square == 0.0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / square))
        px, py = ax + share * dx, ay + share * dy
        metres = sqrt(px * px + py * py)
        if metres < best:
            best, best_along = metres, along + share * sqrt(square)
        along += sqrt(square)
        ax, ay = bx, by
    return best, best_along / along if along > 0.0 else 0.0


@njit(cache=True, nogil=True)
def insert(edges, shares, metres, n, edge, share, distance):
    """Put an edge among the nearest, sorted by distance, once; returns how many there are."""
    for i in range(n):
        if edges[i] == edge:
            return n
    i = n if n < edges.size else n - 1
    if i == n - 1 and distance >= metres[i]:
        return n
    while i > 0 and metres[i - 1] > distance:
        edges[i], shares[i], metres[i] = edges[i - 1], shares[i - 1], metres[i - 1]
        i -= 1
    edges[i], shares[i], metres[i] = edge, share, distance
    return min(n + 1, edges.size)


@njit(cache=True, nogil=True)
def nearest_edges(
    shapes,
    cells,    # int64[n]  where to look
    lat_e7,   # float64
    lon_e7,   # float64
    profile,  # int
    max_m,    # float64
    edges,    # int32[k]  out: the nearest edges, sorted by distance
    shares,   # float64[k]  out
    metres,   # float64[k]  out
):  # fmt: skip
    """The nearest edges that take a profile's ends; returns how many there are."""
    n = 0
    east_m = M_PER_E7 * cos(radians(lat_e7 * 1e-7))
    for cell in cells:
        at = np.searchsorted(shapes.cell, cell)
        if at == shapes.cell.size or shapes.cell[at] != cell:
            continue
        for i in range(shapes.first_edge[at], shapes.first_edge[at + 1]):
            north = (shapes.mid_lat_e7[i] - lat_e7) * M_PER_E7
            east = (shapes.mid_lon_e7[i] - lon_e7) * east_m
            reach = max_m + shapes.radius_m[i]
            if north * north + east * east > reach * reach:
                continue
            edge = shapes.edge[i]
            if not shapes.taking[edge] >> profile & 1:
                continue
            distance, share = nearest_on(shapes, edge, lat_e7, lon_e7)
            if distance <= max_m:
                n = insert(edges, shares, metres, n, edge, share, distance)
    return n
