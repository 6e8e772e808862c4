"""Files that others read again and again: when they were made, how long they hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import web

from api.compression import takes_gzip
from api.conditional import is_known
from api.exchange.publications import Publication
from api.keys import ITEMS
from api.reply import JSON


def send(
    request: web.Request, tag: str, made_at: int, hold_s: int, body: Callable[[], bytes]
) -> web.Response:
    """A file; 304 if the client has just that.

    Args:
        tag: its name by what it says.
        made_at: when that was so (Unix s).
        hold_s: for how long it may be kept.
    """
    headers = _headers(f'W/"{tag}"', made_at, hold_s)
    if is_known(request, headers["ETag"]):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body(), headers=headers, content_type=JSON)


def send_publication(
    request: web.Request, publication: Publication, media: str, hold_s: int
) -> web.Response:
    """A message made once for all; 304 if the client has just that, or one as new."""
    headers = _headers(publication.tag, publication.made_at, hold_s)
    if publication.items is not None:
        request[ITEMS] = publication.items
    headers["Vary"] = "Accept-Encoding"
    if _is_unchanged(request, publication):
        return web.Response(status=304, headers=headers)
    if publication.packed is None or not takes_gzip(request):
        return web.Response(body=publication.body, headers=headers, content_type=media)
    headers["Content-Encoding"] = "gzip"
    return web.Response(body=publication.packed, headers=headers, content_type=media)


def _headers(tag: str, made_at: int, hold_s: int) -> dict[str, str]:
    return {
        "ETag": tag,
        "Last-Modified": format_datetime(datetime.fromtimestamp(made_at, UTC), usegmt=True),
        "Cache-Control": f"public, max-age={hold_s}",
    }


def _is_unchanged(request: web.Request, publication: Publication) -> bool:
    if "If-None-Match" in request.headers:
        return is_known(request, publication.tag)
    since = request.if_modified_since
    return since is not None and since.timestamp() >= publication.made_at
