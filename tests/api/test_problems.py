"""Errors nobody raised on purpose: a 500, counted, logged without what was asked."""

from http import HTTPStatus
from typing import get_args

import msgspec
import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.problems import STATUS, problem
from api.wire_problem import Problem, ProblemCode
from maas.errors import BadQuery, GenerationBroken, NotFound, NotSupported
from tests.api.test_plan import PLAN
from tests.api.world import FakePlanner, holder, now


@pytest.mark.parametrize("error", [RuntimeError("41.1496"), GenerationBroken("41.1496")])
async def test_a_defect_is_counted_and_logged_without_places(error: Exception) -> None:
    app = make_app(holder(FakePlanner(error=error)), now)
    with structlog.testing.capture_logs() as logs:
        async with TestClient(TestServer(app)) as client:
            reply = await client.get(PLAN)
            body = await reply.json()
    assert (reply.status, body["code"]) == (500, "INTERNAL")
    assert app[DEFECTS].count == 1
    assert "world.py" in logs[0]["traceback"]
    assert "41.1496" not in str(logs) + str(body)


def test_every_code_of_ours_is_published() -> None:
    codes = {kind.code for kind in (*STATUS, NotSupported) if hasattr(kind, "code")}
    assert codes - {"INTERNAL"} <= set(get_args(ProblemCode))
    assert {BadQuery.code, NotFound.code, "LOCATION_NOT_FOUND"} <= set(get_args(ProblemCode))


def test_problems_are_of_the_published_type() -> None:
    for code in get_args(ProblemCode):
        body = problem(HTTPStatus.BAD_REQUEST, code, "a sentence", "time").body
        assert isinstance(body, bytes)
        assert msgspec.json.decode(body, type=Problem).code == code
