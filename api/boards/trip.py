"""`/api/v1…v6/trip`: the whole way of one trip."""

from functools import partial

from aiohttp import web

from api.boards.query import TripQuery
from api.keys import MOMENT, SEARCHES, SERVED
from api.ladder import downgraded, version_of
from api.limits import SEARCH_S
from api.query import read_query
from api.render.audience import Audience
from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from maas.arrays import Bytes
from routing.boards import Boards


async def trip(request: web.Request) -> web.Response:
    """A trip of a day as an itinerary, from where it starts to where it ends."""
    query = read_query(TripQuery, request.query)
    audience = Audience(request[MOMENT], query.language)
    boards = request[SERVED].planner.boards
    work = partial(_answer, boards, query, audience, version_of(request))
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _answer(boards: Boards, query: TripQuery, audience: Audience, version: int, _: Bytes) -> bytes:
    itinerary = boards.trip(
        query.trip_id,
        detailed=query.detailed_legs,
        join=query.join_interlined_legs,
        languages=query.language,
    )
    detail = Detail(
        query.detailed_legs,
        skipped_stops=query.with_scheduled_skipped_stops,
        whole_stops=True,
        audience=audience,
    )
    return ENCODER.encode(downgraded(render_itinerary(itinerary, detail), version))
