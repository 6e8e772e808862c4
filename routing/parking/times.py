"""How long one drives from a place to many sites, and walks from them: one search for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import LatLon, Profile
from maas.units import STRAIGHT_LINE_FACTOR
from routing.parking.ranking import MAX_S
from routing.parking.sites import Parking
from routing.stop_index import crow_flies_m
from routing.streets import Snap, StreetRouter
from routing.streets.beside import BESIDE_M, straight_seconds
from routing.streets.ends import ends_of, pace_of
from routing.streets.on_edges import OnEdges, by_edge, ends_at
from routing.streets.searching import NOT_REACHED, Targets
from routing.walks import Doorway

Times = Callable[[int], Int32s]
"""[n_sites] The seconds that are within a limit (s), NOT_REACHED beyond."""


@dataclass(frozen=True, slots=True, eq=False)
class Movers:
    """Who moves over streets between sites and other places."""

    streets: StreetRouter
    profile: Profile
    speed_m_s: float | None = None
    """None: as streets allow."""

    def drives(self, origin: Snap, parking: Parking, kept: Bools) -> Times:
        """From a place to some sites."""
        if parking.ride is None:
            return lambda _: nowhere(kept.size)
        return self._times(origin, parking.ride, kept, backward=False)

    def walks(self, doorways: Sequence[Doorway], parking: Parking, kept: Bools) -> Times:
        """From some sites to the nearest of the doorways of one place."""
        foot = parking.foot
        if foot is None:
            return lambda _: nowhere(kept.size)
        ways = [
            (doorway, self._times(doorway.snap, foot, kept, backward=True), doorway.snap)
            for doorway in doorways
            if doorway.snap is not None
        ]

        def within(max_s: int) -> Int32s:
            best = nowhere(kept.size)
            for doorway, times, snap in ways:
                if doorway.seconds <= max_s:
                    found = times(max_s - doorway.seconds)
                    found = self._or_straight(found, snap, parking, kept)
                    best = _sooner(best, found, doorway.seconds)
            return best

        return within

    def takes_s(self, origin: Snap, destination: Snap) -> int | None:
        """How long one way takes; None: there is none."""
        stretch = pace_of(self.profile, self.speed_m_s)
        one, other = (ends_of(each, self.profile, stretch) for each in (origin, destination))
        aim = self.streets.aim(destination.at)
        way = self.streets.search.fastest(self.profile, (one, other), stretch, MAX_S, aim)
        return way.seconds if way else None

    def _times(self, one: Snap, on: OnEdges, kept: Bools, *, backward: bool) -> Times:
        stretch = pace_of(self.profile, self.speed_m_s)
        on_edges = by_edge(on, kept, self.profile, self.streets.network.n_edges)
        spots = np.flatnonzero(kept).astype(np.int32)
        goal, _ = ends_at(on, spots, np.zeros(spots.size, np.int32), self.profile, stretch)
        targets = Targets(kept.size, on_edges, backward, goal)
        ends, search = ends_of(one, self.profile, stretch), self.streets.search
        return lambda max_s: search.times(self.profile, ends, stretch, max_s, targets)

    def _or_straight(self, seconds: Int32s, one: Snap, parking: Parking, kept: Bools) -> Int32s:
        """Between what stands beside each other one walks straight, as `StreetRouter.times` has
        it."""
        assert parking.foot is not None
        first = parking.foot.first
        joined = np.flatnonzero(kept & (np.diff(first) > 0))
        metres = crow_flies_m(one.at, parking.at[joined, 0], parking.at[joined, 1])
        off_m = parking.foot.metres[first[joined]] + one.distance_m
        near = metres <= np.minimum(BESIDE_M, off_m)
        stretch = pace_of(self.profile, self.speed_m_s).off_street
        straight = nowhere(kept.size)
        straight[joined[near]] = straight_seconds(metres[near], self.profile, stretch)
        return _sooner(seconds, straight, 0)


def straight_walks(at: LatLon, parking: Parking, kept: Bools, speed_m_s: float) -> Times:
    """Where no streets are known one walks as the crow flies, somewhat longer."""
    metres = crow_flies_m(at, parking.at[:, 0], parking.at[:, 1]) * STRAIGHT_LINE_FACTOR
    seconds = np.where(kept, np.ceil(metres / speed_m_s), np.inf)
    return lambda max_s: np.where(seconds <= max_s, seconds, NOT_REACHED).astype(np.int32)


def nowhere(n: int) -> Int32s:
    """None of n is reached."""
    return np.full(n, NOT_REACHED, np.int32)


def _sooner(seconds: Int32s, others: Int32s, more_s: int) -> Int32s:
    """The shorter ones of two times, the second of which takes so much longer."""
    total = np.where(others >= 0, others + more_s, NOT_REACHED)
    is_sooner = (total >= 0) & ((seconds < 0) | (total < seconds))
    return np.where(is_sooner, total, seconds).astype(np.int32)
