"""Trips whose calls are not told apart by their numbers."""

from pathlib import Path

import pytest

from feeds.gtfs import read
from maas.model import TRANSIT_MODES, Mode, SourceId
from tests.feeds.gtfs.feed import reading, rules
from tests.shared import shared

HEAD = """
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence
"""
SOUND = """t2,8:30:00,8:30:00,a,1
t2,8:50:00,8:50:00,c,2
"""


def test_calls_of_one_number_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path, HEAD, "t1,8:00:00,8:00:00,b,1\nt1,8:10:00,8:10:00,a,1\nt1,8:20:00,8:20:00,c,1\n"
    )
    names = [timetable.stops.name[i] for i in timetable.patterns.stop]
    assert names == ["Birch", "Alder", "Cedar"]
    assert rules(report)["equal_stop_sequences"] == 1


@pytest.mark.parametrize(
    "rows",
    [
        "t1,8:00:00,8:00:00,a,1\nt1,8:10:00,8:10:00,a,1\n",
        "t1,8:10:00,8:10:00,a,1\nt1,8:00:00,8:00:00,b,1\n",
        "t1,8:00:00,8:00:00,a,1\nt1,8:10:00,8:10:00,b,1\nt1,8:20:00,8:20:00,c,2\n",
        "t1,8:00:00,8:00:00,a,1\nt1,,,b,1\n",
    ],
)
def test_where_that_order_cannot_be_meant_the_first_call_counts(tmp_path: Path, rows: str) -> None:
    _, report = reading(tmp_path, HEAD, SOUND, rows)
    assert "equal_stop_sequences" not in rules(report)
    assert rules(report)["duplicate_key"] == 1


def test_a_line_of_shared_cars_is_told_as_such(tmp_path: Path) -> None:
    timetable, _ = reading(
        tmp_path, "\n# routes.txt\nroute_id,agency_id,route_short_name,route_type \n1,A,M1,1551\n"
    )
    assert TRANSIT_MODES[timetable.routes.mode[0]] is Mode.RIDE_SHARING


@pytest.mark.real
def test_benches_to_wait_for_a_lift_are_imported() -> None:
    folder = shared("data", "carpool", "mitfahrbank", "gtfs")
    timetable, report = read(folder, SourceId("bench"))
    assert list(timetable.stops.name)[:1] == ["Mitfahrbank Nersingen Seyboldt"]
    assert report.counts["trips"] == 72
    assert rules(report)["equal_stop_sequences"] == 2
