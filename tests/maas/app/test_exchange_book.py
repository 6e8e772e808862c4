"""The journal of one process: added up, kept, and never in the way."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from maas.app.exchange_book import FLUSH_S, ExchangeBook, taken
from maas.clock import Clock
from maas.errors import RecordsUnavailable
from maas.model import SourceId
from maas.records import Exchanged, Way, open_records
from maas.snapshot import Batch

NOON = 43_200
CLOCK = Clock(NOON, 0, 0.0, lambda: 0.0)
GIVEN = Exchanged(NOON, Way.GIVEN, "waze", "/exchange/cifs.xml", 1, 0, 3, 900, NOON, NOON, "aa")
SAME = Exchanged(NOON, Way.GIVEN, "waze", "/exchange/cifs.xml", 1, 1, 3, 0, NOON + 9, NOON + 9, "")
BOTH = Exchanged(NOON, Way.GIVEN, "waze", "/exchange/cifs.xml", 2, 1, 3, 900, NOON, NOON + 9, "aa")


class Broken:
    """Records that cannot be written for a while."""

    def __init__(self) -> None:
        self.works = False
        self.kept: list[Exchanged] = []

    def add_exchanged(self, rows: Sequence[Exchanged], /) -> None:
        if not self.works:
            raise RecordsUnavailable("the disk is full")
        self.kept += rows

    def forget_exchanged(self, _: int, /) -> None:
        """Nothing is old."""


async def test_what_is_noted_is_added_up_and_read_at_once(tmp_path: Path) -> None:
    book = ExchangeBook(open_records(tmp_path), CLOCK)
    book.note(GIVEN)
    book.note(SAME)
    assert await book.exchanged(0, NOON + 1, None, 10) == (BOTH,)
    book.note(SAME)
    [row] = await book.exchanged(0, NOON + 1, "waze", 10)
    assert (row.times, row.unchanged, row.digest) == (3, 2, "aa")


async def test_it_is_kept_when_the_process_ends(tmp_path: Path) -> None:
    book = ExchangeBook(open_records(tmp_path), CLOCK)
    running = asyncio.create_task(book.run())
    await asyncio.sleep(0)
    book.note(GIVEN)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert open_records(tmp_path).exchanged(0, NOON + 1, None, 10) == (GIVEN,)


async def test_nothing_is_lost_while_the_disk_is_full() -> None:
    records = Broken()
    book = ExchangeBook(records, CLOCK)  # type: ignore[arg-type]  # no more of records is asked
    book.note(GIVEN)
    await book.flush()
    book.note(SAME)
    await book.flush()
    records.works = True
    await book.flush()
    assert records.kept == [BOTH]


def test_a_message_is_named_by_what_it_says() -> None:
    row = taken(Batch(SourceId("jams"), NOON + 60), "waze", b"{}")
    assert (row.partner, row.subject, row.way, row.bytes) == ("jams", "waze", Way.TAKEN, 2)
    assert (row.hour, row.first, row.items) == (NOON, NOON + 60, 0)
    assert row.digest == taken(Batch(SourceId("jams"), NOON), "waze", b"{}").digest


WRITE = """
import asyncio, sys
from pathlib import Path
from maas.app.exchange_book import ExchangeBook
from maas.clock import Clock
from maas.records import Exchanged, Way, open_records

async def run() -> None:
    book = ExchangeBook(open_records(Path(sys.argv[1])), Clock(0, 0, 0.0, lambda: 0.0))
    for number in range(100_000):
        book.note(Exchanged(0, Way.TAKEN, "jams", "waze", 1))
        await book.flush()
        print(number + 1, flush=True)

asyncio.run(run())
"""


@pytest.mark.slow
def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITE, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(10)]
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.read().split()
    [row] = open_records(tmp_path).exchanged(0, 1, None, 10)
    assert row.times >= int(said[-1])


def test_a_crash_costs_seconds_of_what_nobody_was_promised() -> None:
    assert FLUSH_S <= 5
