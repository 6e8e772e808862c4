"""Ways in other people's cars over HTTP: asked for, told, found again, put into calendars."""

from decimal import Decimal
from typing import Any

import pytest

from maas.live import RideOffer
from maas.live.offers import OfferPrice
from tests.api import contract
from tests.api.conftest import Client, Connect
from tests.routing.carpool.test_sharing import knowing, offer

TIME = "2023-09-20T07:00:00Z"
"""Eight in the morning in the town."""

SAME = ("id", "startTime", "endTime", "transfers", "price", "emissions")
ENDS = {"tripFrom": None, "tripTo": None}
"""Of these more is told of an itinerary that is asked for alone."""


def ride(**told: Any) -> RideOffer:
    """From X to line 1."""
    known = {
        "operator": "Poolers",
        "driver": "Ana",
        "seats": 2,
        "price": OfferPrice(Decimal("2.5"), "EUR"),
        "url": "https://pool.example/a",
    }
    return offer("a", "X 08:00", "B 08:05", **known, **told)


def asking(town: Any, **more: Any) -> dict[str, Any]:
    """From X to D."""
    x, d = town.positions["X"], town.positions["D"]
    ends = {"fromPlace": f"{x.lat},{x.lon}", "toPlace": f"{d.lat},{d.lon}"}
    usual = {"time": TIME, "maxDirectTime": 0, "numItineraries": 1, "searchWindow": 1200}
    return {**ends, **usual, **more}


async def get(client: Client, path: str, **params: Any) -> Any:
    reply = await client.get(path, params=params)
    assert reply.status == 200
    return await reply.json()


@pytest.mark.real
async def test_a_seat_stands_before_a_line(connect: Connect) -> None:
    town = knowing(ride())
    client = await connect(town.planner)
    body = await get(client, "/api/v6/plan", **asking(town, preTransitModes="WALK,RIDE_SHARING"))
    contract.validator("/api/v6/plan").validate(body)
    shared, line, _ = body["itineraries"][0]["legs"]
    assert (shared["mode"], line["mode"]) == ("RIDE_SHARING", "BUS")
    told = shared["offer"]
    assert (told["id"], told["driver"], told["seats"]) == ("pool:a", "Ana", 2)
    assert (told["fare"], told["url"]) == (
        {"amount": 2.5, "currency": "EUR"},
        "https://pool.example/a",
    )
    assert shared["emissions"]["ghg"] > 0
    assert [part["amount"] for part in body["itineraries"][0]["price"]["parts"]] == [2.5]
    assert body["requestParameters"]["preTransitModes"] == "WALK,RIDE_SHARING"


async def test_nobodys_car_is_told_to_who_asks_for_lines(connect: Connect) -> None:
    town = knowing(ride())
    body = await get(await connect(town.planner), "/api/v6/plan", **asking(town))
    modes = {leg["mode"] for way in body["itineraries"] for leg in way["legs"]}
    assert "RIDE_SHARING" not in modes


async def test_as_many_seats_are_taken_as_people_travel(connect: Connect) -> None:
    town = knowing(ride())
    client = await connect(town.planner)
    for passengers, is_told in ((2, True), (3, False)):
        asked = asking(town, transitModes="RIDE_SHARING,BUS", passengers=passengers)
        body = await get(client, "/api/v6/plan", **asked)
        found = [leg for way in body["itineraries"] for leg in way["legs"] if "offer" in leg]
        assert bool(found) is is_told


async def test_a_way_is_found_again_while_its_offer_stands(connect: Connect) -> None:
    town = knowing(ride())
    client = await connect(town.planner)
    body = await get(client, "/api/v6/plan", **asking(town, directModes="RIDE_SHARING"))
    [way] = body["itineraries"]
    again = await get(client, "/api/v6/refresh-itinerary", itineraryId=way["id"])
    assert [again[name] for name in SAME] == [way[name] for name in SAME]
    legs = zip(again["legs"], way["legs"], strict=True)
    assert all({**found, **ENDS} == {**told, **ENDS} for found, told in legs)


async def test_a_way_whose_offer_is_gone_is_told_as_cancelled(connect: Connect) -> None:
    town = knowing(ride())
    asked = asking(town, directModes="RIDE_SHARING")
    [way] = (await get(await connect(town.planner), "/api/v6/plan", **asked))["itineraries"]
    left = await connect(knowing().planner)
    again = await get(left, "/api/v6/refresh-itinerary", itineraryId=way["id"])
    shared, line, _ = again["legs"]
    assert (shared["cancelled"], line["cancelled"]) == (True, False)
    assert "START" not in {shared["to"]["name"], line["from"]["name"]}
    assert again["id"] == way["id"] and "fare" not in shared["offer"]


async def test_a_calendar_and_a_terminal_say_with_whom_one_rides(connect: Connect) -> None:
    town = knowing(ride())
    client = await connect(town.planner)
    for media in ("text/plain", "text/calendar"):
        asked = asking(town, transitModes="RIDE_SHARING,BUS")
        reply = await client.get("/api/v6/plan", params=asked, headers={"Accept": media})
        text = (await reply.text()).replace("\r\n ", "")
        assert "Carpool with Ana" in text and "https://pool.example/a" in text
        assert "2.50 EUR" in text and "2 seats free" in text
