"""What each profile pays on each edge: columns of the network to milliseconds."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import Profile
from maas.streets import StreetNetwork

SPEED_M_S = {Profile.WALK: 1.2, Profile.WHEELCHAIR: 0.9, Profile.BIKE: 4.2}
"""Speeds on an even street; cars drive what the streets say."""

ON_FOOT = frozenset({Profile.WALK, Profile.WHEELCHAIR})
KMH_PER_M_S = 3.6


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """[2 n_edges] For every directed edge: may it be travelled, and in what time."""

    is_open: Bools
    move_ms: Int32s
    """At the profile's own speed; another speed scales it."""
    fixed_ms: Int32s
    """Whatever the speed: where one is carried, or waits."""


def costs(network: StreetNetwork, profile: Profile) -> Costs:
    """The costs of a profile on every directed edge."""
    edges, ways = network.edges, network.ways
    bits = ways.open[edges.way] >> (2 * profile)
    is_open = np.stack([bits & 1, bits >> 1 & 1], axis=1).astype(np.bool_).ravel()
    carried = np.repeat(ways.ms_per_m[edges.way], 2)
    metres = np.repeat(edges.length_m.astype(np.float64), 2)
    move = np.where(carried > 0, 0.0, metres * _ms_per_m(network, profile))
    fixed = metres * carried + np.repeat(ways.wait_s[edges.way], 2) * 1000.0
    return Costs(is_open, np.ceil(move).astype(np.int32), np.ceil(fixed).astype(np.int32))


def _ms_per_m(network: StreetNetwork, profile: Profile) -> Float64s:
    """[2 n_edges] Time for a metre of each directed edge."""
    ways, way = network.ways, network.edges.way
    if profile is Profile.CAR:
        kmh = np.maximum(ways.car_kmh[way], 1).ravel()
        return np.divide(1000.0 * KMH_PER_M_S, kmh)
    percent = np.repeat(ways.percent[way, profile], 2)
    slowed: Float64s = percent * (10.0 / SPEED_M_S[profile])
    return slowed


def pace(profile: Profile, speed_m_s: float | None) -> float:
    """By how much a speed stretches the times of a profile; cars have none of their own."""
    if speed_m_s is None or profile is Profile.CAR:
        return 1.0
    return SPEED_M_S[profile] / speed_m_s


def off_street_m_s(profile: Profile) -> float:
    """How fast one gets from a position to the street: on foot, whatever comes after."""
    return SPEED_M_S[profile] if profile in ON_FOOT else SPEED_M_S[Profile.WALK]
