"""`GET /api/v1…v6/plan`: ways from one place to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from api.keys import NOW, SEARCHES, SERVED
from api.ladder import downgraded, upgraded, version_of
from api.plan_query import PlanQuery
from api.query import given, read_query
from api.question import question_of
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
    query = read_query(PlanQuery, request.query)
    version = version_of(request)
    question = question_of(upgraded(query, version), request.app[NOW]())
    planner = request[SERVED].planner
    asked = Asked(given(PlanQuery, request.query), _detail(query), version)
    work = partial(_answer, planner, question, asked)
    body = await run_search(request.app[SEARCHES], work, question.time_limit_s)
    return bytes_reply(body)


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
