"""More questions than can be answered in time: some are answered, the rest are told at once."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from api.app import ApiSettings, make_app
from api.keys import DEFECTS
from tests.api.conftest import Client
from tests.api.test_plan import PLAN
from tests.api.world import EndlessPlanner, holder, now

LONG = PLAN + "&timeout=1"


@pytest.fixture
async def narrow() -> AsyncIterator[Client]:
    """One thread whose searches last a second, one place in the queue."""
    app = make_app(holder(EndlessPlanner()), now, ApiSettings(threads=1, waiting=1))
    async with TestClient(TestServer(app)) as client:
        yield client
    assert app[DEFECTS].count == 0


async def crowd(client: Client) -> list["asyncio.Task[int]"]:
    """One search that runs and one that waits."""

    async def ask() -> int:
        return (await client.get(LONG)).status

    tasks = [asyncio.create_task(ask()) for _ in range(2)]
    await asyncio.sleep(0.2)
    return tasks


@pytest.mark.parametrize("n", [1, 40])
async def test_who_does_not_fit_is_told_at_once_when_to_come_back(narrow: Client, n: int) -> None:
    tasks = await crowd(narrow)
    for _ in range(n):
        start = time.monotonic()
        reply = await narrow.get(LONG)
        body = await reply.json()
        assert time.monotonic() - start < 0.1
        assert (reply.status, body["code"]) == (503, "OVERLOADED")
        assert int(reply.headers["Retry-After"]) >= 1
    assert await asyncio.gather(*tasks) == [200, 200]


async def test_places_are_free_again_when_searches_end_or_are_left(narrow: Client) -> None:
    for task in await crowd(narrow):
        task.cancel()
    await asyncio.sleep(0.2)
    assert (await narrow.get(LONG)).status == 200


async def test_what_needs_no_search_is_answered(narrow: Client) -> None:
    tasks = await crowd(narrow)
    assert (await narrow.get("/health/live")).status == 200
    assert await asyncio.gather(*tasks) == [200, 200]


async def test_page_says_it_in_words(narrow: Client) -> None:
    tasks = await crowd(narrow)
    reply = await narrow.get("/plain?from=Aliados&to=Casa")
    assert (reply.status, reply.content_type) == (503, "text/html")
    assert "Retry-After" in reply.headers
    assert "try again" in await reply.text()
    assert await asyncio.gather(*tasks) == [200, 200]
