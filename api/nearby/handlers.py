"""`GET /v1/nearby`: stops, stations and vehicles around a place, by how long one walks there."""

from collections.abc import Iterable
from functools import partial

from aiohttp import web
from msgspec import UNSET

from api.boards.query import transit_modes
from api.boards.render import render_stop
from api.keys import MOMENT, SEARCHES, SERVED
from api.limits import MAX_MATCHING_M, MAX_NEARBY_S, SEARCH_S
from api.nearby import wire
from api.query import read_query
from api.question import read_end
from api.render.itinerary import render_place
from api.rentals.freshness import keep_while_fresh
from api.rentals.render import Teller
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from api.served import Served
from maas.arrays import Bytes
from maas.live.rentals import FormFactor
from maas.model import Profile
from routing.nearby import Near, NearbyQuestion, NearRental
from routing.rentals.fleets import Rentals

USUAL_S = 15 * 60
RENTED = frozenset({"RENTAL", "BIKE_RENTAL"})


async def nearby(request: web.Request) -> web.Response:
    """What is near a place: stops, rental stations and vehicles by how long one walks there."""
    query, now = read_query(wire.NearbyQuery, request.query), request[MOMENT]
    question = _question(query, now)
    work = partial(answer, request[SERVED], question)
    response = bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))
    return keep_while_fresh(response, request[SERVED].planner.rentals.systems, now)


def _question(query: wire.NearbyQuery, now: int) -> NearbyQuestion:
    max_s = query.max_time
    if max_s is None:
        max_s = USUAL_S if query.radius is None else MAX_NEARBY_S
    is_wheelchair = query.pedestrian_profile == "WHEELCHAIR"
    return NearbyQuestion(
        read_end("place", query.place, ""),
        now,
        query.n,
        max_s,
        radius_m=query.radius,
        transit_modes=transit_modes(query.modes),
        with_rentals=not RENTED.isdisjoint(query.modes),
        forms=frozenset(map(FormFactor, query.rental_form_factors)),
        profile=Profile.WHEELCHAIR if is_wheelchair else Profile.WALK,
        walk_speed_m_s=query.pedestrian_speed,
        max_matching_m=min(query.max_matching_distance, MAX_MATCHING_M),
        languages=query.language,
    )


def answer(served: Served, question: NearbyQuestion, stop: Bytes) -> bytes:
    """Search and write; `stop[0]` turned 1 by another thread ends it early."""
    found = served.planner.nearby(question, stop)
    things = _things(served.planner.rentals, question, found.things)
    return ENCODER.encode(wire.Nearby(place=render_place(found.place), nearby=tuple(things)))


def _things(
    rentals: Rentals, question: NearbyQuestion, found: Iterable[Near]
) -> Iterable[wire.NearbyThing]:
    tellers = [Teller(system, question.now, question.languages) for system in rentals.systems]
    for near in found:
        if isinstance(near, NearRental):
            yield _rental(tellers[near.system], near)
            continue
        stop = render_stop(near.stop)
        yield wire.NearbyThing(
            type="STOP",
            id=near.stop.place.stop_id or "",
            name=stop.name,
            lat=stop.lat,
            lon=stop.lon,
            duration=near.seconds,
            distance=UNSET if near.metres is None else round(near.metres, 1),
            stop=stop,
        )


def _rental(teller: Teller, near: NearRental) -> wire.NearbyThing:
    station = teller.station(near.row) if near.is_station else None
    vehicle = None if station else teller.vehicle(teller.system.vehicles[near.row])
    told = station or vehicle
    assert told is not None
    return wire.NearbyThing(
        type="RENTAL_STATION" if station else "RENTAL_VEHICLE",
        id=told.id,
        name=station.name if station else teller.name,
        lat=told.lat,
        lon=told.lon,
        duration=near.seconds,
        distance=UNSET if near.metres is None else round(near.metres, 1),
        rental_station=station or UNSET,
        rental_vehicle=vehicle or UNSET,
    )
