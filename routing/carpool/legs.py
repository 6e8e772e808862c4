"""Rides in private cars as people read them, and rides that nobody should be told of."""

from dataclasses import replace

from maas.arrays import Float64s
from maas.itinerary import Call, Leg
from maas.model import LatLon
from maas.offered import OfferFare, OfferOnLeg
from maas.units import STRAIGHT_LINE_FACTOR
from routing.carpool.offers import KnownOffer
from routing.carpool.trips import FIRST, OfferTrips
from routing.carpool.ways import way_of
from routing.journeys import Journey, Ride


def offered(trips: OfferTrips, ride: Ride, leg: Leg) -> Leg:
    """The leg of a ride in somebody's car. Where else the driver might stop is not told."""
    offer = trips.offers.offers[trips.offer(ride.trip)]
    return replace(leg, intermediate=(), offer=_on_leg(trips, ride, offer))


def _on_leg(trips: OfferTrips, ride: Ride, offer: KnownOffer) -> OfferOnLeg:
    record, runs = offer.record, trips.offers.runs
    board, alight = trips.calls(ride.trip, ride.board, ride.alight)
    price, seats = record.price, int(runs.seats[board:alight].min())
    return OfferOnLeg(
        id=offer.id,
        source=offer.source,
        kind=record.kind,
        operator=record.operator,
        operator_url=record.operator_url,
        driver=record.driver,
        driver_grade=record.driver_grade,
        seats=None if record.seats is None else seats,
        url=record.url,
        car=record.car,
        detour_s=int(runs.detour_s[alight]),
        fare=OfferFare(price.amount, price.currency, offer.source) if price else None,
        known_at=offer.known_at,
    )


def path_of(trips: OfferTrips, ride: Ride) -> Float64s:
    """[n, 2] The driver's way between two calls."""
    calls = trips.calls(ride.trip, ride.board, ride.alight)
    return way_of(trips.offers, trips.offer(ride.trip), *calls)


def is_pointless(trips: OfferTrips | None, journey: Journey, walk_m_s: float) -> bool:
    """Whether nobody should be told of a journey: it takes one offer twice, or in a car no less
    time than on foot."""
    if trips is None:
        return False
    rides = [leg for leg in journey.legs if isinstance(leg, Ride) and leg.trip >= FIRST]
    taken = [trips.offer(ride.trip) for ride in rides]
    return len(set(taken)) < len(taken) or any(_is_walk(trips, ride, walk_m_s) for ride in rides)


def _is_walk(trips: OfferTrips, ride: Ride, walk_m_s: float) -> bool:
    """Whether one walks about as quickly, or so that the driver need not go out of the way for
    longer than that."""
    board, alight = trips.calls(ride.trip, ride.board, ride.alight)
    points, runs = trips.offers.points, trips.offers.runs
    here, there = (
        LatLon(float(points.lat[point]), float(points.lon[point]))
        for point in runs.point[[board, alight]].tolist()
    )
    walk_s = here.distance_m(there) * STRAIGHT_LINE_FACTOR / walk_m_s
    return walk_s <= max(ride.arrival - ride.departure, int(runs.detour_s[alight]))


def off_platforms(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """Legs that say no platform where one meets a driver, or walks to meet one: cars stop beside
    the stop."""
    around = (None, *legs, None)
    return tuple(
        replace(
            leg,
            origin=_off_platform(leg.origin) if _is_kerb(leg, before) else leg.origin,
            destination=_off_platform(leg.destination) if _is_kerb(leg, after) else leg.destination,
        )
        for before, leg, after in zip(around, legs, around[2:], strict=False)
    )


def _is_kerb(leg: Leg, beside: Leg | None) -> bool:
    """Whether a leg meets a car where it meets the leg before (after) it."""
    if leg.offer is not None:
        return True
    return leg.trip is None and beside is not None and beside.offer is not None


def _off_platform(call: Call) -> Call:
    return replace(call, place=replace(call.place, track=None, scheduled_track=None))
