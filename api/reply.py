"""Types of `api.wire` to responses."""

import msgspec
from aiohttp import web

ENCODER = msgspec.json.Encoder()
JSON = "application/json"
PROBLEM = "application/problem+json"


def json_reply(value: msgspec.Struct, status: int = 200, content_type: str = JSON) -> web.Response:
    """Answer with a JSON object."""
    return bytes_reply(ENCODER.encode(value), status, content_type)


def bytes_reply(body: bytes, status: int = 200, content_type: str = JSON) -> web.Response:
    """Answer with JSON that is encoded already."""
    return web.Response(body=body, status=status, content_type=content_type)
