"""Street legs: access, egress, changes between stops and ways without lines."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maas.itinerary import Call, Leg, Place
from maas.model import Mode, Profile
from maas.units import STRAIGHT_LINE_FACTOR
from routing.question import Question
from routing.streets import Snap, StreetPath, StreetRouter

REMEMBERED_CHANGES = 4096
"""Ways between two stops kept in memory: the same changes come back question after question."""


@dataclass(frozen=True, slots=True)
class Bout:
    """A move over streets at given times."""

    mode: Mode
    departure: int
    arrival: int
    path: StreetPath | None
    """None: no streets known, or no details asked."""


class Walks:
    """Finds the ways of street legs. Remembers those between stops."""

    def __init__(self, streets: StreetRouter | None) -> None:
        self._streets = streets
        self._between_stops: Callable[[int, int, Profile, int], StreetPath | None] = lru_cache(
            REMEMBERED_CHANGES
        )(self._find_between_stops)

    def between_stops(self, a: int, b: int, profile: Profile, max_s: int) -> StreetPath | None:
        """The way of a change on foot; None where streets do not lead from stop to stop."""
        return self._between_stops(a, b, profile, max_s)

    def _find_between_stops(
        self, a: int, b: int, profile: Profile, max_s: int
    ) -> StreetPath | None:
        if self._streets is None:
            return None
        origin = self._streets.snap_stop(a, profile)
        destination = self._streets.snap_stop(b, profile)
        return self.way(origin, destination, profile, max_s, None)

    def stop(self, stop: int, profile: Profile) -> Snap | None:
        """Where a stop touches the streets of a profile."""
        return self._streets.snap_stop(stop, profile) if self._streets else None

    def way(
        self,
        origin: Snap | None,
        destination: Snap | None,
        profile: Profile,
        max_s: int,
        speed_m_s: float | None,
    ) -> StreetPath | None:
        """The quickest way, or None if an end is off the streets or too far."""
        if self._streets is None or origin is None or destination is None:
            return None
        return self._streets.route(origin, destination, profile, max_s, speed_m_s=speed_m_s)


def street_leg(origin: Place, destination: Place, bout: Bout, question: Question) -> Leg:
    """A leg over streets; a straight line where no way is known."""
    path = bout.path
    straight = np.array(
        [[origin.at.lat, origin.at.lon], [destination.at.lat, destination.at.lon]], np.float64
    )
    drawn = path.geometry if path else straight
    crow_flies_m = origin.at.distance_m(destination.at)
    return Leg(
        mode=bout.mode,
        origin=Call(origin, departure=bout.departure, scheduled_departure=bout.departure),
        destination=Call(destination, arrival=bout.arrival, scheduled_arrival=bout.arrival),
        geometry=drawn if question.detailed_legs else np.empty((0, 2)),
        distance_m=path.distance_m if path else crow_flies_m * STRAIGHT_LINE_FACTOR,
        steps=path.steps if path and question.detailed_legs else (),
    )
