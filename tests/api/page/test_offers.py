"""GET /plain: ways in other people's cars."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.ports import Ports
from api.served import SourceState
from maas.itinerary import Answer, Itinerary
from maas.live.offers import OfferKind
from maas.model import SourceId
from maas.offered import OfferFare
from routing.question import Question
from tests.api.conftest import Client, Connect
from tests.api.page.test_page import ASKED, get, plain
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import ALIADOS, CARPOOL_THEN_LINE, HOME, LAPA, NINE, OFFER, WORK, shared_ride

DRIVERS = SourceState("klaxon", "standard-covoiturage", is_live=True)


async def shown(connect: Connect, lang: str = "en", **changes: Any) -> str:
    offer = replace(OFFER, **changes)
    way = Itinerary((shared_ride(ALIADOS, LAPA, NINE, NINE + 500, offer),))
    planner = FakePlanner(Answer(HOME, WORK, (), (way,)))
    return await get(await connect(planner), **ASKED, lang=lang)


async def test_whose_car_it_is_what_it_costs_and_how_many_seats_are_told(connect: Connect) -> None:
    html = await shown(connect)
    text = plain(html)
    assert "Carpool with Ana 8 min, 12.3 km" in text
    assert "Klaxon · 3.50 EUR · 2 seats free · Renault Zoe · rated 4 of 5" in text
    assert "4 min of detour for the driver · 60 s ago" in text
    assert 'href="https://klaxon.example/7?a=1&amp;b=2"' in html and "Book with Klaxon" in text


async def test_it_is_told_in_french(connect: Connect) -> None:
    text = plain(await shown(connect, "fr", seats=1))
    assert "Covoiturage avec Ana" in text and "3,50 EUR · 1 place libre" in text
    assert "Réserver chez Klaxon" in text


async def test_what_is_not_known_is_not_made_up(connect: Connect) -> None:
    text = plain(await shown(connect, fare=None, seats=None, driver="", detour_s=0, car=""))
    assert "Carpool 8 min" in text and "Klaxon · price unknown · rated 4 of 5" in text
    assert "seat" not in text and "detour" not in text
    free = await shown(connect, fare=OfferFare(Decimal(0), "", "klaxon"), kind=OfferKind.LINE)
    assert "free of charge" in free and "no booking" in free
    assert "the driver is on the way" in await shown(connect, kind=OfferKind.DYNAMIC)


async def test_what_others_wrote_is_text_and_only_addresses_of_the_web_are_linked(
    connect: Connect,
) -> None:
    bad = "<img src=x onerror=alert(1)>"
    html = await shown(connect, driver=bad, operator=bad, car=bad, url="javascript:alert(1)")
    assert "<img" not in html and "javascript:" not in html and "Book with" not in html


async def test_a_seat_that_is_gone_is_told_and_not_booked(connect: Connect) -> None:
    gone = shared_ride(ALIADOS, LAPA, NINE, NINE + 500, cancelled=True)
    planner = FakePlanner(Answer(HOME, WORK, (), (Itinerary((gone,)),)))
    html = await get(await connect(planner), **ASKED)
    assert "not offered any more" in html and "Book with" not in html


async def test_it_stands_between_lines_in_the_summary(connect: Connect) -> None:
    answer = Answer(HOME, WORK, (), (CARPOOL_THEN_LINE,))
    text = plain(await get(await connect(FakePlanner(answer)), **ASKED))
    assert "Walk 3′ Carpool 9′" in text and "1 change" in text


async def test_who_ticks_carpools_is_told_them(connect: Connect) -> None:
    planner = FakePlanner()
    client = await connect(planner, DRIVERS)
    html = await get(client, **ASKED, carpool="true")
    assert 'name="carpool" value="true" checked' in html and "carpool=true" in html
    await get(client, **ASKED)
    assert [question.sharing for question in planner.asked] == [True, False]


async def test_where_nobody_offers_a_seat_there_is_no_choice(client: Client) -> None:
    assert 'name="carpool"' not in await get(client)


@dataclass
class Late:
    """Operators of which one has not answered."""

    asked: list[Question] = field(default_factory=list)

    async def ask(self, question: Question, /) -> tuple[SourceId, ...]:
        self.asked.append(question)
        return (SourceId("klaxon"),)

    async def ask_again(self, _: tuple[str, ...], /) -> tuple[SourceId, ...]:
        return ()


async def test_operators_are_asked_where_carpools_are_and_who_is_late_is_told() -> None:
    late = Late()
    app = make_app(holder(FakePlanner(), DRIVERS), now, ports=Ports(carpools=late))
    async with TestClient(TestServer(app)) as client:
        assert "have not answered" not in await get(client, **ASKED)
        assert late.asked == []
        assert "have not answered" in await get(client, **ASKED, carpool="true")
        assert [question.sharing for question in late.asked] == [True]
