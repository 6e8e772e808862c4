"""`GET /api/v1/geocode` and `GET /api/v1/reverse-geocode`."""

from functools import partial

from aiohttp import web

from api.box import read_position
from api.keys import SEARCHES, SERVED
from api.limits import SEARCH_S
from api.places.query import (
    MOST_RESULTS,
    GeocodeQuery,
    ReverseGeocodeQuery,
    place_query_of,
    types_of,
)
from api.places.render import render_matches
from api.query import read_query
from api.reply import json_reply
from api.search import run_search
from api.served import Geocoder
from maas.arrays import Bytes
from maas.model import LatLon
from routing.places.match import Match, PlaceQuery


async def geocode(request: web.Request) -> web.Response:
    """Find stops, streets, addresses and other places by name, as one types."""
    query = place_query_of(read_query(GeocodeQuery, request.query))
    work = partial(_find, request[SERVED].geocoder, query)
    found = await run_search(request.app[SEARCHES], work, SEARCH_S)
    return json_reply(render_matches(found))


async def reverse_geocode(request: web.Request) -> web.Response:
    """Find the stops, streets, addresses and other places around a position."""
    query = read_query(ReverseGeocodeQuery, request.query)
    at = read_position("place", query.place)
    asked = PlaceQuery(
        "", min(query.num_results, MOST_RESULTS), types_of(query.type), languages=query.language
    )
    work = partial(_around, request[SERVED].geocoder, at, asked)
    found = await run_search(request.app[SEARCHES], work, SEARCH_S)
    return json_reply(render_matches(found))


def _find(geocoder: Geocoder, query: PlaceQuery, _: Bytes) -> tuple[Match, ...]:
    return geocoder.find(query)


def _around(geocoder: Geocoder, at: LatLon, query: PlaceQuery, _: Bytes) -> tuple[Match, ...]:
    return geocoder.around(at, query)
