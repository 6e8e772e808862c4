"""`GET /api/v6/plan`: ways from one place to another."""

from collections.abc import Mapping
from functools import partial

from aiohttp import web

from api.keys import NOW, SEARCHES, SERVED
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


async def plan(request: web.Request) -> web.Response:
    """Compute the best ways from one place to another."""
    query = read_query(PlanQuery, request.query)
    question = question_of(query, request.app[NOW]())
    planner = request[SERVED].planner
    work = partial(_answer, planner, question, given(PlanQuery, request.query), _detail(query))
    body = await run_search(request.app[SEARCHES], work, question.time_limit_s)
    return bytes_reply(body)


def _answer(
    planner: Planner, question: Question, asked: Mapping[str, str], detail: Detail, stop: Bytes
) -> bytes:
    return ENCODER.encode(render_answer(planner.plan(question, stop), asked, detail))


def _detail(query: PlanQuery) -> Detail:
    transfers = query.detailed_transfers
    return Detail(
        legs=query.detailed_legs,
        transfers=query.detailed_legs if transfers is None else transfers,
        skipped_stops=query.with_scheduled_skipped_stops,
    )
