"""Stop times: order, blanks, errors that cost one trip only, patterns."""

from pathlib import Path

import numpy as np
import pytest

from maas.errors import FeedMalformed
from tests.feeds.gtfs.feed import reading, rules, runs

HEADER = (
    "# stop_times.txt\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence,"
    "pickup_type,drop_off_type,shape_dist_traveled,stop_headsign\n"
)
GOOD = "t2,9:00:00,9:00:00,a,1,,,,\nt2,9:10:00,9:10:00,b,2,,,,\n"


def times(*rows: str) -> str:
    """Rows of t1 as "arrival departure stop sequence [pickup drop_off distance headsign]"."""
    lines = []
    for row in rows:
        cells = [cell.strip("-") for cell in row.split()]
        lines.append(",".join(["t1", *cells, *[""] * (8 - len(cells))]))
    return HEADER + GOOD + "\n".join(lines) + "\n"


def test_rows_lie_in_any_order(tmp_path: Path) -> None:
    shuffled = times("8:20:00 8:20:00 c 30", "8:00:00 8:00:00 a 4", "8:10:00 8:11:00 b 7")
    timetable, report = reading(tmp_path, shuffled)
    assert runs(timetable)["s:t1"] == "a 8:00/8:00 b 8:10/8:11 c 8:20/8:20"
    assert report.is_sound
    assert timetable.numbering.numbers(timetable.trips.id.find("s:t1"), 3).tolist() == [4, 7, 30]


def test_a_trip_goes_on_after_midnight(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, times("23:50:00 23:50:00 a 1", "24:10:00 24:10:00 b 2"))
    assert runs(timetable)["s:t1"] == "a 23:50/23:50 b 24:10/24:10"


def test_a_round_calls_at_a_stop_twice(tmp_path: Path) -> None:
    loop = times("8:00:00 8:00:00 a 1", "8:10:00 8:10:00 b 2", "8:20:00 8:20:00 a 3")
    timetable, _ = reading(tmp_path, loop)
    assert runs(timetable)["s:t1"] == "a 8:00/8:00 b 8:10/8:10 a 8:20/8:20"


def test_blank_times_are_spread_evenly(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        times("8:00:00 8:02:00 a 1", "- - b 2", "- - c 3", "8:32:00 8:32:00 a 4"),
    )
    assert runs(timetable)["s:t1"] == "a 8:00/8:02 b 8:12/8:12 c 8:22/8:22 a 8:32/8:32"
    assert report.is_sound


def test_blank_times_are_spread_by_distance_where_all_is_known(tmp_path: Path) -> None:
    ride = ["8:00:00 8:00:00 a 1 - - 0", "- - b 2 - - 100", "- - c 3 - - 400"]
    timetable, _ = reading(tmp_path, times(*ride, "9:00:00 9:00:00 a 4 - - 600"))
    assert runs(timetable)["s:t1"] == "a 8:00/8:00 b 8:10/8:10 c 8:40/8:40 a 9:00/9:00"
    timetable, _ = reading(tmp_path, times(*ride, "9:00:00 9:00:00 a 4"))
    assert runs(timetable)["s:t1"] == "a 8:00/8:00 b 8:20/8:20 c 8:40/8:40 a 9:00/9:00"


def test_one_time_is_enough_and_an_unreadable_one_is_none(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, times("- 8:00:00 a 1", "25 8:61:00 b 2", "8:20:00 - c 3"))
    assert runs(timetable)["s:t1"] == "a 8:00/8:00 b 8:10/8:10 c 8:20/8:20"
    assert rules(report) == {
        "stop_time_with_only_arrival_or_departure_time": 2,
        "invalid_time": 2,
    }


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (
            ["8:00:00 8:00:00 a 1", "7:50:00 7:50:00 b 2"],
            "stop_time_with_arrival_before_previous_departure_time",
        ),
        (
            ["8:00:00 8:00:00 a 1", "8:10:00 8:05:00 b 2"],
            "stop_time_with_arrival_before_previous_departure_time",
        ),
        (
            ["8:00:00 8:00:00 a 1", "- - b 2", "7:50:00 7:50:00 c 3"],
            "stop_time_with_arrival_before_previous_departure_time",
        ),
        (["- - a 1", "8:10:00 8:10:00 b 2"], "missing_trip_edge"),
        (["8:00:00 8:00:00 a 1", "- - b 2"], "missing_trip_edge"),
        (["8:00:00 8:00:00 a 1"], "unusable_trip"),
        ([], "unused_trip"),
    ],
)
def test_an_error_costs_the_trip_it_is_in(tmp_path: Path, rows: list[str], rule: str) -> None:
    timetable, report = reading(tmp_path, times(*rows))
    assert runs(timetable) == {"s:t2": "a 9:00/9:00 b 9:10/9:10"}
    assert rules(report) == {rule: 1}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("8:05:00 8:05:00 ghost 2", "foreign_key_violation"),
        ("8:05:00 8:05:00 - 2", "foreign_key_violation"),
        ("8:05:00 8:05:00 c -", "missing_required_field"),
        ("8:05:00 8:05:00 c x", "invalid_integer"),
        ("8:05:00 8:05:00 c 1", "duplicate_key"),
    ],
)
def test_a_bad_row_costs_itself(tmp_path: Path, row: str, rule: str) -> None:
    timetable, report = reading(tmp_path, times("8:00:00 8:00:00 a 1", row, "8:10:00 8:10:00 b 3"))
    assert runs(timetable)["s:t1"] == "a 8:00/8:00 b 8:10/8:10"
    assert rules(report) == {rule: 1}
    assert report.findings[0].line == 5


def test_rows_of_unknown_trips_are_counted_once_with_their_first_line(tmp_path: Path) -> None:
    ghosts = "ghost,9:00:00,9:00:00,a,1,,,,\nghost,9:10:00,9:10:00,b,2,,,,\n"
    _, report = reading(tmp_path, HEADER + GOOD.replace("t2", "t1") + GOOD + ghosts)
    assert [(f.rule, f.file, f.line, f.count) for f in report.findings] == [
        ("foreign_key_violation", "stop_times.txt", 6, 2)
    ]
    assert report.findings[0].text.endswith(": ghost")


def test_a_file_of_other_trips_is_given_up(tmp_path: Path) -> None:
    ghosts = "".join(f"{i * 7919 % 999_983},,,a,1,,,,\n" for i in range(510_000))
    with pytest.raises(FeedMalformed, match="of other trips or stops"):
        reading(tmp_path, HEADER + GOOD + ghosts)


def test_areas_of_on_demand_service_are_left_out(tmp_path: Path) -> None:
    header = HEADER.replace("stop_headsign", "location_id")
    _, report = reading(tmp_path, header + GOOD + "t1,,,,1,,,,zone\nt1,,,,2,,,,zone\n")
    assert rules(report) == {"flexible_stop_time": 2, "unused_trip": 1}


def test_a_vehicle_may_call_at_a_station(tmp_path: Path) -> None:
    stops = (
        "# stops.txt\nstop_id,stop_name,stop_lat,stop_lon,location_type\n"
        "a,A,52.5,13.4,1\nb,B,52.51,13.4,\nc,C,52.52,13.4,\n"
    )
    timetable, report = reading(tmp_path, stops)
    assert len(runs(timetable)) == 2
    assert rules(report) == {"location_with_unexpected_stop_time": 2}


def test_pickup_and_drop_off_decide_the_pattern(tmp_path: Path) -> None:
    rows = ["9:00:00 9:00:00 a 1 0 1", "9:10:00 9:10:00 b 2 1 2"]
    timetable, _ = reading(tmp_path, times(*rows))
    assert timetable.patterns.mode.size == 2
    t1 = int(timetable.trips.pattern[timetable.trips.id.find("s:t1")])
    first, last = timetable.patterns.first_stop[t1 : t1 + 2]
    assert timetable.patterns.may_board[first:last].tolist() == [True, False]
    assert timetable.patterns.may_alight[first:last].tolist() == [False, True]


def test_trips_of_a_pattern_lie_by_departure(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, times("8:00:00 8:00:00 a 1", "8:30:00 8:30:00 b 2"))
    assert [timetable.trips.id[t] for t in range(2)] == ["s:t1", "s:t2"]
    assert timetable.patterns.first_trip.tolist() == [0, 2]


def test_headsigns_of_single_stop_times(tmp_path: Path) -> None:
    rows = ["8:00:00 8:00:00 a 1 - - - Cedar", "8:10:00 8:10:00 b 2", "8:20:00 8:20:00 c 3 - - - X"]
    timetable, _ = reading(tmp_path, times(*rows))
    own = timetable.stop_headsigns
    first = int(timetable.trips.first_time[timetable.trips.id.find("s:t1")])
    assert (own.stop_time - first).tolist() == [0, 2]
    assert list(own.headsign) == ["Cedar", "X"]
    assert (np.diff(own.stop_time) > 0).all()
