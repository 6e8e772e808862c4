"""Positions to the streets around them."""

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from maas.arrays import Bools, Bytes, Float32s, Float64s, Int32s, Int64s
from maas.cells import cell_of, disk
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.kernels.snapping import M_PER_E7, Shapes, nearest_edges

CANDIDATES = 16
SLACK_M = 20.0
"""Edges at most this much farther than the nearest are candidates too: the other carriageway, the
footway beside the road. Which one is best, only the way itself can tell."""

CELL_EDGE_M = 150.0
"""No cell of maas.cells.INDEX_RESOLUTION has a shorter edge."""
SAMPLE_REACH_M = 50.0
"""An edge passes through the cell of a point this near to any of its own (maas.streets)."""
NEAR_M = 60.0
ROUNDER = 1.01
"""Circles are reckoned at an edge's own latitude, distances at the position's."""


@dataclass(frozen=True, slots=True, eq=False)
class Snap:
    """A position and the points on edges where it may meet the streets, nearest first."""

    at: LatLon
    edge: Int32s
    share: Float64s
    """0 at the edge's tail, 1 at its head."""
    metres: Float64s
    """From the position, straight."""

    @property
    def distance_m(self) -> float:
        """How far the nearest street is."""
        return float(self.metres[0])

    def among(self, kept: Bools) -> "Snap":
        """With some of its points only."""
        return Snap(self.at, self.edge[kept], self.share[kept], self.metres[kept])


def shapes(network: StreetNetwork, taking: Bytes) -> Shapes:
    """The network as the snapping kernel reads it; taking [n_edges]: bit p, profile p."""
    cells, points = network.cells, network.points
    columns = (
        cells.cell,
        cells.first_edge,
        cells.edge,
        *(column[cells.edge] for column in _circles(network)),
        network.edges.first_point,
        points.lat_e7,
        points.lon_e7,
        taking,
    )
    return Shapes(*(read_only(column) for column in columns))


def _circles(network: StreetNetwork) -> tuple[Int32s, Int32s, Float32s]:
    """[n_edges] The middle of every edge and how far around it the edge may reach (m)."""
    first = network.edges.first_point[:-1]
    lat, lon = network.points.lat_e7, network.points.lon_e7
    if not first.size:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32)
    south, north = np.minimum.reduceat(lat, first), np.maximum.reduceat(lat, first)
    west, east = np.minimum.reduceat(lon, first), np.maximum.reduceat(lon, first)
    mid_lat, mid_lon = (south >> 1) + (north >> 1), (west >> 1) + (east >> 1)
    shrunk = np.cos(np.radians(mid_lat * 1e-7))
    span = np.hypot(north - south + 4.0, (east - west + 4.0) * shrunk)
    radius_m = span * (M_PER_E7 / 2 * ROUNDER) + 0.1
    return mid_lat.astype(np.int32), mid_lon.astype(np.int32), radius_m.astype(np.float32)


def read_only(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A plain read-only view, so that kernels are compiled once for arrays of any origin."""
    view = np.asarray(column).view()
    view.flags.writeable = False
    return view


def snap(shapes: Shapes, at: LatLon, profile: Profile, max_m: float) -> Snap | None:
    """The streets around a position that the profile can use, or None if all are too far.

    Looks close by first, because most positions are beside a street.
    """
    for reach_m in (min(NEAR_M, max_m), max_m):
        found = _within(shapes, at, profile, reach_m)
        if found is not None and found.distance_m + SLACK_M <= reach_m:
            return found
    return found


def joined(a: Snap, b: Snap) -> Snap:
    """Two snaps of one position as one, each point once."""
    is_new = ~np.isin(b.edge, a.edge)
    edge = np.concatenate([a.edge, b.edge[is_new]])
    metres = np.concatenate([a.metres, b.metres[is_new]])
    order = np.argsort(metres, kind="stable")
    share = np.concatenate([a.share, b.share[is_new]])
    return Snap(a.at, edge[order], share[order], metres[order])


def on_storey(network: StreetNetwork, found: Snap, level: float) -> Snap:
    """The streets of a snap that touch a storey, all of them if none does."""
    here = (network.ways.level[network.edges.way[found.edge]] == level).any(axis=1)
    return found.among(here) if here.any() else found


def _within(shapes: Shapes, at: LatLon, profile: Profile, max_m: float) -> Snap | None:
    edges, shares = np.empty(CANDIDATES, np.int32), np.empty(CANDIDATES)
    metres = np.empty(CANDIDATES)
    cells = _cells_within(at, max_m)
    n = nearest_edges(
        shapes, cells, at.lat * 1e7, at.lon * 1e7, int(profile), float(max_m), edges, shares, metres
    )
    if n == 0:
        return None
    n = int(np.searchsorted(metres[:n], metres[0] + SLACK_M, side="right"))
    return Snap(at, edges[:n], shares[:n], metres[:n])


def _cells_within(at: LatLon, max_m: float) -> Int64s:
    """Cells that hold whatever is within max_m.

    k rings around a hexagon of edge a hold all that is within (1.5 k - 0.5) a of any of its points.
    """
    rings = ceil(((max_m + SAMPLE_REACH_M) / CELL_EDGE_M + 0.5) / 1.5)
    return disk(cell_of(at.lat, at.lon), rings)
