"""`GET /exchange/`: every output, as it is, read back."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.exchange.catalogue.outputs import OUTPUTS
from api.exchange.catalogue.reading_back import read_back
from api.exchange.routes import EXCHANGE_ROUTES
from api.keys import DEFECTS
from api.served import Holder, SourceState
from maas.live.incidents import Incident, IncidentKind
from tests.api.world import now
from tests.itineraries import NINE
from tests.roadworld import laid, served

Client = TestClient[web.Request, web.Application]
CLOSED = Incident("bridge", IncidentKind.CLOSURE, begin=NINE, is_closed=True)
SOURCES = (
    SourceState("stcp", "gtfs", licence="CC-BY-4.0", attribution="STCP <Porto>"),
    SourceState("free", "cifs", licence="CC0-1.0", passes_on=True),
    SourceState("waze", "waze"),
)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    lane = Incident("lane", IncidentKind.CLOSURE, begin=NINE, is_closed=True)
    world = served(laid(CLOSED, "AC EC"), laid(lane, "FG"), sources=SOURCES)
    client = TestClient(TestServer(make_app(Holder(world), now)))
    await client.start_server()
    yield client
    assert client.app is not None
    assert client.app[DEFECTS].count == 0
    await client.close()


async def outputs(client: Client, **headers: str) -> dict[str, Any]:
    reply = await client.get("/exchange/", headers=headers)
    assert (reply.status, reply.content_type) == (200, "application/json")
    return {each["path"]: each for each in (await reply.json())["outputs"]}


async def test_an_output_is_told_as_it_is_served(client: Client) -> None:
    told = (await outputs(client))["/exchange/cifs.xml"]
    document = await client.get("/exchange/cifs.xml")
    assert told["etag"] == document.headers["ETag"]
    assert told["size"] == len(await document.read())
    assert (told["schema"], told["version"], told["updateInterval"]) == ("CIFS (XML)", "2", 60)
    assert told["lastChange"] == "2023-09-20T07:00:00Z"
    assert told["items"] == 2
    assert told["untold"] == {"NO_STREET": 1}
    assert told["sources"] == [{"id": "free", "licence": "CC0-1.0"}]
    validation = told["validation"]
    assert (validation["records"], validation["problems"]) == (2, [])
    assert validation["etag"] == told["etag"]


async def test_all_that_can_be_had_is_there_and_can_be_had(client: Client) -> None:
    told = await outputs(client)
    assert set(told) == {each.path for each in OUTPUTS if "/gtfs-rt/" not in each.path}
    for path, each in told.items():
        reply = await client.get(path)
        assert reply.status == 200
        assert reply.content_type == each["mediaType"], path
        assert each.get("validation", {"problems": []})["problems"] == [], path


async def test_who_has_a_document_is_told_all_the_same(client: Client) -> None:
    tag = (await client.get("/exchange/cifs.xml")).headers["ETag"]
    told = await outputs(client, **{"If-None-Match": tag})
    assert told["/exchange/cifs.xml"]["etag"] == tag


async def test_people_see_a_page(client: Client) -> None:
    reply = await client.get("/exchange/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert reply.content_type == "text/html"
    page = await reply.text()
    assert 'href="/exchange/regulations.xml"' in page
    assert "STCP <Porto>" not in page
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_every_address_of_the_exchange_is_in_the_catalogue() -> None:
    listed = {each.path for each in OUTPUTS}
    fixed = {each.path for each in EXCHANGE_ROUTES if each.is_exchange and "{" not in each.path}
    beside = {"/exchange/", "/exchange/parkapi/v3/sources"}
    assert fixed - beside <= listed


def test_a_document_that_is_none_is_called_so() -> None:
    found = read_back("cifs", b"<nothing/>", "tag", NINE)
    assert found.records == 0
    assert found.problems
