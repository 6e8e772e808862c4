"""Ways over streets on which one leaves one's vehicle: ride, park, walk on; or back: walk, ride.

One bounded search finds all halts in reach, one walk goes on from all of them at once, in
milliseconds throughout; only the whole is rounded to seconds. A halt of which nobody knows whether
it has room serves only who is there much sooner than by the best that is known to have.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bytes, Int32s, Int64s
from maas.model import Profile
from routing.kernels.streets import NEVER
from routing.parking.halts import Halts
from routing.parking.moves import Move
from routing.parking.sites import Room
from routing.parking.wanted import ParkingWanted
from routing.parking.ways import ParkedWay
from routing.stop_index import crow_flies_m
from routing.streets import Snap, StreetPath, StreetRouter
from routing.streets.ends import ends_of, pace_of
from routing.streets.on_edges import ends_at
from routing.streets.searching import limit_ms, seconds

UNSURE_MS = 300_000
"""So much sooner one must be there by a halt of which nobody knows whether it has room."""

RoomOf = Callable[[Int32s, Int64s, ParkingWanted, bool], Bytes]
"""Room of some halts, each at the moment one gets there (Unix s); last, whether one comes back for
what stands there, so that it need not have any."""


@dataclass(frozen=True, slots=True, eq=False)
class HaltSearch:
    """Finds ways over some halts. Thread-safe."""

    streets: StreetRouter
    halts: Halts
    room_of: RoomOf

    def reach(
        self, at: Snap, wanted: ParkingWanted, max_s: int, *, backward: bool = False
    ) -> tuple[Int32s, Int32s, Int32s]:
        """The stops within max_s from a place from where one rides off (backward: to which one
        rides home, having walked to where the vehicle stands).

        Returns (stops, seconds, halts), sorted by stop.
        """
        ridden_ms, room = self._ridden(at, wanted, max_s, backward=backward)
        sure, unsure = (
            self._walked(np.where(room == tier, ridden_ms, NEVER), wanted, max_s, backward)
            for tier in (Room.FREE, Room.UNKNOWN)
        )
        saves = unsure[0].astype(np.int64) + UNSURE_MS < sure[0]
        ms, halt = (np.where(saves, b, a) for a, b in zip(sure, unsure, strict=True))
        stop = np.flatnonzero(ms < NEVER).astype(np.int32)
        return stop, seconds(ms[stop]), halt[stop].astype(np.int32)

    def way(
        self,
        ridden: Snap,
        walked: Snap,
        wanted: ParkingWanted,
        max_s: int,
        halt: int | None = None,
        *,
        backward: bool = False,
    ) -> ParkedWay | None:
        """The quickest way, None if there is none within max_s.

        Args:
            ridden: the end from where (backward: to which) one rides.
            walked: the other end.
            halt: as `reach` said, where it is known: then no other is looked at.
        """
        if halt is not None:
            return self._parts(ridden, walked, halt, wanted, (max_s, backward))
        best = self._best(ridden, walked, wanted, max_s, backward)
        if best is None:
            return None
        halt, whole_s = best
        way = self._parts(ridden, walked, halt, wanted, (max_s, backward))
        if way is None:
            return None
        rounded = whole_s - way.change_s - way.walk.seconds
        return replace(way, ride=replace(way.ride, seconds=max(0, rounded)))

    def _ridden(
        self, at: Snap, wanted: ParkingWanted, max_s: int, *, backward: bool
    ) -> tuple[Int32s, Bytes]:
        """[n_halts] When one is at each (ms), and whether there is room then."""
        rides, limit = self.halts.rides, limit_ms(max_s)
        if wanted.most_ridden_s is not None:
            limit = min(limit, limit_ms(wanted.most_ridden_s))
        pace = pace_of(rides, wanted.bike_speed_m_s)
        move = Move(rides, ends_of(at, rides, pace), pace, limit, backward)
        ms, _ = move.to(self.streets.search, self.halts.ridden, self.halts.n)
        there = np.flatnonzero(ms < NEVER).astype(np.int32)
        room = np.full(self.halts.n, Room.NONE, np.uint8)
        took_s = seconds(ms[there]).astype(np.int64)
        moments = wanted.at - took_s if backward else wanted.at + took_s
        room[there] = self.room_of(there, moments, wanted, backward)
        if wanted.away_from is not None:
            about = self.halts.about[there]
            near = crow_flies_m(wanted.away_from, about[:, 0], about[:, 1]) < wanted.least_m
            room[there[near]] = Room.NONE
        return ms, room

    def _walked(
        self, ridden_ms: Int32s, wanted: ParkingWanted, max_s: int, backward: bool
    ) -> tuple[Int32s, Int32s]:
        """[n_stops] When one is at each stop (ms), and over which halt."""
        streets, profile = self.streets, wanted.profile
        there = np.flatnonzero(ridden_ms < NEVER).astype(np.int32)
        if not there.size:
            n = streets.n_stops
            return np.full(n, NEVER, np.int32), np.full(n, -1, np.int32)
        pace = pace_of(profile, wanted.walk_speed_m_s)
        left_ms = ridden_ms[there] + np.int32(1000 * self.halts.change_s)
        ends, whose = ends_at(self.halts.foot, there, left_ms, profile, pace)
        move = Move(profile, ends, pace, limit_ms(max_s), backward)
        stops = streets.search.streets[profile].stops
        ms, by = move.to(streets.search, stops, streets.n_stops)
        halt = np.where(by >= 0, there[whose[by]], -1) if whose.size else by
        return ms, halt

    def _best(
        self, ridden: Snap, walked: Snap, wanted: ParkingWanted, max_s: int, backward: bool
    ) -> tuple[int, int] | None:
        """Over which halt one is there first, and in how many seconds."""
        profile, pace = wanted.profile, pace_of(wanted.profile, wanted.walk_speed_m_s)
        move = Move(profile, ends_of(walked, profile, pace), pace, limit_ms(max_s), not backward)
        walked_ms, _ = move.to(self.streets.search, self.halts.walked(profile), self.halts.n)
        if (walked_ms >= NEVER).all():
            return None
        ridden_ms, room = self._ridden(ridden, wanted, max_s, backward=backward)
        on_way = (ridden_ms < NEVER) & (walked_ms < NEVER) & (room != Room.NONE)
        whole_ms = ridden_ms.astype(np.int64) + 1000 * self.halts.change_s + walked_ms
        on_way &= whole_ms <= limit_ms(max_s)
        ranked = np.where(on_way, whole_ms + UNSURE_MS * (room == Room.UNKNOWN), NEVER)
        halt = int(ranked.argmin())
        if not on_way[halt]:
            return None
        return halt, int(seconds(whole_ms[halt : halt + 1])[0])

    def _parts(
        self,
        ridden: Snap,
        walked: Snap,
        halt: int,
        wanted: ParkingWanted,
        bounds: tuple[int, bool],
    ) -> ParkedWay | None:
        """The way over one halt; bounds: most seconds of each part, backward."""
        max_s, backward = bounds
        rides = self.halts.rides, wanted.bike_speed_m_s
        walks = wanted.profile, wanted.walk_speed_m_s
        ride = self._path(ridden, self.halts.ride_snap(halt), rides, max_s, backward)
        walk = self._path(self.halts.foot_snap(halt), walked, walks, max_s, backward)
        if ride is None or walk is None:
            return None
        return ParkedWay(ride, walk, self.halts.at(halt), halt, self.halts.change_s, backward)

    def _path(
        self, a: Snap, b: Snap, who: tuple[Profile, float | None], max_s: int, backward: bool
    ) -> StreetPath | None:
        """From a to b (backward: from b to a)."""
        origin, destination = (b, a) if backward else (a, b)
        profile, speed_m_s = who
        return self.streets.over_streets(origin, destination, profile, max_s, speed_m_s=speed_m_s)
