"""Places where people who share cars meet stand in `/v1/nearby`, by how long one walks there."""

from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from api.openapi import document
from api.routes import ROUTES
from maas.live import CarpoolPlace
from routing.carpool.offers import NO_OFFERS
from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.lines import planner_over

PLACE = "41.1502,-8.61"
PLACES = {
    "bnlc:far": CarpoolPlace("far", "Péage", 41.155, -8.61, "Aire de covoiturage"),
    "bnlc:near": CarpoolPlace(
        "near", "Gare", 41.151, -8.61, capacity=12, disabled=1, max_stay_s=3600, is_lit=True
    ),
}


@pytest.fixture(scope="module")
def planner() -> Planner:
    """One line without streets: one walks straight."""
    return planner_over({}).with_offers(replace(NO_OFFERS, places=PLACES))


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
        ("", "bus:M bnlc:near bnlc:far"),
        ("&modes=RIDE_SHARING", "bnlc:near bnlc:far"),
        ("&modes=TRANSIT", "bus:M"),
        ("&modes=RIDE_SHARING&radius=100", "bnlc:near"),
        ("&modes=RIDE_SHARING&n=1", "bnlc:near"),
    ],
)
async def test_modes_choose(client: Client, query: str, ids: str) -> None:
    found = await get(client, query)
    assert " ".join(each["id"] for each in found["nearby"]) == ids


async def test_what_is_known_of_a_place_is_told(client: Client) -> None:
    near, far = (await get(client, "&modes=RIDE_SHARING"))["nearby"]
    assert (near["type"], near["name"], near["duration"] < far["duration"]) == (
        "CARPOOL_PLACE",
        "Gare",
        True,
    )
    assert near["carpoolPlace"] == {
        "id": "bnlc:near",
        "name": "Gare",
        "lat": 41.151,
        "lon": -8.61,
        "dataSource": "bnlc",
        "isOpen": True,
        "capacity": 12,
        "disabled": 1,
        "maxStay": 3600,
        "isLit": True,
    }
    assert far["carpoolPlace"]["kind"] == "Aire de covoiturage"


async def test_answers_are_what_the_document_says(client: Client) -> None:
    described = document(ROUTES, "1")
    answer = described["paths"]["/v1/nearby"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    found = await get(client, "")
    jsonschema.Draft202012Validator({**described, **schema}).validate(found)
