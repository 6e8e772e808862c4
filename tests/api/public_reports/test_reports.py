"""`/v1/reports`: who may report, what is asked of the writer, what everybody and staff are told."""

import csv
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from api.served import Holder
from maas.errors import MaasError, NotFound, RateLimited, RecordsUnavailable
from maas.live import PublicReport
from maas.live.public_reports import ReportKind, ReportState
from maas.requests import Done, JudgeReport, Request, TakeReport
from maas.settings import ReportsSettings
from tests.api.keyed import Keys
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import NINE

PATH = "/v1/reports"
HERE = {"kind": "OBSTACLE", "lat": 41.1496, "lon": -8.6109}
EVIL = '=cmd|" /C calc"!A0<script>'
Client = TestClient[web.Request, web.Application]


def known(name: str, state: str = "UNVERIFIED", last: int = NINE, **members: Any) -> PublicReport:
    kind = ReportKind(members.pop("kind", "OBSTACLE"))
    at = members.pop("lat", 41.15), members.pop("lon", -8.611)
    return PublicReport(
        name, kind, ReportState(state), *at, NINE - 600, last, NINE + 3600, 7, 2, **members
    )


REPORTS = (
    known("old", last=NINE - 300, lat=41.2),
    known(
        "rich",
        "CONFIRMED",
        doubters=1,
        confidence=1.0,
        street="Rua do Almada",
        text="Pipe burst",
        said=((NINE, EVIL), (NINE, "second")),
    ),
    known("lift", "VERIFIED", NINE - 60, kind="LIFT_BROKEN", at="metro:1"),
    known("no", "REJECTED"),
    known("gone", "GONE"),
)


@dataclass
class FakeWriter:
    """Takes everything, or nothing."""

    error: MaasError | None = None
    asked: list[Request] = field(default_factory=list)

    async def ask(self, request: Request) -> Done:
        self.asked.append(request)
        if self.error is not None:
            raise self.error
        return Done(0, "a UNVERIFIED")


Connect = Callable[..., Awaitable[Client]]


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    async def start(writer: FakeWriter | None = None, is_open: bool = False) -> Client:
        served = replace(holder(FakePlanner()).current, reports=REPORTS)
        rules = ReportsSettings(is_open=is_open)
        ports = Ports(keys=Keys(), writer=writer or FakeWriter(), reporting=rules)
        clients.append(client := TestClient(TestServer(make_app(Holder(served), now, ports=ports))))
        await client.start_server()
        return client

    clients: list[Client] = []
    yield start
    for client in clients:
        assert client.app is not None and client.app[DEFECTS].count == 0
        await client.close()


async def asked(
    client: Client, method: str, path: str = "", told: Any = None, key: str = "partner"
) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    body = None if told is None else json.dumps(told).encode()
    reply = await client.request(method, f"{PATH}{path}", data=body, headers=headers)
    return reply.status, await reply.json(content_type=None)


async def names(client: Client, query: str = "", key: str = "") -> list[str]:
    body = (await asked(client, "GET", f"?{query}", key=key))[1]
    return [each["id"].removeprefix("reports:") for each in body["reports"]]


async def test_a_report_is_kept_by_the_writer(connect: Connect) -> None:
    client = await connect(writer := FakeWriter())
    headers = {"Authorization": "Bearer partner"}
    reply = await client.post(PATH, data=json.dumps(HERE), headers=headers)
    assert (reply.status, await reply.json()) == (201, {"id": "reports:a", "state": "UNVERIFIED"})
    assert reply.headers["Location"] == "/v1/reports/reports:a"
    [said] = writer.asked
    assert isinstance(said, TakeReport) and (said.key_id, said.seen) == ("k1", NINE)


@pytest.mark.parametrize(
    ("key", "closed", "is_open"),
    [("", 401, 201), ("nobody", 401, 401), ("staff", 403, 201), ("operator", 201, 201)],
)
async def test_partners_report_and_whoever_the_territory_lets(
    connect: Connect, key: str, closed: int, is_open: int
) -> None:
    assert (await asked(await connect(), "POST", told=HERE, key=key))[0] == closed
    client = await connect(writer := FakeWriter(), is_open=True)
    assert (await asked(client, "POST", told=HERE, key=key))[0] == is_open
    assert [each.key_id for each in writer.asked if isinstance(each, TakeReport) and not key] in (
        [],
        [""],
    )


async def test_limits_tell_whose_key_it_takes_and_how_much(connect: Connect) -> None:
    for is_open in (False, True):
        client = await connect(is_open=is_open)
        told = await (await client.get("/v1/limits")).json()
        assert ("POST /v1/reports" in told["scopes"]) is not is_open
        assert told["reports"] == {
            "needed": 3,
            "open": is_open,
            "perMinute": 6000,
            "reporterPerHour": 30,
        }


@pytest.mark.parametrize("name", ["a", "reports:a"])
async def test_staff_alone_say_whether_it_is_so(connect: Connect, name: str) -> None:
    client = await connect(writer := FakeWriter())
    assert (await asked(client, "POST", f"/{name}/confirm"))[0] == 403
    told = {"text": "Pipe burst"}
    assert (await asked(client, "POST", f"/{name}/confirm", told, "staff"))[0] == 200
    assert (await asked(client, "POST", f"/{name}/reject", key="operator"))[0] == 200
    assert writer.asked == [
        JudgeReport("a", is_so=True, text="Pipe burst"),
        JudgeReport("a", is_so=False),
    ]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RateLimited("too much", 12.3), 429, "RATE_LIMITED"),
        (NotFound("none"), 404, "NOT_FOUND"),
        (RecordsUnavailable("full"), 503, "RECORDS_UNAVAILABLE"),
    ],
)
async def test_what_the_writer_refuses_is_told(
    connect: Connect, error: MaasError, status: int, code: str
) -> None:
    client = await connect(FakeWriter(error))
    reply = await client.post(
        PATH, data=json.dumps(HERE), headers={"Authorization": "Bearer partner"}
    )
    assert (reply.status, (await reply.json())["code"]) == (status, code)
    assert reply.headers.get("Retry-After") == {429: "13", 503: "1"}.get(status)


async def test_those_seen_last_are_told_first_without_what_nobody_believes(
    connect: Connect,
) -> None:
    client = await connect()
    assert await names(client) == ["rich", "lift", "old"]
    assert await names(client, "state=REJECTED,GONE") == ["gone"]
    assert await names(client, "state=REJECTED,GONE", "staff") == ["gone", "no"]
    assert await names(client, "kind=LIFT_BROKEN") == ["lift"]
    assert await names(client, "at=metro:1") == ["lift"]
    assert await names(client, "bbox=-8.62,41.19,-8.6,41.21") == ["old"]
    body = (await asked(client, "GET", "?limit=1"))[1]
    assert (len(body["reports"]), body["truncated"]) == (1, True)


@pytest.mark.parametrize("query", ["bbox=1", "kind=UFO", "state=x", "limit=0", "format=xml"])
async def test_bad_parameters_are_named(connect: Connect, query: str) -> None:
    status, body = await asked(await connect(), "GET", f"?{query}")
    assert (status, body["parameter"]) == (400, query.partition("=")[0])


async def test_all_that_everybody_is_told_of_one_and_what_staff_are(connect: Connect) -> None:
    client = await connect()
    status, told = await asked(client, "GET", "/rich", key="")
    assert (status, told) == (
        200,
        {
            "id": "reports:rich",
            "kind": "OBSTACLE",
            "state": "CONFIRMED",
            "lat": 41.15,
            "lon": -8.611,
            "first": "2023-09-20T06:50:00Z",
            "last": "2023-09-20T07:00:00Z",
            "until": "2023-09-20T08:00:00Z",
            "reports": 7,
            "witnesses": 2,
            "doubters": 1,
            "confidence": 1.0,
            "street": "Rua do Almada",
            "text": "Pipe burst",
        },
    )
    assert (await asked(client, "GET", "/rich"))[1] == told
    said = (await asked(client, "GET", "/reports:rich", key="staff"))[1]["said"]
    assert [each["text"] for each in said] == [EVIL, "second"]
    for gone in ("none", "x:y", "%00"):
        assert (await asked(client, "GET", f"/{gone}"))[0] == 404


async def test_reports_as_points(connect: Connect) -> None:
    reply = await (await connect()).get(PATH, headers={"Accept": "application/geo+json"})
    assert reply.content_type == "application/geo+json"
    text = await reply.text()
    features = json.loads(text)["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [-8.611, 41.15]}
    assert "script" not in text


@pytest.mark.parametrize("key", ["", "staff"])
async def test_no_cell_of_a_table_is_a_formula(connect: Connect, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    reply = await (await connect()).get(f"{PATH}?format=csv", headers=headers)
    assert reply.content_type == "text/csv"
    rows = list(csv.DictReader(io.StringIO(await reply.text())))
    assert [row["id"] for row in rows] == ["reports:rich", "reports:lift", "reports:old"]
    assert (rows[0]["lat"], rows[0]["street"], rows[1]["at"]) == (
        "41.15",
        "Rua do Almada",
        "metro:1",
    )
    said = rows[0].get("said")
    assert said == (f"'{EVIL} / second" if key else None)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
