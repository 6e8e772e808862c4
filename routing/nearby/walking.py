"""How long one walks from some doorways to many positions: the nearest of them first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.model import LatLon, Profile
from maas.units import STRAIGHT_LINE_FACTOR
from routing.stop_index import crow_flies_m
from routing.streets import Many, Snap, StreetRouter
from routing.walks import Doorway

MATCHING_M = 100.0
"""What is farther from any street is not reached."""

NOT_REACHED = -1


@dataclass(frozen=True, slots=True, eq=False)
class Walkers:
    """Who walks: from where, as whom, how fast."""

    streets: StreetRouter | None
    doorways: Sequence[Doorway]
    profile: Profile
    speed_m_s: float
    lot: int = 128
    """Positions of which one search finds the times."""

    def nearest(self, at: LatLon, positions: Float64s, n: int, max_s: int) -> tuple[Int32s, Int32s]:
        """(rows, seconds) of at least the n nearest of [m, 2] positions, and of all as near.

        As nobody is faster than the crow flies, positions are looked at in its order until
        no other one can be among the nearest. `at`: where doorways are, but for walks inside.
        """
        crow_m = crow_flies_m(at, positions[:, 0], positions[:, 1])
        least_s = np.maximum(crow_m - self._inside_m(at), 0.0) / self._fastest_m_s()
        seconds = np.full(len(positions), NOT_REACHED, np.int32)
        limit_s = max_s
        order = np.argsort(least_s, kind="stable")
        for begin in range(0, order.size, self.lot):
            lot = order[begin : begin + self.lot]
            lot = lot[least_s[lot] <= limit_s]
            if not lot.size:
                break
            seconds[lot] = self._times(positions[lot], limit_s)
            reached = np.sort(seconds[seconds >= 0])
            limit_s = int(reached[n - 1]) if reached.size >= n else max_s
        rows = np.flatnonzero((seconds >= 0) & (seconds <= limit_s)).astype(np.int32)
        return rows, seconds[rows]

    def snap(self, position: Float64s) -> Snap | None:
        """Where a position meets the streets."""
        assert self.streets is not None
        there = LatLon(float(position[0]), float(position[1]))
        return self.streets.snap(there, self.profile, MATCHING_M)

    def _times(self, positions: Float64s, max_s: int) -> Int32s:
        if self.streets is None:
            return self._straight(positions, max_s)
        many = Many([self.snap(position) for position in positions])
        best = np.full(len(positions), NOT_REACHED, np.int32)
        for doorway in self.doorways:
            left_s = max_s - doorway.seconds
            if doorway.snap is None or left_s < 0:
                continue
            speed = self.speed_m_s
            found = self.streets.times(doorway.snap, many, self.profile, left_s, speed_m_s=speed)
            total = np.where(found >= 0, found + doorway.seconds, NOT_REACHED)
            best = np.where((best < 0) | ((total >= 0) & (total < best)), total, best)
        return best.astype(np.int32)

    def _straight(self, positions: Float64s, max_s: int) -> Int32s:
        """Where no streets are known one walks as the crow flies, somewhat longer."""
        [doorway] = self.doorways
        metres = crow_flies_m(doorway.at, positions[:, 0], positions[:, 1]) * STRAIGHT_LINE_FACTOR
        seconds = np.ceil(metres / self.speed_m_s)
        return np.where(seconds <= max_s, seconds, NOT_REACHED).astype(np.int32)

    def _inside_m(self, at: LatLon) -> float:
        """How much nearer than the place itself a doorway may be."""
        return max((at.distance_m(each.at) for each in self.doorways), default=0.0)

    def _fastest_m_s(self) -> float:
        """What nobody exceeds on any street, nor beside it."""
        if self.streets is None:
            return self.speed_m_s
        return max(self.speed_m_s, self.streets.farthest_m(self.profile, 1, self.speed_m_s))
