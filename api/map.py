"""`/api/v1/map/…`: what a map asks before it draws anything."""

from math import log2

import msgspec
from aiohttp import web

from api import limits
from api.box import Corner, read_box
from api.keys import SERVED
from api.query import read_query
from api.reply import json_reply
from api.served import Coverage
from api.wire import Camel

WHOLE_WORLD = 1
CLOSEST = 16


class BoxQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A piece of the map."""

    min: Corner
    max: Corner


class ServerConfig(Camel, frozen=True, omit_defaults=False):
    """What MOTIS's web page needs to know of its server."""

    motis_version: str
    has_elevation: bool
    has_routed_transfers: bool
    has_street_routing: bool
    max_one_to_many_size: int
    max_one_to_all_travel_time_limit: int
    """min"""
    max_pre_post_transit_time_limit: int
    """s"""
    max_direct_time_limit: int
    """s"""
    shapes_debug_enabled: bool


class MapStart(Camel, frozen=True, omit_defaults=False):
    """Where a map begins."""

    lat: float
    lon: float
    zoom: float
    server_config: ServerConfig


async def initial(request: web.Request) -> web.Response:
    """Where to begin a map, and what this server can do."""
    coverage = request[SERVED].coverage
    middle = coverage.middle
    start = MapStart(
        lat=round(middle.lat, 5) if middle else 0.0,
        lon=round(middle.lon, 5) if middle else 0.0,
        zoom=_zoom(coverage),
        server_config=_config(coverage),
    )
    return json_reply(start)


async def levels(request: web.Request) -> web.Response:
    """The storeys that a piece of the map has."""
    query = read_query(BoxQuery, request.query)
    box = read_box(query.min, query.max)
    return json_reply(request[SERVED].planner.find_levels(box))


def _zoom(coverage: Coverage) -> int:
    """The closest zoom level at which a screen still shows all of it."""
    low, high = coverage.south_west, coverage.north_east
    if low is None or high is None:
        return WHOLE_WORLD
    span = max(high.lon - low.lon, 2 * (high.lat - low.lat), 1e-6)
    return min(CLOSEST, max(WHOLE_WORLD, int(log2(360 / span)) + 1))


def _config(coverage: Coverage) -> ServerConfig:
    return ServerConfig(
        motis_version="maas",
        has_elevation=False,
        has_routed_transfers=coverage.has_streets,
        has_street_routing=coverage.has_streets,
        max_one_to_many_size=limits.MAX_ONE_TO_MANY,
        max_one_to_all_travel_time_limit=limits.MAX_REACH_MIN,
        max_pre_post_transit_time_limit=limits.MAX_ACCESS_S,
        max_direct_time_limit=limits.MAX_DIRECT_S,
        shapes_debug_enabled=False,
    )
