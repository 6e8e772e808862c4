"""What comes in is numbered, told and archived; and goes on where a killed writer left it."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from maas.app.numbers import Numbers
from maas.app.readings import Readings
from maas.app.writer import archive_of
from maas.archive import Archive, ArchiveReader
from maas.bus import Message
from maas.clock import Clock
from maas.errors import FeedMalformed, NotFound, RecordsUnavailable
from maas.model import SourceId
from maas.settings import Territory, read_territory
from tests.cities import write_territory
from tests.livesource import delays, live_table

RT = SourceId("bus-rt")
NOW = 1_695_189_600


@dataclass
class Heard:
    """A publisher that notes what it is told."""

    messages: list[Message] = field(default_factory=list)

    def publish(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def batches(self) -> list[tuple[int, int]]:
        """Number and records of each batch."""
        return [(m.number, len(m.batch.records)) for m in self.messages if m.batch is not None]


@pytest.fixture
def territory(tmp_path: Path) -> Territory:
    return read_territory(write_territory(tmp_path, live_table("bus-rt")))


@pytest.fixture
def clock() -> Clock:
    """Of one service, whoever writes for it."""
    return Clock.starting(NOW, 0)


def writer(
    territory: Territory, numbers: Numbers, clock: Clock | None = None
) -> tuple[Readings, Heard]:
    heard, archive = Heard(), Archive(territory.data_dir / "archive")
    return Readings(territory, clock or Clock.starting(NOW, 0), numbers, heard, archive, "g"), heard


async def started(readings: Readings) -> None:
    """Let it begin."""
    running = asyncio.ensure_future(readings.run())
    await asyncio.sleep(0.2)
    running.cancel()
    await asyncio.wait({running})


async def test_a_push_is_numbered_told_and_archived(territory: Territory) -> None:
    readings, heard = writer(territory, Numbers())
    content = delays(NOW, t0=30, t1=60)
    assert await readings.push(RT, content) == 1
    assert heard.batches == [(1, 2)]
    kept = ArchiveReader(territory.data_dir / "archive").newest(RT, NOW)
    assert kept is not None and (kept.entry.number, kept.content()) == (1, content)
    assert heard.messages[-1].status is not None
    assert heard.messages[-1].status.interval_s is None


async def test_no_name_of_a_vehicle_is_archived(tmp_path: Path) -> None:
    table = live_table("velo").replace("gtfs-rt", "gbfs")
    territory = read_territory(write_territory(tmp_path, table))
    archive = archive_of(territory)
    readings = Readings(territory, Clock.starting(NOW, 0), Numbers(), Heard(), archive, "g")
    vehicle = '{"vehicle_id": "secret", "lat": 41.1, "lon": -8.6, "is_reserved": false}'
    content = f'{{"vehicle_status": {{"data": {{"vehicles": [{vehicle}]}}}}}}'.encode()
    assert await readings.push(SourceId("velo"), content) == 1
    kept = ArchiveReader(territory.data_dir / "archive").newest(SourceId("velo"), NOW)
    assert kept is not None
    assert b'"vehicle_id":"1"' in kept.content()
    assert b"secret" not in kept.content()


async def test_a_push_that_is_not_taken_says_why(territory: Territory) -> None:
    readings, heard = writer(territory, Numbers())
    with pytest.raises(NotFound):
        await readings.push(SourceId("tram-rt"), delays(NOW))
    with pytest.raises(FeedMalformed, match="empty"):
        await readings.push(RT, b"")
    await readings.push(RT, delays(NOW, t0=30))
    with pytest.raises(FeedMalformed, match="older"):
        await readings.push(RT, delays(NOW - 60, t0=45))
    assert heard.batches == [(1, 1)]


async def test_a_push_that_cannot_be_archived_is_used_and_not_acknowledged(
    territory: Territory,
) -> None:
    readings, heard = writer(territory, Numbers())
    readings.archive.folder.parent.mkdir(parents=True)
    readings.archive.folder.write_text("a file where a folder should be")
    with pytest.raises(RecordsUnavailable, match="in use, but not archived"):
        await readings.push(RT, delays(NOW, t0=30))
    assert heard.batches == [(1, 1)]


async def test_the_next_writer_goes_on_from_the_archive(territory: Territory, clock: Clock) -> None:
    numbers = Numbers()
    killed, _ = writer(territory, numbers, clock)
    await killed.push(RT, delays(NOW, t0=30))
    successor, heard = writer(territory, numbers, clock)
    await started(successor)
    assert heard.batches == [(2, 1)]
    restarted, heard = writer(territory, Numbers())
    await started(restarted)
    assert heard.batches == []


async def test_who_is_never_asked_is_believed_after_a_restart_where_clocks_agree(
    territory: Territory,
) -> None:
    readings, _ = writer(territory, Numbers())
    await readings.push(RT, delays(NOW, t0=30))
    fresh, heard = writer(replace(territory, clock=None), Numbers())
    await started(fresh)
    assert heard.batches == [(1, 1)]


async def test_what_no_archive_has_is_forgotten(territory: Territory, clock: Clock) -> None:
    numbers = Numbers()
    numbers.next()
    archive = Archive(territory.data_dir / "archive")
    archive.append(RT, 1, NOW, b"nonsense")
    successor, heard = writer(territory, numbers, clock)
    await started(successor)
    assert heard.batches == [(2, 0)]
    await successor.push(RT, delays(NOW, t0=30))
    assert heard.batches == [(2, 0), (3, 1)]
