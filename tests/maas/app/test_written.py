"""Incidents of staff in the writer: on disk before they are told, drafts told to nobody."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from maas.app.written import WrittenIncidents
from maas.clock import Clock
from maas.errors import ChangedMeanwhile, NotFound, QuotaReached, RecordsUnavailable, TooLate
from maas.live import Incident
from maas.live.incidents import INCIDENTS, IncidentKind
from maas.live.written import WritingStatus, Written
from maas.records import open_records
from maas.requests import WithdrawIncident, WriteIncidents
from tests.heard import Heard

NOW, HOUR = 1_695_189_600, 3600
DRAFT = WritingStatus.DRAFT


def one(
    name: str,
    status: WritingStatus = WritingStatus.PUBLISHED,
    version: int | None = None,
    **members: Any,
) -> Written:
    incident = Incident(name, IncidentKind.WORKS, ((41.15, -8.61),), **members)
    return Written((incident,), status, version)


def write(*written: Written) -> WriteIncidents:
    return WriteIncidents(written, "k1", "Town hall")


def withdraw(name: str) -> WithdrawIncident:
    return WithdrawIncident(name, "k2", "Police")


def desk(
    folder: Path, now: int = NOW, is_inherited: bool = False, rate: float = 0
) -> tuple[WrittenIncidents, Heard]:
    heard = Heard()
    clock = Clock.starting(now, rate)
    return WrittenIncidents(open_records(folder), heard, clock, is_inherited), heard


async def looked(incidents: WrittenIncidents) -> None:
    """Let it begin."""
    running = asyncio.ensure_future(incidents.run())
    await asyncio.sleep(0.15)
    running.cancel()
    await asyncio.wait({running})


async def test_what_is_published_is_on_disk_and_told(tmp_path: Path) -> None:
    incidents, heard = desk(tmp_path)
    done = await incidents.write(write(one("a", text="Burst pipe")))
    assert (done.number, done.text) == (1, "a")
    [batch] = heard.batches
    [told] = batch.records
    assert isinstance(told, Incident)
    assert (batch.source_id, told.id, told.text, told.begin) == (INCIDENTS, "a", "Burst pipe", NOW)
    assert heard.statuses[-1].counts == {"incident": 1}
    [kept] = open_records(tmp_path).incidents(NOW)
    assert (kept.incidents, kept.key_name) == ((told,), "Town hall")


async def test_drafts_are_kept_and_told_to_nobody(tmp_path: Path) -> None:
    incidents, heard = desk(tmp_path)
    await incidents.write(write(one("a", DRAFT), one("b")))
    assert heard.names == [["b"]]
    await incidents.write(write(one("a")))
    assert heard.names == [["b"], ["a", "b"]]


async def test_many_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    incidents, heard = desk(tmp_path)
    await incidents.write(write(one("a"), one("b")))
    with pytest.raises(ChangedMeanwhile):
        await incidents.write(write(one("c"), one("b", version=7)))
    assert heard.names == [["a", "b"]]
    assert [each.id for each in open_records(tmp_path).incidents(NOW)] == ["a", "b"]


async def test_what_is_withdrawn_is_told_no_more_and_its_history_stays(tmp_path: Path) -> None:
    incidents, heard = desk(tmp_path)
    await incidents.write(write(one("a")))
    await incidents.withdraw(withdraw("a"))
    assert heard.names == [["a"], []]
    versions = open_records(tmp_path).incident_history("a")
    assert [(each.status.value, each.key_name) for each in versions] == [
        ("PUBLISHED", "Town hall"),
        ("WITHDRAWN", "Police"),
    ]
    with pytest.raises(NotFound):
        await incidents.withdraw(withdraw("a"))
    with pytest.raises(TooLate):
        await incidents.write(write(one("a")))


async def test_what_is_over_is_told_no_more(tmp_path: Path) -> None:
    incidents, heard = desk(tmp_path, rate=100_000)
    await incidents.write(write(one("soon", end=NOW + HOUR), one("late", end=NOW + 99 * HOUR)))
    await asyncio.sleep(0.05)  # more than an hour
    await looked(incidents)
    assert heard.names == [["late", "soon"], ["late"]]
    other, heard = desk(tmp_path, NOW + HOUR)
    await looked(other)
    assert heard.names == [["late"]]


async def test_another_writer_goes_on_with_what_was_acknowledged(tmp_path: Path) -> None:
    incidents, _ = desk(tmp_path)
    await incidents.write(write(one("a"), one("b", DRAFT)))
    other, heard = desk(tmp_path, is_inherited=True)
    await looked(other)
    await other.write(write(one("b", version=1)))
    assert heard.names == [["a"], ["a", "b"]]


async def test_it_tells_nothing_where_nothing_ever_was(tmp_path: Path) -> None:
    incidents, heard = desk(tmp_path)
    await looked(incidents)
    assert heard == Heard() and list(tmp_path.iterdir()) == []


async def test_there_are_at_most_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maas.app.written.MAX_OWN_INCIDENTS", 2)
    incidents, _ = desk(tmp_path)
    await incidents.write(write(one("a"), one("b", DRAFT)))
    with pytest.raises(QuotaReached):
        await incidents.write(write(one("c")))
    await incidents.write(write(one("b")))
    await incidents.withdraw(withdraw("a"))
    await incidents.write(write(one("c")))


async def test_what_cannot_be_kept_is_not_told(tmp_path: Path) -> None:
    incidents, heard = desk(tmp_path)
    await incidents.write(write(one("a")))
    (tmp_path / "broken").write_bytes(b"broken" * 1000)
    (tmp_path / "broken").replace(tmp_path / "records.db")
    with pytest.raises(RecordsUnavailable):
        await incidents.write(write(one("b")))
    assert heard.names == [["a"]]
