"""The web application: routes, the world they serve from, and the boundary around them."""

from asyncio import create_task, gather, to_thread
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from aiohttp import web
from aiohttp.typedefs import Handler

from api.admission import admit
from api.compression import compressed
from api.conditional import revalidated
from api.cors import allow_all, preflight
from api.exchange.catalogue.keeping import CATALOGUE, CatalogueKeeper
from api.exchange.noting import note_exchange
from api.exchange.publications import Publications
from api.keys import (
    DEFECTS,
    HOLDER,
    KEY,
    NOW,
    PORTS,
    PUBLICATIONS,
    ROUTE_OF,
    ROWS,
    SEARCHES,
    SERVED,
    TILE_CACHE,
    TILE_THREADS,
)
from api.limits import MAX_BODY_BYTES
from api.map_page.files import page_files
from api.map_page.handler import page_file
from api.metrics.meters import CLIENT_LEFT, OTHER_ROUTE, Vital
from api.past import at_present, look_back
from api.ports import Ports
from api.problems import SERVER_NAME, Defects, answered
from api.route import Route, scopes_of
from api.routes import ROUTES
from api.search import Searches
from api.served import Holder
from api.tiles.cache import TileCache

PAGE_FILES = "/page/{content}/{name}"
"""Parts of the map page: no interface of anyone's, so not in the table of routes."""


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """How a worker serves."""

    threads: int = 2
    """Searches that run at the same time in one process."""

    waiting: int = 16
    """Searches that may wait for one of these threads: about 0.2 s at 25 ms each."""

    tile_threads: int = 1
    tiles_waiting: int = 128
    """Tiles that may wait: two or three screens of them, about 0.5 s at 4 ms each."""


def make_app(
    holder: Holder,
    now: Callable[[], int],
    settings: ApiSettings | None = None,
    ports: Ports | None = None,
    routes: Sequence[Route] = ROUTES,
) -> web.Application:
    """An application that answers from what `holder` holds, at the service time `now()` (Unix s).

    Threads are made when it starts, so it may be made before a fork and started after.
    """
    app = web.Application(middlewares=[boundary], client_max_size=MAX_BODY_BYTES)
    app[HOLDER] = holder
    app[NOW] = now
    app[PORTS] = ports or Ports()
    route_of = {route.handler: route for route in routes}
    app[ROUTE_OF] = route_of
    app[ROWS] = {handler: row for row, handler in enumerate(route_of)}
    app[DEFECTS] = Defects()
    app[PUBLICATIONS] = Publications()
    app[CATALOGUE] = CatalogueKeeper()
    app.on_startup.append(_load_page)
    app.cleanup_ctx.append(_journal)
    app.cleanup_ctx.append(lambda app: _searches(app, settings or ApiSettings()))
    app.on_response_prepare.append(_without_versions)
    app.router.add_routes(
        [
            web.route(route.method, path, route.handler)
            for route in routes
            for path in route.patterns
        ]
    )
    app.router.add_get(PAGE_FILES, page_file)
    return app


@web.middleware
async def boundary(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer, and count the answer."""
    began, status = perf_counter(), CLIENT_LEFT
    try:
        response = await _answer(request, handler)
        status = response.status
        return response
    finally:
        row = request.app[ROWS].get(request.match_info.handler, OTHER_ROUTE)
        request.app[PORTS].meter.answered(row, status, perf_counter() - began)


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request its world, answer errors as problems, name the data's version."""
    at_present(request)
    response = preflight(request) or await answered(
        request, _guarded(handler), request.app[DEFECTS]
    )
    if isinstance(response, web.Response):
        response = compressed(request, revalidated(request, response))
    note_exchange(request, response)
    response.headers["Maas-Version"] = request[SERVED].version
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-store")
    allow_all(response)
    return response


def _guarded(handler: Handler) -> Handler:
    """The handler behind a look at the key."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        route = request.app[ROUTE_OF].get(request.match_info.handler)
        ports = request.app[PORTS]
        wanted = scopes_of(route, request[SERVED].exchange, ports.reporting)
        request[KEY] = await admit(request, wanted, ports.keys)
        await look_back(request, route)
        return await handler(request)

    return guarded


async def _searches(app: web.Application, settings: ApiSettings) -> AsyncIterator[None]:
    meter = app[PORTS].meter
    app[SEARCHES] = Searches(
        settings.threads, settings.waiting, meter.gauge(Vital.SEARCHES, Vital.SEARCHES_REFUSED)
    )
    app[TILE_THREADS] = Searches(
        settings.tile_threads, settings.tiles_waiting, meter.gauge(Vital.TILES, Vital.TILES_REFUSED)
    )
    app[TILE_CACHE] = TileCache()
    yield
    app[TILE_THREADS].close()
    app[SEARCHES].close()


async def _journal(app: web.Application) -> AsyncIterator[None]:
    """Keep what was given and taken, to the last."""
    keeping = create_task(app[PORTS].exchanges.run())
    yield
    keeping.cancel()
    await gather(keeping, return_exceptions=True)


async def _load_page(_: web.Application) -> None:
    """Compress its files off the loop, and before the first visitor waits for that."""
    await to_thread(page_files)


async def _without_versions(_: web.BaseRequest, response: web.StreamResponse) -> None:
    response.headers["Server"] = SERVER_NAME
