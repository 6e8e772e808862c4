"""Incidents that staff wrote, in the records: the newest version of each, and all before it."""

from pathlib import Path

import pytest

from maas.errors import RecordsUnavailable
from maas.live import Incident
from maas.live.incidents import Hours, IncidentKind, Traveller
from maas.live.written import WritingStatus
from maas.records import KeptIncident, SqliteRecords, open_records
from tests.oldrecords import set_back

PUBLISHED = WritingStatus.PUBLISHED


def kept(name: str, version: int = 1, end: int | None = None, text: str = "") -> KeptIncident:
    hours = (Hours((0, 4), 28_800, 32_400),)
    line = ((41.15, -8.61), (41.16, -8.62))
    incident = Incident(
        name, IncidentKind.WORKS, line, hours=hours, end=end, text=text, concerns=(Traveller.BUS,)
    )
    part = Incident(f"{name}.2", IncidentKind.WORKS, line[::-1], end=end, part_of=name)
    return KeptIncident((incident, part), PUBLISHED, version, 50, "k1", "Town hall")


@pytest.fixture
def records(tmp_path: Path) -> SqliteRecords:
    return open_records(tmp_path)


def test_the_newest_version_comes_back_whole_and_by_id(
    tmp_path: Path, records: SqliteRecords
) -> None:
    records.put_incidents([kept("b"), kept("a")])
    records.put_incidents([kept("a", 2, text="Longer")])
    again = open_records(tmp_path)
    assert again.incidents(0) == (kept("a", 2, text="Longer"), kept("b"))
    assert again.find_incident("b") == kept("b")
    assert again.find_incident("c") is None


def test_what_is_over_is_found_only_by_its_id(records: SqliteRecords) -> None:
    records.put_incidents([kept("over", end=100), kept("on", end=101), kept("open")])
    assert [each.id for each in records.incidents(100)] == ["on", "open"]
    assert records.find_incident("over") == kept("over", end=100)


def test_history_keeps_every_version_in_order(records: SqliteRecords) -> None:
    versions = [kept("a", 1), kept("a", 2, text="Longer"), kept("a", 3, end=60)]
    for each in versions:
        records.put_incidents([each])
    assert records.incident_history("a") == tuple(versions)
    assert records.incident_history("b") == ()


def test_versions_are_kept_all_or_none_and_none_twice(records: SqliteRecords) -> None:
    records.put_incidents([kept("a")])
    with pytest.raises(RecordsUnavailable):
        records.put_incidents([kept("b"), kept("a", text="Another first version")])
    assert records.incidents(0) == (kept("a"),)


def test_a_file_of_before_there_were_incidents_gets_its_tables(records: SqliteRecords) -> None:
    records.put_incidents([kept("a")])
    set_back(records, 2)
    records.put_incidents([kept("b")])
    assert records.incidents(0) == (kept("b"),)
