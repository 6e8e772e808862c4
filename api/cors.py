"""Pages of other sites may ask: what browsers want to hear before and after (Fetch Standard)."""

from aiohttp import web

EXPOSED = "ETag, Maas-Version, Retry-After, WWW-Authenticate"
"""Headers a script may read beside the few it always may."""

TAKEN = "Authorization, Content-Type, If-None-Match"
A_DAY_S = 86_400


def preflight(request: web.Request) -> web.Response | None:
    """The answer to a browser that asks whether it may ask; None for anything else."""
    error = request.match_info.http_exception
    if request.method != "OPTIONS" or not isinstance(error, web.HTTPMethodNotAllowed):
        return None
    response = web.Response(status=204)
    response.headers["Allow"] = ", ".join(sorted({*error.allowed_methods, "OPTIONS"}))
    response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
    response.headers["Access-Control-Allow-Headers"] = TAKEN
    response.headers["Access-Control-Max-Age"] = str(A_DAY_S)
    return response


def allow_all(response: web.StreamResponse) -> None:
    """Let pages of all sites read an answer: there are no cookies that could betray anyone."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
