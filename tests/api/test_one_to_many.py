"""`one-to-many` over HTTP: MOTIS's contract, lists of any length, refusals."""

from typing import Any

import pytest

from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.api.contract import validator
from tests.towns import Town

TOWN = Town(
    """
    A---B-------C
    """,
    {"ABC": "highway=residential"},
    {"1": ("A 08:10 C 08:20",)},
)
PATH = "/api/v1/one-to-many"
REST = "mode=WALK&max=1800&maxMatchingDistance=50&arriveBy=false"


def at(name: str) -> str:
    """A letter as the query writes it."""
    place = TOWN.positions[name]
    return f"{place.lat:.7f};{place.lon:.7f}"


@pytest.fixture(scope="module")
def town() -> Planner:
    return TOWN.planner


@pytest.fixture
async def client(town: Planner, connect: Connect) -> Client:
    return await connect(town)  # type: ignore[arg-type]


async def ask(client: Client, query: str) -> Any:
    """The answer to a good question, which MOTIS's own description allows."""
    reply = await client.get(f"{PATH}?{query}")
    body = await reply.json()
    assert reply.status == 200, body
    validator(PATH).validate(body)
    return body


async def test_each_of_many_in_their_order_and_nothing_where_there_is_no_way(
    client: Client,
) -> None:
    b, c, nowhere, a = await ask(
        client, f"one={at('A')}&many={at('B')},{at('C')},41.5;-8.5,{at('A')}&{REST}"
    )
    assert (nowhere, a) == ({}, {"duration": 0})
    assert 2.9 < c["duration"] / b["duration"] < 3.1
    assert "distance" not in b


async def test_lengths_where_asked_and_both_ways_are_equal_on_foot(client: Client) -> None:
    ends = f"one={at('A')}&many={at('B')}&many={at('C')}&withDistance=true&{REST}"
    there = await ask(client, ends)
    assert await ask(client, ends.replace("arriveBy=false", "arriveBy=true")) == there
    metres = TOWN.positions["A"].distance_m(TOWN.positions["C"])
    assert there[1]["distance"] == pytest.approx(metres, rel=0.02)


async def test_nothing_beyond_the_time(client: Client) -> None:
    query = f"one={at('A')}&many={at('B')},{at('C')}&{REST}"
    b, c = await ask(client, query)
    between = (b["duration"] + c["duration"]) / 2
    assert await ask(client, query.replace("max=1800", f"max={between:.1f}")) == [b, {}]


async def test_a_body_of_a_thousand(client: Client) -> None:
    body = {
        "one": at("A"),
        "many": [at("B"), at("C")] * 500,
        "mode": "BIKE",
        "max": 1800,
        "maxMatchingDistance": 50,
        "arriveBy": False,
    }
    reply = await client.post(PATH, json=body)
    assert reply.status == 200
    assert len(await reply.json()) == 1000
    for change in ({"many": [at("B")] * 3001}, {"many": ["north"]}, {"mode": "SLEDGE"}):
        reply = await client.post(PATH, json=body | change)
        assert reply.status == 400


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        (f"many=1;2&{REST}", 400, "one"),
        (f"one=1,2&many=1;2&{REST}", 400, "one"),
        (f"one=1;2&many=91;2&{REST}", 400, "many"),
        (f"one=1;2&many=1;2&{REST}", 422, "one"),
        ("one=1;2&many=1;2", 400, "mode"),
        (f"one=1;2&many=1;2&{REST}&elevationCosts=HIGH", 400, "elevationCosts"),
    ],
)
async def test_refusals_name_the_parameter(
    client: Client, query: str, status: int, word: str
) -> None:
    reply = await client.get(f"{PATH}?{query}")
    assert reply.status == status
    assert word in (await reply.json())["error"]
