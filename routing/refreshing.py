"""Finds an itinerary again: the same trips, and the same ways to them, as all is now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from maas.errors import NotFound
from maas.itinerary import Itinerary, Leg
from routing.annotating import with_missed
from routing.both_ends import ways_between
from routing.carpool.again import at_points, gone, with_names
from routing.direct import DirectWays
from routing.ends import Ends
from routing.halting import Halting
from routing.known_trips import KnownLeg, find_rides
from routing.means import Means
from routing.question import Question
from routing.refresh import Known, find_journey, is_parked, is_rented, only_way, question_of
from routing.refresh_parking import ParkingAgain
from routing.refresh_rentals import RentingAgain
from routing.rentals.fleets import Rentals
from routing.renting import Renting
from routing.walks import Walks


@dataclass(frozen=True, slots=True, eq=False)
class Refreshing:
    """What itineraries are found again with."""

    ends: Ends
    walks: Walks
    means: Means | None
    """None: there is no timetable."""
    rentals: Rentals
    renting_of: Callable[[Rentals], Renting | None]
    halting: Halting | None

    def itinerary(self, legs: Sequence[KnownLeg], question: Question) -> Itinerary:
        """The itinerary of some legs.

        Raises:
            NotFound: the timetable no longer has a trip of it, or a change is no longer possible.
                An offer that is gone is told as cancelled.
        """
        if self.means is not None:
            legs = [at_points(self.means.running, leg) for leg in legs]
        lost = [i for i, leg in enumerate(legs) if leg.is_offer and self._is_lost(leg)]
        if lost:
            return self._around(legs, lost, question)
        return self._found(legs, question)

    def _is_lost(self, leg: KnownLeg) -> bool:
        try:
            return self.means is None or not find_rides(self.means.running, leg)
        except NotFound:
            return True

    def _around(
        self, legs: Sequence[KnownLeg], lost: Sequence[int], question: Question
    ) -> Itinerary:
        """An itinerary of which some offers are gone: they are told as such, what lies before,
        between and after them is found again by itself."""
        legs = [with_names(leg) for leg in legs]
        told: list[Leg] = []
        begin = 0
        for i in lost:
            told += self._found(legs[begin:i], question).legs if i > begin else ()
            ends = (legs[i].origin, "fromPlace"), (legs[i].destination, "toPlace")
            told.append(gone(legs[i], *(self.ends.locate(*end).place for end in ends)))
            begin = i + 1
        told += self._found(legs[begin:], question).legs if legs[begin:] else ()
        return Itinerary(with_missed(tuple(told)))

    def _found(self, legs: Sequence[KnownLeg], question: Question) -> Itinerary:
        known = Known.of(legs)
        question = question_of(known, question)
        origin = self.ends.locate(question.origin, "fromPlace")
        destination = self.ends.locate(question.destination, "toPlace")
        ways = ways_between(self.ends, origin, destination, question)
        renting = RentingAgain(self.rentals, self.renting_of, self.ends, question)
        parking = ParkingAgain(self.halting, self.ends, question)
        if not known.moves and is_rented(known.access):
            return renting.direct(known)
        if not known.moves and is_parked(known.access):
            return parking.direct(known)
        if not known.moves:
            direct = DirectWays(self.walks, None, None, question, ways)
            return only_way(direct.find(np.zeros(1, np.uint8)).all)
        if self.means is None:
            raise NotFound("itineraryId: there is no timetable")
        journey = find_journey(self.means.running, known)
        found = self.means.assembler(question, ways, ()).itinerary(journey)
        return parking.beside(renting.beside(found, known), known)
