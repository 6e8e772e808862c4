"""`GET /exchange/regulations.xml`: closures and rules of roads, for who reads DATEX II."""

from dataclasses import replace
from functools import partial

from aiohttp import web

from api.exchange.publications import Publication
from api.exchange.road.cifs import HOLD_S, XML
from api.exchange.road.orders import orders
from api.exchange.road.passing import changed_at
from api.exchange.road.policies import policy_orders
from api.exchange.sending import send_publication
from api.keys import NOW, PORTS, PUBLICATIONS, SERVED
from api.ports import Ports
from api.served import Served
from feeds.datex2.writing import RegulationFeed, write_regulations

UNKNOWN_COUNTRY = "zz"
"""Of ISO 3166: reserved for who has none to tell."""


async def regulations(request: web.Request) -> web.Response:
    """Closures and rules of roads, as a TrafficRegulationPublication of DATEX II 3.3.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    served = request[SERVED]
    publication = await request.app[PUBLICATIONS].find(
        served.version,
        ("regulations", served.planner.incidents.since),
        partial(_publish, served, request.app[PORTS], request.app[NOW]()),
        "regulations",
    )
    return send_publication(request, publication, XML, HOLD_S)


def _publish(served: Served, ports: Ports, now: int) -> Publication:
    """Write a document. Not for the event loop."""
    kept, exchange = ports.exchanges, served.exchange
    found = (*orders(served, kept, now), *policy_orders(served, kept, now))
    at = changed_at(served, now)
    feed = RegulationFeed(
        exchange.publisher or served.coverage.name,
        exchange.country or UNKNOWN_COUNTRY,
        exchange.language,
        served.coverage.zone,
        at,
        now,
    )
    content = write_regulations(found, replace(feed, made_at=0))
    made = Publication.of(write_regulations(found, feed), at, content)
    return replace(made, items=len(found))
