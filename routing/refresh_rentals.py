"""Ways with rented vehicles found again: with the same kind, from and to the same places."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from maas.errors import NotFound
from maas.itinerary import Itinerary, Leg, Place, VertexType
from maas.live import in_language
from maas.model import Mode
from maas.rented import RentalEnd, RentalOnLeg
from routing.annotating import with_missed
from routing.ends import Ends, Located
from routing.known_trips import KnownLeg
from routing.moving import walker_of
from routing.question import Question
from routing.refresh import Gap, Known, is_rented
from routing.rental_legs import Span, rental_legs
from routing.rentals.fleets import Rentals, System
from routing.rentals.known import KnownRental, find_system, only
from routing.rentals.types import types_of
from routing.rentals.ways import RentalWay
from routing.renting import Renting
from routing.walks import Bout, street_leg

LONGER_S = 900
"""A way that has become longer than this is another one."""


@dataclass(frozen=True, slots=True, eq=False)
class RentingAgain:
    """Finds legs again; those whose vehicle is gone are told as cancelled."""

    rentals: Rentals
    renting_of: Callable[[Rentals], Renting | None]
    """Who finds ways with what is left of the rentals; None: there are no streets."""
    ends: Ends
    question: Question

    def direct(self, known: Known) -> Itinerary:
        """A way without lines.

        Raises:
            NotFound: it was no such way, or nothing is known of who rents the vehicle any more.
        """
        whole = Gap(known.access[0].origin, known.access, known.access[-1].destination)
        return Itinerary(self._legs(whole, known.access[0].departure))

    def beside(self, itinerary: Itinerary, known: Known) -> Itinerary:
        """An itinerary found again from its first stop to its last, with the rented vehicles
        before, between and after.

        Raises:
            NotFound: as above.
        """
        gaps = {_stops(gap): gap for gap in known.gaps if is_rented(gap.legs)}
        legs: list[Leg] = []
        for leg in itinerary.legs:
            gap = gaps.get((leg.origin.place.stop_id, leg.destination.place.stop_id))
            legs += [leg] if leg.trip or gap is None else self._legs(gap, leg.departure)
        if is_rented(known.access):
            before = Gap(known.access[0].origin, known.access, known.moves[0].origin)
            legs = [*self._legs(before, legs[0].departure, arrives=True), *legs]
        if is_rented(known.egress):
            after = Gap(known.moves[-1].destination, known.egress, known.egress[-1].destination)
            legs += self._legs(after, legs[-1].arrival)
        return replace(itinerary, legs=with_missed(tuple(legs)))

    def _legs(self, gap: Gap, at: int, *, arrives: bool = False) -> tuple[Leg, ...]:
        """The legs of a way, from a time on or (arrives) up to it."""
        known = gap.legs
        ride = _ride_of(known)
        rental = ride.rental or KnownRental()
        assert ride.origin.at is not None
        system = find_system(self.rentals, rental)
        if rental.system_id is not None and system is None:
            raise NotFound("itineraryId: nothing is known of its rented vehicles any more")
        left = only(self.rentals, rental, ride.origin.at)
        lasted_s = known[-1].arrival - known[0].departure
        origin = self.ends.locate(gap.origin, "fromPlace")
        destination = self.ends.locate(gap.destination, "toPlace")
        way = self._way(self.renting_of(left), (origin, destination), lasted_s + LONGER_S)
        seconds = lasted_s if way is None else way.seconds
        departure = at - seconds if arrives else at
        span = Span(origin.place, destination.place, departure, departure + seconds)
        if way is not None:
            return rental_legs(left, way, span, self.question)
        if system is None:
            raise NotFound("itineraryId: there is no such way any more")
        gone = _gone(system, rental, self.question)
        return tuple(self._as_known(known, span, gone))

    def _way(
        self, renting: Renting | None, between: tuple[Located, Located], max_s: int
    ) -> RentalWay | None:
        if renting is None:
            return None
        question = self.question
        origins, destinations = (
            self.ends.doorways(located, Mode.WALK, question, egress=egress)
            for located, egress in zip(between, (False, True), strict=True)
        )
        wanted, walker = question.direct_rental, walker_of(question)
        return renting.way(origins, destinations, wanted, walker, max_s)

    def _as_known(self, known: Sequence[KnownLeg], span: Span, gone: RentalOnLeg) -> list[Leg]:
        """The legs as they were, straight as the crow flies: nobody goes there any more."""
        made, place = [], span.origin
        later_s = span.departure - known[0].departure
        for leg in known:
            there = span.destination if leg is known[-1] else _place(leg, gone)
            bout = Bout(leg.mode, leg.departure + later_s, leg.arrival + later_s, None)
            told = street_leg(place, there, bout, self.question)
            if leg.mode is Mode.RENTAL:
                told = replace(told, rental=gone, cancelled=True)
            made.append(told)
            place = there
        return made


def _stops(gap: Gap) -> tuple[str | None, str | None]:
    return gap.origin.stop_id, gap.destination.stop_id


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
