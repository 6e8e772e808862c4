"""`GET /v1/nearby`: stops, rentals, places to park and to meet drivers, by how long one walks."""

from collections.abc import Iterable
from functools import partial

from aiohttp import web
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from api.boards.query import transit_modes
from api.boards.render import render_stop
from api.keys import MOMENT, SEARCHES, SERVED
from api.limits import MAX_MATCHING_M, MAX_NEARBY_S, SEARCH_S
from api.nearby import wire
from api.parking.render import ParkingTeller
from api.public_reports.told_of import ToldOf, told_of
from api.query import read_query
from api.question import SHARING, read_end
from api.render.carpool_place import render_carpool_place
from api.render.itinerary import render_place
from api.rentals.freshness import keep_while_fresh
from api.rentals.render import Teller
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from api.served import Planner, Served
from maas.arrays import Bytes
from maas.live.parking import Purpose
from maas.live.rentals import FormFactor
from maas.model import Profile
from routing.carpool.offers import Offers
from routing.nearby import (
    Near,
    NearbyQuestion,
    NearCarpoolPlace,
    NearParking,
    NearRental,
    NearStop,
)
from routing.parking.sites import Parking, Room

USUAL_S = 15 * 60
RENTED = frozenset({"RENTAL", "BIKE_RENTAL"})
PARKED = {"CAR_PARKING": Purpose.CAR, "BIKE": Purpose.BIKE}


async def nearby(request: web.Request) -> web.Response:
    """Stops, what can be rented, where one parks and meets drivers, by how long one walks there."""
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
        parked=frozenset(PARKED[mode] for mode in query.modes if mode in PARKED),
        with_carpool_places=SHARING in query.modes,
        profile=Profile.WHEELCHAIR if is_wheelchair else Profile.WALK,
        walk_speed_m_s=query.pedestrian_speed,
        max_matching_m=min(query.max_matching_distance, MAX_MATCHING_M),
        languages=query.language,
    )


def answer(served: Served, question: NearbyQuestion, stop: Bytes) -> bytes:
    """Search and write; `stop[0]` turned 1 by another thread ends it early."""
    found = served.planner.nearby(question, stop)
    things = _things(served.planner, question, found.things)
    told = told_of(served.reports)
    nearby = tuple(_with_reports(each, told) for each in things)
    return ENCODER.encode(wire.Nearby(place=render_place(found.place), nearby=nearby))


def _with_reports(thing: wire.NearbyThing, told: ToldOf) -> wire.NearbyThing:
    ids = thing.parking.sources if thing.parking else (thing.id,)
    reports = told.any_of(ids)
    return replace(thing, reports=reports) if reports else thing


def _things(
    planner: Planner, question: NearbyQuestion, found: Iterable[Near]
) -> Iterable[wire.NearbyThing]:
    systems = planner.rentals.systems
    tellers = [Teller(system, question.now, question.languages) for system in systems]
    for near in found:
        if isinstance(near, NearRental):
            yield _rental(tellers[near.system], near)
        elif isinstance(near, NearParking):
            yield _parking(planner.parking, near, question.now)
        elif isinstance(near, NearCarpoolPlace):
            yield _carpool_place(planner.offers, near)
        else:
            yield _stop(near)


def _stop(near: NearStop) -> wire.NearbyThing:
    stop = render_stop(near.stop)
    return wire.NearbyThing(
        type="STOP",
        id=near.stop.place.stop_id or "",
        name=stop.name,
        lat=stop.lat,
        lon=stop.lon,
        duration=near.seconds,
        distance=_metres(near),
        stop=stop,
    )


def _parking(parking: Parking, near: NearParking, now: int) -> wire.NearbyThing:
    site = ParkingTeller(now).site(parking.sites[near.row], Room(int(parking.room[near.row])))
    return wire.NearbyThing(
        type="PARKING",
        id=site.id,
        name=site.name,
        lat=site.lat,
        lon=site.lon,
        duration=near.seconds,
        distance=_metres(near),
        parking=site,
    )


def _carpool_place(offers: Offers, near: NearCarpoolPlace) -> wire.NearbyThing:
    place = render_carpool_place(near.id, offers.places[near.id])
    return wire.NearbyThing(
        type="CARPOOL_PLACE",
        id=place.id,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        duration=near.seconds,
        distance=_metres(near),
        carpool_place=place,
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
        distance=_metres(near),
        rental_station=station or UNSET,
        rental_vehicle=vehicle or UNSET,
    )


def _metres(near: Near) -> float | UnsetType:
    return UNSET if near.metres is None else round(near.metres, 1)
