"""`GET /exchange/incidents.geojson`: the incidents that are given on, for maps and open data."""

from dataclasses import replace
from functools import partial

from aiohttp import web

from api.exchange.publications import Publication
from api.exchange.road.cifs import HOLD_S
from api.exchange.road.passing import passed_on, rules_of_places
from api.exchange.sending import send_publication
from api.geojson import GEOJSON
from api.incidents.public.choosing import Chosen
from api.incidents.public.render import IncidentTeller, features_of
from api.keys import NOW, PUBLICATIONS, SERVED
from api.served import Served

NO_TIME = 0
"""Ages change by themselves: told as of this moment they make no other document."""


async def incidents_geojson(request: web.Request) -> web.Response:
    """Incidents of the roads as GeoJSON, those that were not found on the streets included."""
    served = request[SERVED]
    publication = await request.app[PUBLICATIONS].find(
        served.version,
        ("incidents.geojson", served.planner.incidents.since),
        partial(_publish, served, request.app[NOW]()),
        "incidents.geojson",
    )
    return send_publication(request, publication, GEOJSON, HOLD_S)


def _publish(served: Served, now: int) -> Publication:
    """Write the file. Not for the event loop."""
    given = (*passed_on(served, now), *rules_of_places(served, now))
    found = sorted(given, key=lambda each: each.id)
    chosen = [Chosen(each) for each in found]
    content = features_of(chosen, IncidentTeller(NO_TIME, now))
    made = Publication.of(features_of(chosen, IncidentTeller(now, now)), now, content)
    return replace(made, items=len(chosen))
