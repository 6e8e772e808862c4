"""`/v1/carpools`: who may publish, what is asked of the writer, what everybody is told."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from api.served import Holder, SourceState
from maas.errors import MaasError, NotFound, NotYours, QuotaReached, RecordsUnavailable, WriterAway
from maas.live import RideOffer
from maas.live.offers import Waypoint, Weekly
from maas.model import SourceId
from maas.requests import PublishOffer, WithdrawOffer
from routing.carpool.offers import KnownOffer, Offers
from tests.api.carpool.test_reading import AMARILLO, MAIA, ONCE, WAY
from tests.api.keyed import FakeWriter, Keys
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import NINE

PATH = "/v1/carpools"
Client = TestClient[web.Request, web.Application]
ENDS = (Waypoint(41.148, -8.611, "Aliados", 0), Waypoint(41.235, -8.62))
SOURCES = (
    SourceState("carpools", "carpools", is_live=True),
    SourceState("agency", "amarillo", is_live=True),
    SourceState("karos", "standard-covoiturage", is_live=True),
)


def known(name: str, leaves: int, source: str = "carpools", **members: Any) -> KnownOffer:
    offer = RideOffer(name, members.pop("waypoints", ENDS), leaves, **members)
    return KnownOffer(f"{source}:{name}", SourceId(source), offer, NINE - 60)


RICH = known("rich", NINE + 7200, seats=2, path=WAY, driver="Rita", url="javascript:alert(1)")
OFFERS = (
    RICH,
    known("soon", NINE + 600),
    known("theirs", NINE + 900, "agency", waypoints=(ENDS[1], Waypoint(41.5, -8.4))),
    known("secret", NINE + 900, "karos"),
    KnownOffer(
        "carpools:often",
        SourceId("carpools"),
        RideOffer("often", ENDS, weekly=Weekly((3,), 27_000)),
        NINE,
    ),
)


Connect = Callable[..., Awaitable[Client]]


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    async def start(writer: FakeWriter | None = None) -> Client:
        served = replace(holder(FakePlanner(offers=Offers(OFFERS))).current, sources=SOURCES)
        ports = Ports(keys=Keys(), writer=writer or FakeWriter())
        clients.append(client := TestClient(TestServer(make_app(Holder(served), now, ports=ports))))
        await client.start_server()
        return client

    clients: list[Client] = []
    yield start
    for client in clients:
        assert client.app is not None and client.app[DEFECTS].count == 0
        await client.close()


async def asked(
    client: Client, method: str, path: str = PATH, told: Any = None, key: str = "partner"
) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    body = told if isinstance(told, bytes) or told is None else json.dumps(told).encode()
    reply = await client.request(method, path, data=body, headers=headers)
    return reply.status, await reply.json()


async def names(client: Client, query: str = "") -> list[str]:
    body = await (await client.get(f"{PATH}?{query}")).json()
    return [each["id"] for each in body["carpools"]]


async def test_an_offer_is_published_by_the_writer(connect: Connect) -> None:
    client = await connect(writer := FakeWriter())
    status, body = await asked(client, "POST", told=ONCE | {"id": "a"})
    assert (status, body) == (201, {"id": "carpools:a", "number": 7})
    [request] = writer.asked
    assert isinstance(request, PublishOffer)
    assert (request.offer.id, request.key_id, request.by_operator) == ("a", "k1", False)


async def test_it_says_where_the_offer_is(connect: Connect) -> None:
    client = await connect()
    headers = {"Authorization": "Bearer partner"}
    reply = await client.post(PATH, data=json.dumps(AMARILLO), headers=headers)
    assert reply.headers["Location"] == "/v1/carpools/carpools:a"
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["b", "carpools:b"])
async def test_an_offer_is_changed_and_withdrawn_by_its_id(connect: Connect, name: str) -> None:
    client = await connect(writer := FakeWriter())
    done = (200, {"id": "carpools:b", "number": 7})
    assert await asked(client, "PUT", f"{PATH}/{name}", ONCE) == done
    assert await asked(client, "DELETE", f"{PATH}/{name}", key="operator") == done
    assert writer.asked[1] == WithdrawOffer("b", "k1", by_operator=True)


@pytest.mark.parametrize(
    ("key", "status"),
    [("", 401), ("nobody", 401), ("staff", 403), ("exchange", 403), ("operator", 201)],
)
async def test_only_partners_and_the_operator_publish(
    connect: Connect, key: str, status: int
) -> None:
    client = await connect(writer := FakeWriter())
    assert (await asked(client, "POST", told=ONCE, key=key))[0] == status
    assert len(writer.asked) == (status == 201)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotYours("another's"), 403, "NOT_YOURS"),
        (QuotaReached("enough"), 409, "QUOTA_REACHED"),
        (NotFound("none"), 404, "NOT_FOUND"),
        (RecordsUnavailable("full"), 503, "RECORDS_UNAVAILABLE"),
        (WriterAway("away"), 503, "WRITER_AWAY"),
    ],
)
async def test_what_the_writer_refuses_is_told(
    connect: Connect, error: MaasError, status: int, code: str
) -> None:
    client = await connect(FakeWriter(error))
    found = await asked(client, "PUT", f"{PATH}/a", ONCE)
    assert (found[0], found[1]["code"]) == (status, code)
    assert (await asked(client, "DELETE", f"{PATH}/a"))[0] == status


async def test_what_is_not_published_here_is_not_changed_here(connect: Connect) -> None:
    client = await connect(writer := FakeWriter())
    assert (await asked(client, "PUT", f"{PATH}/agency:theirs", ONCE))[0] == 404
    assert (await asked(client, "DELETE", f"{PATH}/agency:theirs"))[0] == 404
    assert writer.asked == []


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"", "body"),
        (b"[]", "body"),
        (json.dumps(ONCE | {"seats": -1}).encode(), "seats"),
        (json.dumps(ONCE | {"lastName": "x"}).encode(), "lastName"),
        (json.dumps(ONCE | {"waypoints": [MAIA, MAIA]}).encode(), "waypoints"),
    ],
)
async def test_a_bad_body_is_refused_before_the_writer_is_asked(
    connect: Connect, body: bytes, where: str
) -> None:
    client = await connect(writer := FakeWriter())
    status, problem = await asked(client, "POST", told=body)
    assert (status, problem["code"], problem["parameter"]) == (400, "BAD_PARAMETER", where)
    assert writer.asked == []


async def test_a_body_that_is_too_large_or_lies_about_its_encoding_is_refused(
    connect: Connect,
) -> None:
    client = await connect()
    headers = {"Authorization": "Bearer partner"}
    reply = await client.post(PATH, data=BytesIO(b" " * 1_100_000), headers=headers)
    assert reply.status == 413
    headers["Content-Encoding"] = "gzip"
    reply = await client.post(PATH, data=b"{}", headers=headers)
    assert reply.status == 400


async def test_offers_are_told_by_when_they_leave_without_those_of_operators(
    connect: Connect,
) -> None:
    client = await connect()
    everything = ["carpools:soon", "agency:theirs", "carpools:rich", "carpools:often"]
    assert await names(client) == everything
    assert await names(client, "after=2023-09-20T07:12:00Z&before=2023-09-20T08:00:00Z") == [
        "agency:theirs"
    ]
    assert await names(client, "bbox=-8.45,41.4,-8.35,41.6") == ["agency:theirs"]
    assert await names(client, "place=41.149,-8.612&radius=500") == [everything[0], *everything[2:]]
    first = await (await client.get(f"{PATH}?limit=1")).json()
    assert (len(first["carpools"]), first["truncated"]) == (1, True)


@pytest.mark.parametrize(
    "query",
    ["bbox=1", "bbox=5,5,1,1", "place=x", "radius=-1", "limit=0", "limit=5000", "after=now",
     "before=2023-01-01T00:00:00Z", "format=xml"],
)  # fmt: skip
async def test_bad_parameters_are_named(connect: Connect, query: str) -> None:
    reply = await (await connect()).get(f"{PATH}?{query}")
    assert (reply.status, (await reply.json())["parameter"]) == (400, query.partition("=")[0])


async def test_one_offer_and_all_that_is_told_of_it(connect: Connect) -> None:
    client = await connect()
    body = await (await client.get(f"{PATH}/rich")).json()
    assert body.pop("path")["precision"] == 5
    assert body == {
        "id": "carpools:rich",
        "source": "carpools",
        "kind": "PLANNED",
        "departure": "2023-09-20T09:00:00Z",
        "knownAt": "2023-09-20T06:59:00Z",
        "waypoints": [
            {"lat": 41.148, "lon": -8.611, "name": "Aliados", "after": 0},
            {"lat": 41.235, "lon": -8.62},
        ],
        "seats": 2,
        "driver": {"alias": "Rita"},
    }  # nobody is led where no web is
    often = await (await client.get(f"{PATH}/carpools:often")).json()
    assert often["departure"] == "2023-09-21T06:30:00Z"
    assert often["weekly"] == {"weekdays": ["THU"], "time": "07:30:00"}
    assert (await client.get(f"{PATH}/agency:theirs")).status == 200
    for gone in ("karos:secret", "carpools:none", "none", "%00", "a:b:c"):
        assert (await client.get(f"{PATH}/{gone}")).status == 404


async def test_offers_as_features(connect: Connect) -> None:
    client = await connect()
    reply = await client.get(f"{PATH}?limit=3", headers={"Accept": "application/geo+json"})
    assert reply.content_type == "application/geo+json"
    features = (await reply.json(content_type=None))["features"]
    lines = {each["id"]: each["geometry"]["coordinates"] for each in features}
    assert lines["carpools:rich"] == [[lon, lat] for lat, lon in WAY]
    assert lines["carpools:soon"] == [[-8.611, 41.148], [-8.62, 41.235]]
