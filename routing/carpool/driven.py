"""Ways over streets that drivers take somebody along, found when they are told, then remembered."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from maas.arrays import Float64s
from maas.model import LatLon, Profile
from routing.carpool.course import WAYPOINT_M
from routing.carpool.passing import LONGEST_S
from routing.streets import StreetRouter

Position = tuple[float, float]
"""Latitude, longitude."""
REMEMBERED = 1024
"""Pieces of way in memory, some kB each."""


class DrivenWays:
    """Ways by car from place to place. Thread-safe."""

    def __init__(self) -> None:
        self._between = lru_cache(REMEMBERED)(_driven)

    def along(self, streets: StreetRouter | None, places: Sequence[Position]) -> Float64s:
        """[n, 2] From each place to the next; straight where no street leads."""
        lines = [self._between(streets, *pair) for pair in pairwise(places)]
        return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])


def _driven(streets: StreetRouter | None, origin: Position, goal: Position) -> Float64s:
    straight = np.array([origin, goal], np.float64)
    if streets is None:
        return straight
    a, b = (streets.snap(LatLon(*at), Profile.CAR, WAYPOINT_M) for at in (origin, goal))
    way = a and b and streets.over_streets(a, b, Profile.CAR, LONGEST_S)
    return way.geometry if way else straight
