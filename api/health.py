"""Health: is the process alive, is it ready, and how is each source doing."""

from aiohttp import web
from msgspec import UNSET

from api.keys import NOW, SERVED
from api.render.moments import time
from api.reply import json_reply
from api.served import Served, SourceState
from api.sources.render import share
from api.wire import Alive, Health, Readiness, SourceHealth

TRIP_KINDS = frozenset({"gtfs-rt"})
"""Live sources that MOTIS's health calls `rt`."""

RENTAL_KINDS = frozenset({"gbfs"})


async def health(request: web.Request) -> web.Response:
    """Whether every live source was tried once, well or badly (as MOTIS: 400 until then)."""
    body = Health(
        rt=_tried(request[SERVED], TRIP_KINDS), gbfs=_tried(request[SERVED], RENTAL_KINDS)
    )
    all_tried = all(source.tried for source in request[SERVED].sources if source.is_live)
    return json_reply(body, 200 if all_tried else 400)


async def live(_: web.Request) -> web.Response:
    """Whether the process answers; depends on no source."""
    return json_reply(Alive())


async def ready(request: web.Request) -> web.Response:
    """Whether questions can be answered, and the state of every source."""
    served, now = request[SERVED], request.app[NOW]()
    body = Readiness(
        status="ready",
        generation=served.generation,
        version=served.version,
        sources=tuple(_source(source, now) for source in served.sources),
    )
    return json_reply(body)


def _tried(served: Served, kinds: frozenset[str]) -> bool:
    return all(source.tried for source in served.sources if source.kind in kinds)


def _source(source: SourceState, now: int) -> SourceHealth:
    last, status = source.last_good, source.status
    since = status.made_at if status and status.made_at is not None else last
    return SourceHealth(
        id=source.id,
        kind=source.kind,
        live=source.is_live,
        tried=source.tried,
        state=source.condition(now),
        last_good=UNSET if last is None else time(last),
        age=UNSET if since is None else max(0, now - since),
        last_error=source.last_error or UNSET,
        warning=(status.warning if status else "") or UNSET,
        match_rate=share(status.matched, status.trips) if status else UNSET,
    )
