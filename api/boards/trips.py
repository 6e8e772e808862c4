"""`/api/v1…v6/map/trips`: the vehicles on a piece of the map."""

from functools import partial

from aiohttp import web

from api.boards.query import MapTripsQuery
from api.boards.render import render_segment
from api.box import read_box
from api.keys import NOW, SEARCHES, SERVED
from api.ladder import downgraded, version_of
from api.limits import MAX_LOOK_S, MAX_SEGMENTS, SEARCH_S
from api.query import read_query
from api.render.audience import Audience
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from maas.arrays import Bytes
from maas.errors import BadQuery
from routing.boards import Boards, Look


async def map_trips(request: web.Request) -> web.Response:
    """Where vehicles run between two stops on a piece of the map during a span of time."""
    query = read_query(MapTripsQuery, request.query)
    start, end = int(query.start_time.timestamp()), int(query.end_time.timestamp())
    if not start <= end <= start + MAX_LOOK_S:
        raise BadQuery("endTime", f"is before startTime, or more than {MAX_LOOK_S} s after it")
    look = Look(read_box(query.min, query.max), start, end, query.zoom, MAX_SEGMENTS)
    boards = request[SERVED].planner.boards
    audience = Audience(request.app[NOW](), query.language)
    work = partial(_answer, boards, look, query, audience, version_of(request))
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _answer(
    boards: Boards, look: Look, query: MapTripsQuery, audience: Audience, version: int, _: Bytes
) -> bytes:
    found = tuple(
        render_segment(each, query.precision, audience)
        for each in boards.trips(look, query.language)
    )
    return ENCODER.encode(downgraded(found, version))
