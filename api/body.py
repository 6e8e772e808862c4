"""Bodies of requests to the types that describe them."""

from typing import TypeVar

import msgspec
from aiohttp import web

from maas.errors import BadQuery

B = TypeVar("B", bound=msgspec.Struct)


async def read_body(kind: type[B], request: web.Request) -> B:
    """Read a JSON object, at most as large as the application's cap.

    Raises:
        BadQuery: it is no JSON, not of this type, or not encoded as it says.
    """
    try:
        text = await request.read()
    except web.RequestPayloadError as problem:
        raise BadQuery("body", "is not encoded as its headers say") from problem
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise BadQuery("body", _plain(problem)) from problem


def _plain(problem: Exception) -> str:
    sentence = str(problem).replace("`", "")
    return sentence[:1].lower() + sentence[1:]
