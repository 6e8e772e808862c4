"""Whole addresses, for those who take no others."""

import re

from aiohttp import web

HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")


def origin_of(request: web.Request) -> str:
    """How the client called us, without path: `https://example.org`; "" if that is no name."""
    if HOST.fullmatch(request.host) is None:
        return ""
    scheme = request.headers.get("X-Forwarded-Proto", request.scheme)
    return f"{scheme if scheme == 'https' else 'http'}://{request.host}"
