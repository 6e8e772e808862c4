"""What people report lasts until it is to be erased, and then leaves no trace."""

from pathlib import Path

import pytest

from maas.live.public_reports import ReportState
from maas.records import SqliteRecords, open_records
from tests.oldrecords import set_back
from tests.reported import SEVEN, kept_report


@pytest.fixture
def records(tmp_path: Path) -> SqliteRecords:
    return open_records(tmp_path)


def test_reports_come_back_whole_and_by_id(tmp_path: Path, records: SqliteRecords) -> None:
    rich = kept_report(
        "b",
        said=((SEVEN, "=a hole"),),
        verdict=ReportState.CONFIRMED,
        judged=SEVEN,
        end=SEVEN + 60,
        secret=b"\x00\xff",
    )
    records.put_reports([rich, kept_report("a")], ())
    assert open_records(tmp_path).reports() == (kept_report("a"), rich)


def test_some_are_kept_and_others_dropped_at_once(records: SqliteRecords) -> None:
    records.put_reports([kept_report("a"), kept_report("b")], ())
    records.put_reports([kept_report("b", n=7)], ["a"])
    assert [(each.id, each.n) for each in records.reports()] == [("b", 7)]


def test_of_what_was_erased_or_changed_no_byte_is_left(
    tmp_path: Path, records: SqliteRecords
) -> None:
    records.put_reports([kept_report("old", said=((SEVEN, "Ada"),), until=10)], ())
    records.put_reports([kept_report("changed", said=((SEVEN, "Emmy"),))], ())
    records.put_reports([kept_report("changed", said=((SEVEN, "Grace"),))], ())
    assert records.erase_reports(10)
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [name in files for name in (b"Ada", b"Emmy", b"Grace")] == [False, False, True]
    assert [each.id for each in records.reports()] == ["changed"]


def test_nothing_is_made_to_erase_nothing(tmp_path: Path) -> None:
    assert open_records(tmp_path / "town").erase_reports(SEVEN)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_before_there_were_reports_gets_their_table(records: SqliteRecords) -> None:
    set_back(records, 3)
    records.put_reports([kept_report("a")], ())
    assert records.reports() == (kept_report("a"),)
