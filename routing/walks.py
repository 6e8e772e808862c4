"""Street legs: access, egress, changes between stops and ways without lines."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil

import numpy as np

from maas.itinerary import Call, Leg, Place, Step
from maas.model import LatLon, Mode, Profile
from maas.units import STRAIGHT_LINE_FACTOR
from routing.incidents.telling import told_on
from routing.indoors import IndoorWays
from routing.indoors.pace import Walker
from routing.indoors.path import one_path
from routing.policies.telling import policies_on
from routing.question import Question
from routing.stop_index import crow_flies_m
from routing.streets import Snap, StreetPath, StreetRouter
from routing.streets.profiles import ON_FOOT, SPEED_M_S

REMEMBERED_CHANGES = 4096
"""Ways between two stops kept in memory: the same changes come back question after question."""

FASTEST_M_S = 40.0
"""Nobody drives from door to door faster than this."""


@dataclass(frozen=True, slots=True)
class Bout:
    """A move over streets at given times."""

    mode: Mode
    departure: int
    arrival: int
    path: StreetPath | None
    """None: no streets known, or no details asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Doorway:
    """Where a way meets the streets: at its own end or, if that lies inside, at a door."""

    at: LatLon
    snap: Snap | None
    stop: int = -1
    """The stop inside, or -1."""
    door: int = -1
    seconds: int = 0
    """Between the stop and the door."""


class Walks:
    """Finds the ways of street legs. Remembers those between stops."""

    def __init__(self, streets: StreetRouter | None, indoors: IndoorWays) -> None:
        self._streets = streets
        self._indoors = indoors
        self._between_stops: Callable[[int, int, Profile, int], StreetPath | None] = lru_cache(
            REMEMBERED_CHANGES
        )(self._find_between_stops)

    def over(self, streets: StreetRouter) -> "Walks":
        """The same, on other streets; what is remembered of who walks stays if that is the same."""
        made = copy(self)
        made._streets = streets
        if self._streets is None or not streets.walks_as(self._streets):
            made._between_stops = lru_cache(REMEMBERED_CHANGES)(made._find_between_stops)
        return made

    @property
    def has_streets(self) -> bool:
        """Whether any streets are known."""
        return self._streets is not None

    def are_barred(self, profile: Profile) -> bool:
        """Whether there are closures for a profile: then ways have to be known, told or not."""
        return self._streets is not None and profile in self._streets.incidents.bars

    def between_stops(self, a: int, b: int, profile: Profile, max_s: int) -> StreetPath | None:
        """The way of a change on foot; None where streets do not lead from stop to stop."""
        return self._between_stops(a, b, profile, max_s)

    def _find_between_stops(
        self, a: int, b: int, profile: Profile, max_s: int
    ) -> StreetPath | None:
        walker = Walker.usual(profile)
        inside = self._indoors.between(a, b, walker)
        if inside is not None:
            return inside
        origins = self.doorways(a, profile, walker, outward=True)
        destinations = self.doorways(b, profile, walker, outward=False)
        return self.way(origins, destinations, (profile, None), walker, max_s)

    def inside(self, a: int, b: int, walker: Walker) -> StreetPath | None:
        """The way from stop to stop without leaving the stop place, None if there is none."""
        return self._indoors.between(a, b, walker)

    def doorways(
        self, stop: int, profile: Profile, walker: Walker, *, outward: bool
    ) -> tuple[Doorway, ...]:
        """Where one gets from a stop to the streets of a profile (not outward: the other way)."""
        if not self._indoors.inside[stop]:
            return (Doorway(self._indoors.at(stop), self._snap(stop, profile)),)
        doors = self._indoors.doors(stop, walker, outward=outward)
        return tuple(
            Doorway(self._indoors.at(door), self._snap(door, profile), stop, door, seconds)
            for door, seconds in doors.items()
        )

    def _snap(self, stop: int, profile: Profile) -> Snap | None:
        return self._streets.snap_stop(stop, profile) if self._streets else None

    def way(
        self,
        origins: Sequence[Doorway],
        destinations: Sequence[Doorway],
        pace: tuple[Profile, float | None],
        walker: Walker,
        max_s: int,
    ) -> StreetPath | None:
        """The quickest way, or None if an end is off the streets or too far.

        Args:
            pace: who moves over the streets, and how fast.
            walker: who moves inside stop places.
        """
        best: tuple[int, StreetPath, Doorway, Doorway] | None = None
        for a, b in sorted(product(origins, destinations), key=_at_least_s(pace[1])):
            left_s = (best[0] - 1 if best else max_s) - a.seconds - b.seconds
            street = self._over_streets(a, b, pace, left_s) if left_s >= 0 else None
            if street is not None and street.seconds <= left_s:
                best = (a.seconds + street.seconds + b.seconds, street, a, b)
        if best is None:
            return None
        _, street, a, b = best
        return self.to_inside(self.from_inside(a, street, walker), b, walker)

    def _over_streets(
        self, a: Doorway, b: Doorway, pace: tuple[Profile, float | None], max_s: int
    ) -> StreetPath | None:
        """The way between two doorways; straight where a door is off the streets."""
        profile, speed_m_s = pace
        if self._streets is not None and a.snap is not None and b.snap is not None:
            return self._streets.route(a.snap, b.snap, profile, max_s, speed_m_s=speed_m_s)
        if profile not in ON_FOOT or max(a.door, b.door) < 0:
            return None
        return _straight(a.at, b.at, speed_m_s or SPEED_M_S[profile])

    def from_inside(self, a: Doorway, street: StreetPath, walker: Walker) -> StreetPath:
        """A way over streets with what lies before the door where it begins."""
        before = self._indoors.between(a.stop, a.door, walker) if a.door >= 0 else None
        return street if before is None else one_path([before, street])

    def to_inside(self, street: StreetPath, b: Doorway, walker: Walker) -> StreetPath:
        """A way over streets with what lies behind the door where it ends."""
        after = self._indoors.between(b.door, b.stop, walker) if b.door >= 0 else None
        return street if after is None else one_path([street, after])


def _at_least_s(speed_m_s: float | None) -> Callable[[tuple[Doorway, Doorway]], float]:
    """Less than a way between two doorways can take: the most promising pairs first."""

    def least_s(pair: tuple[Doorway, Doorway]) -> float:
        a, b = pair
        straight_m = a.at.distance_m(b.at) if a.door >= 0 or b.door >= 0 else 0.0
        return a.seconds + b.seconds + straight_m / (speed_m_s or FASTEST_M_S)

    return least_s


def _straight(a: LatLon, b: LatLon, speed_m_s: float) -> StreetPath:
    """A walk where no streets are known, as long as the search took it to be."""
    metres = float(crow_flies_m(a, np.array([b.lat]), np.array([b.lon]))[0]) * STRAIGHT_LINE_FACTOR
    line = np.array([[a.lat, a.lon], [b.lat, b.lon]])
    return StreetPath(ceil(metres / speed_m_s), metres, line, (Step("DEPART", metres, "", 0, 1),))


def street_leg(origin: Place, destination: Place, bout: Bout, question: Question) -> Leg:
    """A leg over streets; a straight line where no way is known."""
    path = bout.path
    straight = np.array(
        [[origin.at.lat, origin.at.lon], [destination.at.lat, destination.at.lon]], np.float64
    )
    drawn = path.geometry if path else straight
    crow_flies_m = origin.at.distance_m(destination.at)
    own = question.vehicle_class if bout.mode is Mode.CAR else ""
    return Leg(
        mode=bout.mode,
        origin=Call(origin, departure=bout.departure, scheduled_departure=bout.departure),
        destination=Call(destination, arrival=bout.arrival, scheduled_arrival=bout.arrival),
        geometry=drawn if question.detailed_legs else np.empty((0, 2)),
        distance_m=path.distance_m if path else crow_flies_m * STRAIGHT_LINE_FACTOR,
        steps=path.steps if path and question.detailed_legs else (),
        policies=policies_on(path, bout.departure, own) if path else (),
        incidents=told_on(path, bout.departure) if path else (),
        vehicle_class=own,
    )
