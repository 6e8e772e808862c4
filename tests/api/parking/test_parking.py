"""`/v1/parking`: what is free is told with its age, and nothing unknown as a number."""

from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from api.openapi import document
from api.routes import ROUTES
from maas.live.parking import BayKind, Bays, ParkingKind, TariffStep, Users
from maas.model import LatLon
from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.api.world import now
from tests.lines import planner_over
from tests.sites import parking, site

NEAR, FAR = LatLon(41.151, -8.61), LatLon(41.158, -8.61)
PLACE = "41.1502,-8.61"

RICH = site(
    "rich",
    NEAR,
    12,
    kind=ParkingKind.CAR_PARK,
    max_height_m=1.9,
    max_stay_s=86_400,
    has_fee=True,
    tariff=(TariffStep(3600, Decimal("1.50")), TariffStep(7200, Decimal("2.80"))),
    currency="EUR",
    fee_text="1,50 € / h",
    opening_hours="24/7",
    bays=(Bays(BayKind.DISABLED, 4, 1), Bays(BayKind.CHARGING, 2)),
    is_park_and_ride=True,
    operator="Saba",
    address="Rua 1",
    url="https://example.org/rich",
    osm_id="way/7",
)
UNKNOWN = site("unknown", FAR, None, source="osm", capacity=None, name="")
CLIENTS = site("clients", NEAR, 3, users=Users.CUSTOMERS, known_at=now() - 301)


@pytest.fixture(scope="module")
def planner() -> Planner:
    """One line without streets: one walks straight."""
    return planner_over({}).with_parking(parking(None, UNKNOWN, CLIENTS, RICH))


@pytest.fixture
async def client(planner: Planner, connect: Connect) -> Client:
    return await connect(planner)


async def get(client: Client, query: str, status: int = 200) -> Any:
    reply = await client.get(f"/v1/parking?{query}")
    assert reply.status == status
    return await reply.json()


async def ids(client: Client, query: str) -> str:
    return " ".join(each["id"] for each in (await get(client, query))["parking"])


async def test_a_site_tells_all_that_is_known_of_it(client: Client) -> None:
    found = await get(client, f"place={PLACE}&limit=1")
    assert found["place"]["lat"] == 41.1502
    [rich] = found["parking"]
    assert rich == {
        "id": "cars:rich",
        "name": "Park rich",
        "lat": 41.151,
        "lon": -8.61,
        "purpose": "CAR",
        "kind": "CAR_PARK",
        "capacity": 100,
        "free": 12,
        "openingStatus": "OPEN",
        "room": "FREE",
        "users": "ALL",
        "dataSource": "cars",
        "dataAge": 60,
        "countedAt": "2023-09-20T06:59:00Z",
        "sources": ["cars:rich"],
        "driveTime": None,
        "walkTime": 97,
        "price": rich["price"],
        "distance": 89.0,
        "disabled": {"capacity": 4, "free": 1},
        "maxHeight": 1.9,
        "maxStay": 86400,
        "hasFee": True,
        "feeText": "1,50 € / h",
        "tariff": [{"upTo": 3600, "amount": 1.5}, {"upTo": 7200, "amount": 2.8}],
        "currency": "EUR",
        "openingHours": "24/7",
        "parkAndRide": True,
        "bays": [
            {"kind": "DISABLED", "capacity": 4, "free": 1},
            {"kind": "CHARGING", "capacity": 2, "free": None},
        ],
        "operator": "Saba",
        "address": "Rua 1",
        "url": "https://example.org/rich",
        "osmId": "way/7",
    }
    price = rich["price"]
    assert (price["amount"], price["currency"], price["duration"]) == (2.8, "EUR", 7200)


async def test_unknown_is_null_and_old_is_said_to_be(client: Client) -> None:
    found = (await get(client, f"place={PLACE}"))["parking"]
    assert [each["id"] for each in found] == ["cars:rich", "osm:unknown", "cars:clients"]
    _, unknown, clients = found
    members = ("capacity", "free", "dataAge", "driveTime", "price")
    assert [unknown[name] for name in members] == [None] * 5
    assert not {"stale", "countedAt", "disabled", "hasFee"} & unknown.keys()
    assert (unknown["room"], unknown["dataSource"]) == ("UNKNOWN", "osm")
    assert (clients["room"], clients["users"]) == ("NONE", "CUSTOMERS")
    assert (clients["dataAge"], clients["stale"]) == (now() - (now() - 301), True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"place={PLACE}&radius=100", "cars:rich cars:clients"),
        (f"place={PLACE}&limit=2", "cars:rich osm:unknown"),
        (f"place={PLACE}&freeOnly=true", "cars:rich"),
        (f"place={PLACE}&disabled=true", "cars:rich"),
        (f"place={PLACE}&maxHeight=2.1", "osm:unknown cars:clients"),
        (f"place={PLACE}&purpose=BIKE", ""),
        (f"place={PLACE}&purpose=CAR,BIKE&sort=price", "cars:rich osm:unknown cars:clients"),
        ("place=bus:M&radius=10000", "cars:rich osm:unknown cars:clients"),
        ("bbox=-8.62,41.155,-8.60,41.16", "osm:unknown"),
        (f"bbox=-8.62,41.155,-8.60,41.16&place={PLACE}&radius=100", ""),
        ("bbox=-8.62,41.15,-8.60,41.16", "cars:rich osm:unknown cars:clients"),
    ],
)
async def test_parameters_choose(client: Client, query: str, expected: str) -> None:
    assert await ids(client, query) == expected


async def test_what_is_left_out_is_said(client: Client) -> None:
    assert "truncated" not in await get(client, f"place={PLACE}")
    assert (await get(client, f"place={PLACE}&limit=2"))["truncated"] is True


async def test_in_a_box_nothing_is_walked(client: Client) -> None:
    [found] = (await get(client, "bbox=-8.62,41.155,-8.60,41.16"))["parking"]
    assert found["walkTime"] is None
    assert "place" not in await get(client, "bbox=-8.62,41.155,-8.60,41.16")


@pytest.mark.parametrize(
    ("query", "status", "code", "parameter"),
    [
        ("", 400, "BAD_PARAMETER", "place"),
        ("radius=100", 400, "BAD_PARAMETER", "place"),
        ("place=91,8", 400, "BAD_PARAMETER", "place"),
        ("place=10,10", 422, "OUTSIDE_BOUNDS", "place"),
        (f"place={PLACE}&fromPlace=10,10", 422, "OUTSIDE_BOUNDS", "fromPlace"),
        ("place=bus:X", 404, "NOT_FOUND", None),
        (f"place={PLACE}&radius=10001", 400, "BAD_PARAMETER", "radius"),
        (f"place={PLACE}&radius=-1", 400, "BAD_PARAMETER", "radius"),
        (f"place={PLACE}&sort=mood", 400, "BAD_PARAMETER", "sort"),
        (f"place={PLACE}&limit=0", 400, "BAD_PARAMETER", "limit"),
        (f"place={PLACE}&limit=5001", 400, "BAD_PARAMETER", "limit"),
        (f"place={PLACE}&purpose=BOAT", 400, "BAD_PARAMETER", "purpose"),
        (f"place={PLACE}&maxHeight=low", 400, "BAD_PARAMETER", "maxHeight"),
        (f"place={PLACE}&vehicleClass=electric", 400, "BAD_PARAMETER", "vehicleClass"),
        (f"place={PLACE}&format=xml", 400, "BAD_PARAMETER", "format"),
        ("bbox=1,2,3", 400, "BAD_PARAMETER", "bbox"),
        ("bbox=-8.6,41.1,-8.7,41.2", 400, "BAD_PARAMETER", "bbox"),
    ],
)
async def test_errors_name_the_parameter(
    client: Client, query: str, status: int, code: str, parameter: str | None
) -> None:
    problem = await get(client, query, status)
    assert (problem["code"], problem.get("parameter")) == (code, parameter)


async def test_as_geojson_the_same_is_told(client: Client) -> None:
    by_name = await client.get(f"/v1/parking?place={PLACE}&format=geojson")
    accept = {"Accept": "application/geo+json"}
    reply = await client.get(f"/v1/parking?place={PLACE}", headers=accept)
    assert reply.content_type == by_name.content_type == "application/geo+json"
    assert reply.headers["Vary"].startswith("Accept")
    told = await reply.json(content_type=None)
    assert told == await by_name.json(content_type=None)
    assert told["type"] == "FeatureCollection"
    plain = (await get(client, f"place={PLACE}"))["parking"]
    assert [each["properties"] for each in told["features"]] == plain
    first = told["features"][0]
    assert (first["type"], first["id"]) == ("Feature", "cars:rich")
    assert first["geometry"] == {"type": "Point", "coordinates": [-8.61, 41.151]}


async def test_answers_are_what_the_document_says(client: Client) -> None:
    described = document(ROUTES, "1")
    answer = described["paths"]["/v1/parking"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    found = await get(client, f"place={PLACE}")
    jsonschema.Draft202012Validator({**described, **schema}).validate(found)


async def test_without_any_there_is_nothing(connect: Connect) -> None:
    client = await connect(planner_over({}))
    assert (await get(client, f"place={PLACE}"))["parking"] == []
    assert (await get(client, "bbox=-8.62,41.15,-8.60,41.16"))["parking"] == []
