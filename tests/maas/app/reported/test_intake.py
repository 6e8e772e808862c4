"""Reports in the writer: on disk before they are acknowledged, told together, bounded."""

import asyncio
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from maas.app.reported import intake
from maas.errors import NotFound, RateLimited, RecordsUnavailable
from maas.live import Incident, PublicReport
from maas.live.incidents import REPORTS
from maas.records import KeptReport, SqliteRecords, open_records
from maas.requests import JudgeReport
from tests.intakes import Heard, taken, taking, told
from tests.reported import SEVEN, kept_report
from tests.saying import say

HOUR, DAY = 3600, 86_400


async def test_what_is_acknowledged_is_on_disk_and_told_soon(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path)
    [answer] = await taken(reports, say("ana"))
    [kept] = open_records(tmp_path).reports()
    assert (answer, kept.n) == (f"{kept.id} UNVERIFIED", 1)
    await told(reports)
    [batch] = heard.batches
    [report, incident] = batch.records
    assert batch.source_id == REPORTS
    assert isinstance(report, PublicReport) and report.incident == incident
    assert isinstance(incident, Incident) and not incident.is_verified
    assert heard.statuses[-1].counts == {"public-report": 1, "incident": 1}


async def test_thousands_of_near_equal_ones_are_one_and_none_is_lost(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path, per_minute=20_000)
    words = (
        say(f"r{i % 500}", lat=41.1496 + i % 10 / 1e4, lon=-8.6109 - i % 7 / 1e4)
        for i in range(2000)
    )
    answers = await taken(reports, *words)
    [kept] = open_records(tmp_path).reports()
    assert {each.partition(" ")[0] for each in answers} == {kept.id}
    assert (kept.n, len(kept.there)) == (2000, 32)
    assert answers[-1].endswith(" VERIFIED")
    assert len(file_of(tmp_path)) < 200_000
    await reports.look()
    assert heard.states == [[("VERIFIED", 2000)]]


def file_of(folder: Path) -> bytes:
    """All that the records weigh without their log."""
    return (folder / "records.db").read_bytes()


async def test_counts_alone_are_told_later(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path)
    await taken(reports, say("ana"))
    await told(reports)
    await taken(reports, say("ana"))
    await told(reports)
    assert heard.states == [[("UNVERIFIED", 1)]]
    await reports.look()
    assert heard.states[1:] == [[("UNVERIFIED", 2)]]
    await taken(reports, say("rui"), say("eva"))
    await told(reports)
    assert heard.states[2:] == [[("VERIFIED", 4)]]


async def test_staff_have_their_word_told(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path)
    [answer] = await taken(reports, say("ana"))
    name = answer.partition(" ")[0]
    done = await reports.judge(JudgeReport(name, is_so=False))
    assert (done.number, done.text) == (len(heard.batches), f"{name} REJECTED")
    assert [each for each in heard.batches[-1].records if isinstance(each, Incident)] == []
    assert (await taken(reports, say("rui")))[0].endswith("REJECTED")
    with pytest.raises(NotFound):
        await reports.judge(JudgeReport("none", is_so=True))


async def test_who_says_too_much_is_refused_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    reports, _ = taking(tmp_path, reporter_per_hour=2)
    await taken(reports, say("ana"), say("ana"))
    with pytest.raises(RateLimited):
        await reports.take(say("ana"))
    [kept] = open_records(tmp_path).reports()
    assert kept.n == 2


async def test_another_writer_goes_on_with_what_was_acknowledged(tmp_path: Path) -> None:
    reports, _ = taking(tmp_path)
    await taken(reports, say("ana"), say("rui"))
    other, heard = taking(tmp_path, is_inherited=True)
    await other.look()
    assert heard.states == [[("UNVERIFIED", 2)]]
    assert (await taken(other, say("eva")))[0].endswith(" VERIFIED")


async def test_it_tells_nothing_where_nothing_ever_was(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path)
    await reports.look()
    assert heard == Heard() and list(tmp_path.iterdir()) == []
    inherits, heard = taking(tmp_path, is_inherited=True)
    await inherits.look()
    assert heard.states == [[]]  # workers forget what no disk holds


@dataclass(frozen=True)
class Slow(SqliteRecords):
    """A disk that takes its time, and fails in the end."""

    def put_reports(self, kept: Sequence[KeptReport], dropped: Collection[str]) -> None:
        time.sleep(2 * intake.GATHER_S)
        raise RecordsUnavailable("full")


async def test_nothing_is_told_before_it_is_on_disk(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path, is_inherited=True)
    await taken(reports, say("ana"))
    await told(reports)
    assert isinstance(reports.records, SqliteRecords)
    reports.records = Slow(reports.records.database)
    taking_one = asyncio.ensure_future(reports.take(say("rui", lat=41.2)))
    await asyncio.sleep(0.05)  # the disk is at work
    reports._soon()
    await told(reports)
    with pytest.raises(RecordsUnavailable):
        await taking_one
    assert heard.states == [[("UNVERIFIED", 1)]]


async def test_what_cannot_be_kept_is_refused_and_forgotten(tmp_path: Path) -> None:
    reports, _ = taking(tmp_path)
    await taken(reports, say("ana"))
    assert isinstance(reports.records, SqliteRecords)
    reports.records.database.close()
    (tmp_path / "broken").write_bytes(b"broken" * 1000)
    (tmp_path / "records.db").rename(tmp_path / "good")
    (tmp_path / "broken").rename(tmp_path / "records.db")
    with pytest.raises(RecordsUnavailable):
        await reports.take(say("rui"))
    with pytest.raises(RecordsUnavailable):
        await reports.look()
    (tmp_path / "good").rename(tmp_path / "records.db")
    await taken(reports, say("eva"))
    [kept] = open_records(tmp_path).reports()
    assert (kept.n, len(kept.there)) == (2, 2)


async def test_that_the_records_are_lost_is_logged_once(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(b"broken" * 1000)
    reports, _ = taking(tmp_path)
    with structlog.testing.capture_logs() as logs:
        running = asyncio.ensure_future(reports.run())
        while not logs:
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.wait({running})
    assert [(each["event"], each["source"]) for each in logs] == [("kept.unavailable", "reports")]


async def test_who_hangs_up_leaves_nothing_half_done(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path)
    asking = asyncio.ensure_future(reports.take(say("ana")))
    await asyncio.sleep(0)
    asking.cancel()
    await reports.take(say("ana"))
    await reports.look()
    assert heard.states == [[("UNVERIFIED", 2)]]
    assert len(open_records(tmp_path).reports()) == 1


async def test_of_a_defect_nobody_waits_for_ever(tmp_path: Path) -> None:
    reports, _ = taking(tmp_path)
    broken = say("ana", lat=float("nan"))
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(reports.take(broken), 5)
    assert (await taken(reports, say("rui")))[0].endswith(" UNVERIFIED")


async def test_of_what_nobody_verified_no_thousands_are_looked_for(tmp_path: Path) -> None:
    believed = dict.fromkeys("xyz", SEVEN)
    doubtful = [
        kept_report(f"{i:04}", lat=i / 100.0, last=SEVEN - i, end=SEVEN + HOUR) for i in range(600)
    ]
    open_records(tmp_path).put_reports([*doubtful, kept_report("true", there=believed)], ())
    reports, heard = taking(tmp_path)
    await reports.look()
    incidents = [each.id for each in heard.batches[0].records if isinstance(each, Incident)]
    assert incidents == [*(f"{i:04}" for i in range(500)), "true"]
    assert len(heard.states[0]) == 601


async def test_a_full_board_lets_go_of_what_is_least_believed(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    records.put_reports([kept_report(f"{i:05}", lat=i / 100.0) for i in range(5000)], ())
    reports, _ = taking(tmp_path)
    await taken(reports, say("ana", lon=20.0))
    kept = open_records(tmp_path).reports()
    assert len(kept) == 5000 and "00000" not in {each.id for each in kept}
