"""What a past moment is answered from: the timetable and the news of then."""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from structlog.testing import capture_logs

from maas.app import past as past_module
from maas.app.living import Living, living
from maas.app.past import MAX_WAITING, Past
from maas.app.world import World, load_world
from maas.archive import Archive
from maas.build.building import build
from maas.build.progress import Progress
from maas.errors import NotFound, Overloaded
from maas.generation import DataDir, Generation
from maas.model import SourceId
from maas.settings import Territory, read_territory
from tests.cities import with_trips, write_gtfs, write_territory
from tests.feeds.gtfs_rt.messages import message

RT, BIKES = SourceId("rt"), SourceId("bikes")
SEVEN = 1_695_189_600
"""In Lisbon, on a Wednesday on which buses leave at eight."""

LIVE = '[[source]]\nid = "rt"\nkind = "gtfs-rt"\n[[source]]\nid = "bikes"\nkind = "gbfs"\n'


def late(minutes: int, at: int) -> bytes:
    """The bus at eight is late."""
    entity = f"""entity {{ id: "1" trip_update {{
        trip {{ trip_id: "t0" start_date: "20230920" }}
        stop_time_update {{ stop_id: "N" departure {{ delay: {minutes * 60} }} }} }} }}"""
    header = f'header {{ gtfs_realtime_version: "2.0" timestamp: {SEVEN + at} }}'
    return message(entity, header)


@dataclass
class History:
    """A town, what happened there, and who remembers."""

    territory: Territory
    archive: Archive
    world: World | None = None

    def imported(self, trips: int) -> Generation:
        write_gtfs(self.territory.files[0].parent / "bus.zip", with_trips(trips))
        return build(self.territory, Progress(Console(quiet=True)))

    def serve(self, generation: Generation, number: int, at: int) -> None:
        self.world = load_world(generation, self.territory, SEVEN)
        self.archive.announce(number, generation.id, SEVEN + at)
        self.archive.write_switches()

    def hear(self, number: int, at: int, minutes: int) -> None:
        """A message made a moment before it is read."""
        self.archive.append(RT, number, SEVEN + at, late(minutes, at - 5))

    @property
    def past(self) -> Past:
        def present() -> World:
            assert self.world is not None
            return self.world

        return Past(self.territory, present)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    write_gtfs(tmp_path / "bus.zip")
    write_territory(tmp_path, LIVE)
    territory = read_territory(tmp_path / "town.toml")
    yield History(territory, Archive(territory.data_dir / "archive"))


@dataclass(frozen=True)
class Told:
    """What was told of the bus at eight: by which number of version, and how late it is (min)."""

    number: int
    late: int | None


async def told(past: Past, at: int) -> Told:
    served = await past.served(SEVEN + at)
    (leg,) = served.planner.boards.trip("20230920_08:00_bus:t0").legs
    assert leg.origin.departure is not None
    late = (leg.origin.departure - SEVEN - 3600) // 60 if leg.real_time else None
    return Told(int(served.version.rpartition(".")[2]), late)


async def test_the_news_of_then(history: History) -> None:
    history.serve(history.imported(2), 0, 0)
    history.hear(1, 60, minutes=3)
    history.hear(2, 120, minutes=5)
    past = history.past
    found = [await told(past, at) for at in (59, 60, 119, 120, 600)]
    assert found == [Told(0, None), Told(1, 3), Told(1, 3), Told(2, 5), Told(2, 5)]


async def test_news_older_than_half_an_hour_were_not_used(history: History) -> None:
    history.serve(history.imported(2), 0, 0)
    history.hear(1, 60, minutes=3)
    made = 55
    past = history.past
    assert await told(past, made + 1800) == Told(1, 3)
    assert await told(past, made + 1801) == Told(1, None)


async def test_counts_of_bikes_that_were_known_then(history: History) -> None:
    """The same message, asked of at two moments: its counts hold for five minutes."""
    history.serve(history.imported(2), 0, 0)
    history.archive.append(BIKES, 1, SEVEN + 60, bikes_at(SEVEN + 60))
    past = history.past
    young, old, again = [(await past.served(SEVEN + at)).planner for at in (61, 360, 61)]
    assert [each.rentals.since - SEVEN for each in (young, old, again)] == [61, 360, 61]
    assert [each.rentals.until for each in (young, old, again)] == [SEVEN + 360, None, SEVEN + 360]


def bikes_at(made: int) -> bytes:
    """What a system with one station says."""
    head = {"last_updated": made, "ttl": 60, "version": "2.3"}
    place = {"station_id": "s", "name": "Sé", "lat": 41.14, "lon": -8.61}
    status = {"station_id": "s", "num_bikes_available": 1, "num_docks_available": 2}
    flags = dict.fromkeys(("is_installed", "is_renting", "is_returning"), True)
    files = {"station_information": place, "station_status": status | flags}
    return json.dumps(
        {name: head | {"data": {"stations": [told]}} for name, told in files.items()}
    ).encode()


async def test_the_timetable_of_then(history: History) -> None:
    old = history.imported(2)
    history.serve(old, 0, 0)
    history.hear(1, 60, minutes=3)
    history.serve(history.imported(30), 2, 300)
    for trips in (31, 32, 33):
        history.imported(trips)
    past = history.past
    assert await told(past, 100) == Told(1, 3)
    assert (await past.served(SEVEN + 100)).generation == old.id
    with pytest.raises(NotFound):
        (await past.served(SEVEN + 100)).planner.boards.trip("20230920_08:20_bus:t20")
    assert (await past.served(SEVEN + 301)).planner.boards.trip("20230920_08:20_bus:t20")


async def test_the_timetable_that_messages_name(history: History) -> None:
    """The switch itself was lost: the disk was full and the writer ended."""
    history.serve(history.imported(2), 0, 0)
    history.archive.generation = history.imported(30).id
    history.hear(2, 300, minutes=3)
    assert (await history.past.served(SEVEN + 301)).generation == history.archive.generation


async def test_a_generation_that_is_gone_is_said_to_be(history: History) -> None:
    history.serve(history.imported(2), 0, 0)
    assert history.world is not None
    history.world = replace(history.world, generation="another")
    DataDir(history.territory.data_dir).generations.rename(history.territory.data_dir / "gone")
    with pytest.raises(NotFound, match=r"served at 2023-09-20T06:01:40Z is not on disk"):
        await history.past.served(SEVEN + 100)


async def test_before_the_archive_nothing_is_known(history: History) -> None:
    with pytest.raises(NotFound, match="the archive is empty"):
        await history.past.served(SEVEN)
    history.serve(history.imported(2), 0, 0)
    with pytest.raises(NotFound, match="the archive begins at 2023-09-20T06:00:00Z"):
        await history.past.served(SEVEN - 1)


async def test_the_same_state_is_made_once_and_few_are_kept(history: History) -> None:
    history.serve(history.imported(2), 0, 0)
    for number in range(1, 5):
        history.hear(number, number * 60, minutes=number)
    past = history.past
    first = await past.served(SEVEN + 61)
    assert await past.served(SEVEN + 119) is first
    for at in (121, 181):
        await past.served(SEVEN + at)
    assert await past.served(SEVEN + 61) is not first


async def test_too_many_at_once_are_refused(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()

    def slow(*laid: Any) -> Living:
        may_end.wait(10)
        return living(*laid)

    monkeypatch.setattr(past_module, "living", slow)
    history.serve(history.imported(2), 0, 0)
    past = history.past
    asked = [asyncio.ensure_future(past.served(SEVEN + 1)) for _ in range(MAX_WAITING + 3)]
    await asyncio.sleep(0)
    may_end.set()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(answer, Overloaded) for answer in answers) == 3
    assert await past.served(SEVEN + 1)


async def test_clients_that_leave_take_no_thread_with_them(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Semaphore(0), threading.Event()
    made: list[int] = []

    def slow(*laid: Any) -> Living:
        made.append(threading.get_ident())
        begun.release()
        may_end.wait(10)
        return living(*laid)

    monkeypatch.setattr(past_module, "living", slow)
    history.serve(history.imported(2), 0, 0)
    past = history.past
    for _ in range(10):
        asking = asyncio.ensure_future(past.served(SEVEN + 1))
        await asyncio.sleep(0.02)
        asking.cancel()
    await asyncio.to_thread(begun.acquire, timeout=10)
    await asyncio.sleep(0.1)
    assert len(made) == 1
    asked = [asyncio.ensure_future(past.served(SEVEN + 1)) for _ in range(MAX_WAITING)]
    await asyncio.sleep(0)
    may_end.set()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [isinstance(answer, Overloaded) for answer in answers] == [False, False, False, True]
    assert len(made) == 1


async def test_a_message_that_breaks_us_is_answered_in_words(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(*laid: Any) -> Living:
        raise ZeroDivisionError

    monkeypatch.setattr(past_module, "living", fragile)
    history.serve(history.imported(2), 0, 0)
    past = history.past
    wanted = "at 2023-09-20T06:01:40Z cannot be made again"
    with capture_logs() as logs:
        for _ in range(2):
            with pytest.raises(NotFound, match=wanted):
                await past.served(SEVEN + 100)
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["past.defect"]
    monkeypatch.undo()
    assert await past.served(SEVEN + 100)


async def test_what_cannot_be_read_any_more_is_said_to_be(history: History) -> None:
    history.serve(history.imported(2), 0, 0)
    history.archive.append(RT, 1, SEVEN + 60, b"of a format that was taken once")
    past = history.past
    with capture_logs() as logs, pytest.raises(NotFound, match=r"what rt had said by 2023-09-20"):
        await past.served(SEVEN + 100)
    assert logs == []
    assert await told(past, 60 + 1801) == Told(1, None), "nothing was known of it any more"
