"""From one position to many, or from many to one: how long it takes over streets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maas.arrays import Bytes
from maas.errors import BadPlace
from maas.model import LatLon, Mode, Profile
from maas.settings import RoutingSettings
from maas.units import STRAIGHT_LINE_FACTOR
from routing.streets import Many, Snap, StreetRouter

PROFILES = {Mode.WALK: Profile.WALK, Mode.BIKE: Profile.BIKE, Mode.CAR: Profile.CAR}


@dataclass(frozen=True, slots=True)
class ManyQuestion:
    """What is asked."""

    one: LatLon
    many: Sequence[LatLon]
    mode: Mode
    """WALK, BIKE or CAR."""
    max_s: int
    max_matching_m: float = 250.0
    backward: bool = False
    """From many to one."""
    with_distance: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """The way between the one and one of the many."""

    seconds: int
    distance_m: float | None = None
    """None: not asked for, or the search was ended before it was known."""


class OneToMany:
    """Answers on streets; without any, walks are straight lines, somewhat longer."""

    def __init__(self, streets: StreetRouter | None, settings: RoutingSettings) -> None:
        self._streets = streets
        speeds = {Mode.WALK: settings.walk_speed_m_s, Mode.BIKE: settings.bike_speed_m_s}
        self._speeds: dict[Mode, float] = speeds

    def ask(self, question: ManyQuestion, stop: Bytes) -> list[Pair | None]:
        """A pair for each of many, in their order; None where there is no way in time.

        Raises:
            BadPlace: the one is far from any street.
        """
        streets = self._streets
        if streets is None:
            return [self._straight(question, at) for at in question.many]
        profile = PROFILES[question.mode]
        one = _snap_one(streets, question, profile)
        snaps = self._snaps(streets, question, profile)
        times = streets.times(
            one,
            Many(snaps, question.backward),
            profile,
            question.max_s,
            speed_m_s=self._speeds.get(question.mode),
        )
        pairs: list[Pair | None] = [Pair(s) if s >= 0 else None for s in times.tolist()]
        if question.with_distance:
            for i, snap in enumerate(snaps):
                pair = pairs[i]
                if snap is not None and pair is not None and not stop[0]:
                    pairs[i] = self._measured(streets, question, (one, snap), pair)
        return pairs

    def _snaps(
        self, streets: StreetRouter, question: ManyQuestion, profile: Profile
    ) -> list[Snap | None]:
        """Those of many that may be reached, on streets."""
        reach_m = question.max_matching_m
        speed = self._speeds.get(question.mode)
        farthest_m = streets.farthest_m(profile, question.max_s, speed) + 2 * reach_m
        return [
            streets.snap(at, profile, reach_m)
            if question.one.distance_m(at) <= farthest_m
            else None
            for at in question.many
        ]

    def _measured(
        self, streets: StreetRouter, question: ManyQuestion, ends: tuple[Snap, Snap], pair: Pair
    ) -> Pair:
        """The pair with the length of its way."""
        way = streets.route(
            *(ends[::-1] if question.backward else ends),
            PROFILES[question.mode],
            question.max_s,
            speed_m_s=self._speeds.get(question.mode),
        )
        return replace(pair, distance_m=way.distance_m) if way else pair

    def _straight(self, question: ManyQuestion, at: LatLon) -> Pair | None:
        metres = question.one.distance_m(at) * STRAIGHT_LINE_FACTOR
        seconds = int(metres / self._speeds[Mode.WALK]) + 1
        if question.mode is not Mode.WALK or seconds > question.max_s:
            return None
        return Pair(seconds, metres if question.with_distance else None)


def _snap_one(streets: StreetRouter, question: ManyQuestion, profile: Profile) -> Snap:
    one = streets.snap(question.one, profile, question.max_matching_m)
    if one is not None:
        return one
    code = "LOCATION_NOT_FOUND" if streets.contains(question.one) else "OUTSIDE_BOUNDS"
    raise BadPlace("one", code, "no street near this place")
