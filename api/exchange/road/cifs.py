"""`GET /exchange/cifs.xml` and `.json`: incidents as Waze and others pull them."""

from dataclasses import replace
from functools import partial

from aiohttp import web

from api.exchange.publications import Publication
from api.exchange.road.passing import changed_at
from api.exchange.road.telling import told
from api.exchange.sending import send_publication
from api.keys import NOW, PORTS, PUBLICATIONS, SERVED
from api.ports import Ports
from api.reply import JSON
from api.served import Served
from feeds.cifs.writing import CifsFeed, write_json, write_xml

XML = "application/xml"
HOLD_S = 60
"""Closures are pulled every few minutes."""


async def cifs_xml(request: web.Request) -> web.Response:
    """Closures, works and hazards of the roads, as CIFS in XML.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    return await _cifs(request, "xml")


async def cifs_json(request: web.Request) -> web.Response:
    """The same in JSON.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    return await _cifs(request, "json")


async def _cifs(request: web.Request, form: str) -> web.Response:
    served = request[SERVED]
    incidents, now = served.planner.incidents, request.app[NOW]()
    publication = await request.app[PUBLICATIONS].find(
        served.version,
        ("cifs", form, incidents.since),
        partial(_publish, served, request.app[PORTS], form, now),
        f"cifs.{form}",
    )
    return send_publication(request, publication, XML if form == "xml" else JSON, HOLD_S)


def _publish(served: Served, ports: Ports, form: str, now: int) -> Publication:
    """Write a document. Not for the event loop."""
    found = told(served, ports.exchanges, now)
    reference = served.exchange.publisher or served.coverage.name
    at = changed_at(served, now)
    feed = CifsFeed(reference, served.coverage.zone, at)
    write = write_xml if form == "xml" else write_json
    content = write(found.incidents, replace(feed, made_at=0))
    made = Publication.of(write(found.incidents, feed), at, content)
    return replace(made, items=len(found.incidents))
