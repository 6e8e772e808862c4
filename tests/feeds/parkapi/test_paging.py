"""All pages and all cities are one message."""

from collections.abc import AsyncIterator

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.parkapi import parse, reader
from maas.errors import FeedMalformed, FeedUnavailable
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.parkapi.answers import HOLD_S, NOW, lot, lots, site

ALL = [site(number) for number in range(1, 6)]


async def pages(request: web.Request) -> web.Response:
    """Two sites at a time."""
    start = int(request.query.get("start", 0))
    items = ALL[start : start + 2]
    assert request.query["purpose"] == "CAR", "what the source asks for stays"
    return web.json_response({"items": items, "total_count": len(ALL)})


async def broken(request: web.Request) -> web.Response:
    """No second page."""
    told = {"items": ALL[:2], "total_count": 5} if "start" not in request.query else {}
    return web.json_response(told)


async def index(_: web.Request) -> web.Response:
    return web.json_response({"api_version": "1.0", "cities": {"Dresden": 1, "Gone": 1, "Köln": 1}})


async def city(request: web.Request) -> web.Response:
    name = request.match_info["city"]
    if name == "Gone":
        raise web.HTTPNotFound
    return web.Response(body=lots(lot(name.lower())), content_type="application/json")


@pytest.fixture
async def url() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/v3/parking-sites", pages)
    app.router.add_get("/broken", broken)
    app.router.add_get("/v1/", index)
    app.router.add_get("/v1/{city}", city)
    app.router.add_get("/none/", index)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


async def ids(url: str) -> list[str]:
    """Of the car parks of a source at an address."""
    source = Source(SourceId("p"), "parkapi", url, allow_private=True)
    async with Client() as client:
        reading = await reader(source, client).read(Version(), NOW)
        assert reading.content is not None
        again = await reader(source, client).read(reading.version, NOW)
    assert again.content is None, "the same pages are the same message"
    return [getattr(each, "id", "") for each in parse(reading.content, NOW, HOLD_S).records]


async def test_all_pages_are_one_message(url: str) -> None:
    assert await ids(f"{url}/v3/parking-sites?purpose=CAR") == ["1", "2", "3", "4", "5"]


async def test_a_page_that_is_none_costs_the_message(url: str) -> None:
    with pytest.raises(FeedMalformed, match="a page without items"):
        await ids(f"{url}/broken")


async def test_all_cities_are_one_message_but_those_that_are_gone(url: str) -> None:
    assert await ids(f"{url}/v1/") == ["dresden", "köln"]


async def test_no_city_at_all_is_no_message(url: str) -> None:
    with pytest.raises(FeedUnavailable):
        await ids(f"{url}/none/")


async def test_a_file_is_read_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("parkapi") / "sites.json"
    path.write_bytes(msgspec.json.encode({"items": ALL, "total_count": 900}))
    assert len(await ids(f"file:{path}")) == 5
