"""Incidents that are told as an area: the edges in it, and the stops."""

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.streets.tables import degrees
from maas.timetable import Timetable
from routing.incidents.found import NO_MATCH, Match
from routing.incidents.matcher import Matcher

Ring = tuple[tuple[float, float], ...]
"""Latitudes and longitudes."""
PIECE_M = 5.0
"""Edges that cross the rim are looked at so often."""
INSIDE_M, INSIDE_SHARE = 20.0, 0.5
"""Of an edge that crosses the rim: it lies inside if as much of it does, or such a share."""


def find_area(matcher: Matcher, ring: Ring, bits: int) -> Match:
    """The edges inside a ring, in all directions that may be travelled; the quality is 1.

    Args:
        bits: of the profiles that may travel them.
    """
    if len(ring) < 3:
        return NO_MATCH
    covered = matcher.boxes.covered(((tuple((lon, lat) for lat, lon in ring),),))
    share = covered.is_whole.astype(np.float64)
    for row in np.flatnonzero(~covered.is_whole).tolist():
        share[row] = _share_inside(matcher, int(covered.edge[row]), ring)
    length_m = matcher.lanes.length_m[covered.edge]
    kept = (share >= INSIDE_SHARE) | (share * length_m >= INSIDE_M)
    both = np.stack([2 * covered.edge[kept], 2 * covered.edge[kept] + 1], axis=1)
    is_open = (matcher.lanes.may[both] & bits) > 0
    directed = both[is_open].astype(np.int32)
    if not directed.size:
        return NO_MATCH
    return Match(directed, np.repeat(share[kept], 2)[is_open.ravel()], 1.0)


def stops_inside(timetable: Timetable, ring: Ring) -> Int32s:
    """The rows of the stops inside a ring."""
    at = np.stack([timetable.stops.lat, timetable.stops.lon], axis=1).astype(np.float64)
    return np.flatnonzero(is_inside(at, ring)).astype(np.int32)


def _share_inside(matcher: Matcher, edge: int, ring: Ring) -> float:
    first, points = matcher.network.edges.first_point, matcher.network.points
    row = slice(int(first[edge]), int(first[edge + 1]))
    at = np.stack([degrees(points.lat_e7[row]), degrees(points.lon_e7[row])], axis=1)
    hop_m = np.hypot(*(np.diff(at, axis=0) * 111_195.0).T)
    along = np.concatenate([[0.0], np.cumsum(hop_m)])
    n = max(2, int(along[-1] / PIECE_M))
    where = (np.arange(n) + 0.5) * along[-1] / n
    samples = np.stack([np.interp(where, along, at[:, axis]) for axis in (0, 1)], axis=1)
    return float(is_inside(samples, ring).mean())


def is_inside(at: Float64s, ring: Ring) -> Bools:
    """[n] Which positions lie inside a ring: a ray from there crosses it an odd number of times."""
    inside = np.zeros(len(at), np.bool_)
    lat, lon = at[:, 0], at[:, 1]
    for (lat_a, lon_a), (lat_b, lon_b) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if lat_a != lat_b:
            passes = (lat_a > lat) != (lat_b > lat)
            inside ^= passes & (lon < lon_a + (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a))
    return inside
