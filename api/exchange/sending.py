"""Files that others read again and again: when they were made, how long they hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import web

from api.conditional import is_known
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
    headers = {
        "ETag": f'W/"{tag}"',
        "Last-Modified": format_datetime(datetime.fromtimestamp(made_at, UTC), usegmt=True),
        "Cache-Control": f"public, max-age={hold_s}",
    }
    if is_known(request, headers["ETag"]):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body(), headers=headers, content_type=JSON)
