"""`/v1/carpool-places`: where people who share cars meet, in a box or everywhere."""

from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from api.openapi import document
from api.routes import ROUTES
from maas.live import CarpoolPlace
from routing.carpool.offers import NO_OFFERS
from tests.api.conftest import Client, Connect
from tests.lines import planner_over

PLACES = {
    "bnlc:north": CarpoolPlace("north", "Péage", 41.2, -8.61, "Aire de covoiturage", capacity=30),
    "bnlc:closed": CarpoolPlace("closed", "Gare", 41.15, -8.61, is_open=False),
}


@pytest.fixture
async def client(connect: Connect) -> Client:
    planner = planner_over({}).with_offers(replace(NO_OFFERS, places=PLACES))
    return await connect(planner)


async def get(client: Client, query: str = "") -> Any:
    reply = await client.get(f"/v1/carpool-places{query}")
    assert reply.status == 200
    return await reply.json(content_type=None)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["bnlc:closed", "bnlc:north"]),
        ("?bbox=-8.7,41.1,-8.6,41.16", ["bnlc:closed"]),
        ("?bbox=0,0,1,1", []),
    ],
)
async def test_those_in_a_box_are_told(client: Client, query: str, ids: list[str]) -> None:
    found = await get(client, query)
    assert [each["id"] for each in found["carpoolPlaces"]] == ids
    assert "truncated" not in found


async def test_what_is_left_out_is_said(client: Client) -> None:
    found = await get(client, "?limit=1")
    assert len(found["carpoolPlaces"]) == 1 and found["truncated"] is True


async def test_what_is_known_is_told_and_fits_the_document(client: Client) -> None:
    closed, north = (found := await get(client))["carpoolPlaces"]
    assert (north["capacity"], north["dataSource"], north["isOpen"]) == (30, "bnlc", True)
    assert closed["isOpen"] is False and "capacity" not in closed
    described = document(ROUTES, "1")
    answer = described["paths"]["/v1/carpool-places"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**described, **schema}).validate(found)


async def test_maps_take_them_as_points(client: Client) -> None:
    found = await get(client, "?format=geojson")
    features = {each["id"]: each["geometry"] for each in found["features"]}
    assert features["bnlc:north"] == {"type": "Point", "coordinates": [-8.61, 41.2]}


async def test_a_box_that_is_none_is_refused_by_name(client: Client) -> None:
    reply = await client.get("/v1/carpool-places?bbox=1,2,3")
    assert reply.status == 400 and "bbox" in (await reply.json())["detail"]
