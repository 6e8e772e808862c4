"""The journal as staff and other platforms see it, over a real server."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from api.served import Holder
from maas.app.exchange_book import ExchangeBook
from maas.clock import Clock
from maas.keys import Key, Scope
from maas.live.incidents import Incident, IncidentKind
from maas.records import open_records
from tests.api.world import now
from tests.itineraries import NINE
from tests.roadworld import laid, served

Client = TestClient[web.Request, web.Application]
JOURNAL = "/v1/exchange/journal"
CLOSED = Incident("bridge", IncidentKind.CLOSURE, begin=NINE, is_closed=True)
KEYS = {
    "maas_staff": Key("1", "Town hall", Scope.STAFF, 0),
    "maas_waze": Key("2", "Waze", Scope.EXCHANGE, 0),
    "maas_other": Key("3", "", Scope.EXCHANGE, 0),
    "maas_app": Key("4", "An app", Scope.PARTNER, 0),
}


@dataclass(frozen=True)
class Some:
    """Some keys."""

    async def find(self, secret: str) -> Key | None:
        return KEYS.get(secret)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    book = ExchangeBook(open_records(tmp_path), Clock(NINE, 0, 0.0, lambda: 0.0))
    world = served(laid(CLOSED, "EC"), laid(closed("lane"), "FG"), laid(closed("nowhere")))
    client = TestClient(
        TestServer(make_app(Holder(world), now, ports=Ports(keys=Some(), exchanges=book)))
    )
    await client.start_server()
    yield client
    assert client.app is not None
    assert client.app[DEFECTS].count == 0
    await client.close()


def closed(name: str) -> Incident:
    return Incident(name, IncidentKind.CLOSURE, begin=NINE, is_closed=True)


async def get(client: Client, path: str, secret: str = "", **headers: str) -> Any:
    sent = {**headers, **({"Authorization": f"Bearer {secret}"} if secret else {})}
    reply = await client.get(path, headers=sent)
    return reply.status, reply.headers, await reply.read()


async def journal(client: Client, secret: str = "maas_staff", **query: str) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {secret}"}
    reply = await client.get(JOURNAL, headers=headers, params=query)
    return reply.status, await reply.json()


async def test_what_was_given_is_added_up_for_each_partner(client: Client) -> None:
    _, headers, body = await get(client, "/exchange/cifs.xml", "maas_waze")
    await get(client, "/exchange/cifs.xml", "maas_waze", **{"If-None-Match": headers["ETag"]})
    await get(client, "/exchange/cifs.json")
    await get(client, "/exchange/cifs.nothing")
    _, told = await journal(client)
    found = {entry["partner"]: entry for entry in told["entries"]}
    assert set(found) == {"Waze", "anonymous"}
    waze = found["Waze"]
    assert [waze[each] for each in ("times", "unchanged", "items")] == [2, 1, 1]
    assert 0 < waze["bytes"] < len(body)  # as it was sent: packed
    assert waze["digest"] in headers["ETag"]
    assert (waze["way"], waze["subject"]) == ("GIVEN", "/exchange/cifs.xml")
    assert waze["hour"] == "2023-09-20T07:00:00Z"
    assert told["isComplete"]


async def test_what_cannot_be_told_is_listed_for_the_town(client: Client) -> None:
    _, told = await journal(client)
    missing = [(each["output"], each["id"], each["reason"]) for each in told["untold"]]
    assert missing == [
        ("/exchange/cifs.xml", "incidents:lane", "NO_STREET"),
        ("/exchange/cifs.xml", "incidents:nowhere", "NO_PLACE"),
        ("/exchange/regulations.xml", "incidents:nowhere", "NO_PLACE"),
    ]
    assert (told["untold"][0]["pieces"], told["untold"][0]["isTold"]) == (1, False)
    assert (await journal(client, "maas_waze"))[1]["untold"] == []


async def test_another_platform_sees_its_own(client: Client) -> None:
    for secret in ("maas_waze", "maas_other", ""):
        await get(client, "/exchange/cifs.xml", secret)
    assert [e["partner"] for e in (await journal(client, "maas_waze"))[1]["entries"]] == ["Waze"]
    assert [e["partner"] for e in (await journal(client, "maas_other"))[1]["entries"]] == ["3"]
    assert (await journal(client, "maas_waze", partner="anonymous"))[0] == 403
    assert (await journal(client, "maas_app"))[0] == 403
    _, told = await journal(client, partner="anonymous")
    assert [entry["partner"] for entry in told["entries"]] == ["anonymous"]


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2023-09-21T00:00:00Z"},
        {"from": "2021-09-20T00:00:00Z"},
        {"from": "yesterday"},
        {"partner": "x" * 201},
    ],
)
async def test_senseless_spans_are_refused(client: Client, query: dict[str, str]) -> None:
    assert (await journal(client, **query))[0] == 400


async def test_hours_outside_of_the_span_are_not_told(client: Client) -> None:
    await get(client, "/exchange/cifs.xml")
    span = {"from": "2023-09-20T05:00:00Z", "to": "2023-09-20T07:00:00Z"}
    assert (await journal(client, **span))[1]["entries"] == []
    span = {"from": "2023-09-20T07:00:00Z"}
    assert len((await journal(client, **span))[1]["entries"]) == 1
