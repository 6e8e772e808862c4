"""`GET /v1/parking`: where to park, over all towns and operators at once."""

from functools import partial

from aiohttp import web
from msgspec import UNSET
from msgspec.structs import replace

from api.accept import preferred
from api.geojson import GEOJSON
from api.keys import MOMENT, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.parking.geojson import features_of
from api.parking.query import ParkingQuery, read_question
from api.parking.render import ParkingTeller
from api.parking.wire import ParkingAnswer
from api.public_reports.told_of import told_of
from api.query import read_query
from api.render.itinerary import render_place
from api.reply import ENCODER, JSON, bytes_reply
from api.search import run_search
from api.served import Served
from maas.arrays import Bytes
from routing.parking.asking import ParkingQuestion

FORMS = {"json": JSON, "geojson": GEOJSON}


async def parking(request: web.Request) -> web.Response:
    """Where to park around a place or in a box: what is free, how far it is, what it costs."""
    query = read_query(ParkingQuery, request.query)
    question = read_question(query, request[MOMENT])
    accepted = ",".join(request.headers.getall("Accept", ()))
    form = FORMS[query.format] if query.format else preferred(accepted, (*FORMS.values(),))
    work = partial(_encoded, request[SERVED], question, form)
    body = await run_search(request.app[SEARCHES], work, SEARCH_S)
    response = bytes_reply(body, content_type=form)
    response.headers["Vary"] = "Accept"
    return response


def _encoded(served: Served, question: ParkingQuestion, form: str, _: Bytes) -> bytes:
    told = answer(served, question)
    return features_of(told) if form == GEOJSON else ENCODER.encode(told)


def answer(served: Served, question: ParkingQuestion) -> ParkingAnswer:
    """Search and tell.

    Raises:
        NotFound: no stop has the id.
        BadPlace: a place is off the map, or far from any street and stop.
    """
    found, teller = served.planner.find_parking(question), ParkingTeller(question.now)
    told = told_of(served.reports)
    sites = map(teller.found, found.sites)
    return ParkingAnswer(
        parking=tuple(replace(each, reports=told.any_of(each.sources) or UNSET) for each in sites),
        place=UNSET if found.place is None else render_place(found.place),
        from_place=UNSET if found.origin is None else render_place(found.origin),
        truncated=found.n_more > 0 or UNSET,
    )
