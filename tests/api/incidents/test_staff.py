"""`/v1/incidents` of staff: who may write, what is asked of the writer, what staff alone see."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from maas.errors import ChangedMeanwhile, MaasError, NotFound, QuotaReached, TooLate, WriterAway
from maas.live import Incident
from maas.live.incidents import IncidentKind
from maas.live.written import WritingStatus
from maas.records import KeptIncident
from maas.requests import WithdrawIncident, WriteIncidents
from tests.api.keyed import FakeWriter, Keys
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import NINE

PATH = "/v1/incidents"
CLOSURE = {"kind": "CLOSURE", "line": [[41.148, -8.611], [41.1485, -8.612]], "id": "a"}
Client = TestClient[web.Request, web.Application]
LINE = ((41.148, -8.611), (41.1485, -8.612))


def version(n: int, status: str = "PUBLISHED", name: str = "a", **members: Any) -> KeptIncident:
    incident = Incident(name, IncidentKind.WORKS, LINE, begin=NINE, **members)
    return KeptIncident((incident,), WritingStatus(status), n, NINE + n, "k1", "Town hall <b>")


@dataclass(frozen=True)
class Writings:
    """Has what it is given."""

    versions: Sequence[KeptIncident] = ()

    async def all(self, since: int) -> Sequence[KeptIncident]:
        return [each for each in self.versions if each.until is None or each.until > since]

    async def history(self, name: str) -> Sequence[KeptIncident]:
        return [each for each in self.versions if each.id == name]


Connect = Callable[..., Awaitable[Client]]


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    async def start(
        writer: FakeWriter | None = None, versions: Sequence[KeptIncident] = ()
    ) -> Client:
        ports = Ports(keys=Keys(), writer=writer or FakeWriter(), writings=Writings(versions))
        app = make_app(holder(FakePlanner()), now, ports=ports)
        clients.append(client := TestClient(TestServer(app)))
        await client.start_server()
        return client

    clients: list[Client] = []
    yield start
    for client in clients:
        assert client.app is not None and client.app[DEFECTS].count == 0
        await client.close()


async def asked(
    client: Client, method: str, path: str = "", told: Any = None, key: str = "staff"
) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    body = told if isinstance(told, bytes) or told is None else json.dumps(told).encode()
    reply = await client.request(method, PATH + path, data=body, headers=headers)
    return reply.status, await reply.json()


async def test_an_incident_is_published_by_the_writer(connect: Connect) -> None:
    client = await connect(writer := FakeWriter())
    assert await asked(client, "POST", told=CLOSURE) == (201, {"id": "incidents:a", "number": 7})
    [request] = writer.asked
    assert isinstance(request, WriteIncidents)
    assert (request.key_id, request.key_name) == ("k1", "somebody")
    [written] = request.written
    assert (written.id, written.incidents[0].line) == ("a", LINE)


async def test_it_says_where_the_incident_is(connect: Connect) -> None:
    client = await connect()
    headers = {"Authorization": "Bearer operator"}
    reply = await client.post(PATH, data=json.dumps(CLOSURE), headers=headers)
    assert reply.headers["Location"] == "/v1/incidents/incidents:a"


@pytest.mark.parametrize("name", ["a", "incidents:a"])
async def test_an_incident_is_changed_and_withdrawn_by_its_id(connect: Connect, name: str) -> None:
    client = await connect(writer := FakeWriter())
    done = (200, {"id": "incidents:a", "number": 7})
    assert await asked(client, "PUT", f"/{name}", CLOSURE) == done
    assert await asked(client, "DELETE", f"/{name}") == done
    assert writer.asked[1] == WithdrawIncident("a", "k1", "somebody")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", ""),
        ("PUT", "/a"),
        ("DELETE", "/a"),
        ("GET", "/own"),
        ("GET", "/a/history"),
    ],
)
async def test_only_staff_and_the_operator_come_in(
    connect: Connect, method: str, path: str
) -> None:
    client = await connect(writer := FakeWriter(), [version(1)])
    for key, status in (("", 401), ("wrong", 401), ("partner", 403), ("exchange", 403)):
        assert (await asked(client, method, path, CLOSURE, key))[0] == status
    assert writer.asked == []
    assert (await asked(client, method, path, CLOSURE, "operator"))[0] in (200, 201)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/own", "GET, HEAD, OPTIONS"),
        ("/check", "OPTIONS, POST"),
        ("/import", "OPTIONS, POST"),
        ("/owners", "DELETE, GET, HEAD, OPTIONS, PUT"),
    ],
)
async def test_what_has_an_address_of_its_own_is_no_incident(
    connect: Connect, path: str, allowed: str
) -> None:
    client = await connect()
    reply = await client.options(PATH + path)
    assert reply.headers["Allow"] == allowed


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 5000])
async def test_what_is_no_incident_is_refused(connect: Connect, body: bytes) -> None:
    client = await connect(writer := FakeWriter())
    status, problem = await asked(client, "POST", told=body)
    assert (status, problem["code"], problem["parameter"]) == (400, "BAD_PARAMETER", "body")
    assert writer.asked == []


async def test_what_lies_elsewhere_is_refused(connect: Connect) -> None:
    client = await connect()
    status, problem = await asked(client, "POST", told=CLOSURE | {"line": [[48, 2], [48.1, 2]]})
    assert (status, problem["code"], problem["parameter"]) == (422, "OUTSIDE_BOUNDS", "line")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("no"), 404),
        (TooLate("over"), 409),
        (ChangedMeanwhile("newer"), 409),
        (QuotaReached("full"), 409),
        (WriterAway("gone"), 503),
    ],
)
async def test_what_the_writer_refuses_is_told(
    connect: Connect, error: MaasError, status: int
) -> None:
    client = await connect(FakeWriter(error))
    told, problem = await asked(client, "PUT", "/a", CLOSURE)
    assert (told, problem["code"], problem["detail"]) == (status, error.code, str(error))


async def test_staff_see_drafts_and_what_was(connect: Connect) -> None:
    versions = [
        version(1, "DRAFT", "b"),
        version(2, "WITHDRAWN", "c", end=NINE),
        replace(version(4), at=NINE),
    ]
    client = await connect(versions=versions)
    _, body = await asked(client, "GET", "/own")
    assert [each["id"] for each in body["incidents"]] == ["incidents:b", "incidents:a"]
    _, body = await asked(client, "GET", "/own?past=1&status=WITHDRAWN,PUBLISHED&limit=1")
    [gone] = body["incidents"]
    assert (gone["id"], gone["newest"]["status"], body["truncated"]) == (
        "incidents:c",
        "WITHDRAWN",
        True,
    )


async def test_history_says_who_changed_what_and_when(connect: Connect) -> None:
    versions = [
        version(1, "DRAFT"),
        version(2, text="Burst pipe"),
        version(3, "WITHDRAWN", text="Burst pipe", end=NINE + 3),
    ]
    client = await connect(versions=versions)
    status, body = await asked(client, "GET", "/incidents:a/history")
    assert (status, body["id"]) == (200, "incidents:a")
    told = [(each["version"], each["status"], each.get("changed")) for each in body["versions"]]
    assert told == [
        (1, "DRAFT", None),
        (2, "PUBLISHED", ["status", "text"]),
        (3, "WITHDRAWN", ["end"]),
    ]
    first = body["versions"][0]
    assert (first["by"], first["key"], first["at"]) == (
        "Town hall <b>",
        "k1",
        "2023-09-20T07:00:01Z",
    )
    assert first["incident"]["line"] == [list(each) for each in LINE]
    assert (await asked(client, "GET", "/b/history"))[0] == 404
    assert (await asked(client, "GET", "/other:a/history"))[0] == 404


async def test_what_staff_see_may_be_sent_again(connect: Connect) -> None:
    client = await connect(writer := FakeWriter(), [version(4)])
    _, body = await asked(client, "GET", "/own")
    assert (await asked(client, "PUT", "/a", body["incidents"][0]["newest"]["incident"]))[0] == 200
    [request] = writer.asked
    assert isinstance(request, WriteIncidents)
    [written] = request.written
    assert (written.version, written.incidents) == (4, version(4).incidents)
