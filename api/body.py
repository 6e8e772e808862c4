"""Bodies of requests to the types that describe them."""

import asyncio
from typing import TypeVar

import msgspec
from aiohttp import web

from maas.errors import BadQuery

PATIENCE_S = 20.0
"""A body that takes longer is not waited for."""

B = TypeVar("B", bound=msgspec.Struct)


async def read_body(kind: type[B], request: web.Request) -> B:
    """Read a JSON object, at most as large as the application's cap.

    Raises:
        BadQuery: it is no JSON, not of this type, or not encoded as it says.
        HTTPRequestTimeout: it takes too long to come.
    """
    text = await read_bytes(request)
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise BadQuery("body", _plain(problem)) from problem


async def read_bytes(request: web.Request) -> bytes:
    """Read a body, at most as large as the application's cap.

    Raises:
        BadQuery: it is not encoded as it says.
        HTTPRequestTimeout: it takes too long to come.
    """
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await request.read()
    except TimeoutError as problem:
        raise web.HTTPRequestTimeout(reason="the body did not come in time") from problem
    except web.RequestPayloadError as problem:
        raise BadQuery("body", "is not encoded as its headers say") from problem


def _plain(problem: Exception) -> str:
    sentence = str(problem).replace("`", "")
    return sentence[:1].lower() + sentence[1:]
