"""Ways with rented vehicles found again: with the same kind, from and to the same places."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from maas.errors import NotFound
from maas.itinerary import Itinerary, Leg, Place, VertexType
from maas.live import in_language
from maas.model import Mode
from maas.rented import RentalEnd, RentalOnLeg
from routing.assemble import Way
from routing.known_trips import KnownLeg
from routing.moving import walker_of
from routing.question import Question
from routing.refresh import Known, is_rented
from routing.rental_legs import Span, rental_legs
from routing.rentals.fleets import Rentals, System
from routing.rentals.known import KnownRental, find_system, only
from routing.rentals.types import types_of
from routing.renting import Renting
from routing.walks import Bout, Doorway, Walks, street_leg

LONGER_S = 900
"""A way that has become longer than this is another one."""


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Between what a way leads: places, and where they meet the streets."""

    origin: Place
    destination: Place
    doorways: tuple[tuple[Doorway, ...], tuple[Doorway, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class RentingAgain:
    """Finds legs again; those whose vehicle is gone are told as cancelled."""

    rentals: Rentals
    renting_of: Callable[[Rentals], Renting | None]
    """Who finds ways with what is left of the rentals; None: there are no streets."""
    walks: Walks
    question: Question

    def direct(self, known: Known, ways: tuple[Way, Way]) -> Itinerary:
        """A way without lines.

        Raises:
            NotFound: it was no such way, or nothing is known of who rents the vehicle any more.
        """
        places = ways[0].located.place, ways[1].located.place
        doorways = ways[0].doorways[Mode.WALK], ways[1].doorways[Mode.WALK]
        at = known.access[0].departure
        return Itinerary(self._legs(known.access, Ends(*places, doorways), at, arrives=False))

    def around(
        self,
        itinerary: Itinerary,
        known: Known,
        ways: tuple[Way, Way],
        stops: tuple[tuple[int, Place], tuple[int, Place]],
    ) -> Itinerary:
        """An itinerary with the rented vehicles before its first stop and after its last.

        Raises:
            NotFound: as above.
        """
        legs, walker = itinerary.legs, walker_of(self.question)
        (first, begin), (last, end) = stops
        profile = self.question.profile
        if is_rented(known.access):
            door = self.walks.doorways(first, profile, walker, outward=False)
            ends = Ends(ways[0].located.place, begin, (ways[0].doorways[Mode.WALK], door))
            legs = (*self._legs(known.access, ends, itinerary.departure, arrives=True), *legs)
        if is_rented(known.egress):
            door = self.walks.doorways(last, profile, walker, outward=True)
            ends = Ends(end, ways[1].located.place, (door, ways[1].doorways[Mode.WALK]))
            legs = (*legs, *self._legs(known.egress, ends, itinerary.arrival, arrives=False))
        return replace(itinerary, legs=legs)

    def _legs(
        self, known: Sequence[KnownLeg], ends: Ends, at: int, *, arrives: bool
    ) -> tuple[Leg, ...]:
        """The legs of a way, from a time on or (arrives) up to it."""
        ride = _ride_of(known)
        rental = ride.rental or KnownRental()
        assert ride.origin.at is not None
        system = find_system(self.rentals, rental)
        if rental.system_id is not None and system is None:
            raise NotFound("itineraryId: nothing is known of its rented vehicles any more")
        left = only(self.rentals, rental, ride.origin.at)
        renting = self.renting_of(left)
        lasted_s = known[-1].arrival - known[0].departure
        wanted, walker = self.question.direct_rental, walker_of(self.question)
        way = None
        if renting is not None:
            way = renting.way(*ends.doorways, wanted, walker, lasted_s + LONGER_S)
        seconds = lasted_s if way is None else way.seconds
        departure = at - seconds if arrives else at
        if way is None:
            if system is None:
                raise NotFound("itineraryId: there is no such way any more")
            gone = _gone(system, rental, self.question)
            return tuple(self._as_known(known, ends, departure, gone))
        span = Span(ends.origin, ends.destination, departure, departure + seconds)
        return rental_legs(left, way, span, self.question)

    def _as_known(
        self, known: Sequence[KnownLeg], ends: Ends, departure: int, gone: RentalOnLeg
    ) -> list[Leg]:
        """The legs as they were, straight as the crow flies: nobody goes there any more."""
        made, place = [], ends.origin
        later_s = departure - known[0].departure
        for leg in known:
            there = ends.destination if leg is known[-1] else _place(leg, gone)
            bout = Bout(leg.mode, leg.departure + later_s, leg.arrival + later_s, None)
            told = street_leg(place, there, bout, self.question)
            if leg.mode is Mode.RENTAL:
                told = replace(told, rental=gone, cancelled=True)
            made.append(told)
            place = there
        return made


def _ride_of(known: Sequence[KnownLeg]) -> KnownLeg:
    rides = [leg for leg in known if leg.mode is Mode.RENTAL]
    if len(rides) != 1:
        raise NotFound("itineraryId: no itinerary has such legs")
    return rides[0]


def _place(leg: KnownLeg, gone: RentalOnLeg) -> Place:
    """Where a leg but the last ends: where the vehicle was taken, or left."""
    at = leg.destination.at
    assert at is not None
    end = gone.left if leg.mode is Mode.RENTAL else gone.taken
    return Place(end.name or gone.system_name, at, VertexType.BIKESHARE)


def _gone(system: System, known: KnownRental, question: Question) -> RentalOnLeg:
    """A rental of which there is none any more."""
    types = types_of(system).values()
    type = next((each for each in types if each.form is known.form), next(iter(types)))
    return RentalOnLeg(
        str(system.source_id),
        system.id,
        system.told.id,
        in_language(system.told.name, question.languages) or system.id,
        type,
        _end(system, known.taken, question),
        _end(system, known.left, question),
        url=system.told.url,
        color=system.told.color,
        known_at=system.told.stations_made_at or system.told.vehicles_made_at,
    )


def _end(system: System, id: str | None, question: Question) -> RentalEnd:
    for station in system.stations:
        if station.id == id:
            return RentalEnd(id, in_language(station.name, question.languages) or station.id)
    return RentalEnd(id)
