"""refresh-itinerary: what an id and what legs ask the planner, and what does not exist."""

from typing import Any

import pytest

from api.render.itinerary_id import itinerary_id
from maas.errors import NotFound
from maas.model import Mode, Profile
from tests.api import contract
from tests.api.conftest import Client, Connect
from tests.api.world import FakePlanner
from tests.itineraries import CARPOOL_THEN_LINE, DIRECT_LINE, NINE, TRIP

PATH = "/api/v6/refresh-itinerary"
BY_ID = f"{PATH}?itineraryId={itinerary_id(DIRECT_LINE)}"
RIDE = {
    "displayName": "D",
    "tripId": TRIP.trip_id,
    "fromId": "stcp:Aliados",
    "fromLat": 41.1484,
    "fromLon": -8.6111,
    "toId": "stcp:Casa da Música",
    "toLat": 41.1607,
    "toLon": -8.6281,
    "schedStart": NINE + 180,
    "schedEnd": NINE + 720,
    "mode": "SUBWAY",
    "scheduled": True,
}


async def test_an_id_asks_for_its_legs(client: Client, planner: FakePlanner) -> None:
    reply = await client.get(BY_ID + "&pedestrianProfile=WHEELCHAIR")
    assert reply.status == 200
    walk, ride, end = planner.known
    assert (walk.mode, walk.trip_id, walk.origin.name) == (Mode.WALK, None, "START")
    assert (ride.trip_id, ride.origin.stop_id) == (TRIP.trip_id, "stcp:Aliados")
    assert (ride.departure, ride.arrival) == (NINE + 180, NINE + 720)
    assert (ride.display_name, end.destination.name) == ("D", "END")
    assert planner.asked[0].profile is Profile.WHEELCHAIR


async def test_legs_ask_the_same(client: Client, planner: FakePlanner) -> None:
    reply = await client.post(PATH + "?requireDisplayNameMatch=false", json=body(RIDE))
    assert reply.status == 200
    [leg] = planner.known
    assert (leg.trip_id, leg.departure, leg.display_name) == (TRIP.trip_id, NINE + 180, None)


async def test_an_offer_asks_for_offers(client: Client, planner: FakePlanner) -> None:
    of_offer = itinerary_id(CARPOOL_THEN_LINE)
    assert (await client.get(f"{PATH}?itineraryId={of_offer}&passengers=2")).status == 200
    assert [leg.is_offer for leg in planner.known] == [False, True, False, False]
    await client.get(BY_ID)
    assert [(asked.sharing, asked.passengers) for asked in planner.asked] == [(True, 2), (False, 1)]


@pytest.mark.real
@pytest.mark.parametrize("more", ["", "&detailedLegs=false"])
async def test_the_answer_is_what_motis_describes(client: Client, more: str) -> None:
    contract.validator(PATH).validate(await (await client.get(BY_ID + more)).json())


async def test_what_is_gone_is_not_found(connect: Connect) -> None:
    client = await connect(FakePlanner(error=NotFound("itineraryId: gone")))
    assert (await client.get(BY_ID)).status == 404


@pytest.mark.parametrize("query", ["", "?itineraryId=", "?itineraryId=AAAA"])
async def test_ids_that_are_none_are_refused(client: Client, query: str) -> None:
    reply = await client.get(PATH + query)
    assert (reply.status, (await reply.json())["parameter"]) == (400, "itineraryId")


@pytest.mark.parametrize(
    "change", [{"mode": "BROOM"}, {"fromLat": 91}, {"schedStart": -1}, {"tripId": None}]
)
async def test_legs_that_are_none_are_refused(client: Client, change: dict[str, Any]) -> None:
    assert (await client.post(PATH, json=body({**RIDE, **change}))).status == 400


def body(*legs: dict[str, Any]) -> dict[str, Any]:
    """What the npm client posts."""
    return {"id": {"legs": legs}}
