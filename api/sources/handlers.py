"""`GET /v1/sources` and `/v1/sources/{id}`: how each source is doing."""

from aiohttp import web

from api.keys import NOW, SERVED
from api.reply import json_reply
from api.served import Served, SourceState
from api.sources.render import render_source, render_sources, today_of
from maas.errors import NotFound


async def sources(request: web.Request) -> web.Response:
    """Every source: state, licence, age, last error, what could not be used, what fits."""
    return json_reply(render_sources(request[SERVED], request.app[NOW]()))


async def source(request: web.Request) -> web.Response:
    """One source: state, licence, age, last error, what could not be used, what fits."""
    served, now = request[SERVED], request.app[NOW]()
    found = find_source(served, request.match_info["id"])
    return json_reply(render_source(found, now, today_of(served, now)))


def find_source(served: Served, source_id: str) -> SourceState:
    """The source of an id.

    Raises:
        NotFound: none has it.
    """
    for source in served.sources:
        if source.id == source_id:
            return source
    raise NotFound("no source has this id; /v1/sources lists them")
