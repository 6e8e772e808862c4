"""`/api/v1…v6/plan`: ways from one place to another."""

from dataclasses import replace
from functools import partial

from aiohttp import web

from api.accept import preferred
from api.body import read_body
from api.carpools import with_offers
from api.detail import detail_of
from api.keys import MOMENT, SEARCHES, SERVED
from api.ladder import NEWEST, upgraded, version_of
from api.page.languages import words_of
from api.plan_forms import FORMS, Asked, Form
from api.plan_query import PlanBody, PlanQuery
from api.query import given, read_query
from api.question import known_offsets, question_of
from api.reply import bytes_reply
from api.search import run_search
from api.served import Planner
from maas.arrays import Bytes
from routing.question import Question


async def plan(request: web.Request) -> web.Response:
    """Compute the best ways from one place to another."""
    return await _plan(request, PlanBody())


async def plan_post(request: web.Request) -> web.Response:
    """The same, with ways to the first stops and from the last ones that the asker knows."""
    return await _plan(request, await read_body(PlanBody, request))


async def _plan(request: web.Request, body: PlanBody) -> web.Response:
    query, version = read_query(PlanQuery, request.query), version_of(request)
    question = replace(
        question_of(upgraded(query, version), request[MOMENT]),
        access_offsets=known_offsets(body.from_offsets),
        egress_offsets=known_offsets(body.to_offsets),
    )
    pending = await with_offers(request, question)
    served, asked = request[SERVED], _asked(request, query, question)
    media = preferred(request.headers.get("Accept", ""), tuple(FORMS))
    work = partial(_answer, served.planner, question, replace(asked, pending=pending), FORMS[media])
    answer = await run_search(request.app[SEARCHES], work, question.time_limit_s)
    response = bytes_reply(answer, content_type=media)
    response.headers["Vary"] = "Accept"
    return response


def _asked(request: web.Request, query: PlanQuery, question: Question) -> Asked:
    """How the answer is to be written."""
    version, now = version_of(request), request[MOMENT]
    return Asked(
        given(PlanQuery, request.query),
        # clients of older versions read both times of a stop they pass
        detail_of(query, now, whole_stops=version < NEWEST),
        version,
        request[SERVED].coverage.zone,
        question.meaning,
        now,
        words_of(question.languages),
    )


def _answer(planner: Planner, question: Question, asked: Asked, form: Form, stop: Bytes) -> bytes:
    return form(replace(planner.plan(question, stop), pending=asked.pending), asked)
