"""Messages that are brought: who may, what is taken, and what each refusal says."""

import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from api.served import Holder, SourceState
from feeds.fetch.asking import LIVE
from maas.errors import FeedMalformed, MaasError, WriterAway
from maas.keys import Key, Scope
from maas.requests import Done, PushedMessage, Request
from tests.api.world import FakePlanner, holder, now

PATH = "/v1/sources/bus-rt/messages"
KEY = {"Authorization": "Bearer operator"}
Client = TestClient[web.Request, web.Application]


@dataclass
class FakeWriter:
    """Remembers what it was asked; does it, or refuses."""

    error: MaasError | None = None
    asked: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Done:
        self.asked.append(request)
        if self.error is not None:
            raise self.error
        return Done(7)


@dataclass(frozen=True)
class Operators:
    """Everybody's word is a key of its name's scope."""

    async def find(self, secret: str) -> Key | None:
        return Key("1", "somebody", Scope(secret), created=0)


@pytest.fixture
async def connect() -> Callable[[FakeWriter], Awaitable[Client]]:
    async def start(writer: FakeWriter) -> Client:
        served = holder(FakePlanner()).current
        sources = (SourceState("bus", "gtfs"), SourceState("bus-rt", "gtfs-rt", is_live=True))
        ports = Ports(keys=Operators(), writer=writer)
        app = make_app(Holder(replace(served, sources=sources)), now, ports=ports)
        clients.append(client := TestClient(TestServer(app)))
        await client.start_server()
        return client

    clients: list[Client] = []
    yield start
    for client in clients:
        assert client.app is not None
        assert client.app[DEFECTS].count == 0
        await client.close()


async def answer(client: Client, path: str, body: bytes, **headers: str) -> tuple[int, object]:
    reply = await client.post(path, data=body, headers=headers)
    told = await reply.json()
    return reply.status, told.get("code", told)


async def test_a_message_is_taken_as_it_is_or_unpacked(connect) -> None:
    client = await connect(writer := FakeWriter())
    assert await answer(client, PATH, b"news", **KEY) == (200, {"source": "bus-rt", "number": 7})
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
    assert (await answer(client, PATH, gzip.compress(b"news"), **KEY, **packed))[0] == 200
    assert writer.asked == [PushedMessage("bus-rt", b"news")] * 2


async def test_only_operators_bring_messages(connect) -> None:
    client = await connect(writer := FakeWriter())
    assert await answer(client, PATH, b"") == (401, "KEY_REQUIRED")
    staff = {"Authorization": "Bearer staff"}
    assert await answer(client, PATH, b"", **staff) == (403, "SCOPE_MISSING")
    assert writer.asked == []


@pytest.mark.parametrize("source", ["bus", "tram", "%00"])
async def test_only_live_sources_take_messages(connect, source: str) -> None:
    client = await connect(FakeWriter())
    told = await answer(client, f"/v1/sources/{source}/messages", b"news", **KEY)
    assert told == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (FeedMalformed("the message has no header"), 400, "FEED_MALFORMED"),
        (WriterAway("nobody is there"), 503, "WRITER_AWAY"),
    ],
)
async def test_what_is_not_taken_is_told(connect, error: MaasError, status: int, code: str) -> None:
    client = await connect(FakeWriter(error))
    assert await answer(client, PATH, b"news", **KEY) == (status, code)


async def test_a_body_is_bounded_packed_or_not(connect, monkeypatch) -> None:
    monkeypatch.setitem(LIVE, "gtfs-rt", replace(LIVE["gtfs-rt"], size=1_000_000))
    client = await connect(writer := FakeWriter())
    assert await answer(client, PATH, bytes(1_000_001), **KEY) == (413, "BODY_TOO_LARGE")
    bomb = gzip.compress(bytes(100_000_000))
    encoded = {"Content-Encoding": "gzip"}
    assert await answer(client, PATH, bomb, **KEY, **encoded) == (413, "BODY_TOO_LARGE")
    assert (await answer(client, PATH, b"not gzip", **KEY, **encoded))[0] == 400
    assert writer.asked == []
