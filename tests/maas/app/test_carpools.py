"""A question waits for operators no longer than it may, whatever the writer and this worker do."""

import asyncio
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.served import Coverage
from maas.app.carpools import OperatorsAsked
from maas.clock import Clock
from maas.errors import WriterAway
from maas.model import LatLon
from maas.requests import Answer, AskOperators, Done, Refused, Request
from maas.settings import Territory, read_territory
from routing.carpool.hubs import NO_HUBS
from routing.question import End, Question
from tests.cities import write_territory

NOW = 1_695_193_200
NORTH, SOUTH, SEA = LatLon(41.16, -8.61), LatLon(41.10, -8.61), LatLon(41.10, -9.9)
TABLE = """
[[source]]
id = "rides"
kind = "standard-covoiturage"
url = "https://rides.example.org"
[carpool]
wait_ms = 100
"""


@dataclass
class FakeLine:
    """Answers what it is told to, after a while."""

    answer: Answer = field(default_factory=lambda: Done(7, "rides"))
    after_s: float = 0.0
    asked: list[Request] = field(default_factory=list)

    async def ask(self, request: Request, timeout_s: float) -> Answer:
        self.asked.append(request)
        await asyncio.sleep(self.after_s)
        return self.answer


@dataclass
class FakeWorld:
    """Two places and no stops."""

    coverage: Coverage = field(
        default_factory=lambda: Coverage(
            "town", ZoneInfo("UTC"), LatLon(41.0, -8.7), LatLon(41.2, -8.5)
        )
    )
    hubs: Any = NO_HUBS
    timetable: Any = None


@dataclass
class FakeFollower:
    """A worker that takes its time to serve what it is told."""

    line: Any = field(default_factory=FakeLine)
    world: Any = field(default_factory=FakeWorld)
    serves_after_s: float = 0.0
    waited_for: list[int] = field(default_factory=list)

    async def served(self, number: int, /) -> None:
        self.waited_for.append(number)
        await asyncio.sleep(self.serves_after_s)


@pytest.fixture
def territory(tmp_path: Path) -> Territory:
    return read_territory(write_territory(tmp_path, TABLE))


def asking(territory: Territory, follower: FakeFollower) -> OperatorsAsked:
    return OperatorsAsked(territory, Clock.starting(NOW, 0), follower)


def question(origin: LatLon = NORTH, destination: LatLon = SOUTH) -> Question:
    return Question(End(at=origin), End(at=destination), NOW + 600, sharing=True)


async def timed(port: OperatorsAsked) -> tuple[tuple[str, ...], float]:
    """Who is out, and how long that took."""
    began = time.monotonic()
    return await port.ask(question()), time.monotonic() - began


async def test_what_the_writer_says_is_served_before_it_is_told(territory: Territory) -> None:
    follower = FakeFollower()
    assert await asking(territory, follower).ask(question()) == ("rides",)
    assert follower.waited_for == [7]
    (asked,) = follower.line.asked
    assert isinstance(asked, AskOperators) and len(asked.areas) == 1 and asked.within_s < 0.1
    follower.line.answer = Done(8)
    assert await asking(territory, follower).ask(question()) == ()


@pytest.mark.parametrize(
    "follower",
    [
        FakeFollower(FakeLine(after_s=5)),
        FakeFollower(FakeLine(Done(7)), serves_after_s=5),
        FakeFollower(FakeLine(Refused("INTERNAL", "a defect"))),
        FakeFollower(None),
    ],
)
async def test_whatever_hangs_or_breaks_costs_offers_and_no_more(
    territory: Territory, follower: FakeFollower
) -> None:
    pending, took_s = await timed(asking(territory, follower))
    assert pending == ("rides",) and took_s < 0.5


async def test_a_writer_that_goes_away_is_no_error(territory: Territory) -> None:
    follower = FakeFollower()

    async def gone(_: Request, __: float) -> Answer:
        raise WriterAway("gone")

    follower.line.ask = gone
    assert await asking(territory, follower).ask(question()) == ("rides",)


async def test_nobody_is_asked_where_the_answer_would_be_an_error(territory: Territory) -> None:
    follower = FakeFollower()
    port = asking(territory, follower)
    assert await port.ask(question(destination=SEA)) == ()
    unknown = replace(question(), origin=End(stop_id="bus:nowhere"))
    assert await port.ask(unknown) == ()
    assert follower.line.asked == []


async def test_a_town_that_forbids_it_or_has_no_operator_asks_nothing(
    territory: Territory, tmp_path: Path
) -> None:
    follower = FakeFollower()
    forbidden = replace(territory, carpool=replace(territory.carpool, asks_operators=False))
    assert await asking(forbidden, follower).ask(question()) == ()
    without = read_territory(write_territory(tmp_path))
    assert await asking(without, follower).ask(question()) == ()
    assert await asking(without, follower).ask_again(("rides:j1@1",)) == ()
    assert follower.line.asked == []


async def test_offers_of_others_are_not_asked_for_again(territory: Territory) -> None:
    follower = FakeFollower()
    port = asking(territory, follower)
    await port.ask_again(("carpools:1", "rides:j1@1", "other:2"))
    await port.ask_again(("carpools:1",))
    (asked,) = follower.line.asked
    assert isinstance(asked, AskOperators) and asked.offers == ("rides:j1@1",)
