"""Rides in private cars looked for again: where their points are now, what is told of lost ones.

Points are no stops that anybody knows by an id: an itinerary says where they are.
"""

from dataclasses import replace

import numpy as np

from maas.itinerary import Call, Leg, Place, TripOnLeg
from maas.live.offers import OfferKind
from maas.model import Mode
from maas.offered import OfferOnLeg
from routing.carpool.trips import CARPOOL
from routing.known_trips import TRIP_ID, KnownLeg
from routing.live_timetable import LiveTimetable
from routing.question import End
from routing.stop_index import crow_flies_m

AT_M = 10.0
"""A point so near to where one was is the same."""


def at_points(running: LiveTimetable, leg: KnownLeg) -> KnownLeg:
    """A leg in a private car, its ends called as the points there are called now."""
    if leg.mode is not Mode.RIDE_SHARING:
        return leg
    return replace(
        leg, origin=_at_point(running, leg.origin), destination=_at_point(running, leg.destination)
    )


def _at_point(running: LiveTimetable, end: End) -> End:
    first, stops = running.places.n_stops, running.timetable.stops
    if end.stop_id is not None or end.at is None or first == len(stops.id):
        return end
    metres = crow_flies_m(end.at, stops.lat[first:], stops.lon[first:])
    nearest = int(metres.argmin())
    return replace(end, stop_id=stops.id[first + nearest]) if metres[nearest] <= AT_M else end


def with_names(leg: KnownLeg) -> KnownLeg:
    """A leg whose ends are called something, wherever in an itinerary it stands."""
    return replace(leg, origin=_with_name(leg.origin), destination=_with_name(leg.destination))


def _with_name(end: End) -> End:
    if end.stop_id is not None or end.name or end.at is None:
        return end
    return replace(end, name=f"{end.at.lat:.5f}, {end.at.lon:.5f}")


def gone(leg: KnownLeg, origin: Place, destination: Place) -> Leg:
    """The leg of an offer that nobody makes any more, or not for so many: cancelled, with the
    times it had. What it cost is not known any more."""
    assert leg.trip_id is not None
    match = TRIP_ID.fullmatch(leg.trip_id)
    offer_id = match["id"] if match else leg.trip_id
    source, name = offer_id.partition(":")[0], leg.display_name or ""
    ends = [(place.at.lat, place.at.lon) for place in (origin, destination)]
    return Leg(
        leg.mode,
        Call(origin, departure=leg.departure, scheduled_departure=leg.departure),
        Call(destination, arrival=leg.arrival, scheduled_arrival=leg.arrival),
        np.array(ends),
        trip=_trip(leg.trip_id, name, source, (origin, destination)),
        offer=OfferOnLeg(offer_id, source, OfferKind.PLANNED, operator=name),
        cancelled=True,
    )


def _trip(id_: str, name: str, source: str, ends: tuple[Place, Place]) -> TripOnLeg:
    """What an itinerary's id says of a trip, so that it keeps its id."""
    return TripOnLeg(
        trip_id=id_,
        origin=ends[0],
        destination=ends[1],
        headsign=ends[1].name,
        route_id="",
        route_short_name="",
        route_long_name=name,
        route_type=CARPOOL,
        route_url="",
        route_color="",
        route_text_color="",
        direction=None,
        trip_short_name="",
        display_name=name,
        agency_id="",
        agency_name=name,
        agency_url="",
        agency_fare_url="",
        wheelchair=None,
        bikes=None,
        source=source,
        data_source=source,
    )
