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
from routing.rentals.laid import Laid
from routing.rentals.layers import Layer, homes
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

    def search(self, layers: tuple[Layer, ...]) -> tuple[Int32s, Int32s, Int32s]:
        """The targets from where a vehicle is quicker than walking, sorted; in what time (ms); the
        spots where it is taken."""
        self.walker.walk(self.ends)
        found = self._gather(self.targets, self.n)
        walked_ms = found.best.copy()
        walked_there_ms, left_ms = (
            self._gather(spots, table.n).best
            for spots, table in zip(
                self.laid.on_foot(self.walker.profile), self.laid.spread.tables, strict=True
            )
        )
        taken_ms = np.full(self.laid.spread.taking.n, NEVER, np.int32)
        for layer in self._within_reach(layers, left_ms):
            taken_ms = np.minimum(taken_ms, self._ride(layer, left_ms))
        spot = np.flatnonzero(taken_ms < walked_there_ms).astype(np.int32)
        on = self.laid.spread.taking.foot
        ends, whose = ends_with(self.ends, self.walker, on, spot, taken_ms[spot] + UNLOCK_MS)
        self.walker.walk(ends)
        self.walker.gather(ends, self.targets, found)
        target = np.flatnonzero(seconds(found.best) < seconds(walked_ms)).astype(np.int32)
        number = self.walker.candidates(found, target) - self.ends.edge.size
        return target, found.best[target], spot[whose[number]]

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

    def _ride(self, layer: Layer, left_ms: Int32s) -> Int32s:
        """[n spots] When vehicles are ridden off at the latest, before the arrival (ms).

        A vehicle that does not go as far as its quickest ride is not taken.
        """
        rides = Rides.of(self.laid.streets, layer, self.walker.limit_ms)
        places = self.laid.ridden[layer.profile][0]
        noted = rides.takings(self._rides_end(layer, left_ms), places, self.walker)
        rides.forget()
        goes_so_far = (noted.ms >= 0) & (noted.metres <= self.laid.spread.taking.range_m)
        return np.where(goes_so_far, noted.ms, NEVER).astype(np.int32)

    def _rides_end(self, layer: Layer, left_ms: Int32s) -> Starts:
        """Stations, and points on the destination's own streets, where rides end."""
        spot = np.flatnonzero(layer.leaves & (left_ms < NEVER)).astype(np.int32)
        on = self.laid.spread.leaving.ride
        row, whose = candidates(on, spot)
        at_station = layer.may_end(on.edge[row])
        row, whose = row[at_station], whose[at_station]
        off_ms = off_street_ms(on.metres[row], layer.profile)
        here = layer.may_end_on_street(self.ends.edge) & layer.anywhere
        ms = np.concatenate([left_ms[spot[whose]] + off_ms, self.ends.off_ms[here]]) + LOCK_MS
        return Starts(
            np.concatenate([on.edge[row], self.ends.edge[here]]),
            np.concatenate([on.share[row], self.ends.share[here]]),
            ms.astype(np.int32),
            np.full(ms.size, np.inf),
        )
