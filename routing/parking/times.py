"""How long one drives from a place to many sites, and walks from them: one search for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import LatLon, Profile
from maas.units import STRAIGHT_LINE_FACTOR
from routing.parking.sites import Parking
from routing.stop_index import crow_flies_m
from routing.streets import Snap, StreetRouter
from routing.streets.beside import BESIDE_M, straight_seconds
from routing.streets.ends import ends_of, pace_of
from routing.streets.on_edges import OnEdges, by_edge
from routing.streets.searching import NOT_REACHED, Targets
from routing.walks import Doorway

MAX_S = 90 * 60
"""Nobody drives or walks longer for a place to park."""

SPARE_S = 300
SLOW_SHARE = 0.25
"""Of the usual speed: hardly anybody gets on more slowly, as the crow flies. A search looks so far
at first."""

DRIVING_M_S = 16.0


@dataclass(frozen=True, slots=True, eq=False)
class Movers:
    """Who moves over streets between sites and other places."""

    streets: StreetRouter
    profile: Profile
    speed_m_s: float | None = None
    """None: as streets allow."""

    def drives(self, origin: Snap, parking: Parking, kept: Bools) -> Int32s:
        """[n_sites] Seconds from a place to sites, NOT_REACHED to others."""
        if parking.ride is None:
            return _nowhere(kept.size)
        return self._times(origin, parking, parking.ride, kept, backward=False)

    def walks(self, doorways: Sequence[Doorway], parking: Parking, kept: Bools) -> Int32s:
        """[n_sites] Seconds from sites to the nearest of some doorways of one place."""
        best = _nowhere(kept.size)
        if parking.foot is None:
            return best
        for doorway in doorways:
            if doorway.snap is None:
                continue
            found = self._times(doorway.snap, parking, parking.foot, kept, backward=True)
            found = self._or_straight(found, doorway.snap, parking, kept)
            total = np.where(found >= 0, found + doorway.seconds, NOT_REACHED)
            best = np.where((best < 0) | ((total >= 0) & (total < best)), total, best)
        return best.astype(np.int32)

    def _times(
        self, one: Snap, parking: Parking, on: OnEdges, kept: Bools, *, backward: bool
    ) -> Int32s:
        """Looks near at first: most often nothing that is wanted is farther."""
        wanted = kept & (np.diff(on.first) > 0)
        if not wanted.any():
            return _nowhere(kept.size)
        stretch, streets = pace_of(self.profile, self.speed_m_s), self.streets
        on_edges = by_edge(on, wanted, self.profile, streets.network.n_edges)
        targets, ends = Targets(kept.size, on_edges, backward), ends_of(one, self.profile, stretch)
        for max_s in (self._likely_s(one.at, parking.at[wanted]), MAX_S):
            seconds = streets.search.times(self.profile, ends, stretch, max_s, targets)
            if (seconds[wanted] >= 0).all():
                break
        return seconds

    def _likely_s(self, at: LatLon, positions: Float64s) -> int:
        metres = crow_flies_m(at, positions[:, 0], positions[:, 1]).max()
        slowly_m_s = SLOW_SHARE * (self.speed_m_s or DRIVING_M_S)
        return min(MAX_S, int(SPARE_S + metres / slowly_m_s))

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
        straight_s = straight_seconds(metres[near], self.profile, stretch)
        rows, best = joined[near], seconds.copy()
        known = best[rows]
        best[rows] = np.where(known < 0, straight_s, np.minimum(known, straight_s))
        return best


def straight_walks(at: LatLon, parking: Parking, kept: Bools, speed_m_s: float) -> Int32s:
    """[n_sites] Where no streets are known one walks as the crow flies, somewhat longer."""
    metres = crow_flies_m(at, parking.at[:, 0], parking.at[:, 1]) * STRAIGHT_LINE_FACTOR
    seconds = np.ceil(metres / speed_m_s)
    return np.where(kept & (seconds <= MAX_S), seconds, NOT_REACHED).astype(np.int32)


def _nowhere(n: int) -> Int32s:
    return np.full(n, NOT_REACHED, np.int32)
