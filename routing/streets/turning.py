"""What cars pay where streets meet: for turning, for crossing those who come towards one, for
giving way to a more important street. Only where one could drive on in several ways.

The figures are in the range of those that open car profiles use (OSRM: up to 7.5 s a turn).
"""

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.model import Profile
from maas.streets import Street, StreetNetwork, WayFlag
from maas.streets.chains import ranges
from maas.streets.tables import degrees
from routing.streets.profiles import costs

STRAIGHT_DEG, SLIGHT_DEG, HARD_DEG = 30.0, 60.0, 125.0
NEAR_MS = np.array([0, 1_000, 2_500, 4_000])
"""Straight on, slightly, around the corner, sharply: to the side on which one drives."""
ACROSS_MS = np.array([0, 2_000, 5_000, 7_000])
"""To the other side, before those who come towards one."""
YIELD_MS = 3_000
"""Before a street that is more important, or a roundabout."""
UTURN_MS = 20_000
SIGHT_E7 = 500.0
"""About 5 m: shorter hops at the end of a street are passed over when its direction is taken."""


def turns_ms(network: StreetNetwork, into: Int64s, out: Int64s, waits_ms: Int32s) -> Int32s:
    """What going on from one directed edge to another costs, lights and signs on the way included.

    Args:
        waits_ms: [2 n_edges] what one waits at the end of each directed edge.
    """
    begin_deg, end_deg = bearings(network)
    ways, way = network.ways, network.edges.way
    right_deg = (begin_deg[out] - end_deg[into] + 180.0) % 360.0 - 180.0
    if drives_on_the_left(network):
        right_deg = -right_deg
    sharp = np.searchsorted([STRAIGHT_DEG, SLIGHT_DEG, HARD_DEG], np.abs(right_deg), side="right")
    ms = np.where(right_deg >= 0, NEAR_MS[sharp], ACROSS_MS[sharp])
    is_round = ways.flags[way] & WayFlag.ROUNDABOUT > 0
    from_round, to_round = is_round[into >> 1], is_round[out >> 1]
    ms[from_round | to_round] = 0
    important = _most_important(network)
    vertex = _heads(network)[into]
    yields = ~from_round & (to_round | (ways.kind[way[into >> 1]] > important[vertex]))
    ms = ms + np.where(yields & (waits_ms[into] == 0), YIELD_MS, 0)
    ms = np.where(_is_junction(network)[vertex], ms, 0)
    ms = np.where(out == into ^ 1, UTURN_MS, ms)
    return (ms + waits_ms[into]).astype(np.int32)


def bearings(network: StreetNetwork) -> tuple[Float64s, Float64s]:
    """[2 n_edges] Where one looks at the begin and at the end of each directed edge (degrees
    clockwise from north)."""
    first, n = network.edges.first_point, network.n_edges
    begin, end = first[:-1].astype(np.int64), first[1:].astype(np.int64) - 1
    ahead = _looking(network, begin, np.minimum(begin + 1, end), np.minimum(begin + 2, end))
    back = _looking(network, end, np.maximum(end - 1, begin), np.maximum(end - 2, begin))
    begins, ends = np.empty(2 * n), np.empty(2 * n)
    begins[0::2], begins[1::2] = ahead, back
    ends[0::2], ends[1::2] = back + 180.0, ahead + 180.0
    return begins, ends


def _looking(network: StreetNetwork, at: Int64s, near: Int64s, far: Int64s) -> Float64s:
    """The direction from points to others; to those behind where these are too near."""
    lat, lon = network.points.lat_e7, network.points.lon_e7
    east_share = np.cos(np.radians(degrees(lat[at])))

    def apart(there: Int64s) -> tuple[Float64s, Float64s]:
        north = lat[there].astype(np.float64) - lat[at]
        return north, (lon[there].astype(np.float64) - lon[at]) * east_share

    there = np.where(np.hypot(*apart(near)) < SIGHT_E7, far, near)
    north, east = apart(there)
    deg: Float64s = np.degrees(np.arctan2(east, north))
    return deg


def drives_on_the_left(network: StreetNetwork) -> bool:
    """Whether people drive on the left here: whether they go round roundabouts clockwise.

    Streets say it themselves; without a roundabout most of the world is right.
    """
    edges, points = network.edges, network.points
    flags, is_open = network.ways.flags[edges.way], network.ways.open[edges.way]
    is_round = (flags & WayFlag.ROUNDABOUT > 0) & (is_open >> 2 * Profile.CAR & 1 > 0)
    first = edges.first_point[:-1][is_round].astype(np.int64)
    size = np.diff(edges.first_point)[is_round]
    row, origin = ranges(first, size), np.repeat(first, size)
    # the area between each arc and its chord: its begin is the origin, so arcs add up one by one
    north = points.lat_e7[row].astype(np.float64) - points.lat_e7[origin]
    east = points.lon_e7[row].astype(np.float64) - points.lon_e7[origin]
    counterclockwise = east[:-1] * north[1:] - east[1:] * north[:-1]
    return bool(counterclockwise.sum() < 0)


def _heads(network: StreetNetwork) -> Int64s:
    """[2 n_edges] The vertex at which each directed edge ends."""
    return np.stack([network.edges.head, network.edges.tail], axis=1).ravel().astype(np.int64)


def _is_junction(network: StreetNetwork) -> Bools:
    """[n_vertices] Where at least three streets for cars meet."""
    n_open = np.zeros(network.n_vertices, np.int64)
    is_open = costs(network, Profile.CAR).is_open.reshape(-1, 2).any(axis=1)
    for ends in (network.edges.tail[is_open], network.edges.head[is_open]):
        n_open += np.bincount(ends, minlength=network.n_vertices)
    return n_open >= 3


def _most_important(network: StreetNetwork) -> Int32s:
    """[n_vertices] The least Street of those for cars there."""
    kind = network.ways.kind[network.edges.way].astype(np.int32)
    is_open = costs(network, Profile.CAR).is_open.reshape(-1, 2).any(axis=1)
    least = np.full(network.n_vertices, max(Street), np.int32)
    for ends in (network.edges.tail, network.edges.head):
        np.minimum.at(least, ends[is_open], kind[is_open])
    return least
