"""What is over, gone or written too long ago is told no more, and leaves no trace on any disk."""

from pathlib import Path

from maas.live.public_reports import ReportKind
from maas.records import open_records
from tests.intakes import holds, taken, taking
from tests.reported import SEVEN
from tests.saying import say

HOUR, DAY = 3600, 86_400


async def test_what_is_over_is_told_no_more_and_erased_a_day_later(tmp_path: Path) -> None:
    reports, _ = taking(tmp_path)
    await taken(reports, say("ana"), say("rui", lat=41.2, kind=ReportKind.WORKS))
    later, heard = taking(tmp_path, SEVEN + 2 * HOUR)
    await later.look()
    assert heard.states == [[("UNVERIFIED", 1)]]
    assert len(open_records(tmp_path).reports()) == 2
    last, _ = taking(tmp_path, SEVEN + 2 * HOUR + DAY)
    await last.look()
    assert [each.kind for each in open_records(tmp_path).reports()] == [ReportKind.WORKS]


async def test_that_it_is_gone_is_told_for_an_hour(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path)
    await taken(reports, say("ana"), say("ana", is_gone=True))
    await reports.look()
    assert heard.states == [[("GONE", 2)]]
    later, heard = taking(tmp_path, SEVEN + HOUR, is_inherited=True)
    await later.look()
    assert heard.states == [[]]


async def test_what_people_wrote_leaves_no_trace_after_a_day(tmp_path: Path) -> None:
    works = ReportKind.WORKS
    reports, _ = taking(tmp_path)
    await taken(reports, say("ana", kind=works, text="Rosalind was here"))
    soon, heard = taking(tmp_path, SEVEN + DAY - 1)
    await soon.look()
    assert holds(tmp_path, b"Rosalind") and "Rosalind" in repr(heard)
    late, heard = taking(tmp_path, SEVEN + DAY)
    await taken(late, say("rui", kind=works, seen=SEVEN + DAY - 1))
    await late.look()
    assert heard.states == [[("UNVERIFIED", 2)]]
    assert not holds(tmp_path, b"Rosalind") and "Rosalind" not in repr(heard)


async def test_nobody_who_reports_stands_on_any_disk(tmp_path: Path) -> None:
    reports, heard = taking(tmp_path)
    await taken(reports, say("Rosalind", key_id="Covoiturelle"))
    await reports.look()
    for word in ("Rosalind", "Covoiturelle"):
        assert not holds(tmp_path, word.encode()) and word not in repr(heard)
