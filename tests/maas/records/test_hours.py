"""Hours of sources in the records."""

from pathlib import Path

import pytest

from maas.model import SourceId
from maas.records import Outage, Records, RejectionCount, SourceHour, open_records

BUS, TRAM = SourceId("bus"), SourceId("tram")
FULL = SourceHour(
    BUS, 7200, (1.5,) * 15, 2.0, 180, 170, 9000, 8900, {"no answer within 10 s": 3},
    (RejectionCount("E003", "WARNING", 170, 340, "trip_id 'x' is unknown"),),
)  # fmt: skip


@pytest.fixture
def records(tmp_path: Path) -> Records:
    records = open_records(tmp_path)
    hours = [SourceHour(BUS, 0), SourceHour(BUS, 3600), FULL, SourceHour(TRAM, 3600)]
    records.put_hours(hours, [Outage(BUS, 100, 4000), Outage(BUS, 5000, 5100)])
    return records


def test_hours_come_back_whole_in_order_and_of_one_source(records: Records) -> None:
    assert records.hours(BUS, 3600, 7201) == (SourceHour(BUS, 3600), FULL)
    assert records.hours(BUS, 3600, 7200) == (SourceHour(BUS, 3600),)
    assert FULL.observed_s == 24.5


def test_an_hour_replaces_what_was_known_of_it(records: Records) -> None:
    records.put_hours([SourceHour(TRAM, 3600, tries=7)], [])
    [hour] = records.hours(TRAM, 0, 9999)
    assert hour.tries == 7


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [(0, 100, []), (0, 101, [100]), (4000, 9000, [5000]), (3999, 5001, [100, 5000])],
)
def test_outages_are_found_by_what_they_touch(
    records: Records, since: int, until: int, found: list[int]
) -> None:
    assert [outage.began for outage in records.outages(BUS, since, until)] == found


def test_old_hours_are_forgotten(records: Records) -> None:
    records.forget_hours(5000)
    assert records.hours(BUS, 0, 9999) == (FULL,)
    assert [outage.began for outage in records.outages(BUS, 0, 9999)] == [5000]
