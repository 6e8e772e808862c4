"""One offer laid on the streets, and what all were made with: kept to make the next ones sooner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import numpy as np

from maas.arrays import Bools, Int32s
from maas.live import RideOffer
from maas.model import Profile
from routing.carpool.driven import DrivenWays
from routing.carpool.kerbside import Kerbside
from routing.carpool.meeting import Meetings, Point
from routing.streets import StreetRouter
from routing.streets.roads import Roads


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """An offer's runs, as `OfferRuns` has them, between points of its own."""

    record: RideOffer
    points: tuple[Point, ...] = ()
    first_call: Int32s = field(default_factory=lambda: np.zeros(1, np.int32))
    point: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    """[n_calls] Row in `points`."""
    after_s: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    may_board: Bools = field(default_factory=lambda: np.empty(0, np.bool_))
    may_alight: Bools = field(default_factory=lambda: np.empty(0, np.bool_))
    detour_s: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    met: tuple[int, ...] = ()
    """The waypoints at which people are met (rows)."""
    times: tuple[int, ...] = ()
    """[n_waypoints] When the car is there, as told, or as driving takes (s after departure)."""
    refused: str = ""
    """The rule for which it cannot be taken; it has no runs then."""
    streets: StreetRouter | None = None
    """On which it was laid; roads may have been otherwise then."""
    is_whole: bool = True
    """With all detours; else they are still to be found."""

    @property
    def last_boarding_s(self) -> int:
        """After the driver's departure."""
        return int(self.after_s[self.may_board].max(initial=0))


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What offers are laid on."""

    meetings: Meetings
    streets: StreetRouter | None
    """Roads as they are."""
    usual: StreetRouter | None
    """Roads as they usually are; the same streets if they are so now."""
    kerbside: Callable[[], Kerbside]
    """Where drivers may halt, found when the first one agrees to a detour."""
    ways: DrivenWays = field(default_factory=DrivenWays)

    def on(self, leaves_soon: bool) -> StreetRouter | None:
        """The streets that count for somebody who leaves soon, or later."""
        return self.streets if leaves_soon else self.usual


def around_of(streets: StreetRouter | None, meetings: Meetings, before: Around | None) -> Around:
    """What offers are laid on; streets are the very same as before where roads are as then."""
    usual = streets.with_roads(Roads()) if streets else None
    if before is not None and has_same_roads(before.usual, usual):
        usual = before.usual
    known = (usual, before.streets if before else None)
    now = next((each for each in known if has_same_roads(each, streets)), streets)
    is_known = before is not None and before.meetings is meetings and before.usual is usual
    if before is not None and is_known:
        return replace(before, streets=now)
    find = partial(_kerbside, usual, meetings)
    return Around(meetings, now, usual, lru_cache(1)(find))


def _kerbside(streets: StreetRouter | None, meetings: Meetings) -> Kerbside:
    assert streets is not None
    return Kerbside.of(streets, meetings)


def has_same_roads(one: StreetRouter | None, other: StreetRouter | None) -> bool:
    """Whether cars drive the same ways in the same time."""
    if one is None or other is None or one.network is not other.network:
        return one is other
    a, b = (each.search.streets[Profile.CAR].graph for each in (one, other))
    columns = (a.move_ms, b.move_ms), (a.entry, b.entry), (a.head, b.head)
    return all(x is y or np.array_equal(x, y) for x, y in columns)


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What offers were made with, and each of them by its id."""

    around: Around
    laid: Mapping[str, Laid]
