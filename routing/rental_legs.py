"""The legs of a way with a rented vehicle: to it on foot, with it, and on from where it is left."""

from dataclasses import dataclass, replace

from maas.itinerary import Leg, Place
from maas.model import Mode
from routing.question import Question
from routing.rentals.fleets import Rentals
from routing.rentals.telling import rental_places, rental_told
from routing.rentals.ways import RentalWay
from routing.walks import Bout, street_leg


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where a way leads, and when."""

    origin: Place
    destination: Place
    departure: int
    arrival: int


def rental_legs(
    rentals: Rentals, way: RentalWay, span: Span, question: Question
) -> tuple[Leg, ...]:
    """WALK, RENTAL, WALK; a walk of no time is left out where a line is boarded or left.

    What rounding leaves over counts as riding.
    """
    rental = rental_told(rentals, way, question.languages)
    taken, left = rental_places(rental, way)
    taken_at, left_at = span.departure + way.walk.seconds, span.arrival - way.walk2.seconds
    to = Bout(Mode.WALK, span.departure, taken_at, way.walk)
    ride = Bout(Mode.RENTAL, taken_at, left_at, way.ride)
    on = Bout(Mode.WALK, left_at, span.arrival, way.walk2)
    legs = (
        street_leg(span.origin, taken, to, question),
        replace(street_leg(taken, left, ride, question), rental=rental),
        street_leg(left, span.destination, on, question),
    )
    return tuple(leg for leg in legs if leg.duration > 0 or not is_at_stop(leg))


def is_at_stop(leg: Leg) -> bool:
    """Whether a line is boarded or left at either end."""
    return any(call.place.stop_id is not None for call in (leg.origin, leg.destination))
