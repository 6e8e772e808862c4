"""The writer's watch over static data: what it switches to, what it keeps, when it imports."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rich.console import Console
from structlog.testing import capture_logs

from maas.app.generations import GenerationWatch
from maas.build.building import build
from maas.build.progress import Progress
from maas.clock import Clock
from maas.errors import GenerationBroken
from maas.generation import DataDir, Generation
from maas.settings import Territory, read_territory
from tests.cities import with_trips, write_gtfs, write_territory


@dataclass
class Doubts:
    """Says what it was told to say of a generation."""

    text: str = ""
    problem: Exception | None = None
    """Raised instead."""
    asked: list[str] = field(default_factory=list)

    async def __call__(self, generation: Generation) -> str:
        self.asked.append(generation.id)
        if self.problem is not None:
            raise self.problem
        return self.text


@dataclass
class Town:
    """A town that is watched."""

    territory: Territory
    doubts: Doubts = field(default_factory=Doubts)
    switched: list[str] = field(default_factory=list)

    def publish(self, trips: int, *, force: bool = False) -> str:
        write_gtfs(self.territory.files[0].parent / "bus.zip", with_trips(trips))
        return build(self.territory, Progress(Console(quiet=True)), force=force).id

    @property
    def data(self) -> DataDir:
        return DataDir(self.territory.data_dir)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[GenerationWatch]:
        serving = self.data.current_id() or ""
        clock = Clock.starting(self.territory.clock, 0)
        watch = GenerationWatch(self.territory, clock, serving, self.switched.append, self.doubts)
        running = asyncio.create_task(watch.run())
        try:
            yield watch
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    write_territory(tmp_path)
    town = Town(read_territory(tmp_path / "town.toml"))
    town.publish(5)
    return town


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.02)


async def test_switches_to_what_was_published(town: Town) -> None:
    async with town.watched():
        fresh = await asyncio.to_thread(town.publish, 6)
        await until(lambda: town.switched == [fresh])
    assert town.doubts.asked == [fresh]


async def test_keeps_what_serves_where_live_sources_speak_against_the_new(town: Town) -> None:
    serving = town.data.current_id()
    town.doubts.text = "only 3% match"
    async with town.watched():
        fresh = await asyncio.to_thread(town.publish, 6)
        await until(lambda: town.doubts.asked == [fresh] and town.data.current_id() == serving)
    assert town.switched == []
    current = town.data.open_current(0)
    assert current is not None
    assert [source.kept for source in current.manifest.sources] == ["only 3% match"]


async def test_live_sources_that_cannot_be_asked_keep_no_timetable_away(town: Town) -> None:
    town.doubts.problem = ZeroDivisionError()
    with capture_logs() as logs:
        async with town.watched():
            fresh = await asyncio.to_thread(town.publish, 6)
            await until(lambda: town.switched == [fresh])
    assert "fitness.defect" in [line["event"] for line in logs]


async def test_a_generation_found_broken_when_sources_are_asked_is_not_taken(town: Town) -> None:
    town.doubts.problem = GenerationBroken("no timetable")
    async with town.watched() as watch:
        fresh = await asyncio.to_thread(town.publish, 6)
        await until(lambda: watch.broken == fresh)
    assert town.switched == []


async def test_an_operators_word_counts_more_than_live_sources(town: Town) -> None:
    town.doubts.text = "only 3% match"
    async with town.watched():
        fresh = await asyncio.to_thread(town.publish, 6, force=True)
        await until(lambda: town.switched == [fresh])
    assert town.doubts.asked == []


async def test_what_was_rolled_back_to_is_not_doubted(town: Town) -> None:
    first = town.data.current_id()
    assert first is not None
    town.publish(6)
    town.doubts.text = "only 3% match"
    async with town.watched():
        town.data.choose(first)
        await until(lambda: town.switched == [first])


@pytest.mark.slow
async def test_imports_when_somebody_asks(town: Town) -> None:
    serving = town.data.current_id()
    write_gtfs(town.territory.files[0].parent / "bus.zip", with_trips(1))
    async with town.watched() as watch:
        watch.ask(force=True)
        await until(lambda: town.switched)
    assert town.switched != [serving]
