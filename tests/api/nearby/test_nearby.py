"""`/v1/nearby`: each thing with its walk, its counts and their age."""

from typing import Any

import jsonschema
import pytest

from api.openapi import document
from api.routes import ROUTES
from maas.model import LatLon
from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.api.renting import told
from tests.api.world import now
from tests.lines import planner_over
from tests.rentals import laid, station, vehicle

NEAR, FAR = LatLon(41.151, -8.61), LatLon(41.158, -8.61)
PLACE = "41.1502,-8.61"


@pytest.fixture(scope="module")
def planner() -> Planner:
    """One line without streets: one walks straight."""
    things = told(), station("1", FAR, 4), station("2", NEAR, None, None), vehicle("v", NEAR)
    return planner_over({}).with_rentals(laid(None, *things, now=now()))


@pytest.fixture
async def client(planner: Planner, connect: Connect) -> Client:
    return await connect(planner)


async def get(client: Client, query: str, status: int = 200) -> Any:
    reply = await client.get(f"/v1/nearby?{query}")
    assert reply.status == status
    return await reply.json()


async def test_all_kinds_are_told_by_walking_time(client: Client) -> None:
    found = await get(client, f"place={PLACE}")
    assert found["place"]["lat"] == 41.1502
    assert [(each["type"], each["id"]) for each in found["nearby"]] == [
        ("STOP", "bus:M"),
        ("RENTAL_STATION", "bikes:2"),
        ("RENTAL_VEHICLE", "bikes:v"),
    ]
    durations = [each["duration"] for each in found["nearby"]]
    assert durations == sorted(durations)
    stop, unknown, free = found["nearby"]
    assert stop["stop"]["modes"] == ["BUS"]
    assert unknown["rentalStation"]["countsKnown"] is False
    assert (free["rentalVehicle"]["dataAge"], free["rentalVehicle"]["dataSource"]) == (60, "bikes")


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("&modes=RENTAL", "bikes:2 bikes:v"),
        ("&modes=BUS", "bus:M"),
        ("&modes=TRAM", ""),
        ("&modes=CAR_PARKING", ""),
        ("&n=1", "bus:M"),
        ("&radius=1000", "bus:M bikes:2 bikes:v bikes:1"),
        ("&radius=50", "bus:M"),
        ("&maxTime=1", ""),
        ("&maxTime=30", "bus:M"),
        ("&radius=1000&maxTime=300", "bus:M bikes:2 bikes:v"),
        ("&modes=RENTAL&rentalFormFactors=CAR", ""),
        ("&modes=RENTAL&rentalFormFactors=BICYCLE", "bikes:2 bikes:v"),
    ],
)
async def test_parameters_choose(client: Client, query: str, ids: str) -> None:
    found = await get(client, f"place={PLACE}{query}")
    assert " ".join(each["id"] for each in found["nearby"]) == ids


async def test_who_walks_matters(client: Client) -> None:
    on_foot = (await get(client, f"place={PLACE}&modes=RENTAL"))["nearby"][0]
    wheels = await get(client, f"place={PLACE}&modes=RENTAL&pedestrianProfile=WHEELCHAIR")
    assert wheels["nearby"][0]["duration"] > on_foot["duration"]
    quick = await get(client, f"place={PLACE}&modes=RENTAL&pedestrianSpeed=2.4")
    assert quick["nearby"][0]["duration"] < on_foot["duration"]


@pytest.mark.parametrize(
    ("query", "status", "code", "parameter"),
    [
        ("", 400, "BAD_PARAMETER", "place"),
        ("place=91,8", 400, "BAD_PARAMETER", "place"),
        ("place=10,10", 422, "OUTSIDE_BOUNDS", "place"),
        ("place=bus:X", 404, "NOT_FOUND", None),
        (f"place={PLACE}&n=0", 400, "BAD_PARAMETER", "n"),
        (f"place={PLACE}&n=101", 400, "BAD_PARAMETER", "n"),
        (f"place={PLACE}&radius=-1", 400, "BAD_PARAMETER", "radius"),
        (f"place={PLACE}&maxTime=5401", 400, "BAD_PARAMETER", "maxTime"),
        (f"place={PLACE}&modes=HORSE", 400, "BAD_PARAMETER", "modes"),
    ],
)
async def test_errors_name_the_parameter(
    client: Client, query: str, status: int, code: str, parameter: str | None
) -> None:
    problem = await get(client, query, status)
    assert (problem["code"], problem.get("parameter")) == (code, parameter)


async def test_answers_are_what_the_document_says(client: Client) -> None:
    described = document(ROUTES, "1")
    answer = described["paths"]["/v1/nearby"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    found = await get(client, f"place={PLACE}&radius=1000")
    jsonschema.Draft202012Validator({**described, **schema}).validate(found)
