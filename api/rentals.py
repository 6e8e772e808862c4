"""`/api/v1/rentals`: vehicles to rent. Its filters are read; no source of vehicles is built yet."""

from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from api.box import Corner, read_box
from api.plan_query import Names, PlaceText
from api.query import read_query
from api.question import read_end
from api.reply import json_reply
from api.wire import Camel
from maas.errors import BadQuery


class RentalsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Where, whose, and how much of it."""

    min: Corner | None = None
    max: Corner | None = None
    point: PlaceText | None = None
    radius: Annotated[int, Meta(ge=0, le=1_000_000, description="m")] | None = None
    provider_groups: Names = ()
    providers: Names = ()
    with_providers: bool = True
    with_stations: bool = True
    with_vehicles: bool = True
    with_zones: bool = True


class Rentals(Camel, frozen=True, omit_defaults=False):
    """Vehicles to rent; nothing, for want of a source."""

    provider_groups: tuple[()] = ()
    providers: tuple[()] = ()
    stations: tuple[()] = ()
    vehicles: tuple[()] = ()
    zones: tuple[()] = ()


async def rentals(request: web.Request) -> web.Response:
    """Providers, stations, vehicles and zones of vehicles to rent."""
    check(read_query(RentalsQuery, request.query))
    return json_reply(Rentals())


async def map_rentals(request: web.Request) -> web.Response:
    """The same, at the address that KDE's apps know."""
    return await rentals(request)


def check(query: RentalsQuery) -> None:
    """Refuse half a box, half a circle, and positions that are none.

    Raises:
        BadQuery: names the parameter at fault.
    """
    _together(("min", query.min), ("max", query.max))
    _together(("point", query.point), ("radius", query.radius))
    if query.min is not None and query.max is not None:
        read_box(query.min, query.max)
    if query.point is not None:
        read_end("point", query.point, "")


def _together(one: tuple[str, object], other: tuple[str, object]) -> None:
    for (name, value), (_, partner) in ((one, other), (other, one)):
        if value is None and partner is not None:
            raise BadQuery(name, "is missing")
