"""`POST /v1/sources/{id}/messages`: a message of a live source, brought by whoever has it."""

import asyncio

from aiohttp import web

from api.keys import PORTS, SERVED
from api.reply import json_reply
from api.sources.handlers import find_source
from api.sources.wire import TakenMessage
from feeds.fetch.asking import limits_of_kind
from maas.errors import BadQuery, NotFound
from maas.requests import PushedMessage

_CHUNK = 1 << 18


async def push_message(request: web.Request) -> web.Response:
    """Take a message as the source's kind has it; it is archived and numbered when this answers."""
    source = find_source(request[SERVED], request.match_info["id"])
    if not source.is_live:
        raise NotFound("this source is imported into a generation and takes no messages")
    content = await _read(request, source.kind)
    done = await request.app[PORTS].writer.ask(PushedMessage(source.id, content))
    return json_reply(TakenMessage(source=source.id, number=done.number))


async def _read(request: web.Request, kind: str) -> bytes:
    """The body, unpacked; never more than the kind may have.

    Raises:
        BadQuery: it is not encoded as its headers say.
        HTTPRequestEntityTooLarge: it is larger.
        HTTPRequestTimeout: it takes too long to come.
    """
    limits = limits_of_kind(kind)
    body = bytearray()
    try:
        async with asyncio.timeout(limits.total_s):
            async for chunk in request.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > limits.size:
                    raise web.HTTPRequestEntityTooLarge(limits.size, len(body))
    except TimeoutError as problem:
        raise web.HTTPRequestTimeout(reason="the body did not come in time") from problem
    except web.RequestPayloadError as problem:
        raise BadQuery("body", "is not encoded as its headers say") from problem
    return bytes(body)
