"""Ways with a rented vehicle between the ends of a question and stops, doors included."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol

import numpy as np

from maas.model import Mode
from routing.indoors.pace import Walker
from routing.reached import Near
from routing.rentals.courses import Course, Courses
from routing.rentals.fleets import Rentals
from routing.rentals.wanted import Wanted
from routing.rentals.ways import RentalWay
from routing.streets import Snap
from routing.walks import Doorway, Walks


class RentalRouter(Protocol):
    """Finds ways with rented vehicles between points on the streets."""

    def reach(self, ends: Snap, wanted: Wanted, max_s: int, *, backward: bool = False) -> Courses:
        """The ways to the stops in reach."""

    def follow(
        self, course: Course, origin: Snap, destination: Snap, wanted: Wanted, max_s: int
    ) -> RentalWay:
        """The way of a course between the ends it was found for."""

    def way(
        self,
        origin: Snap,
        destination: Snap,
        wanted: Wanted,
        max_s: int,
        taken: int | None = None,
    ) -> RentalWay | None:
        """The quickest way (with a vehicle of this spot), None if there is none in time."""


@dataclass(frozen=True, slots=True, eq=False)
class Renting:
    """What can be rented now, and who finds ways with it."""

    rentals: Rentals
    search: RentalRouter
    walks: Walks

    def reach(self, at: Snap, wanted: Wanted, max_s: int, *, backward: bool) -> Near:
        """The stops within a time of a point on the streets (backward: from where it is so), and
        the seconds to each, vehicle and both walks together."""
        found = self.search.reach(at, wanted, max_s, backward=backward)
        rows = np.arange(found.target.size, dtype=np.int32)
        return Near(found.target, found.seconds, Mode.RENTAL, rows, found)

    def way(
        self,
        origins: Sequence[Doorway],
        destinations: Sequence[Doorway],
        wanted: Wanted,
        walker: Walker,
        max_s: int,
        course: Course | None = None,
    ) -> RentalWay | None:
        """The quickest way with a rented vehicle, None if there is none within the time.

        Args:
            course: as `reach` said of the stop, where it is known: then no other vehicle is looked
                at, nor, where there is one doorway at either end, any other way.
        """
        best: RentalWay | None = None
        pairs = list(product(origins, destinations))
        if course is not None and len(pairs) == 1:
            return self._followed(course, pairs[0], wanted, walker, max_s)
        taken = course.taken if course else None
        for a, b in sorted(pairs, key=lambda pair: pair[0].seconds + pair[1].seconds):
            left_s = (best.seconds - 1 if best else max_s) - a.seconds - b.seconds
            if a.snap is None or b.snap is None or left_s < 0:
                continue
            way = self.search.way(a.snap, b.snap, wanted, left_s, taken)
            if way is not None and way.seconds <= left_s:
                best = self._with_indoors(way, a, b, walker)
        return best

    def _followed(
        self,
        course: Course,
        ends: tuple[Doorway, Doorway],
        wanted: Wanted,
        walker: Walker,
        max_s: int,
    ) -> RentalWay:
        a, b = ends
        assert a.snap is not None and b.snap is not None
        way = self.search.follow(course, a.snap, b.snap, wanted, max_s)
        return self._with_indoors(way, a, b, walker)

    def _with_indoors(self, way: RentalWay, a: Doorway, b: Doorway, walker: Walker) -> RentalWay:
        walk = self.walks.from_inside(a, way.walk, walker)
        return replace(way, walk=walk, walk2=self.walks.to_inside(way.walk2, b, walker))
