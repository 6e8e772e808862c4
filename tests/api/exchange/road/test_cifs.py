"""`/exchange/cifs.xml` and `.json` as a puller sees them."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import xmlschema
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from msgspec.structs import replace as renewed

from api.app import make_app
from api.exchange.ports import Exchanges, NoExchanges
from api.keys import DEFECTS, HOLDER
from api.ports import Ports
from api.served import Holder, Served
from feeds.cifs import parse
from maas.errors import RecordsUnavailable
from maas.live.incidents import Direction, Incident, IncidentKind
from maas.records import ToldBegin, open_records
from tests.itineraries import NINE
from tests.roadworld import laid, served
from tests.shared import shared

Client = TestClient[web.Request, web.Application]
CLOSED = Incident(
    "bridge", IncidentKind.CLOSURE, begin=NINE, end=NINE + 3600, is_closed=True, text="Closed"
)
WORKS = Incident("works", IncidentKind.WORKS, begin=NINE - 60, text="Works", authority="Town")


class Clock:
    """The service clock, moved by hand."""

    now = NINE

    def __call__(self) -> int:
        return self.now


@dataclass(frozen=True)
class Kept(NoExchanges):
    """What was told stands in a folder."""

    folder: Path

    def keep_begins(self, begins: Mapping[str, int | None], now: int, /) -> Mapping[str, ToldBegin]:
        return open_records(self.folder).keep_begins(begins, now)


class Lost(NoExchanges):
    """Nobody knows what was told."""

    def keep_begins(self, _: Mapping[str, int | None], __: int, /) -> Mapping[str, ToldBegin]:
        raise RecordsUnavailable("the disk is gone")


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def serving(world: Served, clock: Clock, exchanges: Exchanges) -> Client:
    app = make_app(Holder(world), clock, ports=Ports(exchanges=exchanges))
    client = TestClient(TestServer(app))
    await client.start_server()
    return client


@pytest.fixture
async def client(clock: Clock, tmp_path: Path) -> AsyncIterator[Client]:
    world = served(laid(CLOSED, "AC CA EC"), laid(WORKS, "CD"))
    client = await serving(world, clock, Kept(tmp_path))
    yield client
    assert client.app is not None
    assert client.app[DEFECTS].count == 0
    await client.close()


def serve(client: Client, world: Served, version: str) -> None:
    assert client.app is not None
    client.app[HOLDER].current = replace(world, version=version)


async def body(client: Client, form: str = "xml") -> bytes:
    reply = await client.get(f"/exchange/cifs.{form}")
    assert reply.status == 200
    return await reply.read()


@pytest.mark.parametrize("form", ["xml", "json"])
async def test_what_we_publish_we_read(client: Client, form: str) -> None:
    parsed = parse(await body(client, form), NINE)
    assert not parsed.rejections
    told = [each for each in parsed.records if isinstance(each, Incident)]
    assert [(each.street, each.direction, each.is_closed, each.text) for each in told] == [
        ("High", Direction.ONE, True, "Closed"),
        ("Long Lane", Direction.BOTH, True, "Closed"),
        ("Long Lane", Direction.ONE, False, "Works"),
    ]
    assert {(each.begin, each.end) for each in told if each.is_closed} == {(NINE, NINE + 3600)}
    assert [each.part_of for each in told] == ["incidents:bridge"] * 2 + ["incidents:works"]
    assert told[2].kind is IncidentKind.WORKS


@pytest.mark.real
async def test_the_document_is_valid(client: Client) -> None:
    schema = xmlschema.XMLSchema(shared("standards", "cifs", "cifsv2.xsd"))
    schema.validate((await body(client)).decode())


async def test_nothing_new_is_not_sent_again(client: Client, clock: Clock) -> None:
    first = await client.get("/exchange/cifs.xml")
    assert first.content_type == "application/xml"
    world = client.app and client.app[HOLDER].current
    assert world
    serve(client, world, "g1.8")  # news of something else
    clock.now += 60
    headers = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": "gzip"}
    again = await client.get("/exchange/cifs.xml", headers=headers)
    assert (again.status, await again.read()) == (304, b"")
    headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert (await client.get("/exchange/cifs.xml", headers=headers)).status == 304
    head = await client.head("/exchange/cifs.xml")
    assert (head.status, head.headers["ETag"]) == (200, first.headers["ETag"])
    serve(client, served(laid(CLOSED, "EC")), "g1.9")
    changed = await client.get("/exchange/cifs.xml", headers=headers)
    assert changed.status == 200
    assert parsedate_to_datetime(changed.headers["Last-Modified"]).timestamp() > NINE


async def test_all_workers_tell_the_same(clock: Clock) -> None:
    world = served(laid(WORKS, "CD"))
    said = []
    for later in (0, 5):
        clock.now = NINE + later
        client = await serving(world, clock, NoExchanges())
        reply = await client.get("/exchange/cifs.xml")
        said.append((await reply.read(), reply.headers["Last-Modified"], reply.headers["ETag"]))
        await client.close()
    assert said[0] == said[1]


async def test_a_begin_never_moves_once_it_has_come_not_even_over_a_restart(
    client: Client, clock: Clock, tmp_path: Path
) -> None:
    await body(client)
    clock.now += 600
    moved = served(laid(renewed(CLOSED, begin=NINE - 7200), "EC"))
    again = await serving(moved, clock, Kept(tmp_path))
    [told] = parse(await body(again), clock.now).records
    assert isinstance(told, Incident)
    assert told.begin == NINE
    serve(again, served(laid(renewed(CLOSED, begin=NINE + 1200), "EC")), "g1.8")
    [put_off] = parse(await body(again), clock.now).records
    assert isinstance(put_off, Incident)
    assert put_off.begin == NINE + 1200
    assert put_off.id == f"{told.id}~1"
    await again.close()


async def test_without_the_records_nothing_wrong_is_told(clock: Clock) -> None:
    client = await serving(served(laid(CLOSED, "EC")), clock, Lost())
    reply = await client.get("/exchange/cifs.xml")
    assert reply.status == 503
    await client.close()
