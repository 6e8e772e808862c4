"""The legs of a way on which a vehicle is left: with it, and on foot; or back to it, and home."""

from dataclasses import replace

from maas.itinerary import Leg, Place
from maas.live.parking import OpeningStatus
from maas.model import Mode
from maas.parked import ParkingOnLeg
from routing.halting import PURPOSES, Halting
from routing.parking.telling import parking_told
from routing.parking.ways import ParkedWay
from routing.question import Question
from routing.rental_legs import Span, is_at_stop
from routing.walks import Bout, street_leg


def halt_legs(
    halting: Halting, way: ParkedWay, mode: Mode, span: Span, question: Question
) -> tuple[Leg, ...]:
    """CAR (or BIKE), WALK; or WALK, CAR. A walk of no time is left out at stops and kerbs.

    What rounding leaves over counts as riding, and so does what it takes to park.
    """
    walk_s = min(way.walk.seconds, span.arrival - span.departure)
    halted_at = span.departure + walk_s if way.backward else span.arrival - walk_s
    parking = parked_at(halting, way, (halted_at, question.stay_s)) if mode in PURPOSES else None
    halt = Place(parking.name, way.at) if parking else _kerb(way, span, walk_s)
    first = Span(span.origin, halt, span.departure, halted_at)
    second = Span(halt, span.destination, halted_at, span.arrival)
    ridden, walked = (second, first) if way.backward else (first, second)
    rides = Mode.BIKE if mode is Mode.BIKE else Mode.CAR
    ride = Bout(rides, ridden.departure, ridden.arrival, way.ride)
    walk = Bout(Mode.WALK, walked.departure, walked.arrival, way.walk)
    legs = (
        replace(street_leg(ridden.origin, ridden.destination, ride, question), parking=parking),
        street_leg(walked.origin, walked.destination, walk, question),
    )
    in_order = legs[::-1] if way.backward else legs
    if walk_s == 0 and parking is None:
        return legs[:1]
    return tuple(leg for leg in in_order if leg.duration > 0 or not is_at_stop(leg))


def parked_at(halting: Halting, way: ParkedWay, stay: tuple[int, int]) -> ParkingOnLeg:
    """The site of a way; stay: when one gets there (Unix s), and for how long (s)."""
    site = halting.parking.sites[way.halt]
    status = site.status
    if way.halt in halting.rooms().hours:
        is_open = halting.are_open([site.id], [stay[0]])[0]
        status = OpeningStatus.OPEN if is_open else OpeningStatus.CLOSED
    return parking_told(site, way.at, status, stay)


def _kerb(way: ParkedWay, span: Span, walk_s: int) -> Place:
    """The street where one is set down, or picked up; or the very place that one goes to."""
    there = span.origin if way.backward else span.destination
    if walk_s == 0:
        return there
    streets = [step.street for step in way.ride.steps if step.street]
    return Place(streets[0 if way.backward else -1] if streets else there.name, way.at)
