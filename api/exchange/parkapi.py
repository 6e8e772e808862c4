"""`GET /exchange/parkapi/…`: all places to park, as ParkAPI 3 and ParkAPI 1 tell them."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from api.exchange.parking import Published, published
from api.exchange.sending import send
from api.exchange.sites_asked import SitesQuery, asked_for
from api.keys import MOMENT, SERVED
from api.origin import origin_of
from api.query import read_query
from api.reply import ENCODER
from api.served import Served, SourceState
from feeds.parkapi.writing import v1, v3
from feeds.parkapi.writing.times import rfc3339
from maas.errors import NotFound
from maas.live.parking import ParkingFacility, Purpose, Users
from maas.sources import Condition

PATH = "/exchange/parkapi"
HOLDS_S = 30
"""Counts change every minute or so."""

EVERYTHING = "lots"
"""In place of a city: all of them."""


class CityAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Whose car parks."""

    city: Annotated[str, Meta(max_length=32, description="a source, or `lots`: all of them")]


async def parkapi_sites(request: web.Request) -> web.Response:
    """All places to park, as ParkAPI 3 tells them (`parking-sites`)."""
    query = read_query(SitesQuery, request.query)
    path = f"{PATH}/v3/parking-sites"
    work = partial(asked_for, request[SERVED].planner.parking, query, request.query, path)
    return await _answered(request, work)


async def parkapi_sources(request: web.Request) -> web.Response:
    """Who tells of places to park, as ParkAPI 3 has it (`sources`)."""
    return await _answered(request, partial(_sources, request[SERVED], request[MOMENT]))


async def parkapi_cities(request: web.Request) -> web.Response:
    """Whose car parks there are, as ParkAPI 1 tells it: a city for each source."""
    return await _answered(request, partial(_cities, request[SERVED], origin_of(request)))


async def parkapi_lots(request: web.Request) -> web.Response:
    """The car parks of a source, as ParkAPI 1 tells them."""
    return await lots_of(request, request.match_info["city"])


async def lots_of(request: web.Request, city: str) -> web.Response:
    """The same of a source, or of all.

    Raises:
        NotFound: no source of car parks has this id.
    """
    parking = request[SERVED].planner.parking
    found = [each for each in published(parking) if city in (each.source_id, EVERYTHING)]
    if not found and city != EVERYTHING:
        raise NotFound(f"no source of car parks has this id; {PATH}/ lists them")
    address = f"{origin_of(request)}{PATH}/{city}"
    return await _answered(request, partial(_lots, found, address, parking.since))


async def _answered(request: web.Request, work: Callable[[], msgspec.Struct]) -> web.Response:
    """What is written in a thread, named by what it says."""
    body = await asyncio.to_thread(lambda: ENCODER.encode(work()))
    parking, now = request[SERVED].planner.parking, request[MOMENT]
    made_at = _read_at(published(parking), parking.since or now)
    left_s = HOLDS_S if parking.until is None else min(HOLDS_S, max(0, parking.until - now))
    return send(request, sha256(body).hexdigest()[:24], made_at, left_s, lambda: body)


def _sources(served: Served, now: int) -> v3.ParkApiSources:
    states = {source.id: source for source in served.sources}
    told = published(served.planner.parking)
    items = tuple(_source(each, states.get(each.source_id), now) for each in told)
    return v3.ParkApiSources(items=items, total_count=len(items))


def _source(told: Published, state: SourceState | None, now: int) -> v3.ParkApiSource:
    counted = [each.counted_at for each in told.facilities if each.counted_at is not None]
    is_live = any(each.is_live for each in told.facilities)
    is_lost = state is not None and state.condition(now) is Condition.LOST
    return v3.ParkApiSource(
        id=v3.number_of(told.source_id),
        uid=told.source_id,
        name=told.source_id,
        public_url=None,
        attribution_license=(state and state.licence) or None,
        attribution_contributor=(state and state.attribution) or None,
        attribution_url=None,
        has_realtime_data=is_live,
        static_data_updated_at=None if told.read_at is None else rfc3339(told.read_at),
        realtime_data_updated_at=rfc3339(max(counted)) if counted else None,
        static_status="ACTIVE",
        realtime_status=("FAILED" if is_lost else "ACTIVE") if is_live else "DISABLED",
    )


def _cities(served: Served, origin: str) -> v1.Cities:
    states = {source.id: source for source in served.sources}
    told = ((each, _lots_of(each)) for each in published(served.planner.parking))
    return v1.Cities(
        api_version=v1.API_VERSION,
        server_version=version("maas"),
        reference=v1.REFERENCE,
        cities={
            each.source_id: _city(each, own, states.get(each.source_id), origin)
            for each, own in told
            if own
        },
    )


def _city(
    told: Published, own: list[ParkingFacility], state: SourceState | None, origin: str
) -> v1.City:
    address = f"{origin}{PATH}/{told.source_id}"
    return v1.City(
        name=told.source_id,
        coords=v1.middle_of(own),
        source=address,
        url=address,
        active_support=any(each.is_live for each in own),
        attribution=v1.Attribution(
            state.attribution if state else "", state.licence if state else "", None
        ),
    )


def _lots(found: list[Published], address: str, since: int) -> v1.Lots:
    own = [each for told in found for each in _lots_of(told)]
    return v1.write_lots(own, address, _read_at(found, since))


def _lots_of(told: Published) -> list[ParkingFacility]:
    """What version 1 has words for: car parks for everyone."""
    return [
        each for each in told.facilities if each.purpose is Purpose.CAR and each.users is Users.ALL
    ]


def _read_at(found: Iterable[Published], otherwise: int) -> int:
    """When the newest of it was read (Unix s)."""
    return max((each.read_at for each in found if each.read_at is not None), default=otherwise)
