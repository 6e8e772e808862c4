"""POST /api/v6/plan: the asker knows the way to some stops; an empty body asks as GET does."""

from io import BytesIO
from typing import Any

import pytest

from api.limits import MAX_BODY_BYTES
from maas.model import Mode
from routing.question import KnownOffset
from tests.api.conftest import Client
from tests.api.test_plan import PLAN
from tests.api.world import FakePlanner

KNOWN = {
    "fromOffsets": [{"stopId": "stcp:A", "duration": 120}],
    "toOffsets": [{"stopId": "stcp:B", "duration": 60, "mode": "BIKE"}],
}


async def test_an_empty_body_asks_as_get_does(client: Client, planner: FakePlanner) -> None:
    got = await (await client.get(PLAN)).read()
    posted = await (await client.post(PLAN, json={})).read()
    assert posted == got
    assert planner.asked[0] == planner.asked[1]


async def test_offsets_reach_the_planner(client: Client, planner: FakePlanner) -> None:
    reply = await client.post(PLAN + "&arriveBy=true", json=KNOWN)
    assert reply.status == 200
    [question] = planner.asked
    assert question.access_offsets == (KnownOffset("stcp:A", 120),)
    assert question.egress_offsets == (KnownOffset("stcp:B", 60, Mode.BIKE),)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"fromOffsets": 1}',
        b'{"fromOffsets": [{"stopId": "a"}]}',
        b'{"fromOffsets": [{"stopId": "a", "duration": -1}]}',
        b'{"fromOffsets": [{"stopId": "a", "duration": 1, "mode": "RENTAL"}]}',
        b'{"fromOffsets": ' + b"[" * 100_000,
    ],
)
async def test_other_bodies_are_refused(client: Client, body: bytes) -> None:
    reply = await client.post(PLAN, data=body, headers={"Content-Type": "application/json"})
    answer: Any = await reply.json()
    assert (reply.status, answer["code"], answer["parameter"]) == (400, "BAD_PARAMETER", "body")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
async def test_a_false_encoding_is_the_askers_fault(client: Client, encoding: str) -> None:
    reply = await client.post(PLAN, data=b"{}", headers={"Content-Encoding": encoding})
    assert reply.status in (200, 400)


async def test_a_body_beyond_the_cap_is_refused(client: Client) -> None:
    reply = await client.post(PLAN, data=BytesIO(b" " * (MAX_BODY_BYTES + 1)))
    assert (reply.status, (await reply.json())["code"]) == (413, "BODY_TOO_LARGE")


async def test_older_versions_have_no_post(client: Client) -> None:
    reply = await client.post(PLAN.replace("v6", "v5"), json={})
    assert (reply.status, (await reply.json())["code"]) == (405, "METHOD_NOT_ALLOWED")
