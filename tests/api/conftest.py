"""A client of the application around a fake planner, and the check that no defect was met."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.served import SourceState
from api.server import LONGEST_LINE
from tests.api.world import FakePlanner, holder, now

Client = TestClient[web.Request, web.Application]
Connect = Callable[..., Awaitable[Client]]


@pytest.fixture
def planner() -> FakePlanner:
    return FakePlanner()


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    """Start an application; at the end of the test none may have met a defect."""
    clients: list[Client] = []

    async def start(planner: FakePlanner, *sources: SourceState) -> Client:
        app = make_app(holder(planner, *sources), now)
        server = TestServer(app)
        await server.start_server(max_line_size=LONGEST_LINE)
        client = TestClient(server)
        clients.append(client)
        return client

    yield start
    for client in clients:
        assert client.app is not None
        assert client.app[DEFECTS].count == 0
        await client.close()


@pytest.fixture
async def client(planner: FakePlanner, connect: Connect) -> Client:
    return await connect(planner)
