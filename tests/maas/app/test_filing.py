"""What is archived beside the loop: a disk that hangs costs messages, and holds nobody."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from maas.app.filing import HANGS, Filing
from maas.archive import Archive, ArchiveReader, Limits
from maas.clock import Clock
from maas.model import SourceId
from maas.snapshot import Batch

RT, OTHER = SourceId("rt"), SourceId("other")
NOW = 1_700_049_600
DAY = 86_400


@pytest.fixture
def filing(tmp_path: Path) -> Filing:
    return Filing(Archive(tmp_path, Limits(retention_days=1)), Clock.starting(NOW, 0), 0.2)


async def keep(filing: Filing, number: int, source_id: SourceId = RT, at: int = NOW) -> bool:
    return await filing.keep(Batch(source_id, at), number, b"message %d" % number)


def numbers(filing: Filing, source_id: SourceId = RT) -> list[int]:
    found = ArchiveReader(filing.archive.folder).entries(source_id, 0, 2 * NOW)
    return [kept.entry.number for kept in found]


async def test_what_is_kept_is_archived_and_settled(filing: Filing) -> None:
    assert await keep(filing, 1) and await filing.settle(RT)
    assert numbers(filing) == [1]


async def test_a_disk_that_hangs_holds_one_source_for_a_moment(filing: Filing) -> None:
    await keep(filing, 1)
    (tail,) = (filing.archive.folder / RT).iterdir()
    content = tail.read_bytes()
    tail.unlink()
    os.mkfifo(tail)  # to open it is to wait for a reader
    with capture_logs() as logs:
        assert not await keep(filing, 2)
        assert not await filing.settle(RT)
        assert filing.archive.problems == {RT: HANGS}
        assert await keep(filing, 3, OTHER)
        with tail.open("rb") as reader:  # as if the disk were back
            assert await keep(filing, 2), "it was being written all the time"
            assert b"message 2" in reader.read()
    assert [line["event"] for line in logs] == ["archive.stopped", "archive.resumed"]
    tail.unlink()
    tail.write_bytes(content)
    assert await keep(filing, 4) and numbers(filing) == [1, 4]


async def test_what_could_not_be_written_is_tried_again(filing: Filing) -> None:
    folder = filing.archive.folder / RT
    folder.write_bytes(b"in the way")
    assert not await keep(filing, 1)
    folder.unlink()
    assert await keep(filing, 1) and numbers(filing) == [1]


async def test_what_breaks_us_is_not_kept(tmp_path: Path) -> None:
    def fragile(content: bytes) -> bytes:
        raise ZeroDivisionError

    filing = Filing(Archive(tmp_path, hides={RT: fragile}), Clock.starting(NOW, 0))
    with pytest.raises(ZeroDivisionError):
        await keep(filing, 1)
    assert await keep(filing, 1, OTHER)


async def ran(filing: Filing) -> list[str]:
    """What is said while it runs for a moment."""
    with capture_logs() as logs:
        running = asyncio.ensure_future(filing.run())
        await asyncio.sleep(0.1)
        running.cancel()
        await asyncio.wait({running})
    return [line["event"] for line in logs]


async def test_what_is_too_old_goes_though_nothing_comes(filing: Filing) -> None:
    await keep(filing, 1, at=NOW - 3 * DAY)
    await keep(filing, 2, OTHER)
    assert await ran(filing) == []
    assert (numbers(filing), numbers(filing, OTHER)) == ([], [2])


async def test_retention_that_fails_costs_no_message(
    filing: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(filing, 1, at=NOW - 3 * DAY)

    def refused(*_: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr("maas.app.filing.sweep", refused)
    assert await ran(filing) == ["archive.not_swept"]
    assert await keep(filing, 2)
    assert numbers(filing) == [1, 2]


async def test_a_switch_waits_for_no_disk(filing: Filing) -> None:
    filing.archive.folder.mkdir(exist_ok=True)
    (filing.archive.folder / "_generations").mkdir()
    os.mkfifo(filing.archive.folder / "_generations" / "000001-20231115.tail")
    began = time.monotonic()
    filing.switch(0, "g", NOW)
    assert time.monotonic() - began < 0.1
    assert await keep(filing, 1)
    with (filing.archive.folder / "_generations" / "000001-20231115.tail").open("wb"):
        await asyncio.sleep(0.05)
