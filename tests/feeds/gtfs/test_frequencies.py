"""Headways: exact or not, one departure after the other until the end, which is not one."""

from pathlib import Path

import pytest

from maas.errors import FeedMalformed
from maas.timetable import Timetable
from tests.feeds.gtfs.feed import clock, reading, rules

HEADER = "# frequencies.txt\ntrip_id,start_time,end_time,headway_secs,exact_times\n"


def departures(timetable: Timetable, trip: str) -> list[str]:
    rows = timetable.trips.id.find_all(f"s:{trip}")
    return [clock(timetable.stop_times.depart[timetable.trips.first_time[t]]) for t in rows]


@pytest.mark.parametrize(("exact", "headway"), [("1", 0), ("0", 900), ("", 900)])
def test_a_trip_departs_again_and_again(tmp_path: Path, exact: str, headway: int) -> None:
    timetable, report = reading(tmp_path, HEADER + f"t1,6:00:00,6:45:00,900,{exact}\n")
    assert departures(timetable, "t1") == ["6:00", "6:15", "6:30"]
    assert departures(timetable, "t2") == ["8:30"]
    t1 = timetable.trips.id.find_all("s:t1")
    assert timetable.trips.headway[t1].tolist() == [headway] * 3
    assert report.counts["trips"] == 4
    assert report.is_sound


def test_times_move_with_the_departure(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, HEADER + "t1,25:00:00,25:30:00,3600,1\n")
    first = timetable.trips.first_time[timetable.trips.id.find("s:t1")]
    arrive, depart = timetable.stop_times.arrive, timetable.stop_times.depart
    assert [clock(t) for t in arrive[first : first + 3]] == ["25:00", "25:10", "25:20"]
    assert [clock(t) for t in depart[first : first + 3]] == ["25:00", "25:11", "25:20"]


def test_several_headways_follow_each_other(tmp_path: Path) -> None:
    rows = "t1,7:00:00,7:20:00,600,1\nt1,6:00:00,7:00:00,1800,1\n"
    timetable, _ = reading(tmp_path, HEADER + rows)
    assert departures(timetable, "t1") == ["6:00", "6:30", "7:00", "7:10"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("t1,6:20:00,7:00:00,900,1", "overlapping_frequency"),
        ("t1,9:00:00,8:00:00,900,1", "start_and_end_range_out_of_order"),
        ("t1,8:00:00,9:00:00,0,1", "number_out_of_range"),
        ("t1,8:00:00,9:00:00,,1", "missing_required_field"),
        ("t1,8:00:00,9:00:00,1.5,1", "invalid_integer"),
        ("t1,8:00:00,nine,900,1", "invalid_time"),
        ("ghost,8:00:00,9:00:00,900,1", "foreign_key_violation"),
    ],
)
def test_a_bad_row_costs_itself(tmp_path: Path, row: str, rule: str) -> None:
    timetable, report = reading(tmp_path, HEADER + f"t1,6:00:00,6:45:00,900,1\n{row}\n")
    assert departures(timetable, "t1") == ["6:00", "6:15", "6:30"]
    assert rules(report) == {rule: 1}


def test_a_trip_whose_only_headway_is_bad_does_not_run(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, HEADER + "t1,6:00:00,6:45:00,,1\n")
    assert departures(timetable, "t1") == []


def test_a_headway_of_a_second_does_not_fill_the_memory(tmp_path: Path) -> None:
    trips = "".join(f"1,daily,x{i}\n" for i in range(100))
    times = "".join(f"x{i},8:00:00,8:00:00,a,1\nx{i},8:10:00,8:10:00,b,2\n" for i in range(100))
    rows = "".join(f"x{i},0:00:00,100:00:00,1,0\n" for i in range(100))
    with pytest.raises(FeedMalformed, match=r"frequencies.txt expands to more"):
        reading(
            tmp_path,
            f"# trips.txt\nroute_id,service_id,trip_id\n{trips}",
            f"# stop_times.txt\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence\n{times}",
            HEADER + rows,
        )
