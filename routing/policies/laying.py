"""Policies laid on the streets: which edges lie in their areas."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Float64s
from maas.parked import PolicyOnLeg
from maas.settings import Policy
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from maas.units import EARTH_RADIUS_M
from routing.overlays.rentals.covering import Boxes
from routing.policies.force import Force
from routing.streets.zones import Zone, Zones

RIM_M = 20.0
"""A street that gets no farther into a zone than this runs along its rim."""
NARROW_KINDS = frozenset({"school-street"})
"""Drawn around one street, often hardly wider than that."""
NARROW_RIM_M, NARROW_SHARE = 2.0, 0.5
"""So far from the rim lies what counts in such a zone; of a street at least that share must."""
STEP_M = 5.0
M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180


def lay_policies(network: StreetNetwork, policies: Sequence[Policy], zone: ZoneInfo) -> Zones:
    """The zones of some policies.

    Raises:
        BadSettings: the hours of one cannot be understood.
    """
    if not policies:
        return Zones()
    boxes = Boxes.of(network)
    laid = (Zone(_told(p), p, Force.of(p, zone), _held(network, boxes, p)) for p in policies)
    classes = frozenset(name for policy in policies for name in policy.classes)
    return Zones(tuple(laid), classes)


def _told(policy: Policy) -> PolicyOnLeg:
    return PolicyOnLeg(
        policy.id, policy.kind, policy.name, policy.page, policy.since, policy.allowed
    )


def _held(network: StreetNetwork, boxes: Boxes, policy: Policy) -> Bools:
    """[n_edges] What lies inside, or gets well into the zone."""
    held = np.zeros(network.n_edges, np.bool_)
    covered = boxes.covered(policy.area)
    held[covered.edge[covered.is_whole]] = True
    for edge in covered.edge[~covered.is_whole].tolist():
        at = _points(network, edge)
        held[edge] = bool(_inside(policy, at, RIM_M).any())
        if policy.kind in NARROW_KINDS and not held[edge]:
            held[edge] = _inside(policy, _steps(at), NARROW_RIM_M).mean() >= NARROW_SHARE
    return held


def _points(network: StreetNetwork, edge: int) -> Float64s:
    """[n, 2] Latitudes and longitudes along an edge: its points and the middles between."""
    row = slice(*network.edges.first_point[edge : edge + 2].tolist())
    at = np.stack([degrees(network.points.lat_e7[row]), degrees(network.points.lon_e7[row])], 1)
    whole = np.empty((2 * len(at) - 1, 2))
    whole[::2], whole[1::2] = at, (at[1:] + at[:-1]) / 2
    return whole


def _steps(at: Float64s) -> Float64s:
    """[k, 2] The same way as places that follow each other at even distances."""
    scale = np.array([1.0, np.cos(np.radians(at[0, 0]))]) * M_PER_DEGREE
    passed = np.append(0.0, np.cumsum(np.hypot(*(np.diff(at, axis=0) * scale).T)))
    n = int(passed[-1] / STEP_M) + 2
    return np.stack([np.interp(np.linspace(0, passed[-1], n), passed, axis) for axis in at.T], 1)


def _inside(policy: Policy, at: Float64s, rim_m: float) -> Bools:
    """Which points are inside a polygon and farther from its rim than so much."""
    inside = np.zeros(len(at), np.bool_)
    for polygon in policy.area:
        odd, nearest_m = np.zeros(len(at), np.bool_), np.full(len(at), np.inf)
        for ring in polygon:
            begin = np.array(ring[:-1])[:, ::-1]
            sides = begin, np.array(ring[1:])[:, ::-1]
            odd ^= _crossed(at, *sides) % 2 == 1
            nearest_m = np.minimum(nearest_m, _distance_m(at, *sides))
        inside |= odd & (nearest_m > rim_m)
    return inside


def _crossed(at: Float64s, begin: Float64s, end: Float64s) -> Float64s:
    """How many sides a ray to the east of each point crosses."""
    lat, lon = at[:, :1], at[:, 1:]
    passes = (begin[:, 0] > lat) != (end[:, 0] > lat)
    height = np.where(end[:, 0] == begin[:, 0], 1.0, end[:, 0] - begin[:, 0])
    where = begin[:, 1] + (end[:, 1] - begin[:, 1]) * (lat - begin[:, 0]) / height
    crossed: Float64s = (passes & (lon < where)).sum(axis=1)
    return crossed


def _distance_m(at: Float64s, begin: Float64s, end: Float64s) -> Float64s:
    """How far each point is from the nearest side."""
    scale = np.array([1.0, np.cos(np.radians(at[0, 0]))]) * M_PER_DEGREE
    side = ((end - begin) * scale)[None]
    off = (at[:, None] - begin[None]) * scale
    length2 = np.maximum((side**2).sum(axis=2), 1e-9)
    share = np.clip((off * side).sum(axis=2) / length2, 0.0, 1.0)
    apart: Float64s = np.hypot(*np.moveaxis(off - share[..., None] * side, 2, 0)).min(axis=1)
    return apart
