"""What others were told and took: begins that stay, and the journal by the hour."""

from pathlib import Path

import pytest

from maas.records import Exchanged, SqliteRecords, ToldBegin, Way, open_records
from tests.oldrecords import set_back

HOUR, DAY = 3600, 86_400
ROW = Exchanged(0, Way.GIVEN, "waze", "/exchange/cifs.xml", 2, 1, 7, 900, 10, 20, "aa")


@pytest.fixture
def records(tmp_path: Path) -> SqliteRecords:
    return open_records(tmp_path)


def begin(records: SqliteRecords, wanted: int | None, now: int) -> ToldBegin:
    return records.keep_begins({"a": wanted}, now)["a"]


def test_a_begin_moves_until_it_has_come_and_never_after(records: SqliteRecords) -> None:
    assert begin(records, 5 * HOUR, 0) == ToldBegin(5 * HOUR)
    assert begin(records, 4 * HOUR, 60) == ToldBegin(4 * HOUR)
    assert begin(records, 4 * HOUR, 4 * HOUR) == ToldBegin(4 * HOUR)
    assert begin(records, 3 * HOUR, 4 * HOUR + 60) == ToldBegin(4 * HOUR)
    assert begin(records, None, 5 * HOUR) == ToldBegin(4 * HOUR)


def test_who_does_not_know_its_begin_is_told_when_it_was_seen_first(tmp_path: Path) -> None:
    assert begin(open_records(tmp_path), None, 100) == ToldBegin(100)
    assert begin(open_records(tmp_path), None, 9 * DAY) == ToldBegin(100)


def test_put_off_after_it_had_come_it_is_another_incident(records: SqliteRecords) -> None:
    begin(records, HOUR, 2 * HOUR)
    assert begin(records, 5 * HOUR, 2 * HOUR) == ToldBegin(5 * HOUR, 1)
    assert begin(records, 6 * HOUR, 2 * HOUR) == ToldBegin(6 * HOUR, 1)
    assert begin(records, 9 * DAY, 10 * DAY) == ToldBegin(9 * DAY, 2)


def test_what_nobody_was_told_for_long_is_forgotten(records: SqliteRecords) -> None:
    begin(records, 100, 100)
    records.keep_begins({"b": 0}, 61 * DAY)
    assert begin(records, 50, 61 * DAY) == ToldBegin(50)


def test_nothing_is_written_for_what_was_told_already(records: SqliteRecords) -> None:
    begin(records, 100, 100)
    before = records.database.path.with_name("records.db-wal").stat().st_size
    begin(records, 100, 200)
    assert records.database.path.with_name("records.db-wal").stat().st_size == before


def test_the_journal_adds_up_by_hour_partner_and_subject(records: SqliteRecords) -> None:
    later = Exchanged(0, Way.GIVEN, "waze", "/exchange/cifs.xml", 1, 0, 8, 100, 30, 30, "bb")
    taken = Exchanged(HOUR, Way.TAKEN, "jams", "waze", 1, 0, None, 5, HOUR, HOUR, "cc")
    records.add_exchanged([ROW, taken])
    records.add_exchanged([later])
    added = Exchanged(0, Way.GIVEN, "waze", "/exchange/cifs.xml", 3, 1, 8, 1000, 10, 30, "bb")
    assert records.exchanged(0, DAY, None, 10) == (taken, added)
    assert records.exchanged(0, DAY, "waze", 10) == (added,)
    assert records.exchanged(0, DAY, None, 1) == (taken,)
    records.forget_exchanged(HOUR)
    assert records.exchanged(0, DAY, None, 10) == (taken,)


def test_older_records_take_the_step(records: SqliteRecords) -> None:
    records.add_exchanged([ROW])
    set_back(records, 4)
    assert records.exchanged(0, DAY, None, 10) == ()
    records.add_exchanged([ROW])
    assert records.exchanged(0, DAY, None, 10) == (ROW,)
