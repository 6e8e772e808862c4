"""`/v1/carpools`: which rides are offered, and how partners publish and withdraw them."""

from functools import partial

from aiohttp import web

from api.accept import preferred
from api.body import read_bytes
from api.carpool.public import public_offers
from api.carpool.query import CarpoolsQuery, Wanted, read_wanted
from api.carpool.reading import read_offer
from api.carpool.render import features_of, find_offers, render_offer, render_offers
from api.carpool.wire import TakenCarpool
from api.geojson import GEOJSON
from api.keys import MOMENT, NOW, PORTS, SEARCHES, SERVED
from api.limits import MAX_CARPOOL_DAYS, SEARCH_S
from api.past import at_present
from api.query import read_query
from api.reply import ENCODER, JSON, bytes_reply, json_reply
from api.search import run_search
from api.served import Served
from api.who import key_of
from maas.arrays import Bytes
from maas.errors import NotFound
from maas.keys import Scope
from maas.live.departures import departures, span_s
from maas.live.offers import CARPOOLS
from maas.requests import Done, PublishOffer, WithdrawOffer

FORMS = {"json": JSON, "geojson": GEOJSON}
PREFIX = f"{CARPOOLS}:"


async def carpools(request: web.Request) -> web.Response:
    """Offers of seats in private cars that leave in some time, those that leave first."""
    query = read_query(CarpoolsQuery, request.query)
    wanted = read_wanted(query, request[MOMENT])
    accepted = ",".join(request.headers.getall("Accept", ()))
    form = FORMS[query.format] if query.format else preferred(accepted, (*FORMS.values(),))
    work = partial(_encoded, request[SERVED], wanted, query.limit, form)
    response = bytes_reply(
        await run_search(request.app[SEARCHES], work, SEARCH_S), content_type=form
    )
    response.headers["Vary"] = "Accept"
    return response


async def carpool(request: web.Request) -> web.Response:
    """One offer, as it is published.

    Raises:
        NotFound: none has this id; it may have left, or be withdrawn.
    """
    served, now = request[SERVED], request[MOMENT]
    wanted = request.match_info["id"]
    name = wanted if ":" in wanted else f"{PREFIX}{wanted}"
    for known in public_offers(served):
        if known.id == name:
            offer, zone = known.record, served.coverage.zone
            until = now + (MAX_CARPOOL_DAYS + 1) * 86_400
            leaves = next(departures(offer, now - span_s(offer), until, zone), None)
            if leaves is not None:
                return json_reply(render_offer(known, leaves))
    raise NotFound("no offer has this id now; /v1/carpools lists them")


async def publish_carpool(request: web.Request) -> web.Response:
    """Publish an offer: on disk when this answers, and every worker is told."""
    done = await _publish(request, None)
    response = _taken(request, done, 201)
    response.headers["Location"] = f"/v1/carpools/{PREFIX}{done.text}"
    return response


async def put_carpool(request: web.Request) -> web.Response:
    """Publish an offer under an id of the partner's own, in place of the one it has."""
    return _taken(request, await _publish(request, _local_id(request)), 200)


async def withdraw_carpool(request: web.Request) -> web.Response:
    """Take an offer back: it is erased when this answers, and every worker is told."""
    key = key_of(request, Scope.PARTNER)
    asked = WithdrawOffer(_local_id(request), key.id, key.scope is Scope.OPERATOR)
    return _taken(request, await request.app[PORTS].writer.ask(asked), 200)


async def _publish(request: web.Request, name: str | None) -> Done:
    key, content = key_of(request, Scope.PARTNER), await read_bytes(request)
    coverage, now = request[SERVED].coverage, request.app[NOW]()
    offer = read_offer(content, name, coverage, now)
    asked = PublishOffer(offer, key.id, key.scope is Scope.OPERATOR)
    return await request.app[PORTS].writer.ask(asked)


def _taken(request: web.Request, done: Done, status: int) -> web.Response:
    """What became of it; the answer bears the version that knows it."""
    at_present(request)
    return json_reply(TakenCarpool(id=f"{PREFIX}{done.text}", number=done.number), status)


def _local_id(request: web.Request) -> str:
    """The id of an offer that was published here.

    Raises:
        NotFound: it is another source's.
    """
    source, _, local = request.match_info["id"].rpartition(":")
    if source not in ("", CARPOOLS):
        raise NotFound("only what is published here is changed and withdrawn here")
    return local


def _encoded(served: Served, wanted: Wanted, limit: int, form: str, _: Bytes) -> bytes:
    found = find_offers(public_offers(served), wanted, served.coverage.zone)
    answer = render_offers(found, limit)
    return features_of(answer) if form == GEOJSON else ENCODER.encode(answer)
