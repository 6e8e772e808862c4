"""Boards to the JSON types of `api.boards.wire`."""

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from api.boards import wire
from api.render.audience import ANYONE, Audience
from api.render.incident import incident_members
from api.render.itinerary import render_call, render_place
from api.render.live import live_members, render_alerts, render_vehicle
from api.render.moments import time
from api.render.polyline import Line
from api.wire import Place
from maas.itinerary import TripOnLeg
from maas.live.trips import Occupancy
from routing.boards import Board, Segment, ServedStop, ServingRoute, StopTime


def render_board(board: Board, with_calls: bool, audience: Audience = ANYONE) -> wire.Board:
    """A page."""
    return wire.Board(
        stop_times=tuple(_stop_time(each, with_calls, audience) for each in board.stop_times),
        place=replace(render_place(board.place), alerts=render_alerts(board.alerts, audience)),
        previous_page_cursor=board.previous_cursor,
        next_page_cursor=board.next_cursor,
    )


def _stop_time(each: StopTime, with_calls: bool, audience: Audience) -> wire.StopTime:
    members = _trip_members(each.trip)
    if with_calls:
        side = "previous_stops" if each.is_arrival else "next_stops"
        members[side] = tuple(render_call(call, audience) for call in each.calls)
    return wire.StopTime(
        place=render_call(each.call, audience),
        mode=each.mode.value,
        real_time=each.real_time,
        pickup_dropoff_type="NORMAL" if each.is_open else "NOT_ALLOWED",
        cancelled=each.call.cancelled,
        trip_cancelled=each.trip_cancelled,
        scheduled=UNSET if each.scheduled else False,
        reservation="NONE",
        **members,
        **live_members(each.live, each.occupancy, audience),
        **incident_members(each.incidents),
    )


def _trip_members(trip: TripOnLeg) -> dict[str, Any]:
    return {
        "headsign": trip.headsign,
        "trip_from": render_place(trip.origin),
        "trip_to": render_place(trip.destination),
        "agency_id": trip.agency_id,
        "agency_name": trip.agency_name,
        "agency_url": trip.agency_url,
        "route_id": trip.route_id,
        "route_url": trip.route_url or UNSET,
        "direction_id": "" if trip.direction is None else str(trip.direction),
        "route_color": trip.route_color or UNSET,
        "route_text_color": trip.route_text_color or UNSET,
        "trip_id": trip.trip_id,
        "route_type": trip.route_type,
        "route_short_name": trip.route_short_name,
        "route_long_name": trip.route_long_name,
        "trip_short_name": trip.trip_short_name,
        "display_name": trip.display_name,
        "bikes_allowed": trip.bikes is True,
        "wheelchair_accessible": "ACCESSIBLE" if trip.wheelchair else "NOT_ACCESSIBLE",
        "source": trip.source,
        "data_source": trip.data_source,
    }


def render_stop(stop: ServedStop) -> Place:
    """A stop on a map, with what calls there."""
    return replace(
        render_place(stop.place),
        importance=round(stop.importance, 4),
        modes=tuple(mode.value for mode in stop.modes),
    )


def render_route(route: ServingRoute) -> wire.Route:
    """A route that serves a stop."""
    return wire.Route(
        route_id=route.id,
        route_short_name=route.short_name,
        route_long_name=route.long_name,
        mode=route.mode.value,
        agency_id=route.agency_id,
        agency_name=route.agency_name,
        agency_url=route.agency_url,
        route_color=route.color or UNSET,
        route_text_color=route.text_color or UNSET,
        route_type=route.type,
    )


def render_segment(
    segment: Segment, precision: int, audience: Audience = ANYONE
) -> wire.TripSegment:
    """A vehicle between two stops."""
    trip = wire.TripInfo(trip_id=segment.trip_id, display_name=segment.display_name)
    live = live_members(segment.live, Occupancy.UNKNOWN, audience)
    live.pop("vehicle_label", None)
    return wire.TripSegment(
        trips=(trip,),
        route_color=segment.route_color or UNSET,
        mode=segment.mode.value,
        distance=round(segment.distance_m, 1),
        from_=render_place(segment.origin),
        to=render_place(segment.destination),
        departure=time(segment.departure),
        arrival=time(segment.arrival),
        scheduled_departure=time(segment.scheduled_departure),
        scheduled_arrival=time(segment.scheduled_arrival),
        real_time=segment.real_time,
        polyline=Line.of(segment.line, precision).text,
        vehicle=render_vehicle(segment.vehicle, audience) if segment.vehicle else UNSET,
        **live,
    )
