"""Car parks stand in `/v1/nearby` beside all else, by how long one walks there."""

from typing import Any

import jsonschema
import pytest

from api.openapi import document
from api.routes import ROUTES
from maas.live.parking import OpeningStatus, Purpose, Users
from maas.model import LatLon
from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.lines import planner_over
from tests.sites import parking, site

NEAR, FAR = LatLon(41.151, -8.61), LatLon(41.155, -8.61)
PLACE = "41.1502,-8.61"
SITES = (
    site("far", FAR, 0),
    site("near", NEAR, None, status=OpeningStatus.CLOSED),
    site("bikes", NEAR, 3, purpose=Purpose.BIKE),
    site("clients", NEAR, users=Users.CUSTOMERS),
)


@pytest.fixture(scope="module")
def planner() -> Planner:
    """One line without streets: one walks straight."""
    return planner_over({}).with_parking(parking(None, *SITES))


@pytest.fixture
async def client(planner: Planner, connect: Connect) -> Client:
    return await connect(planner)


async def get(client: Client, query: str) -> Any:
    reply = await client.get(f"/v1/nearby?place={PLACE}{query}")
    assert reply.status == 200
    return await reply.json()


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", "bus:M cars:near cars:far"),
        ("&modes=CAR_PARKING", "cars:near cars:far"),
        ("&modes=BIKE", "cars:bikes"),
        ("&modes=BIKE,CAR_PARKING&n=2", "cars:near cars:bikes"),
        ("&modes=CAR_PARKING&radius=100", "cars:near"),
        ("&modes=CAR_PARKING&maxTime=100", "cars:near"),
        ("&modes=TRANSIT,RENTAL", "bus:M"),
    ],
)
async def test_modes_choose(client: Client, query: str, ids: str) -> None:
    found = await get(client, query)
    assert " ".join(each["id"] for each in found["nearby"]) == ids


async def test_full_closed_and_unknown_are_told_as_such(client: Client) -> None:
    near, far = (await get(client, "&modes=CAR_PARKING"))["nearby"]
    assert (near["type"], near["name"]) == ("PARKING", "Park near")
    assert near["duration"] < far["duration"]
    assert [near["parking"][name] for name in ("free", "openingStatus", "room")] == [
        *(None, "CLOSED", "NONE"),
    ]
    assert [far["parking"][name] for name in ("free", "dataAge", "room")] == [0, 60, "NONE"]
    assert "driveTime" not in far["parking"]


async def test_answers_are_what_the_document_says(client: Client) -> None:
    described = document(ROUTES, "1")
    answer = described["paths"]["/v1/nearby"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    found = await get(client, "")
    jsonschema.Draft202012Validator({**described, **schema}).validate(found)
