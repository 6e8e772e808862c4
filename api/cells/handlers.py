"""`GET /v1/cells/{h3}` and `GET /v1/cells`: what lies in cells of the graph."""

from collections.abc import Callable
from functools import partial

from aiohttp import web

from api.cells.boxes import CellBox, read_box
from api.cells.render import CellTeller
from api.cells.wire import CellQuery, Cells, CellsQuery
from api.keys import MOMENT, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.query import read_query
from api.rentals.freshness import keep_while_fresh
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from maas.arrays import Bytes
from maas.cells import COARSEST_RESOLUTION, FINEST_RESOLUTION, read_cell, resolution_of
from maas.errors import BadQuery


async def cell(request: web.Request) -> web.Response:
    """What is in an H3 cell: stops, lines, rentals, where to park and meet: counted, some told."""
    query = read_query(CellQuery, request.query)
    found = _read_cell(request.match_info["h3"])
    teller = CellTeller(request[SERVED], request[MOMENT], resolution_of(found), query.language)
    return await _answered(request, lambda _: ENCODER.encode(teller.cell(found, query.n)))


async def cells(request: web.Request) -> web.Response:
    """How much lies in each H3 cell that overlaps a box; those with nothing are left out."""
    query = read_query(CellsQuery, request.query)
    box = read_box(query.bbox, query.resolution)
    teller = CellTeller(request[SERVED], request[MOMENT], query.resolution)
    return await _answered(request, partial(_cells, teller, box))


async def _answered(request: web.Request, work: Callable[[Bytes], bytes]) -> web.Response:
    response = bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))
    systems = request[SERVED].planner.rentals.systems
    return keep_while_fresh(response, systems, request[MOMENT])


def _cells(teller: CellTeller, box: CellBox, _: Bytes) -> bytes:
    told = tuple(teller.summaries(box.cells()))
    return ENCODER.encode(Cells(resolution=teller.resolution, cells=told))


def _read_cell(text: str) -> int:
    """A cell of a resolution that is answered for.

    Raises:
        BadQuery: it is none.
    """
    try:
        found = read_cell(text)
    except ValueError as problem:
        raise BadQuery("h3", str(problem)) from problem
    resolution = resolution_of(found)
    if not COARSEST_RESOLUTION <= resolution <= FINEST_RESOLUTION:
        served = f"{COARSEST_RESOLUTION} to {FINEST_RESOLUTION}"
        raise BadQuery("h3", f"is a cell of resolution {resolution}; here they are {served}")
    return found
