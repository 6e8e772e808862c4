"""`GET /exchange/`: the catalogue, as JSON and as a page."""

from aiohttp import web

from api.accept import preferred
from api.exchange.catalogue.keeping import CATALOGUE
from api.exchange.catalogue.page import catalogue_page
from api.keys import SERVED
from api.reply import JSON, json_reply
from api.reports.page import POLICY

HTML = "text/html"


async def exchange_catalogue(request: web.Request) -> web.Response:
    """Everything that others may take: schema, licence, last change, when it was read back."""
    found = await request.app[CATALOGUE].find(request)
    accepted = ",".join(request.headers.getall("Accept", ()))
    if preferred(accepted, (JSON, HTML)) == JSON:
        response = json_reply(found)
    else:
        page = catalogue_page(found, request[SERVED].coverage.zone)
        response = web.Response(text=page.text, content_type=HTML, charset="utf-8")
        response.headers["Content-Security-Policy"] = POLICY
    response.headers["Vary"] = "Accept"
    return response
