"""A client of an application that knows the small town by name."""

from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from api.app import make_app
from tests.api.world import FakePlanner, holder, now
from tests.routing.places.town import town


@pytest.fixture
async def town_client(aiohttp_client) -> TestClient[web.Request, web.Application]:  # type: ignore[no-untyped-def]
    world = holder(FakePlanner())
    world.current = replace(world.current, geocoder=town())
    return await aiohttp_client(make_app(world, now))
