"""What an application holds: one typed key each."""

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from api.exchange.publications import Publications
from api.ports import Ports
from api.problems import Defects
from api.route import Route
from api.search import Searches
from api.served import Holder, Served
from api.tiles.cache import TileCache
from maas.keys import Key

HOLDER = web.AppKey("holder", Holder)
NOW: web.AppKey[Callable[[], int]] = web.AppKey("now")
"""The service clock: Unix s."""

SEARCHES = web.AppKey("searches", Searches)
"""Made when the application starts, because threads do not survive a fork."""

TILE_THREADS = web.AppKey("tile_threads", Searches)
"""Apart from those that search, so that a map being moved makes nobody's journey wait."""

TILE_CACHE = web.AppKey("tile_cache", TileCache)

PUBLICATIONS = web.AppKey("publications", Publications)

PORTS = web.AppKey("ports", Ports)
ROUTE_OF: web.AppKey[Mapping[Any, Route]] = web.AppKey("route_of")
"""The row of the table of routes that each handler serves."""

ROWS: web.AppKey[Mapping[Any, int]] = web.AppKey("rows")
"""The place in that table of each handler's route."""

DEFECTS = web.AppKey("defects", Defects)
SERVED: web.RequestKey[Served] = web.RequestKey("served", Served)
"""The world that this request sees, taken once: the newest, or that of a past moment."""

MOMENT: web.RequestKey[int] = web.RequestKey("moment")
"""When it is for this request (Unix s of the service clock): now, or the moment it asks about."""

ITEMS: web.RequestKey[int] = web.RequestKey("items")
"""How many things the file has that is sent, where somebody counts them."""

KEY: web.RequestKey[Key | None] = web.RequestKey("key")
"""What its client showed; None: nothing."""
