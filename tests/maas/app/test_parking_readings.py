"""Car parks as the writer takes them: numbered, archived, counted, and known since when."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from maas.app.numbers import Numbers
from maas.app.readings import Readings
from maas.app.recall import Recall
from maas.archive import Archive, ArchiveReader
from maas.clock import Clock
from maas.live import ParkingFacility
from maas.model import SourceId
from maas.series import Change, Count, SeriesReader
from maas.settings import Territory, read_territory
from tests.cities import write_territory
from tests.feeds.parkapi.answers import site, sites
from tests.livesource import live_table
from tests.maas.app.test_readings import Heard, started

TOWN = SourceId("town")
NOW = 1_695_189_600
HOUR = 3600


@pytest.fixture
def territory(tmp_path: Path) -> Territory:
    table = live_table("town").replace("gtfs-rt", "parkapi")
    return read_territory(write_territory(tmp_path, table))


def told(at: int, *free: int) -> bytes:
    """Car parks and how many places are free, at a moment."""
    time = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"
    several = (
        site(number, realtime_free_capacity=n, realtime_data_updated_at=time)
        for number, n in enumerate(free, 1)
    )
    return sites(*several)


async def pushed(territory: Territory, at: int, *free: int) -> list[ParkingFacility]:
    """What a writer that starts at a moment tells of a message."""
    heard, archive = Heard(), Archive(territory.data_dir / "archive")
    archive.announce(0, "g", at)
    archive.write_switches()
    readings = Readings(territory, Clock.starting(at, 0), Numbers(), heard, archive, "g")
    await readings.push(TOWN, told(at, *free))
    await started(readings)
    (batch,) = (message.batch for message in heard.messages if message.batch is not None)
    return [record for record in batch.records if isinstance(record, ParkingFacility)]


async def test_counts_are_kept_and_known_since_when(territory: Territory) -> None:
    stood = [
        [record.unchanged_since for record in await pushed(territory, NOW + hours * HOUR, *free)]
        for hours, free in ((0, (30, 9)), (1, (30, 8)), (2, (30, 8)))
    ]
    assert stood == [[NOW, NOW], [NOW, NOW + HOUR], [NOW, NOW + HOUR]]
    changes = SeriesReader(territory.data_dir / "series").changes(TOWN, NOW, NOW + 200)
    assert [*changes] == [Change(NOW, "1", Count(None, 30)), Change(NOW, "2", Count(None, 9))]


async def test_the_past_tells_what_was_told_then(territory: Territory) -> None:
    await pushed(territory, NOW, 30, 9)
    then = await pushed(territory, NOW + HOUR, 30, 8)
    await pushed(territory, NOW + 2 * HOUR, 1, 1)
    folder = territory.data_dir
    archive, series = ArchiveReader(folder / "archive"), SeriesReader(folder / "series")
    known = Recall(archive, series, territory.live_sources).known(NOW + HOUR + 60)
    assert list(known.batches[TOWN].records) == then
