"""From one position to many by rented vehicles: walk, take, ride, leave, walk on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s
from maas.model import Profile
from routing.kernels.leaving import Places
from routing.kernels.rides import Starts
from routing.kernels.stops import Found, StopsOnEdges
from routing.kernels.streets import NEVER, Aim, Ends
from routing.rentals.courses import Courses
from routing.rentals.laid import Laid
from routing.rentals.layers import Layer, homes
from routing.rentals.leavings import (
    LEFT_MS,
    NO_LEAVINGS,
    ROW,
    STATION,
    VERTEX,
    earliest_at_vertices,
    is_sooner,
    leavings,
    nowhere,
)
from routing.rentals.rides import LOCK_MS, UNLOCK_MS, Rides
from routing.rentals.starts import ends_with, starts_of
from routing.rentals.walker import NOWHERE, Walker
from routing.streets.searching import new_found, seconds


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """One search from an origin, in the memory of the calling thread."""

    laid: Laid
    walker: Walker
    ends: Ends
    targets: StopsOnEdges
    n: int
    """How many targets there are."""
    places: Callable[[Profile], Places]
    """The targets on the streets of who rides."""
    aim: Aim = NOWHERE
    """Where the one target is."""

    def search(self, layers: tuple[Layer, ...]) -> Courses:
        """The best ways by any layer."""
        self.walker.walk(self.ends)
        found = self._gather(self.targets, self.n)
        walked_ms = found.best.copy()
        taken_ms, walked_there_ms = (
            self._gather(spots, table.n).best
            for spots, table in zip(
                self.laid.on_foot(self.walker.profile), self.laid.spread.tables, strict=True
            )
        )
        ridden = tuple(self._within_reach(layers, taken_ms))
        rows, points = [NO_LEAVINGS], []
        for number, layer in enumerate(ridden):
            left, direct = self._ride(number, layer, taken_ms)
            rows.append(left[is_sooner(left, walked_there_ms)])
            points.append(direct)
        best_ms, leaving = self._walk_on(np.concatenate(rows), found)
        for ms, left in points:
            sooner = ms < best_ms
            best_ms = np.where(sooner, ms, best_ms)
            leaving = np.where(sooner[:, None], left, leaving)
        target = np.flatnonzero(seconds(best_ms) < seconds(walked_ms)).astype(np.int32)
        return Courses(target, best_ms[target], leaving[target], ridden, self._point)

    def _point(self, row: int) -> tuple[int, float]:
        edge = int(np.searchsorted(self.targets.first, row, side="right")) - 1
        return edge, float(self.targets.share[row])

    def _gather(self, places: StopsOnEdges, n: int) -> Found:
        found = new_found(n)
        self.walker.gather(self.ends, places, found)
        return found

    def _within_reach(self, layers: tuple[Layer, ...], taken_ms: Int32s) -> Iterator[Layer]:
        """The layers with something to take in reach; of what goes home one for each home."""
        reached = np.flatnonzero(taken_ms < NEVER).astype(np.int32)
        everywhere = np.arange(self.laid.spread.leaving.n, dtype=np.int32)
        for layer in layers:
            if layer.goes_home:
                yield from homes(layer, self.laid.spread, reached, everywhere)
            elif layer.takes[reached].any():
                yield layer

    def _ride(
        self, number: int, layer: Layer, taken_ms: Int32s
    ) -> tuple[Int32s, tuple[Int32s, Int32s]]:
        """Where vehicles of a layer are left; and for each target when one is there, and how, if
        its vehicle is left at the target's own street."""
        spot = np.flatnonzero(layer.takes & (taken_ms < NEVER)).astype(np.int32)
        starts, whose = starts_of(self.laid.spread.taking, layer, spot, taken_ms[spot] + UNLOCK_MS)
        taken = spot[whose]
        rides = Rides.of(self.laid.streets, layer, self.walker.limit_ms, self.aim)
        rides.ride(starts)
        found = [NO_LEAVINGS, *self._left(number, rides, starts, taken)]
        direct = self._points(number, rides, starts, taken)
        rides.forget()
        return np.concatenate(found), direct

    def _left(self, number: int, rides: Rides, starts: Starts, taken: Int32s) -> Iterator[Int32s]:
        """Leavings at stations and at crossings."""
        layer, laid = rides.layer, self.laid
        if layer.leaves.any():
            noted = rides.stations(starts, laid.ridden[layer.profile][1])
            station = np.flatnonzero((noted.ms >= 0) & (noted.ms < NEVER)).astype(np.int32)
            by = rides.started(noted.by[station])
            yield leavings(number, taken[by], noted.ms[station], STATION, station)
        if layer.anywhere:
            left = rides.crossings(starts, self.walker)
            yield leavings(number, taken[left[:, 2]], left[:, 1] - LOCK_MS, VERTEX, left[:, 0])

    def _points(
        self, number: int, rides: Rides, starts: Starts, taken: Int32s
    ) -> tuple[Int32s, Int32s]:
        """[n] When one is at each target that lies on a street where a vehicle may be left, and
        the leavings."""
        rows, best_ms = nowhere(self.n), np.full(self.n, NEVER, np.int32)
        if not rides.layer.anywhere:
            return best_ms, rows
        pace = self.walker.pace.off_street
        noted = rides.points(starts, self.places(rides.layer.profile), self.n, pace)
        there = np.flatnonzero(noted.ms < NEVER)
        row, ms = noted.row[there], noted.ms[there]
        off_ms = np.ceil(self.targets.off_ms[row] * pace).astype(np.int32)
        by = rides.started(noted.by[there])
        best_ms[there] = ms
        rows[there] = leavings(number, taken[by], ms - LOCK_MS - off_ms, ROW, row)
        return best_ms, rows

    def _walk_on(self, left: Int32s, found: Found) -> tuple[Int32s, Int32s]:
        """[n] When one is at each target, and from which leaving if not on foot all the way."""
        stations = left[left[:, STATION] >= 0]
        crossings = earliest_at_vertices(left[left[:, VERTEX] >= 0])
        left_ms = stations[:, LEFT_MS] + LOCK_MS
        on = self.laid.spread.leaving.foot
        ends, whose = ends_with(self.ends, self.walker, on, stations[:, STATION], left_ms)
        vertices = np.stack([crossings[:, VERTEX], crossings[:, LEFT_MS] + LOCK_MS], axis=1)
        self.walker.walk(ends, vertices)
        walked_ms = found.best.copy()
        self.walker.gather(ends, self.targets, found)
        sooner = np.flatnonzero(found.best < walked_ms).astype(np.int32)
        number = self.walker.candidates(found, sooner) - self.ends.edge.size
        rows = nowhere(self.n)
        rows[sooner] = np.concatenate([stations[whose], crossings])[number]
        return found.best, rows
