"""GET /plain: ways with one's own car by a car park, and the zones they pass."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from api.page.own import WITH_OWN, OwnName
from maas.itinerary import Answer, Itinerary, Leg
from maas.live.parking import OpeningStatus, ParkingFacility, Purpose
from maas.model import Mode, SourceId
from maas.parked import ParkingFee, ParkingOnLeg, PolicyOnLeg
from routing.parking.sites import Parking, Site
from tests.api.conftest import Client, Connect
from tests.api.page.test_page import ASKED, get, plain
from tests.api.world import FakePlanner
from tests.itineraries import CASA, HOME, NINE, WORK, walk

PARKED = ParkingOnLeg(
    "town:pr",
    "P+R <b>Nord</b>",
    CASA.at,
    "town",
    capacity=140,
    free=38,
    status=OpeningStatus.OPEN,
    known_at=NINE - 40,
    disabled=4,
    max_height_m=2.1,
    fee=ParkingFee(Decimal("2.5"), "EUR", "town/tariff", 7200),
)
ZONE = PolicyOnLeg("zfe", "low-emission-zone", "Vieille ville", "https://example.org/zfe")


def driven(**changes: Any) -> Leg:
    return replace(walk(HOME, CASA, NINE, NINE + 540, Mode.CAR), **{"parking": PARKED, **changes})


SITE = Site("town:pr", SourceId("town"), ParkingFacility("pr"), ("town:pr",), OpeningStatus.UNKNOWN)
SOMEWHERE = Parking((SITE,), {"town:pr": 0})
"""Not nowhere to park."""


async def shown(connect: Connect, leg: Leg, lang: str = "en") -> str:
    way = Itinerary((leg, walk(CASA, WORK, NINE + 540, NINE + 700)))
    planner = FakePlanner(Answer(HOME, WORK, (way,), ()))
    return await get(await connect(planner), **ASKED, lang=lang)


def parked(**changes: Any) -> Leg:
    return driven(parking=replace(PARKED, **changes))


async def test_a_car_park_is_told_with_room_age_and_price(connect: Connect) -> None:
    text = plain(await shown(connect, driven()))
    assert "Drive 9 min" in text
    assert "park at P+R <b>Nord</b> · 38 of 140 places free · 40 s ago" in text
    assert "4 for disabled people · height at most 2.10 m · 2.50 EUR for 2 h" in text


async def test_it_is_told_in_french_and_escaped(connect: Connect) -> None:
    page = await shown(connect, driven(), "fr")
    assert "<b>Nord" not in page
    text = plain(page)
    assert "se garer à P+R" in text and "38 places libres sur 140 · il y a 40 s" in text
    assert "hauteur maximale 2,10 m · 2,50 EUR pour 2 h" in text


async def test_what_is_not_known_is_no_number(connect: Connect) -> None:
    text = plain(await shown(connect, parked(free=None, known_at=None, fee=None)))
    assert "how many places are free is not known" in text and "price unknown" in text
    assert "0 of" not in text and "ago" not in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"free": 0}, "full · 40 s ago"),
        ({"free": 1, "capacity": None}, "1 place free"),
        ({"free": 2, "capacity": None}, "2 places free"),
        ({"status": OpeningStatus.CLOSED}, "closed · 38 of 140"),
        ({"fee": ParkingFee(Decimal(0), "", "town/tariff", 7200)}, "free of charge"),
        ({"name": "", "purpose": Purpose.BIKE}, "park at Bike park"),
    ],
)
async def test_each_state_has_words(connect: Connect, changes: dict[str, Any], said: str) -> None:
    assert said in plain(await shown(connect, parked(**changes)))


async def test_who_comes_back_finds_it_where_it_stands(connect: Connect) -> None:
    back = replace(walk(CASA, HOME, NINE, NINE + 540, Mode.CAR), parking=PARKED)
    assert "it stands at P+R" in plain(await shown(connect, back))


async def test_zones_that_are_passed_are_named(connect: Connect) -> None:
    page = await shown(connect, driven(policies=(ZONE,)))
    assert "through the low-emission zone Vieille ville" in plain(page)
    assert 'href="https://example.org/zfe"' in page
    hostile = replace(ZONE, url="javascript:alert(1)", allowed=("electric", "crit'air-1"))
    page = await shown(connect, driven(policies=(hostile,)))
    assert "javascript:" not in page and "(only electric, crit&#x27;air-1)" in page


async def test_there_is_a_choice_where_there_is_somewhere_to_park(connect: Connect) -> None:
    client = await connect(FakePlanner(parking=SOMEWHERE))
    text = await get(client, **ASKED, own="park")
    assert '<option value="park" selected>Park and ride</option>' in text
    assert "own=park" in text, "on the links to other pages"
    assert text.count("<option") == 7


async def test_there_is_none_where_one_cannot_park(client: Client) -> None:
    assert 'name="own"' not in await get(client)


@pytest.mark.parametrize("own", [*WITH_OWN])
async def test_what_is_chosen_reaches_the_planner(connect: Connect, own: OwnName) -> None:
    planner = FakePlanner(parking=SOMEWHERE)
    await get(await connect(planner), **ASKED, own=own)
    (question,), wanted = planner.asked, WITH_OWN[own]
    assert question.access_modes == (Mode.WALK, *filter(None, [wanted.before]))
    assert question.egress_modes == (Mode.WALK, *filter(None, [wanted.after]))
    assert (Mode.CAR_PARKING in question.direct_modes) is (own == "park")
    assert question.bike_parking is wanted.bike
    assert (question.max_access_s > 900) is bool(wanted.before)
