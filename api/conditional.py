"""Answers that a client already has are not sent again (RFC 9110, 13.1.2)."""

import re
from hashlib import sha256

from aiohttp import web

from api.reply import JSON

TAG = re.compile(r'(?:W/)?("[^"]*")')
KEPT = ("ETag", "Cache-Control", "Vary", "Content-Location", "Expires")


def revalidated(request: web.Request, response: web.Response) -> web.Response:
    """The response itself, named by its content; 304 if the client has just that.

    Names are weak, because the same answer may be sent compressed or not. What says no-store is
    left alone; JSON may be kept by its asker alone, and is asked for again before it is used.
    """
    body = response.body
    is_good = response.status == 200 and request.method in ("GET", "HEAD")
    if not is_good or not isinstance(body, bytes):
        return response
    if response.content_type == JSON and "Cache-Control" not in response.headers:
        response.headers["ETag"] = f'W/"{sha256(body).hexdigest()[:24]}"'
        response.headers["Cache-Control"] = "private, no-cache"
    if not is_known(request, response.headers.get("ETag", "")):
        return response
    kept = {name: response.headers[name] for name in KEPT if name in response.headers}
    return web.Response(status=304, headers=kept)


def is_known(request: web.Request, tag: str) -> bool:
    """Whether the client has just what bears this tag; weak comparison."""
    known, own = request.headers.get("If-None-Match", ""), TAG.fullmatch(tag)
    return own is not None and (known.strip() == "*" or own[1] in TAG.findall(known))
