"""The list of generations, and the word to import another one."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from maas.generation import ImportedSource, Manifest
from maas.keys import Key, Scope
from maas.model import SourceId
from maas.requests import Done, MakeGeneration, Request
from tests.api.world import FakePlanner, holder, now

PATH = "/v1/generations"
Client = TestClient[web.Request, web.Application]


@dataclass(frozen=True)
class Scopes:
    """Everybody's word is a key of its name's scope."""

    async def find(self, secret: str) -> Key | None:
        return Key("1", "somebody", Scope(secret), created=0)


@dataclass
class Asked:
    """A writer who remembers what it was asked."""

    requests: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Done:
        self.requests.append(request)
        return Done(7)


@dataclass(frozen=True)
class Two:
    """Two generations, of which the second serves."""

    async def manifests(self) -> list[Manifest]:
        return [manifest("g0", "too small"), manifest("g1", "")]


def manifest(name: str, kept: str) -> Manifest:
    source = ImportedSource(SourceId("stcp"), "gtfs", f"sum of {name}", "segment", 0, kept)
    return Manifest(5, name, "porto", 1_695_193_200, (source,), {}, {}, {}, "stamp")


@pytest.fixture
def writer() -> Asked:
    return Asked()


@pytest.fixture
async def client(writer: Asked) -> AsyncIterator[Client]:
    ports = Ports(keys=Scopes(), writer=writer, generations=Two())
    app = make_app(holder(FakePlanner()), now, ports=ports)
    async with TestClient(TestServer(app)) as client:
        yield client
        assert app[DEFECTS].count == 0


async def test_lists_the_newest_first(client: Client) -> None:
    reply = await client.get(PATH)
    new, old = (await reply.json())["generations"]
    assert (new["id"], new["current"], old["id"], old["current"]) == ("g1", True, "g0", False)
    assert old["created"] == "2023-09-20T07:00:00Z"
    assert old["sources"] == [
        {
            "id": "stcp",
            "kind": "gtfs",
            "sha256": "sum of g0",
            "imported": "1970-01-01T00:00:00Z",
            "kept": "too small",
        }
    ]
    assert "kept" not in new["sources"][0]


@pytest.mark.parametrize(("body", "force"), [(None, False), ({}, False), ({"force": True}, True)])
async def test_an_import_is_asked_for(
    client: Client, writer: Asked, body: object, force: bool
) -> None:
    headers = {"Authorization": "Bearer staff"}
    reply = await client.post(PATH, json=body, headers=headers)
    assert (reply.status, await reply.json()) == (202, {"current": "g1"})
    assert writer.requests == [MakeGeneration(force)]


@pytest.mark.parametrize(("key", "status"), [("", 401), ("partner", 403), ("operator", 202)])
async def test_who_may_ask(client: Client, key: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    assert (await client.post(PATH, headers=headers)).status == status


async def test_a_body_that_makes_no_sense(client: Client, writer: Asked) -> None:
    headers = {"Authorization": "Bearer staff"}
    reply = await client.post(PATH, json={"force": "yes"}, headers=headers)
    assert reply.status == 400
    assert writer.requests == []
