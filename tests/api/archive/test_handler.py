"""Raw messages, handed out as they came."""

import asyncio
import io
import os
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.limits import MAX_MESSAGES
from api.ports import Ports
from api.served import Holder, SourceState
from maas.app.stored import StoredMessages
from maas.archive import Archive
from maas.keys import Key, Scope
from maas.model import SourceId
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import NINE

PATH = "/v1/sources/rt/archive"
STAFF = {"Authorization": "Bearer staff"}
Client = TestClient[web.Request, web.Application]


class Scopes:
    """Everybody's word is a key of its name's scope."""

    async def find(self, secret: str) -> Key | None:
        return Key("1", "somebody", Scope(secret), created=0)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "archive")
    for number in range(1, 11):
        at = NINE - 7200 + number * 720
        archive.append(SourceId("rt"), number, at, b"message %d" % number)
    return archive


@pytest.fixture
async def client(tmp_path: Path, archive: Archive) -> AsyncIterator[Client]:
    served = holder(FakePlanner()).current
    served = replace(served, sources=(SourceState("rt", "gtfs-rt", is_live=True),))
    ports = Ports(keys=Scopes(), messages=StoredMessages(tmp_path))
    app = make_app(Holder(served), now, ports=ports)
    async with TestClient(TestServer(app)) as client:
        yield client
        assert app[DEFECTS].count == 0


async def unpacked(client: Client, query: str = "") -> dict[str, bytes]:
    reply = await client.get(PATH + query, headers=STAFF)
    assert (reply.status, reply.content_type) == (200, "application/zip")
    assert reply.headers["Maas-Version"] == "g1.7"
    with zipfile.ZipFile(io.BytesIO(await reply.read())) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


async def test_a_span(client: Client) -> None:
    found = await unpacked(client, "?from=2023-09-20T05:24:00Z&to=2023-09-20T05:36:00Z")
    assert found == {
        "20230920T052400Z-000002.pb": b"message 2",
        "20230920T053600Z-000003.pb": b"message 3",
    }


async def test_the_last_hour_where_no_span_is_given(client: Client) -> None:
    assert list((await unpacked(client)).values()) == [b"message %d" % n for n in range(5, 11)]


async def test_one_message(client: Client) -> None:
    reply = await client.get(f"{PATH}?number=2", headers=STAFF)
    assert (reply.status, await reply.read()) == (200, b"message 2")
    assert (await client.get(f"{PATH}?number=77", headers=STAFF)).status == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?from=2023-09-20T06:00:00Z&to=2023-09-20T05:00:00Z", 400),
        ("?from=yesterday", 400),
        ("?number=0", 400),
    ],
)
async def test_senseless_spans(client: Client, query: str, status: int) -> None:
    assert (await client.get(PATH + query, headers=STAFF)).status == status


@pytest.mark.parametrize(("key", "status"), [("", 401), ("partner", 403), ("operator", 200)])
async def test_who_may_have_them(client: Client, key: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    assert (await client.get(PATH, headers=headers)).status == status


async def test_no_more_than_can_be_sent(client: Client, archive: Archive) -> None:
    for number in range(MAX_MESSAGES):
        archive.append(SourceId("rt"), number, NINE, b"")
    reply = await client.get(PATH, headers=STAFF)
    assert reply.status == 400
    assert "shorter span" in (await reply.json())["detail"]


async def test_who_leaves_while_a_message_is_packed_is_no_defect(
    client: Client, archive: Archive
) -> None:
    archive.append(SourceId("rt"), 11, NINE, os.urandom(12_000_000))
    reply = await client.get(f"{PATH}?from=2023-09-20T07:00:00Z", headers=STAFF)
    await reply.content.readany()  # the one before; this one takes 0.3 s
    await asyncio.sleep(0.05)
    reply.close()
    await asyncio.sleep(0.6)


async def test_what_was_damaged_leaves_a_note(client: Client, tmp_path: Path) -> None:
    path = next((tmp_path / "archive/rt").glob("*.tail"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    found = await unpacked(client)
    assert found["20230920T070000Z-000010.missing.txt"] == b"this message cannot be read any more"
    assert len(found) == 6
