"""`GET /`: the map, and the files it is made of."""

from aiohttp import web

from api.compression import takes_gzip
from api.keys import NOW, SERVED
from api.map_page.document import POLICY, render_document
from api.map_page.files import content_name, page_files
from api.page.languages import words_for
from api.page.query import PageQuery
from api.query import read_query
from maas.errors import BadQuery, NotFound

FOR_GOOD = "public, max-age=31536000, immutable"


async def map_page(request: web.Request) -> web.Response:
    """The map for people: two places in, itineraries and boards out; every state a link."""
    words = words_for(request.query.get("lang", ""), request.headers.get("Accept-Language", ""))
    try:
        query = read_query(PageQuery, request.query)
        status = 200
    except BadQuery:
        query, status = PageQuery(), 400
    html = render_document(request[SERVED], query, words, request.app[NOW]())
    response = web.Response(body=html, status=status, content_type="text/html", charset="utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Content-Language"] = words.code
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Vary"] = "Accept-Language"
    return response


async def page_file(request: web.Request) -> web.Response:
    """A script, style sheet or map style of the page.

    Raises:
        NotFound: it is none of them, or of another release.
    """
    name = request.match_info["name"]
    file = page_files().get(name)
    if file is None or request.match_info["content"] != content_name():
        raise NotFound(f"the page has no file {name!r}")
    zipped = takes_gzip(request)
    response = web.Response(
        body=file.gzipped if zipped else file.body, content_type=file.media, charset="utf-8"
    )
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = file.tag
    response.headers["Cache-Control"] = FOR_GOOD
    response.headers["Vary"] = "Accept-Encoding"
    return response
