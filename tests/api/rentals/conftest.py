"""How the tests of `/api/v1/rentals` ask."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from routing.rentals.fleets import Rentals
from tests.api.conftest import Client, Connect
from tests.api.world import FakePlanner

Get = Callable[..., Awaitable[Any]]


@pytest.fixture
async def get(connect: Connect) -> Get:
    async def ask(rentals: Rentals, query: str, status: int = 200) -> Any:
        client: Client = await connect(FakePlanner(rentals=rentals))
        reply = await client.get(f"/api/v1/rentals?{query}")
        assert reply.status == status
        return await reply.json()

    return ask
