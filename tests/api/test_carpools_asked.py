"""Operators are asked where a question names them and its answer may hold what they say."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from api.render.itinerary_id import itinerary_id
from api.served import Holder
from maas.model import SourceId
from routing.question import Question
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import CARPOOL_THEN_LINE, DIRECT_LINE

PLAN = "/api/v6/plan?fromPlace=41.15,-8.61&toPlace=41.16,-8.62"
SHARING = f"{PLAN}&directModes=WALK,RIDE_SHARING"
Client = TestClient[web.Request, web.Application]


@dataclass
class Operators:
    """One of two answers, by which another world is served."""

    holder: Holder
    out: tuple[str, ...] = ("slow",)
    asked: list[Question] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    async def ask(self, question: Question, /) -> tuple[SourceId, ...]:
        self.asked.append(question)
        self.holder.current = replace(self.holder.current, version="g1.7")
        return tuple(map(SourceId, self.out))

    async def ask_again(self, offers: tuple[str, ...], /) -> tuple[SourceId, ...]:
        self.again += offers
        self.holder.current = replace(self.holder.current, version="g1.8")
        return ()


@pytest.fixture
def operators() -> Operators:
    return Operators(holder(FakePlanner()))


@pytest.fixture
async def client(operators: Operators) -> AsyncIterator[Client]:
    app = make_app(operators.holder, now, ports=Ports(carpools=operators))
    async with TestClient(TestServer(app)) as client:
        yield client
        assert app[DEFECTS].count == 0


async def test_an_answer_knows_what_came_and_says_who_is_out(
    client: Client, operators: Operators
) -> None:
    reply = await client.get(SHARING)
    assert reply.headers["Maas-Version"] == "g1.7"
    assert (await reply.json())["pending"] == ["slow"]
    operators.out = ()
    assert "pending" not in await (await client.get(SHARING)).json()


@pytest.mark.parametrize(
    "path",
    [
        PLAN,
        f"{SHARING}&realtimeMode=OFF",
        f"{SHARING}&realtimeMode=REALTIME_ANNOTATION_ONLY",
        f"{SHARING}&pedestrianProfile=WHEELCHAIR",
        f"{SHARING}&asOf=2023-09-20T06:45:00Z",
        f"{SHARING}&time=never",
    ],
)
async def test_nobody_is_asked_for_what_no_answer_could_hold(
    client: Client, operators: Operators, path: str
) -> None:
    await client.get(path)
    assert operators.asked == []


async def test_an_offer_is_asked_for_again_when_its_itinerary_is(
    client: Client, operators: Operators
) -> None:
    refresh = "/api/v6/refresh-itinerary?itineraryId="
    reply = await client.get(refresh + itinerary_id(CARPOOL_THEN_LINE))
    assert reply.headers["Maas-Version"] == "g1.8"
    offers = [leg.offer.id for leg in CARPOOL_THEN_LINE.legs if leg.offer is not None]
    assert operators.again == offers
    await client.get(refresh + itinerary_id(DIRECT_LINE))
    assert operators.again == offers
