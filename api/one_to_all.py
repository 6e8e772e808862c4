"""`/api/v6/one-to-all`: every stop within a time of one place."""

from datetime import datetime
from functools import partial
from math import ceil
from typing import Annotated, Literal

import msgspec
from aiohttp import web
from msgspec import Meta

from api.keys import NOW, SEARCHES, SERVED
from api.ladder import downgraded, version_of
from api.limits import MAX_REACH_MIN, SEARCH_S
from api.plan_query import Minutes, Modes, NotServed, PlaceText, PlanQuery, Seconds
from api.query import read_query
from api.question import question_of
from api.render.itinerary import render_place
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from api.served import Planner
from api.wire import Camel, Place
from maas.arrays import Bytes
from routing.question import Question


class OneToAllQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """From where (arriveBy: to where), when and how; members mean what they mean for plan."""

    one: PlaceText
    time: datetime | None = None
    max_travel_time: Annotated[int, Meta(ge=0, le=MAX_REACH_MIN, description="min")]
    arrive_by: bool = False
    max_transfers: Annotated[int, Meta(ge=0)] | None = None
    min_transfer_time: Minutes = 0
    additional_transfer_time: Minutes = 0
    transfer_time_factor: Annotated[float, Meta(ge=1, le=100)] = 1.0
    max_matching_distance: Annotated[float, Meta(ge=0, description="m")] = 250.0
    use_routed_transfers: bool = False
    pedestrian_profile: Literal["FOOT", "WHEELCHAIR"] = "FOOT"
    pedestrian_speed: Annotated[float, Meta(ge=0.2, le=5, description="m/s")] | None = None
    cycling_speed: Annotated[float, Meta(ge=0.5, le=20, description="m/s")] | None = None
    elevation_costs: Annotated[Literal["NONE", "LOW", "HIGH"], NotServed] = "NONE"
    transit_modes: Modes = ("TRANSIT",)
    pre_transit_modes: Modes = ("WALK",)
    post_transit_modes: Modes = ("WALK",)
    require_bike_transport: bool = False
    require_car_transport: Annotated[bool, NotServed] = False
    no_compulsory_reservation: Annotated[bool, NotServed] = False
    max_pre_transit_time: Seconds = 900
    max_post_transit_time: Seconds = 900


class ReachablePlace(Camel, frozen=True, omit_defaults=False):
    """A stop that can be reached."""

    place: Place
    duration: int
    """min, rounded up"""
    k: int
    """The fewest vehicles boarded on a way that takes no longer."""


class Reachable(Camel, frozen=True):
    """A place, and all stops within a time of it."""

    one: Place
    all: tuple[ReachablePlace, ...]


async def one_to_all(request: web.Request) -> web.Response:
    """Every stop within a time from one place (arriveBy: within a time to it)."""
    query = read_query(OneToAllQuery, request.query)
    question = _question(query, request.app[NOW]())
    work = partial(_answer, request[SERVED].planner, question, version_of(request))
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _answer(planner: Planner, question: Question, version: int, stop: Bytes) -> bytes:
    found = planner.one_to_all(question, stop)
    answer = Reachable(
        one=render_place(found.one),
        all=tuple(
            ReachablePlace(
                place=render_place(each.place), duration=ceil(each.seconds / 60), k=each.boardings
            )
            for each in found.stops
        ),
    )
    return ENCODER.encode(downgraded(answer, version))


def _question(query: OneToAllQuery, now: int) -> Question:
    """As if asked of plan with the one place at both ends."""
    members = {name: getattr(query, name) for name in query.__struct_fields__ if name != "one"}
    return question_of(PlanQuery(from_place=query.one, to_place=query.one, **members), now)
