"""Itinerary, leg, place and step as MOTIS v6 writes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from msgspec import UNSET, UnsetType

from api import wire
from api.render.audience import ANYONE, Audience
from api.render.emissions import render_emissions
from api.render.fares import fare_members, render_fares, render_price, ticket_urls
from api.render.incident import incident_members
from api.render.itinerary_id import itinerary_id
from api.render.live import live_members, render_alerts, render_occupancy
from api.render.moments import time, time_or_none
from api.render.offer import offer_members
from api.render.parked import parked_members
from api.render.polyline import EMPTY, Line
from api.render.rental import rental_members
from api.render.shared import Shared
from maas.itinerary import Call, Itinerary, Leg, Place, Step, TripOnLeg

DECIMALS = 6
"""Of degrees: a tenth of a metre."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of an itinerary is wanted, and by whom."""

    legs: bool = True
    """Geometry and steps of all legs but transfers."""
    transfers: bool = True
    """Geometry and steps of the walks between two vehicles."""
    skipped_stops: bool = False
    """Also intermediate stops where one may neither board nor alight."""
    fares: bool = False
    """Also every ticket that would do."""
    whole_stops: bool = False
    """All that is known of intermediate stops and of the ends of trips, else what passengers who
    only pass them, or never come there, read."""
    audience: Audience = ANYONE


def render_itinerary(
    itinerary: Itinerary, detail: Detail, shared: Shared | None = None
) -> wire.Itinerary:
    """A way from door to door; `shared` keeps what other ways of the same answer have too."""
    return wire.Itinerary(
        duration=itinerary.duration,
        start_time=time(itinerary.departure),
        end_time=time(itinerary.arrival),
        transfers=itinerary.transfers,
        id=itinerary_id(itinerary),
        legs=tuple(_legs(itinerary, detail, shared or Shared())),
        fare_transfers=render_fares(itinerary) if detail.fares else UNSET,
        price=render_price(itinerary.price),
        emissions=render_emissions(itinerary.emissions),
        least_emissions=True if itinerary.emits_least else UNSET,
    )


def render_place(place: Place) -> wire.Place:
    """A place without times."""
    return wire.Place(**_members(place))


def _members(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "lat": round(place.at.lat, DECIMALS),
        "lon": round(place.at.lon, DECIMALS),
        "vertex_type": place.vertex.value,
        "stop_id": _known(place.stop_id),
        "parent_id": _known(place.parent_id),
        "level": _known(place.level),
        "tz": _known(place.zone),
        "track": _known(place.track),
        "scheduled_track": _known(place.scheduled_track),
        "stop_code": _known(place.stop_code),
        "description": _known(place.description),
    }


def _legs(itinerary: Itinerary, detail: Detail, shared: Shared) -> Iterator[wire.Leg]:
    rides = [i for i, leg in enumerate(itinerary.legs) if leg.trip]
    for i, leg in enumerate(itinerary.legs):
        is_transfer = leg.trip is None and bool(rides) and rides[0] < i < rides[-1]
        yield _render_leg(leg, detail, detail.transfers if is_transfer else detail.legs, shared)


def _render_leg(leg: Leg, detail: Detail, with_geometry: bool, shared: Shared) -> wire.Leg:
    line = shared.once(leg.geometry, partial(Line.of, leg.geometry)) if with_geometry else None
    scheduled_start = leg.origin.scheduled_departure
    scheduled_end = leg.destination.scheduled_arrival
    members: dict[str, Any] = _trip_members(leg, leg.trip) if leg.trip else {}
    if leg.trip:
        end = render_place if detail.whole_stops else _render_end
        members |= {"trip_from": end(leg.trip.origin), "trip_to": end(leg.trip.destination)}
        stops = partial(_intermediate, leg, detail)
        members["intermediate_stops"] = shared.once(leg.intermediate, stops)
        members |= fare_members(leg) if detail.fares else {}
        members |= live_members(leg.live, leg.occupancy, detail.audience)
    elif line is not None:
        members["steps"] = shared.once(leg.steps, partial(_render_steps, leg.steps, line))
    members |= rental_members(leg, detail.audience) | parked_members(leg, detail.audience)
    members |= offer_members(leg, detail.audience) | incident_members(leg.incidents)
    if leg.distance_m is not None and (leg.trip is None or leg.offer is not None):
        members["distance"] = round(leg.distance_m)
    return wire.Leg(
        mode=leg.mode.value,
        from_=render_call(leg.origin, detail.audience),
        to=render_call(leg.destination, detail.audience),
        duration=leg.duration,
        start_time=time(leg.departure),
        end_time=time(leg.arrival),
        scheduled_start_time=time(leg.departure if scheduled_start is None else scheduled_start),
        scheduled_end_time=time(leg.arrival if scheduled_end is None else scheduled_end),
        real_time=leg.real_time,
        scheduled=leg.scheduled,
        leg_geometry=EMPTY if line is None else line.whole,
        emissions=render_emissions(leg.emissions, with_method=False),
        alternatives=_alternatives(leg, detail, shared),
        alerts=render_alerts(leg.alerts, detail.audience),
        missed=True if leg.missed else UNSET,
        **members,
    )


def _alternatives(
    leg: Leg, detail: Detail, shared: Shared
) -> tuple[tuple[wire.Leg, ...], ...] | UnsetType:
    if leg.alternatives is None:
        return UNSET
    return tuple(
        tuple(_render_leg(other, detail, detail.legs, shared) for other in legs)
        for legs in leg.alternatives
    )


def _trip_members(leg: Leg, trip: TripOnLeg) -> dict[str, Any]:
    return {
        **_route_members(trip),
        "headsign": trip.headsign,
        "interline_with_previous_leg": True if leg.stays_seated else UNSET,
        "direction_id": UNSET if trip.direction is None else str(trip.direction),
        "trip_id": trip.trip_id,
        "trip_short_name": _text(trip.trip_short_name),
        "display_name": trip.display_name,
        "cancelled": leg.cancelled,
        "source": trip.source,
        "data_source": trip.data_source,
        "bikes_allowed": _known(trip.bikes),
        "wheelchair_accessible": _accessible(trip.wheelchair),
        "ticket_urls": ticket_urls(leg),
    }


def _route_members(trip: TripOnLeg) -> dict[str, Any]:
    return {
        "route_id": trip.route_id,
        "route_url": _text(trip.route_url),
        "route_color": _text(trip.route_color),
        "route_text_color": _text(trip.route_text_color),
        "route_type": trip.route_type,
        "agency_name": trip.agency_name,
        "agency_url": trip.agency_url,
        "agency_fare_url": _text(trip.agency_fare_url),
        "agency_id": trip.agency_id,
        "route_short_name": trip.route_short_name,
        "route_long_name": trip.route_long_name,
    }


def _intermediate(leg: Leg, detail: Detail) -> tuple[wire.Place, ...]:
    render = render_call if detail.whole_stops else _render_passed
    return tuple(
        render(call, detail.audience)
        for call in leg.intermediate
        if detail.skipped_stops or call.may_board or call.may_alight or call.cancelled
    )


def _render_end(place: Place) -> wire.Place:
    """Where a trip starts or ends, boarded elsewhere."""
    whole = render_place(place)
    return wire.Place(
        name=whole.name,
        lat=whole.lat,
        lon=whole.lon,
        stop_id=whole.stop_id,
        parent_id=whole.parent_id,
    )


def _render_passed(call: Call, audience: Audience) -> wire.Place:
    """A stop passed on the way, without what nobody on board asks: half of an answer is these.

    Where the vehicle does not wait, the arrival says when; boarding and alighting are normal
    where nothing else is said.
    """
    members = _call_members(call, audience)
    if call.departure == call.arrival and call.scheduled_departure == call.scheduled_arrival:
        members["departure"] = members["scheduled_departure"] = UNSET
    if call.may_board:
        members["pickup_type"] = UNSET
    if call.may_alight:
        members["dropoff_type"] = UNSET
    members["stop_code"] = members["description"] = UNSET
    return wire.Place(**members)


def render_call(call: Call, audience: Audience = ANYONE) -> wire.Place:
    """A place with the times one is there."""
    return wire.Place(**_call_members(call, audience))


def _call_members(call: Call, audience: Audience) -> dict[str, Any]:
    members = _members(call.place)
    members["arrival"] = time_or_none(call.arrival)
    members["departure"] = time_or_none(call.departure)
    members["scheduled_arrival"] = time_or_none(call.scheduled_arrival)
    members["scheduled_departure"] = time_or_none(call.scheduled_departure)
    if call.place.stop_id is not None:
        members["pickup_type"] = "NORMAL" if call.may_board else "NOT_ALLOWED"
        members["dropoff_type"] = "NORMAL" if call.may_alight else "NOT_ALLOWED"
        members["cancelled"] = True if call.cancelled else UNSET
        members["occupancy"] = render_occupancy(call.occupancy)
        members["alerts"] = render_alerts(call.alerts, audience)
    return members


def _render_steps(steps: Sequence[Step], line: Line) -> tuple[wire.StepInstruction, ...]:
    return tuple(_render_step(step, line) for step in steps)


def _render_step(step: Step, line: Line) -> wire.StepInstruction:
    return wire.StepInstruction(
        relative_direction=step.relative,
        distance=round(step.distance_m),
        from_level=step.from_level,
        to_level=step.to_level,
        polyline=line.piece(step.first, step.last),
        street_name=step.street,
        exit=step.exit,
        stay_on=step.stay_on,
        area=step.area,
        osm_way=_known(step.way),
        toll=True if step.toll else UNSET,
        access_restriction=_known(step.access_restriction),
    )


def _text(text: str) -> str | UnsetType:
    return text or UNSET


def _known(value: Any) -> Any:
    return UNSET if value is None else value


def _accessible(wheelchair: bool | None) -> Any:
    if wheelchair is None:
        return UNSET
    return "ACCESSIBLE" if wheelchair else "NOT_ACCESSIBLE"
