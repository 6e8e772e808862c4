"""`/v1/carpool-places`: where people who share cars meet."""

from functools import partial
from typing import Annotated, Literal

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, UnsetType

from api.accept import preferred
from api.box import Bounds, box_of
from api.camel import Camel
from api.geojson import GEOJSON, Feature, Point, encoded
from api.keys import SEARCHES, SERVED
from api.limits import MAX_CARPOOL_PLACES, SEARCH_S
from api.query import read_query
from api.render.carpool_place import render_carpool_place
from api.reply import ENCODER, JSON, bytes_reply
from api.search import run_search
from api.wire_carpool_place import CarpoolPlace
from maas.arrays import Bytes
from maas.model import Box, LatLon
from routing.carpool.offers import Offers

FORMS = {"json": JSON, "geojson": GEOJSON}


class CarpoolPlacesQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Those in a box, else all."""

    bbox: Annotated[Bounds, Meta(description="`west,south,east,north` in degrees")] | None = None
    limit: Annotated[int, Meta(ge=1, le=MAX_CARPOOL_PLACES)] = MAX_CARPOOL_PLACES
    format: Annotated[
        Literal["json", "geojson"] | None, Meta(description="goes before the header `Accept`")
    ] = None


class CarpoolPlaces(Camel, frozen=True):
    """Places, by their ids."""

    carpool_places: tuple[CarpoolPlace, ...]
    truncated: bool | UnsetType = UNSET
    """True: there are more than `limit`."""


async def carpool_places(request: web.Request) -> web.Response:
    """Where people who share cars meet, with what is known of these places."""
    query = read_query(CarpoolPlacesQuery, request.query)
    box = None if query.bbox is None else box_of("bbox", query.bbox)
    accepted = ",".join(request.headers.getall("Accept", ()))
    form = FORMS[query.format] if query.format else preferred(accepted, (*FORMS.values(),))
    work = partial(_encoded, request[SERVED].planner.offers, box, query.limit, form)
    response = bytes_reply(
        await run_search(request.app[SEARCHES], work, SEARCH_S), content_type=form
    )
    response.headers["Vary"] = "Accept"
    return response


def find_places(offers: Offers, box: Box | None, limit: int) -> CarpoolPlaces:
    """Those in a box."""
    found = [
        (id, place)
        for id, place in sorted(offers.places.items())
        if box is None or LatLon(place.lat, place.lon) in box
    ]
    return CarpoolPlaces(
        carpool_places=tuple(render_carpool_place(*each) for each in found[:limit]),
        truncated=len(found) > limit or UNSET,
    )


def _encoded(offers: Offers, box: Box | None, limit: int, form: str, _: Bytes) -> bytes:
    answer = find_places(offers, box, limit)
    if form == JSON:
        return ENCODER.encode(answer)
    return encoded(
        Feature(each.id, Point((each.lon, each.lat)), each) for each in answer.carpool_places
    )
