"""What maps ask: where to begin, on which storeys streets lie, what there is to rent."""

import pytest

from maas.model import Box, LatLon
from tests.api import contract
from tests.api.conftest import Client
from tests.api.world import FakePlanner

PORTO = Box(LatLon(41.1, -8.7), LatLon(41.2, -8.5))
CORNERS = {
    "south-east and north-west (MOTIS's page)": "min=41.1,-8.5&max=41.2,-8.7",
    "north-west and south-east (its level switch)": "min=41.2,-8.7&max=41.1,-8.5",
    "south-west and north-east (KDE)": "min=41.1,-8.7&max=41.2,-8.5",
    "encoded commas": "min=41.1%2C-8.7&max=41.2%2C-8.5",
}


@pytest.mark.parametrize("corners", CORNERS.values(), ids=CORNERS)
async def test_corners_may_come_in_any_order(
    client: Client, planner: FakePlanner, corners: str
) -> None:
    reply = await client.get(f"/api/v1/map/levels?{corners}")
    assert (reply.status, await reply.json()) == (200, [1.0, 0.0, -1.5])
    assert planner.box == PORTO
    assert (await client.get(f"/api/v1/rentals?{corners}")).status == 200


async def test_a_map_wider_than_the_earth_is_all_of_it(
    client: Client, planner: FakePlanner
) -> None:
    await client.get("/api/v1/map/levels?min=-95,-200&max=95,260.5")
    assert planner.box == Box(LatLon(-90, -180), LatLon(90, 180))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("min=41,8", "max"), ("min=x&max=41,8", "min"), ("min=41,8&max=1e5,8", "max")],
)
@pytest.mark.parametrize("path", ["/api/v1/map/levels", "/api/v1/rentals", "/api/v1/map/rentals"])
async def test_half_a_box_is_refused(client: Client, path: str, query: str, parameter: str) -> None:
    reply = await client.get(f"{path}?{query}")
    assert (reply.status, (await reply.json())["parameter"]) == (400, parameter)


async def test_a_map_begins_in_the_middle(client: Client) -> None:
    body = await (await client.get("/api/v1/map/initial")).json()
    assert (body["lat"], body["lon"]) == (41.15, -8.6)
    assert 9 <= body["zoom"] <= 11
    assert body["serverConfig"]["maxPrePostTransitTimeLimit"] == 5400


@pytest.mark.parametrize(
    "query",
    [
        "",
        "point=41.15,-8.6,0&radius=500",
        "point=stcp:Aliados&radius=500&withProviders=false",
        "providers=a,b&providerGroups=c&withStations=false&withVehicles=false&withZones=false",
    ],
)
async def test_there_is_nothing_to_rent(client: Client, query: str) -> None:
    answers = [await client.get(f"/api/v1/{path}?{query}") for path in ("rentals", "map/rentals")]
    for reply in answers:
        assert reply.status == 200
        body = await reply.json()
        assert body == {name: [] for name in body}
        assert set(body) == {"providerGroups", "providers", "stations", "vehicles", "zones"}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("point=41,8", "radius"), ("radius=5", "point"), ("point=91,8&radius=5", "point")],
)
async def test_half_a_circle_is_refused(client: Client, query: str, parameter: str) -> None:
    reply = await client.get(f"/api/v1/rentals?{query}")
    assert (reply.status, (await reply.json())["parameter"]) == (400, parameter)


@pytest.mark.real
@pytest.mark.parametrize("path", ["/api/v1/map/initial", "/api/v1/map/levels", "/api/v1/rentals"])
async def test_answers_are_what_motis_describes(client: Client, path: str) -> None:
    reply = await client.get(f"{path}?min=41.1,-8.5&max=41.2,-8.7")
    contract.validator(path).validate(await reply.json())
