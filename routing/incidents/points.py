"""Incidents that are told as a single point: the edge they lie on, if that is sure."""

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.cells import cell_of, disk
from maas.model import Profile
from routing.incidents.found import NO_MATCH, Match
from routing.incidents.matcher import Matcher
from routing.incidents.named import NO_NAME
from routing.kernels.snapping import nearest_edges

REACH_M = 30.0
ALONE_M = 15.0
"""A point lies on a street surely if no other one is at most so much farther."""
MOST = 64
STRETCH_M = 20.0
"""What a point takes up of an edge."""
NAMED, ALONE, DOUBTFUL = 0.7, 0.55, 0.3
"""Quality: on the street that was told, on the only one near, on one of several."""


def find_point(matcher: Matcher, at: tuple[float, float], name: int, bits: int) -> Match:
    """The edge a point lies on, in all directions that may be travelled.

    Args:
        at: latitude and longitude.
        name: number of the name the street should have, or NO_NAME.
        bits: of the profiles that may travel it.
    """
    edge, metres = _near(matcher, at, bits)
    if not edge.size:
        return NO_MATCH
    is_named = matcher.lanes.name[edge] == name if name != NO_NAME else np.zeros(edge.size, bool)
    if is_named.any():
        return _match(matcher, int(edge[is_named][0]), bits, NAMED)
    first = int(edge[0])
    is_other = ~_same_street(matcher, edge, first)
    is_alone = name == NO_NAME and not (metres[is_other] <= metres[0] + ALONE_M).any()
    return _match(matcher, first, bits, ALONE if is_alone else DOUBTFUL)


def _near(matcher: Matcher, at: tuple[float, float], bits: int) -> tuple[Int32s, Float64s]:
    """Edges that may be travelled and their distances, the nearest first."""
    edge, share, metres = np.empty(MOST, np.int32), np.empty(MOST), np.empty(MOST)
    cells, (lat, lon) = disk(cell_of(*at), 1), at
    n = nearest_edges(
        matcher.shapes, cells, lat * 1e7, lon * 1e7, int(Profile.WALK), REACH_M, edge, share, metres
    )
    may = matcher.lanes.may.reshape(-1, 2)[edge[:n]]
    is_open = ((may[:, 0] | may[:, 1]) & bits) > 0
    return edge[:n][is_open], metres[:n][is_open]


def _same_street(matcher: Matcher, edge: Int32s, one: int) -> Bools:
    """Which edges are of the same way as one, or bear its name."""
    way, name = matcher.network.edges.way, matcher.lanes.name
    same: Bools = (way[edge] == way[one]) | ((name[edge] == name[one]) & (name[one] != NO_NAME))
    return same


def _match(matcher: Matcher, edge: int, bits: int, quality: float) -> Match:
    both = np.array([2 * edge, 2 * edge + 1], np.int32)
    directed = both[(matcher.lanes.may[both] & bits) > 0]
    share = min(1.0, STRETCH_M / max(float(matcher.lanes.length_m[edge]), 0.1))
    return Match(directed, np.full(directed.size, share), quality)
