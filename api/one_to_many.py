"""`/api/v1/one-to-many`: how long it takes over streets from one place to many, or back."""

import re
from functools import partial
from typing import Annotated, Literal

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, UnsetType

from api.body import read_body
from api.keys import SEARCHES, SERVED
from api.limits import MAX_DIRECT_S, MAX_MATCHING_M, MAX_ONE_TO_MANY, SEARCH_S
from api.plan_query import NotServed
from api.query import read_query
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from api.served import Planner
from api.wire import Camel
from maas.arrays import Bytes
from maas.errors import BadQuery
from maas.model import LatLon, Mode
from routing.many import ManyQuestion, Pair

PLACE = re.compile(
    r"(?P<lat>[-+]?[0-9]{1,3}(\.[0-9]{1,18})?);(?P<lon>[-+]?[0-9]{1,3}(\.[0-9]{1,18})?)"
)
Text = Annotated[str, Meta(min_length=1, max_length=80, description="`latitude;longitude`")]


class OneToManyQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which ways; of one list the order is kept."""

    one: Text
    many: Annotated[tuple[Text, ...], Meta(max_length=MAX_ONE_TO_MANY)]
    mode: Literal["WALK", "BIKE", "CAR"]
    max: Annotated[float, Meta(ge=0, description="s")]
    max_matching_distance: Annotated[float, Meta(ge=0, description="m")]
    elevation_costs: Annotated[Literal["NONE", "LOW", "HIGH"], NotServed] = "NONE"
    arrive_by: bool
    with_distance: bool = False


class OneToManyBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The same as a body, for lists that no address can hold."""

    one: Text
    many: Annotated[tuple[Text, ...], Meta(max_length=MAX_ONE_TO_MANY)]
    mode: Literal["WALK", "BIKE", "CAR"]
    max: Annotated[float, Meta(ge=0, description="s")]
    max_matching_distance: Annotated[float, Meta(ge=0, description="m")]
    elevation_costs: Literal["NONE"] = "NONE"
    arrive_by: bool
    with_distance: bool = False


class Duration(Camel, frozen=True):
    """A way; empty where there is none within `max`."""

    duration: float | UnsetType = UNSET
    """s"""
    distance: float | UnsetType = UNSET
    """m"""


async def one_to_many(request: web.Request) -> web.Response:
    """How long it takes over streets from one place to many (arriveBy: from many to one)."""
    return await _answered(request, read_query(OneToManyQuery, request.query))


async def one_to_many_post(request: web.Request) -> web.Response:
    """The same, for more places than fit an address."""
    return await _answered(request, await read_body(OneToManyBody, request))


async def _answered(request: web.Request, query: OneToManyQuery | OneToManyBody) -> web.Response:
    work = partial(_answer, request[SERVED].planner, query)
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _answer(planner: Planner, query: OneToManyQuery | OneToManyBody, stop: Bytes) -> bytes:
    question = ManyQuestion(
        _place("one", query.one),
        [_place("many", text) for text in query.many],
        Mode(query.mode),
        int(min(query.max, MAX_DIRECT_S)),
        min(query.max_matching_distance, MAX_MATCHING_M),
        query.arrive_by,
        query.with_distance,
    )
    return ENCODER.encode([_duration(pair) for pair in planner.one_to_many(question, stop)])


def _place(parameter: str, text: str) -> LatLon:
    match = PLACE.fullmatch(text)
    if match is None:
        raise BadQuery(parameter, "is not a place like 41.15;-8.61")
    try:
        return LatLon(float(match["lat"]), float(match["lon"]))
    except ValueError as problem:
        raise BadQuery(parameter, "is not a position on earth") from problem


def _duration(pair: Pair | None) -> Duration:
    if pair is None:
        return Duration()
    metres = pair.distance_m
    return Duration(duration=pair.seconds, distance=UNSET if metres is None else round(metres, 1))
