"""`/api/v1/rentals`: vehicles to rent, where they stand and where they may go."""

from functools import partial

from aiohttp import web

from api.keys import MOMENT, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.query import read_query
from api.rentals import wire
from api.rentals.choosing import Choice
from api.rentals.freshness import keep_while_fresh
from api.rentals.query import RentalsQuery, read_pieces
from api.rentals.render import EVERYWHERE
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from api.served import Coverage, Served
from maas.arrays import Bytes


async def rentals(request: web.Request) -> web.Response:
    """Who offers vehicles to rent; with a filter stations, vehicles and zones, too."""
    query, now = read_query(RentalsQuery, request.query), request[MOMENT]
    work = partial(_answer, request[SERVED], query, now)
    response = bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))
    return keep_while_fresh(response, request[SERVED].planner.rentals.systems, now)


async def map_rentals(request: web.Request) -> web.Response:
    """The same, at the address that KDE's apps know."""
    return await rentals(request)


def _answer(served: Served, query: RentalsQuery, now: int, _: Bytes) -> bytes:
    """Write the answer.

    Raises:
        BadQuery: half a box, half a circle, or a position that is none.
        NotFound: no stop has the id that `point` names.
    """
    pieces = read_pieces(query, served.planner)
    territory = _bounds(served.coverage)
    return ENCODER.encode(Choice(served.planner.rentals, query, pieces, now, territory).answer())


def _bounds(coverage: Coverage) -> wire.Bounds:
    low, high = coverage.south_west, coverage.north_east
    if low is None or high is None:
        return EVERYWHERE
    return low.lon, low.lat, high.lon, high.lat
