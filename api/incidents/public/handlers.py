"""`GET /v1/incidents`: what is out of the ordinary on the road, of all sources together."""

from functools import partial

from aiohttp import web

from api.accept import preferred
from api.geojson import GEOJSON
from api.incidents.public.choosing import Chosen, choose, page_of
from api.incidents.public.query import IncidentsQuery, read_wanted
from api.incidents.public.render import IncidentTeller, features_of, render_incidents
from api.keys import MOMENT, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.query import read_query
from api.reply import ENCODER, JSON, bytes_reply, json_reply
from api.search import run_search
from api.served import Served
from maas.arrays import Bytes
from maas.errors import NotFound

FORMS = {"json": JSON, "geojson": GEOJSON}


async def incidents(request: web.Request) -> web.Response:
    """What is out of the ordinary on the road: closures, works, jams, hazards, of all sources."""
    query = read_query(IncidentsQuery, request.query)
    accepted = ",".join(request.headers.getall("Accept", ()))
    form = FORMS[query.format] if query.format else preferred(accepted, (*FORMS.values(),))
    work = partial(_encoded, request[SERVED], query, request[MOMENT], form)
    body, cursor = await run_search(request.app[SEARCHES], work, SEARCH_S)
    response = bytes_reply(body, content_type=form)
    response.headers["Vary"] = "Accept"
    if cursor and form == GEOJSON:
        response.headers["Link"] = (
            f'<{request.rel_url.update_query(pageCursor=cursor)}>; rel="next"'
        )
    return response


async def incident(request: web.Request) -> web.Response:
    """One incident.

    Raises:
        NotFound: none has this id; it may be over.
    """
    wanted, now = request.match_info["id"], request[MOMENT]
    for laid in request[SERVED].planner.incidents.laid:
        if laid.id == wanted:
            return json_reply(IncidentTeller(now, now).told(Chosen(laid)))
    raise NotFound("no incident has this id now; /v1/incidents lists them")


def _encoded(
    served: Served, query: IncidentsQuery, now: int, form: str, _: Bytes
) -> tuple[bytes, str]:
    wanted = read_wanted(query)
    chosen = choose(served.planner.incidents.laid, wanted)
    page, cursor = page_of(chosen, query.page_cursor, query.limit)
    teller = IncidentTeller(now, now if wanted.at is None else wanted.at)
    if form == GEOJSON:
        return features_of(page, teller), cursor
    return ENCODER.encode(render_incidents(page, teller, cursor)), cursor
