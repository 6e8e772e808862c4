"""Ways for people on foot and on bikes that run beside a street: closed with it, if it is closed to
them.

Maps draw pavements and cycle tracks as ways of their own, often without a name.
"""

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.streets import Street, WayFlag
from maas.streets.tables import degrees
from maas.units import EARTH_RADIUS_M
from routing.incidents.found import Match
from routing.incidents.matcher import Matcher

BESIDE_M = 15.0
ALONG = 0.7
"""Of its length at least by so much an edge gets on along the line: what crosses does not."""
PIECE_M = 10.0
KINDS = (Street.PEDESTRIAN, Street.FOOTWAY, Street.PATH, Street.CYCLEWAY, Street.STEPS)
ABOVE_OR_BELOW = WayFlag.BRIDGE | WayFlag.TUNNEL
M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180


def with_beside(matcher: Matcher, found: Match, points: Float64s, bits: int) -> Match:
    """What was found along a line, with the ways beside it, in all directions.

    Args:
        points: [n, 2] latitudes and longitudes of the line.
        bits: of the profiles that may travel them.
    """
    if not found.directed.size:
        return found
    east = np.cos(np.radians(points[0, 0]))
    scale = np.array([1.0, east]) * M_PER_DEGREE
    line = (points - points[0]) * scale
    edges = [
        edge
        for edge in _near(matcher, found, points, bits).tolist()
        if _runs_along((_shape(matcher, edge) - points[0]) * scale, line)
    ]
    both = np.array([2 * edge + way for edge in edges for way in (0, 1)], np.int32)
    beside = both[(matcher.lanes.may[both] & bits) > 0]
    new = beside[~np.isin(beside, found.directed)]
    directed = np.concatenate([found.directed, new])
    share = np.concatenate([found.share, np.ones(new.size)])
    order = np.argsort(directed)
    return Match(directed[order], share[order], found.quality)


def _near(matcher: Matcher, found: Match, points: Float64s, bits: int) -> Int32s:
    """Edges of such ways around a line, as high above the ground as what was found."""
    reach = 2 * BESIDE_M / M_PER_DEGREE
    low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
    edges = matcher.boxes.meeting(low, high)
    ways, way = matcher.network.ways, matcher.network.edges.way
    may = matcher.lanes.may.reshape(-1, 2)[edges]
    is_such = np.isin(ways.kind[way[edges]], KINDS) & (((may[:, 0] | may[:, 1]) & bits) > 0)
    is_level = ways.flags[way[edges]] & ABOVE_OR_BELOW == _flags(matcher, found)
    found_near: Int32s = edges[is_such & is_level]
    return found_near


def _flags(matcher: Matcher, found: Match) -> int:
    """Whether most of what was found is a bridge, or a tunnel."""
    edge = found.directed >> 1
    flags = matcher.network.ways.flags[matcher.network.edges.way[edge]]
    length_m = matcher.lanes.length_m[edge].astype(np.float64)
    each = (WayFlag.BRIDGE, WayFlag.TUNNEL)
    return sum(flag for flag in each if length_m[flags & flag > 0].sum() * 2 > length_m.sum())


def _shape(matcher: Matcher, edge: int) -> Float64s:
    """[n, 2] Latitudes and longitudes along an edge, so near each other that none is missed."""
    first, points = matcher.network.edges.first_point, matcher.network.points
    row = slice(int(first[edge]), int(first[edge + 1]))
    at = np.stack([degrees(points.lat_e7[row]), degrees(points.lon_e7[row])], axis=1)
    n = int(matcher.lanes.length_m[edge] / PIECE_M) + 2
    place = np.linspace(0, len(at) - 1, n)
    index = np.arange(len(at))
    return np.stack([np.interp(place, index, at[:, axis]) for axis in (0, 1)], axis=1)


def _runs_along(shape: Float64s, line: Float64s) -> bool:
    """Whether all of a shape is beside a line, and gets on along it. Both are metres on a plane."""
    begin, side = line[:-1], np.diff(line, axis=0)
    square = np.maximum((side**2).sum(axis=1), 1e-9)
    off = shape[:, None] - begin[None]
    share = np.clip((off * side).sum(axis=2) / square, 0.0, 1.0)
    apart = np.hypot(*np.moveaxis(off - share[..., None] * side, 2, 0))
    nearest = apart.argmin(axis=1)
    if (apart.min(axis=1) > BESIDE_M).any():
        return False
    hop, row = np.sqrt(square), np.arange(len(shape))
    ahead = np.append(0.0, np.cumsum(hop))[nearest] + share[row, nearest] * hop[nearest]
    length = float(np.hypot(*np.diff(shape, axis=0).T).sum())
    return abs(float(ahead[-1] - ahead[0])) >= ALONG * length
