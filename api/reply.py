"""Types of `api.wire` to responses."""

from typing import Any

import msgspec
import numpy as np
from aiohttp import web


def plain_number(value: object) -> object:
    """A number of numpy as one of Python's: routing computes in arrays.

    Raises:
        NotImplementedError: it is no number at all.
    """
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(f"{type(value).__name__} has no form in JSON")


ENCODER = msgspec.json.Encoder(enc_hook=plain_number)
JSON = "application/json"
PROBLEM = "application/problem+json"


def json_reply(
    value: msgspec.Struct | tuple[Any, ...], status: int = 200, content_type: str = JSON
) -> web.Response:
    """Answer with a JSON object, or a list of them."""
    return bytes_reply(ENCODER.encode(value), status, content_type)


def bytes_reply(body: bytes, status: int = 200, content_type: str = JSON) -> web.Response:
    """Answer with JSON (or whatever the type says) that is encoded already."""
    charset = "utf-8" if content_type.startswith("text/") else None
    return web.Response(body=body, status=status, content_type=content_type, charset=charset)
