"""From many positions to one by rented vehicles: the mirrored search.

Against the traffic nobody knows how far the range of a vehicle will have to last, so a vehicle that
does not go as far as the quickest ride is not taken here, even where another ride would spare it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s
from routing.kernels.rides import Starts
from routing.kernels.stops import Found, StopsOnEdges
from routing.kernels.streets import NEVER, Ends
from routing.rentals.courses import Courses
from routing.rentals.laid import Laid
from routing.rentals.layers import Layer, homes
from routing.rentals.leavings import LEFT_MS, ROW, STATION, TAKEN, VERTEX, leavings, nowhere
from routing.rentals.rides import LOCK_MS, UNLOCK_MS, Rides
from routing.rentals.starts import ends_with
from routing.rentals.walker import Walker
from routing.streets.ends import off_street_ms
from routing.streets.on_edges import candidates
from routing.streets.searching import new_found, seconds


@dataclass(frozen=True, slots=True, eq=False)
class Backward:
    """One search against the traffic from a destination, in the memory of the calling thread."""

    laid: Laid
    walker: Walker
    ends: Ends
    targets: StopsOnEdges
    n: int
    """How many targets there are."""

    def search(self, layers: tuple[Layer, ...]) -> Courses:
        """The best ways by any layer."""
        self.walker.walk(self.ends)
        found = self._gather(self.targets, self.n)
        walked_ms = found.best.copy()
        walked_there_ms, left_ms = (
            self._gather(spots, table.n).best
            for spots, table in zip(
                self.laid.on_foot(self.walker.profile), self.laid.spread.tables, strict=True
            )
        )
        ridden = tuple(self._within_reach(layers, left_ms))
        taken_ms, leaving = self._taken(ridden, left_ms)
        spot = np.flatnonzero(taken_ms < walked_there_ms).astype(np.int32)
        on = self.laid.spread.taking.foot
        ends, whose = ends_with(self.ends, self.walker, on, spot, taken_ms[spot] + UNLOCK_MS)
        self.walker.walk(ends)
        self.walker.gather(ends, self.targets, found)
        target = np.flatnonzero(seconds(found.best) < seconds(walked_ms)).astype(np.int32)
        number = self.walker.candidates(found, target) - self.ends.edge.size
        rows = leaving[spot[whose[number]]]
        rows[:, LEFT_MS] = found.best[target] - rows[:, LEFT_MS]
        return Courses(target, found.best[target], rows, ridden, self._point)

    def _point(self, row: int) -> tuple[int, float]:
        return int(self.ends.edge[row]), float(self.ends.share[row])

    def _gather(self, places: StopsOnEdges, n: int) -> Found:
        found = new_found(n)
        self.walker.gather(self.ends, places, found)
        return found

    def _within_reach(self, layers: tuple[Layer, ...], left_ms: Int32s) -> Iterator[Layer]:
        """The layers whose vehicles may be left in reach; of what goes home one for each home."""
        reached = np.flatnonzero(left_ms < NEVER).astype(np.int32)
        everywhere = np.arange(self.laid.spread.taking.n, dtype=np.int32)
        for layer in layers:
            if layer.goes_home:
                yield from homes(layer, self.laid.spread, everywhere, reached)
            elif layer.anywhere or layer.leaves[reached].any():
                yield layer

    def _taken(self, layers: tuple[Layer, ...], left_ms: Int32s) -> tuple[Int32s, Int32s]:
        """[n spots] When vehicles are ridden off at the latest, before the arrival (ms), and their
        leavings, with how long it takes on from there."""
        n = self.laid.spread.taking.n
        taken_ms, leaving = np.full(n, NEVER, np.int32), nowhere(n)
        for number, layer in enumerate(layers):
            spot, ms, rows = self._ride(number, layer, left_ms)
            sooner = ms < taken_ms[spot]
            taken_ms[spot[sooner]], leaving[spot[sooner]] = ms[sooner], rows[sooner]
        return taken_ms, leaving

    def _ride(self, number: int, layer: Layer, left_ms: Int32s) -> tuple[Int32s, Int32s, Int32s]:
        """Spots of a layer, as `_taken`.

        A vehicle that does not go as far as its quickest ride is not taken.
        """
        rides = Rides.of(self.laid.streets, layer, self.walker.limit_ms)
        places = self.laid.ridden[layer.profile][0]
        ends, left = self._rides_end(number, layer, left_ms)
        noted = rides.takings(ends, places, self.walker)
        rides.forget()
        is_reached = (noted.ms >= 0) & (noted.ms < NEVER)
        goes_so_far = noted.metres <= self.laid.spread.taking.range_m
        spot = np.flatnonzero(is_reached & goes_so_far).astype(np.int32)
        vertex = -1 - noted.by[spot] - len(left)
        on_ms = self.walker.scratch.reached[np.maximum(vertex, 0)] + LOCK_MS
        rows = leavings(number, spot, on_ms, VERTEX, vertex)
        rows[vertex < 0] = left[vertex[vertex < 0]]
        rows[:, TAKEN] = spot
        return spot, noted.ms[spot], rows

    def _rides_end(self, number: int, layer: Layer, left_ms: Int32s) -> tuple[Starts, Int32s]:
        """Stations, and points on the destination's own streets, where rides end; the leavings of
        each, with how long it takes on from there."""
        spot = np.flatnonzero(layer.leaves & (left_ms < NEVER)).astype(np.int32)
        on = self.laid.spread.leaving.ride
        row, whose = candidates(on, spot)
        at_station = layer.may_end(on.edge[row])
        row, station = row[at_station], spot[whose[at_station]]
        ends_here = layer.may_end_on_street(self.ends.edge) & layer.anywhere
        here = np.flatnonzero(ends_here).astype(np.int32)
        left = np.concatenate(
            [
                leavings(number, station, left_ms[station] + LOCK_MS, STATION, station),
                leavings(number, here, self.ends.off_ms[here] + LOCK_MS, ROW, here),
            ]
        )
        ms = left[:, LEFT_MS].copy()
        ms[: row.size] += off_street_ms(on.metres[row], layer.profile)
        ends = Starts(
            np.concatenate([on.edge[row], self.ends.edge[here]]),
            np.concatenate([on.share[row], self.ends.share[here]]),
            ms,
            np.full(ms.size, np.inf),
        )
        return ends, left
