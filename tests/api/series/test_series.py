"""Counts, handed out as JSON and CSV."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.limits import MAX_COUNT_CHANGES
from api.ports import Ports
from api.served import Holder, SourceState
from maas.app.stored import StoredCounts
from maas.model import SourceId
from maas.series import Count, Series
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import NINE

BIKES = SourceId("bikes")
PATH = "/v1/sources/bikes/series"
Client = TestClient[web.Request, web.Application]


@pytest.fixture
def series(tmp_path: Path) -> Series:
    series = Series(tmp_path / "series")
    series.note(BIKES, NINE - 7200, NINE - 3600, {"a": Count(3, 7), "=b": Count(0, None)})
    series.note(BIKES, NINE - 3700, NINE, {"a": Count(2, 8), "=b": Count(0, None)})
    return series


@pytest.fixture
async def client(tmp_path: Path, series: Series) -> AsyncIterator[Client]:
    served = holder(FakePlanner()).current
    served = replace(served, sources=(SourceState("bikes", "gbfs", is_live=True),))
    app = make_app(Holder(served), now, ports=Ports(counts=StoredCounts(tmp_path)))
    async with TestClient(TestServer(app)) as client:
        yield client
        assert app[DEFECTS].count == 0


async def test_the_last_day(client: Client) -> None:
    reply = await client.get(PATH)
    assert reply.status == 200
    told = await reply.json()
    assert told["source"] == "bikes"
    assert told["to"] == "2023-09-20T07:00:00Z"
    assert told["changes"] == [
        {"time": "2023-09-20T05:00:00Z", "place": "a", "available": 3, "free": 7},
        {"time": "2023-09-20T05:00:00Z", "place": "=b", "available": 0, "free": None},
        {"time": "2023-09-20T05:58:20Z", "place": "a", "available": 2, "free": 8},
    ]


async def test_one_place_from_a_moment_on(client: Client) -> None:
    reply = await client.get(PATH, params={"from": "2023-09-20T06:30:00Z", "place": "a"})
    (only,) = (await reply.json())["changes"]
    assert only == {"time": "2023-09-20T06:30:00Z", "place": "a", "available": 2, "free": 8}


async def test_a_table_in_which_nothing_is_a_formula(client: Client) -> None:
    reply = await client.get(PATH, headers={"Accept": "text/csv"})
    assert reply.content_type == "text/csv"
    assert (await reply.text()).splitlines() == [
        "time,place,available,free",
        "2023-09-20T05:00:00Z,a,3,7",
        "2023-09-20T05:00:00Z,'=b,0,",
        "2023-09-20T05:58:20Z,a,2,8",
    ]


async def test_more_than_an_answer_holds(client: Client, series: Series) -> None:
    many = {f"p{i}": Count(1, 1) for i in range(MAX_COUNT_CHANGES)}
    series.note(BIKES, NINE - 60, NINE + 60, many)
    reply = await client.get(PATH)
    assert (reply.status, (await reply.json())["parameter"]) == (400, "from")
    table = await client.get(f"{PATH}?format=csv")
    assert len((await table.text()).splitlines()) > MAX_COUNT_CHANGES


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?from=2023-09-20T10:00:00Z", "from"),
        ("?from=2023-07-20T10:00:00Z", "from"),
        ("?format=xml", "format"),
        ("?to=yesterday", "to"),
    ],
)
async def test_a_wrong_question_names_its_parameter(
    client: Client, query: str, parameter: str
) -> None:
    reply = await client.get(PATH + query)
    assert (reply.status, (await reply.json())["parameter"]) == (400, parameter)


async def test_a_source_that_is_not_there(client: Client) -> None:
    assert (await client.get("/v1/sources/trams/series")).status == 404
