"""Ways on which one's own vehicle is left found again: at the same place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.errors import NotFound
from maas.itinerary import Itinerary, Leg
from maas.live.parking import Purpose
from maas.model import LatLon, Mode
from routing.annotating import with_missed
from routing.ends import Ends, Located
from routing.halt_legs import halt_legs
from routing.halting import Bounds, Halting
from routing.known_trips import KnownLeg
from routing.parking.sites import Room
from routing.parking.ways import ParkedWay
from routing.question import Question
from routing.reached import NO_STOPS
from routing.refresh import RIDDEN, Gap, Known, is_parked
from routing.rental_legs import Span
from routing.stop_index import crow_flies_m
from routing.walks import Doorway

LONGER_S = 900
"""A way that has become longer than this is another one."""

SAME_M = 30.0
"""A leg whose site is not named ended at one that is so near, if there is one."""

MODES = {Purpose.CAR: Mode.CAR_PARKING, Purpose.BIKE: Mode.BIKE}
PURPOSES = {Mode.CAR: Purpose.CAR, Mode.BIKE: Purpose.BIKE}


@dataclass(frozen=True, slots=True, eq=False)
class ParkingAgain:
    """Finds legs again; where there is no room any more the ride is told as cancelled."""

    halting: Halting | None
    """None: there are no streets."""
    ends: Ends
    question: Question

    def direct(self, known: Known) -> Itinerary:
        """A way without lines.

        Raises:
            NotFound: there is no such way any more.
        """
        whole = Gap(known.access[0].origin, known.access, known.access[-1].destination)
        return Itinerary(self._legs(whole, known.access[0].departure))

    def beside(self, itinerary: Itinerary, known: Known) -> Itinerary:
        """An itinerary found again from its first stop to its last, with the ways by car or bike
        before and after.

        Raises:
            NotFound: as above.
        """
        legs = list(itinerary.legs)
        if is_parked(known.access):
            before = Gap(known.access[0].origin, known.access, known.moves[0].origin)
            legs = [*self._legs(before, legs[0].departure, arrives=True), *legs]
        if is_parked(known.egress):
            after = Gap(known.moves[-1].destination, known.egress, known.egress[-1].destination)
            legs += self._legs(after, legs[-1].arrival, egress=True)
        return replace(itinerary, legs=with_missed(tuple(legs)))

    def _legs(
        self, gap: Gap, at: int, *, arrives: bool = False, egress: bool = False
    ) -> tuple[Leg, ...]:
        """The legs of a way, from a time on or (arrives) up to it."""
        if self.halting is None:
            raise NotFound("itineraryId: there is no such way any more")
        ride = next(leg for leg in gap.legs if leg.mode in RIDDEN)
        origin = self.ends.locate(gap.origin, "fromPlace")
        destination = self.ends.locate(gap.destination, "toPlace")
        site = self._site(self.halting, ride, egress=egress)
        mode = MODES[PURPOSES[ride.mode]] if site is not None else Mode.CAR_DROPOFF
        lasted_s = gap.legs[-1].arrival - gap.legs[0].departure
        bounds = Bounds(lasted_s + LONGER_S, site, egress)
        way = self._way(self.halting, (origin, destination), ride, mode, bounds)
        departure = at - way.seconds if arrives else at
        span = Span(origin.place, destination.place, departure, departure + way.seconds)
        legs = halt_legs(self.halting, way, mode, span, self.question)
        return legs if egress else tuple(self._checked(self.halting, legs))

    def _site(self, halting: Halting, ride: KnownLeg, *, egress: bool) -> int | None:
        """The row of the site where a ride ended (egress: began), None where it was a kerb."""
        parking = halting.parking
        if ride.parking is not None:
            if ride.parking not in parking.row:
                raise NotFound("itineraryId: nothing is known of its place to park any more")
            return parking.row[ride.parking]
        at = ride.origin.at if egress else ride.destination.at
        if at is None or not parking.sites:
            return None
        metres = crow_flies_m(at, parking.at[:, 0], parking.at[:, 1])
        purpose = PURPOSES[ride.mode]
        is_such = np.array([site.told.purpose is purpose for site in parking.sites])
        nearest = int(np.where(is_such, metres, np.inf).argmin())
        return nearest if is_such[nearest] and metres[nearest] <= SAME_M else None

    def _way(
        self,
        halting: Halting,
        between: tuple[Located, Located],
        ride: KnownLeg,
        mode: Mode,
        bounds: Bounds,
    ) -> ParkedWay:
        """Raises NotFound where there is none."""
        question, egress = self.question, bounds.egress
        ridden, walked = between[::-1] if egress else between
        ends = (
            self.ends.doorways(ridden, mode, question, egress=egress),
            self.ends.doorways(walked, Mode.WALK, question, egress=not egress),
        )
        if mode is Mode.CAR_DROPOFF:
            at = ride.origin.at if egress else ride.destination.at
            kerbside = self._kerbside(at, walked)
            way = halting.way_to_kerb(ends, kerbside, question, bounds)
        else:
            way = halting.way(ends, mode, question, bounds)
        if way is None:
            raise NotFound("itineraryId: there is no such way any more")
        return way

    def _kerbside(self, at: LatLon | None, walked: Located) -> Sequence[Doorway]:
        """Where a car stopped: a position, or beside a stop."""
        there = walked.place.at if at is None else at
        place = replace(walked, place=replace(walked.place, at=there), own_stops=NO_STOPS)
        return (Doorway(there, self.ends.snap(place, Mode.CAR, self.question)),)

    def _checked(self, halting: Halting, legs: tuple[Leg, ...]) -> Iterator[Leg]:
        """The legs; one that ends where there is no room is cancelled."""
        for leg in legs:
            is_full = leg.parking is not None and not self._has_room(halting, leg)
            yield replace(leg, cancelled=True) if is_full else leg

    def _has_room(self, halting: Halting, leg: Leg) -> bool:
        assert leg.parking is not None
        row, rooms = halting.parking.row[leg.parking.id], halting.rooms()
        is_open = bool(halting.are_open([leg.parking.id], [leg.arrival])[0])
        return is_open and rooms.counted[row] != Room.NONE
