"""A town whose boards and vehicles are asked for over HTTP."""

import pytest

from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.lines import planner_over


@pytest.fixture(scope="module")
def lines() -> Planner:
    return planner_over({})


@pytest.fixture
async def client(lines: Planner, connect: Connect) -> Client:
    return await connect(lines)  # type: ignore[arg-type]
