"""Ways with a rented vehicle over the streets: walk, take, ride, leave, walk.

Each part is a bounded search that all fleets share as far as they can: one walk to all vehicles,
one ride for all fleets that are ridden and left alike, one walk on from wherever vehicles were
left. What one reaches on foot as soon is not reached with a vehicle.
"""

from functools import cache, partial

from maas.model import LatLon, Profile
from routing.kernels.leaving import Places
from routing.kernels.stops import StopsOnEdges
from routing.kernels.streets import Ends
from routing.rentals.backward import Backward
from routing.rentals.courses import Course, Courses
from routing.rentals.fleets import Rentals
from routing.rentals.forward import Forward
from routing.rentals.laid import Laid
from routing.rentals.layers import Layer, taking_at
from routing.rentals.parts import Parts
from routing.rentals.spots import marked
from routing.rentals.walker import Walker
from routing.rentals.wanted import Wanted
from routing.rentals.ways import RentalWay
from routing.streets import Many, Snap, StreetRouter
from routing.streets.ends import ends_of, off_street_ms, pace_of
from routing.streets.searching import limit_ms


class RentalSearch:
    """Finds ways with vehicles of an overlay. Thread-safe."""

    def __init__(self, streets: StreetRouter, rentals: Rentals) -> None:
        self._streets = streets
        self._laid = Laid.of(streets, rentals)

    def reach(self, ends: Snap, wanted: Wanted, max_s: int, *, backward: bool = False) -> Courses:
        """The stops within max_s from `ends` (backward: from which `ends` are within it) with a
        rented vehicle, and sooner than on foot."""
        if backward:
            return self._backward(ends, wanted, max_s)
        return self._forward(ends, wanted, max_s, self._laid.layers(wanted), None)

    def follow(
        self, course: Course, origin: Snap, destination: Snap, wanted: Wanted, max_s: int
    ) -> RentalWay:
        """The way of a course that `reach` found, within max_s, for these ends and this wish."""
        return Parts(self._laid, origin, destination, wanted, max_s).way(course)

    def way(
        self,
        origin: Snap,
        destination: Snap,
        wanted: Wanted,
        max_s: int,
        taken: int | None = None,
    ) -> RentalWay | None:
        """The quickest way, None if there is none within max_s that is quicker than walking.

        Its seconds are those of `reach` for the same ends, also where only the spot is looked at
        that a course of it says.
        """
        one = Many([destination])
        off_ms = [off_street_ms(destination.metres, wanted.profile)]
        target = one.on_edges(off_ms, self._streets.network.n_edges)
        layers = taking_at(self._laid.layers(wanted), taken)
        found = self._forward(origin, wanted, max_s, layers, (target, destination.at))
        if not found.target.size:
            return None
        return self.follow(found.course(0), origin, destination, wanted, max_s)

    def _forward(
        self,
        origin: Snap,
        wanted: Wanted,
        max_s: int,
        layers: tuple[Layer, ...],
        target: tuple[StopsOnEdges, LatLon] | None,
    ) -> Courses:
        """To one target or, without one, to all stops."""
        laid, walker, ends = self._laid, *self._walker(origin, wanted, max_s, backward=False)
        if target is None:
            places = partial(laid.stops, wanted.profile)
            search = Forward(
                laid, walker, ends, walker.streets.stops, self._streets.n_stops, places
            )
        else:
            one, at = target
            aim = self._streets.aim(at)._replace(ms_per_m=walker.ms_per_m)
            search = Forward(laid, walker, ends, one, 1, cache(partial(self._beside, one)), aim)
        found = search.search(layers)
        walker.forget()
        return found

    def _beside(self, target: StopsOnEdges, profile: Profile) -> Places:
        return marked(self._streets.search.streets[profile], target)

    def _backward(self, destination: Snap, wanted: Wanted, max_s: int) -> Courses:
        laid, walker, ends = self._laid, *self._walker(destination, wanted, max_s, backward=True)
        search = Backward(laid, walker, ends, walker.streets.stops, self._streets.n_stops)
        found = search.search(laid.layers(wanted))
        walker.forget()
        return found

    def _walker(
        self, at: Snap, wanted: Wanted, max_s: int, *, backward: bool
    ) -> tuple[Walker, Ends]:
        search, pace = self._streets.search, pace_of(wanted.profile, wanted.walk_speed_m_s)
        streets, limit = search.streets[wanted.profile], limit_ms(max_s)
        walker = Walker(wanted.profile, streets, pace, limit, search.scratch(), backward)
        return walker, ends_of(at, wanted.profile, pace)
