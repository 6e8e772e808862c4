"""`/api/v1…v6/plan`: ways from one place to another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from aiohttp import web

from api.body import read_body
from api.keys import NOW, SEARCHES, SERVED
from api.ladder import downgraded, upgraded, version_of
from api.plan_query import PlanBody, PlanQuery
from api.query import given, read_query
from api.question import known_offsets, question_of
from api.render.answer import render_answer
from api.render.itinerary import Detail
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from api.served import Planner
from maas.arrays import Bytes
from routing.question import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """How an answer is to be written."""

    parameters: Mapping[str, str]
    detail: Detail
    version: int


async def plan(request: web.Request) -> web.Response:
    """Compute the best ways from one place to another."""
    return await _plan(request, PlanBody())


async def plan_post(request: web.Request) -> web.Response:
    """The same, with ways to the first stops and from the last ones that the asker knows."""
    return await _plan(request, await read_body(PlanBody, request))


async def _plan(request: web.Request, body: PlanBody) -> web.Response:
    query = read_query(PlanQuery, request.query)
    version = version_of(request)
    question = replace(
        question_of(upgraded(query, version), request.app[NOW]()),
        access_offsets=known_offsets(body.from_offsets),
        egress_offsets=known_offsets(body.to_offsets),
    )
    planner = request[SERVED].planner
    asked = Asked(given(PlanQuery, request.query), _detail(query), version)
    work = partial(_answer, planner, question, asked)
    answer = await run_search(request.app[SEARCHES], work, question.time_limit_s)
    return bytes_reply(answer)


def _answer(planner: Planner, question: Question, asked: Asked, stop: Bytes) -> bytes:
    answer = render_answer(planner.plan(question, stop), asked.parameters, asked.detail)
    return ENCODER.encode(downgraded(answer, asked.version))


def _detail(query: PlanQuery) -> Detail:
    transfers = query.detailed_transfers
    return Detail(
        legs=query.detailed_legs,
        transfers=query.detailed_legs if transfers is None else transfers,
        skipped_stops=query.with_scheduled_skipped_stops,
    )
