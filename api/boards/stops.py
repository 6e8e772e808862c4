"""`/api/v6/stop` and `/api/v1…v6/map/stops`: stops, and what serves them."""

from functools import partial

from aiohttp import web

from api.boards import wire
from api.boards.query import MapStopsQuery, StopQuery, transit_modes
from api.boards.render import render_route, render_stop
from api.boards.stop_times import around_of
from api.box import read_box
from api.keys import SEARCHES, SERVED
from api.ladder import downgraded, version_of
from api.limits import MAX_STOPS, SEARCH_S
from api.query import read_query
from api.render.itinerary import render_place
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from maas.arrays import Bytes
from maas.model import Box
from routing.boards import Around, Boards


async def stop(request: web.Request) -> web.Response:
    """A stop, and all routes that serve it, whenever they run."""
    query = read_query(StopQuery, request.query)
    around = around_of(query.stop_id, query.center, query.radius, exact=query.exact_radius)
    work = partial(_stop, request[SERVED].planner.boards, around, query.language)
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


async def map_stops(request: web.Request) -> web.Response:
    """The stops of a piece of the map, the most served first."""
    query = read_query(MapStopsQuery, request.query)
    box = read_box(query.min, query.max)
    work = partial(_map_stops, request[SERVED].planner.boards, query, box, version_of(request))
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _stop(boards: Boards, around: Around, languages: tuple[str, ...], _: Bytes) -> bytes:
    place, routes = boards.routes(around, languages)
    answer = wire.Stop(
        place=render_place(place), routes=tuple(render_route(route) for route in routes)
    )
    return ENCODER.encode(answer)


def _map_stops(boards: Boards, query: MapStopsQuery, box: Box, version: int, _: Bytes) -> bytes:
    found = boards.stops(
        box,
        transit_modes(query.modes),
        MAX_STOPS,
        grouped=query.grouped,
        languages=query.language,
    )
    return ENCODER.encode(downgraded(tuple(render_stop(each) for each in found), version))
