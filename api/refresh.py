"""`/api/v6/refresh-itinerary`: an itinerary as the timetable has it now."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from aiohttp import web

from api.body import read_body
from api.carpools import with_offers_again
from api.detail import detail_of
from api.keys import NOW, SEARCHES, SERVED
from api.limits import (
    MAX_DIRECT_S,
    MAX_LEG_ALTERNATIVES,
    MAX_MATCHING_M,
    MAX_PASSENGERS,
    SEARCH_S,
)
from api.query import read_query
from api.refresh_query import LegId, RefreshBody, RefreshOptions, RefreshQuery
from api.render.itinerary import Detail, render_itinerary
from api.render.itinerary_id import LegKey, read_itinerary_id
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from api.served import Planner
from maas.arrays import Bytes
from maas.errors import BadQuery
from maas.model import LatLon, Mode, Profile
from routing.known_trips import KnownLeg
from routing.question import End, Question


async def refresh(request: web.Request) -> web.Response:
    """Find an itinerary again by its id, as the timetable has it now."""
    query = read_query(RefreshQuery, request.query)
    legs = [_of_key(key) for key in read_itinerary_id(query.itinerary_id)]
    return await _refreshed(request, query, legs)


async def refresh_post(request: web.Request) -> web.Response:
    """Find an itinerary again by its legs, as the timetable has it now."""
    options = read_query(RefreshOptions, request.query)
    body = await read_body(RefreshBody, request)
    return await _refreshed(request, options, [_of_leg_id(leg) for leg in body.id.legs])


async def _refreshed(
    request: web.Request, options: RefreshOptions, legs: list[KnownLeg]
) -> web.Response:
    legs[0] = replace(legs[0], origin=replace(legs[0].origin, name="START"))
    legs[-1] = replace(legs[-1], destination=replace(legs[-1].destination, name="END"))
    if not options.require_display_name_match:
        legs = [replace(leg, display_name=None) for leg in legs]
    question = _question(options, legs)
    await with_offers_again(request, legs)
    detail = detail_of(options, request.app[NOW]())
    work = partial(_answer, request[SERVED].planner, legs, question, detail)
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _answer(
    planner: Planner, legs: Sequence[KnownLeg], question: Question, detail: Detail, _: Bytes
) -> bytes:
    return ENCODER.encode(render_itinerary(planner.refresh(legs, question), detail))


def _question(options: RefreshOptions, legs: Sequence[KnownLeg]) -> Question:
    wheels = options.pedestrian_profile == "WHEELCHAIR"
    return Question(
        origin=legs[0].origin,
        destination=legs[-1].destination,
        time=legs[0].departure,
        profile=Profile.WHEELCHAIR if wheels else Profile.WALK,
        walk_speed_m_s=options.pedestrian_speed,
        bike_speed_m_s=options.cycling_speed,
        max_matching_m=min(options.max_matching_distance, MAX_MATCHING_M),
        max_direct_s=MAX_DIRECT_S,
        passengers=min(options.passengers, MAX_PASSENGERS),
        sharing=any(leg.mode is Mode.RIDE_SHARING for leg in legs),
        vehicle_class=next((leg.vehicle_class for leg in legs if leg.vehicle_class), ""),
        stay_s=options.parking_duration,
        leg_alternatives=min(options.num_leg_alternatives, MAX_LEG_ALTERNATIVES),
        detailed_legs=options.detailed_legs,
        join_in_seat_legs=options.join_interlined_legs,
        languages=options.language,
    )


def _of_key(key: LegKey) -> KnownLeg:
    return KnownLeg(
        _mode(key.mode),
        key.origin,
        key.destination,
        key.departure,
        key.arrival,
        key.trip_id,
        key.display_name,
        key.rental,
        key.parking,
        key.vehicle_class,
        key.is_offer,
    )


def _of_leg_id(leg: LegId) -> KnownLeg:
    return KnownLeg(
        _mode(leg.mode),
        End(leg.from_id or None, LatLon(leg.from_lat, leg.from_lon), leg.from_level),
        End(leg.to_id or None, LatLon(leg.to_lat, leg.to_lon), leg.to_level),
        leg.sched_start,
        leg.sched_end,
        leg.trip_id or None,
        leg.display_name,
    )


def _mode(name: str) -> Mode:
    try:
        return Mode(name)
    except ValueError as problem:
        raise BadQuery("itineraryId", "names a mode that nothing here travels by") from problem
