"""Fares and prices as they are sent: MOTIS's form, and our own price beside it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER
from maas.itinerary import Answer, Itinerary
from routing.fares.books import FareBooks
from routing.fares.zones import Fare, ZoneFares
from tests.api import contract
from tests.api.conftest import Connect
from tests.api.test_plan import PLAN
from tests.api.world import FakePlanner
from tests.itineraries import ANSWER, BY_CAR, DIRECT_LINE, ON_FOOT, TRIP, WITH_CHANGE

TICKET = Fare("T1", Decimal("1.85"), "EUR", -1, -1, "", "stcp/fare_attributes.txt:2")
BOOKS = FareBooks({"stcp": ZoneFares({"T1": TICKET}, (), {})})


def rendered(itinerary: Itinerary, detail: Detail) -> Any:
    return msgspec.json.decode(ENCODER.encode(render_itinerary(itinerary, detail)))


def test_the_price_is_always_told_and_tickets_when_asked_for() -> None:
    way = rendered(BOOKS.priced(WITH_CHANGE), Detail())
    assert way["price"] == {
        "complete": True,
        "amount": 1.85,
        "currency": "EUR",
        "parts": [
            {"legIndex": 1, "amount": 1.85, "currency": "EUR", "source": TICKET.source},
            {"legIndex": 3, "amount": 0.0, "currency": "EUR", "source": TICKET.source},
        ],
        "unknown": [],
    }
    assert "fareTransfers" not in way and "fareTransferIndex" not in way["legs"][1]
    way = rendered(BOOKS.priced(WITH_CHANGE), Detail(fares=True))
    product = {"name": "T1", "amount": 1.85, "currency": "EUR"}
    assert way["fareTransfers"] == [{"effectiveFareLegProducts": [[[product]]]}]
    for leg in (1, 3):
        assert way["legs"][leg]["fareTransferIndex"] == 0
        assert way["legs"][leg]["effectiveFareLegIndex"] == 0
    assert "fareTransferIndex" not in way["legs"][0]


def test_the_unknown_has_no_amount() -> None:
    for way, unknown in ((FareBooks({}).priced(DIRECT_LINE), [1]), (BOOKS.priced(BY_CAR), [0])):
        price = rendered(way, Detail())["price"]
        assert price == {"complete": False, "parts": [], "unknown": unknown}
    assert rendered(BOOKS.priced(ON_FOOT), Detail())["price"]["amount"] == 0


def test_where_tickets_are_sold() -> None:
    def web(trip: Any) -> Any:
        legs = tuple(replace(leg, trip=trip) if leg.trip else leg for leg in DIRECT_LINE.legs)
        return rendered(Itinerary(legs), Detail())["legs"][1].get("ticketUrls")

    assert web(TRIP) == {"web": "https://example.org"}
    assert web(replace(TRIP, agency_fare_url="https://f.example")) == {"web": "https://f.example"}
    assert web(replace(TRIP, agency_url="")) is None


@pytest.mark.real
@pytest.mark.parametrize("books", [BOOKS, FareBooks({})], ids=["known", "unknown"])
async def test_fares_are_what_motis_describes(connect: Connect, books: FareBooks) -> None:
    ways = tuple(books.priced(way) for way in ANSWER.itineraries)
    answer: Answer = replace(ANSWER, itineraries=ways)
    client = await connect(FakePlanner(answer))
    body = await (await client.get(PLAN + "&withFares=true")).json()
    assert body["itineraries"][0]["fareTransfers"]
    contract.validator("/api/v6/plan").validate(body)
