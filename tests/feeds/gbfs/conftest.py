"""An operator and a client, for tests of what goes over the wire."""

from collections.abc import AsyncIterator

import pytest

from feeds.fetch.client import Client
from tests.feeds.gbfs.operator import Operator, started
from tests.feeds.gbfs.systems import system


@pytest.fixture
async def operator() -> AsyncIterator[Operator]:
    """One with one system."""
    operator = Operator()
    server = await started(operator)
    operator.publish(system())
    yield operator
    await server.close()


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Client() as client:
        yield client
