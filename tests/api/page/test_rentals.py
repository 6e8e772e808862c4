"""GET /plain: ways with rented vehicles, and the choice to be told them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from api.served import SourceState
from maas.itinerary import Answer, Itinerary, Leg
from maas.live import VehicleType
from maas.live.rentals import FormFactor, Links
from maas.model import Mode
from maas.rented import RentalEnd, RentalFare, RentalOnLeg
from tests.api.conftest import Client, Connect
from tests.api.page.test_page import ASKED, get, plain
from tests.api.world import FakePlanner
from tests.itineraries import HOME, NINE, WORK, walk

BIKES = SourceState("bikes", "gbfs", is_live=True)
RENTED = RentalOnLeg(
    "bikes",
    "bikes",
    "velo",
    "Vélo <b>libre</b>",
    VehicleType("velo", "bike"),
    RentalEnd("1", "Halles", 5),
    RentalEnd("2", "Opéra", 1),
    links=Links(web="https://example.org/rent?station=1&a=b"),
    known_at=NINE - 40,
    fare=RentalFare(Decimal("1.5"), "EUR", "bikes/system_pricing_plans.json:1"),
)


def rented(**changes: Any) -> Leg:
    leg = walk(HOME, WORK, NINE, NINE + 540, Mode.RENTAL)
    return replace(leg, rental=replace(RENTED, **changes))


async def shown(connect: Connect, lang: str = "en", **changes: Any) -> str:
    way = Itinerary((rented(**changes),))
    planner = FakePlanner(Answer(HOME, WORK, (way,), ()))
    return await get(await connect(planner, BIKES), **ASKED, lang=lang)


async def test_where_a_vehicle_is_taken_and_left_is_told_with_counts_and_ages(
    connect: Connect,
) -> None:
    text = plain(await shown(connect))
    assert "Rental bike 9 min, 201 m" in text
    assert "take it at Halles (5 bikes) · leave it at Opéra (1 free place) · 40 s ago" in text
    assert "1.50 EUR" in text


async def test_it_is_told_in_french(connect: Connect) -> None:
    text = plain(
        await shown(connect, "fr", type=VehicleType("velo", "s", FormFactor.SCOOTER_STANDING))
    )
    assert "Trottinette en libre-service 9 min" in text and "il y a 40 s" in text
    assert "à prendre à Halles (5 trottinettes)" in text and "1,50 EUR" in text


async def test_what_is_not_known_is_no_number(connect: Connect) -> None:
    unknown = RentalEnd("1", "Halles")
    text = plain(await shown(connect, taken=unknown, left=RentalEnd(), known_at=None, fare=None))
    assert "take it at Halles · leave it where parking is allowed" in text
    assert "0 bikes" not in text and "ago" not in text and "EUR" not in text


async def test_prices_to_which_something_unknown_is_added_say_so(connect: Connect) -> None:
    fare = RentalFare(Decimal(2), "EUR", "", is_all=False)
    assert "2.00 EUR + ?" in plain(await shown(connect, fare=fare))


async def test_a_link_leads_to_the_operator(connect: Connect) -> None:
    text = await shown(connect)
    assert 'href="https://example.org/rent?station=1&amp;a=b"' in text and "<b>libre" not in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://example.org", "data:,x"])
async def test_only_secure_addresses_are_links(connect: Connect, address: str) -> None:
    text = await shown(connect, links=Links(web=address), url="https://example.org/velo")
    assert address not in text and 'href="https://example.org/velo"' in text
    assert "Rent with" not in await shown(connect, links=Links(web=address))


async def test_who_ticks_rental_vehicles_is_told_ways_with_them(connect: Connect) -> None:
    planner = FakePlanner()
    client = await connect(planner, BIKES)
    text = await get(client, **ASKED, rental="true")
    (question,) = planner.asked
    assert Mode.RENTAL in question.direct_modes
    assert question.access_modes == question.egress_modes == (Mode.WALK, Mode.RENTAL)
    assert 'name="rental" value="true" checked' in text and "rental=true" in text


async def test_by_default_and_in_a_wheelchair_nothing_is_rented(connect: Connect) -> None:
    planner = FakePlanner()
    client = await connect(planner, BIKES)
    await get(client, **ASKED)
    await get(client, **ASKED, rental="true", wheelchair="true")
    assert [Mode.RENTAL in (*q.direct_modes, *q.access_modes) for q in planner.asked] == [False] * 2


async def test_where_nothing_is_for_rent_there_is_no_choice(client: Client) -> None:
    assert 'name="rental"' not in await get(client)
