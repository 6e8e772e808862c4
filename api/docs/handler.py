"""`GET /docs`: our own page and script, nothing from anywhere else."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from aiohttp import web

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>maas: every address</title>
<style>{style}</style>
</head>
<body>
<h1>Every address</h1>
<main><p>Described by <a href="/openapi.json">openapi.json</a>; trying it here needs JavaScript.</p>
</main>
<script>{script}</script>
</body>
</html>
"""


async def docs(_: web.Request) -> web.Response:
    """Describe every address and try it."""
    response = web.Response(body=_page().encode(), content_type="text/html", charset="utf-8")
    response.headers["Content-Security-Policy"] = _policy()
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@cache
def _page() -> str:
    return PAGE.format(style=_asset("docs.css"), script=_asset("docs.js"))


@cache
def _policy() -> str:
    """Nothing but its own style and script, and questions to where it came from."""
    return (
        f"default-src 'none'; style-src {_digest('docs.css')}; script-src {_digest('docs.js')}; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _digest(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_asset(name).encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return files("api.docs").joinpath(name).read_text("utf-8")
