"""A poller asks in turn, is patient with who fails, and notices who is back."""

import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.asking import Version
from feeds.fetch.poller import Poller
from feeds.fetch.reading import Reading
from maas.clock import Clock
from maas.errors import FeedMalformed, FeedUnavailable
from maas.model import SourceId
from maas.settings import Source


@dataclass
class Told:
    """A desk that notes what it is told; messages with an exclamation mark are nonsense."""

    said: list[str] = field(default_factory=list)

    async def take(self, content: bytes) -> None:
        if b"!" in content:
            raise FeedMalformed("nonsense")
        self.said.append(f"take {content.decode()}")

    async def confirm(self) -> None:
        self.said.append("confirm")

    async def fail(self, problem: str) -> None:
        self.said.append(f"fail {problem}")


@dataclass
class Script:
    """A source that gives, or raises, one thing after the other; the last for ever."""

    scenes: list[object]
    is_remote: bool = True
    asked: list[Version] = field(default_factory=list)

    async def read(self, known: Version, _: int) -> Reading:
        self.asked.append(known)
        scene = self.scenes.pop(0) if len(self.scenes) > 1 else self.scenes[0]
        if isinstance(scene, Exception):
            raise scene
        assert isinstance(scene, Reading)
        return scene


def poller(reader: Script, *, interval_s: float = 20, rate: float = 1, chance: float = 0) -> Poller:
    source = Source(SourceId("bus-rt"), "gtfs-rt", "https://example.org", interval_s=interval_s)
    return Poller(source, reader, Told(), Clock.starting(0, rate), chance=lambda: chance)


def news(text: str, fresh_s: float | None = None) -> Reading:
    return Reading(Version(text), text.encode(), fresh_s)


async def pauses(poller: Poller, turns: int) -> list[float]:
    return [await poller.turn() for _ in range(turns)]


async def test_asks_at_its_interval_for_what_is_newer_than_what_it_took() -> None:
    reader = Script([news("a"), Reading(Version("a")), news("b")])
    asking = poller(reader)
    assert await pauses(asking, 3) == [20, 20, 20]
    assert asking.desk.said == ["take a", "confirm", "take b"]
    assert reader.asked == [Version(), Version("a"), Version("a")]


async def test_nonsense_is_told_and_never_taken_for_known() -> None:
    reader = Script([news("a"), news("!"), Reading(Version("!")), news("b")])
    asking = poller(reader)
    assert await pauses(asking, 2) == [20, 20]
    assert asking.desk.said == ["take a", "fail nonsense"]
    await asking.turn()
    assert reader.asked == [Version(), Version("a"), Version()]


@pytest.mark.parametrize(("rate", "pause"), [(1, 20), (10, 2), (0, 20), (0.5, 40), (1000, 0.1)])
async def test_the_interval_is_of_the_service_clock(rate: float, pause: float) -> None:
    assert await poller(Script([news("a")]), rate=rate).turn() == pause


async def test_a_source_may_want_to_be_left_alone_for_longer() -> None:
    assert await poller(Script([news("a", 60)])).turn() == 60
    assert await poller(Script([news("a", 5)])).turn() == 20


async def test_backs_off_and_comes_back() -> None:
    dead = FeedUnavailable("nobody there")
    asking = poller(Script([dead] * 7 + [news("a"), dead]))
    assert await pauses(asking, 9) == [20, 40, 80, 160, 300, 300, 300, 20, 20]
    assert asking.desk.said[-2:] == ["take a", "fail nobody there"]


async def test_a_file_is_looked_at_as_usual() -> None:
    reader = Script([FeedUnavailable("no such file")], is_remote=False)
    assert await pauses(poller(reader), 3) == [20, 20, 20]


async def test_comes_back_when_it_is_told_to_and_no_sooner() -> None:
    assert await poller(Script([FeedUnavailable("busy", 3600)])).turn() == 3600
    assert await poller(Script([FeedUnavailable("busy", 1)])).turn() == 20


async def test_what_is_asked_once_a_day_is_asked_again_soon_when_it_fails() -> None:
    asking = poller(Script([FeedUnavailable("dead")] * 2 + [news("a")]), interval_s=86_400)
    assert await pauses(asking, 3) == [5, 10, 86_400]


@given(
    interval_s=st.floats(1, 3600),
    chances=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=30),
)
@settings(derandomize=True, deadline=None)
async def test_a_dead_source_is_asked_twenty_times_in_its_first_hour(
    interval_s: float, chances: list[float]
) -> None:
    asking = poller(Script([FeedUnavailable("dead")]), interval_s=interval_s)
    given_chances = itertools.cycle(chances)
    asking.chance = lambda: next(given_chances)
    at = asked = 0.0
    while at < 3600:
        pause = await asking.turn()
        assert pause <= max(300, interval_s)
        at, asked = at + pause, asked + 1
    assert asked <= 20


async def test_a_defect_costs_one_turn_and_not_the_writer() -> None:
    slept: list[float] = []

    class Enough(Exception):
        pass

    async def sleep(pause: float) -> None:
        slept.append(round(pause))
        if len(slept) == 3:
            raise Enough

    asking = poller(Script([ZeroDivisionError(), news("a")]))
    asking.sleep = sleep
    with pytest.raises(Enough):
        await asking.run()
    assert asking.defects == 1
    assert slept == [20, 20, 20]
    assert asking.desk.said == ["fail a defect of ours; the log says where", "take a", "take a"]
