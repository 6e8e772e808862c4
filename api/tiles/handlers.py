"""`GET /tiles/{z}/{x}/{y}.mvt` and `GET /tiles.json`: the map of the territory."""

import re
from gzip import decompress
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from api.compression import takes_gzip
from api.conditional import is_known
from api.keys import SERVED, TILE_CACHE, TILE_THREADS
from api.limits import SEARCH_S
from api.origin import origin_of
from api.query import read_query
from api.reply import json_reply
from api.search import run_search
from api.tiles.describing import tile_json
from api.tiles.painting import paint
from maas.errors import NotFound
from maas.generation.stamp import code_digest
from routing.atlas import LAST_ZOOM, Atlas

MEDIA = "application/vnd.mapbox-vector-tile"
PATTERN = "/tiles/{z}/{x}/{y}.mvt"
CODE = ("api/tiles", "routing/atlas", "routing/kernels/drawing.py", "routing/kernels/commands.py")
"""Whose change makes other tiles of the same generation."""

FOR_GOOD = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"

NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")


class TileAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which tile: the whole world at 0, each level four tiles for one of the level before."""

    z: Annotated[int, Meta(ge=0, le=LAST_ZOOM, description="zoom level")]
    x: Annotated[int, Meta(ge=0, description="from the 180th meridian to the east")]
    y: Annotated[int, Meta(ge=0, description="from the north to the south")]


class TileQuery(msgspec.Struct, frozen=True, kw_only=True):
    """How long an answer may be kept."""

    v: Annotated[
        str, Meta(max_length=80, description="the generation, as `/tiles.json` says it")
    ] = ""


async def tile(request: web.Request) -> web.Response:
    """A piece of the map as a Mapbox vector tile: streets, stops, routes and landscape.

    Raises:
        NotFound: there is no such tile.
    """
    served = request[SERVED]
    address, query = read_address(request), read_query(TileQuery, request.query)
    if served.atlas is None:
        raise NotFound("there is no map here")
    is_current = query.v == served.generation
    headers = {
        "ETag": f'W/"{served.generation}-{code_digest(CODE)}"',
        "Cache-Control": FOR_GOOD if is_current else FOR_A_WHILE,
        "Vary": "Accept-Encoding",
    }
    if is_known(request, headers["ETag"]):
        return web.Response(status=304, headers=headers)
    body = await _compressed_tile(request, served.atlas, address)
    if takes_gzip(request):
        headers["Content-Encoding"] = "gzip"
    else:
        body = decompress(body)
    return web.Response(body=body, headers=headers, content_type=MEDIA)


async def tiles(request: web.Request) -> web.Response:
    """What a map must know before it asks for tiles (TileJSON 3)."""
    served = request[SERVED]
    address = f"{origin_of(request)}{PATTERN}?v={served.generation}"
    return json_reply(tile_json(served, address))


def read_address(request: web.Request) -> TileAddress:
    """The numbers of a tile.

    Raises:
        NotFound: they are none, or there is no such tile.
    """
    texts = [request.match_info[name] for name in "zxy"]
    if all(map(NUMBER.fullmatch, texts)):
        z, x, y = map(int, texts)
        if z <= LAST_ZOOM and max(x, y) < 1 << z:
            return TileAddress(z=z, x=x, y=y)
    raise NotFound(f"there is no tile {'/'.join(texts)}; zoom levels end at {LAST_ZOOM}")


async def _compressed_tile(request: web.Request, atlas: Atlas, address: TileAddress) -> bytes:
    """A remembered tile, or a fresh one from a thread of those that draw."""
    cache = request.app[TILE_CACHE]
    key = (request[SERVED].generation, address.z, address.x, address.y)
    found = cache.find(key)
    if found is None:
        found = await run_search(
            request.app[TILE_THREADS],
            lambda _: paint(atlas, address.z, address.x, address.y),
            SEARCH_S,
        )
        cache.put(key, found)
    return found
