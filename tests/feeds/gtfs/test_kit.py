"""gtfs_kit, fed with our tables, says the same as our arrays."""

from datetime import timedelta
from pathlib import Path

import pytest

from feeds.gtfs import read
from feeds.gtfs.archive import open_archive
from feeds.gtfs.compile import load_tables
from feeds.gtfs.kit import activity, as_gtfs_kit
from feeds.gtfs.notices import Notices
from feeds.gtfs.report import trips_by_day
from feeds.gtfs.table import load
from maas.model import SourceId
from tests.feeds.gtfs.feed import SOUND, tables, write
from tests.shared import shared

HOLIDAYS = """
# calendar_dates.txt
service_id,date,exception_type
daily,20260501,2
extra,20260501,1
extra,20270101,1
# trips.txt
route_id,service_id,trip_id
1,daily,t1
1,daily,t2
1,extra,NA
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,8:00:00,8:00:00,a,1
t1,8:10:00,8:11:00,b,2
t2,8:30:00,8:30:00,a,1
t2,8:40:00,8:41:00,b,2
NA,9:30:00,9:30:00,a,1
NA,,,b,2
NA,9:40:00,9:41:00,c,3
"""


def agrees(path: Path) -> None:
    timetable, report = read(path, SourceId("s"))
    notices = Notices()
    with open_archive(path, notices) as archive:
        kit = as_gtfs_kit(load_tables(archive, notices))
    assert report.first_day is not None
    days = [report.first_day + timedelta(n) for n in range(21)]
    ours = trips_by_day(timetable)
    assert activity(kit, days) == {day: ours.get(day, 0) for day in days}


def test_activity_by_date_is_the_same(tmp_path: Path) -> None:
    agrees(write(tmp_path / "feed.zip", tables(SOUND, HOLIDAYS)))


def test_statistics_work_on_our_tables_blank_times_and_strange_ids_included(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "feed.zip", tables(SOUND, HOLIDAYS))
    notices = Notices()
    with open_archive(path, notices) as archive:
        kit = as_gtfs_kit(
            load_tables(archive, notices) | {"stop_times": load(archive, "stop_times", (), notices)}
        )
    assert set(kit.trips["trip_id"]) == {"t1", "t2", "NA"}
    stats = kit.compute_stop_stats(["20260501"])
    assert dict(zip(stats["stop_id"], stats["num_trips"], strict=True)) == {"a": 1, "b": 1, "c": 1}


@pytest.mark.real
@pytest.mark.parametrize("name", ["gtfs_metro_do_porto", "gtfs_cp"])
def test_activity_of_porto_is_the_same(name: str) -> None:
    agrees(shared("data", "porto", f"{name}.zip"))
