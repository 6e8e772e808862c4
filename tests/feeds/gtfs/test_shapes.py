"""Shapes cut between stops, and when they are not used."""

from pathlib import Path

import pytest

from maas.timetable import Timetable
from tests.feeds.gtfs.feed import reading, rules

TRIPS = "# trips.txt\nroute_id,service_id,trip_id,shape_id\n1,daily,t1,x\n1,daily,t2,x\n"
HEADER = "# shapes.txt\nshape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n"
ALONG = "x,52.500,13.4,1,0\nx,52.505,13.4,2,500\nx,52.515,13.4,3,1500\nx,52.520,13.4,4,2000\n"

STRAYING = "x,52.500,13.4,1,\nx,52.505,14.4,2,\nx,52.510,13.4,3,\nx,52.520,13.4,4,\n"


def cuts(timetable: Timetable, trip: str) -> list[float] | None:
    """Where the trip's three stops are along its shape."""
    t = timetable.trips.id.find(f"s:{trip}")
    first = int(timetable.trips.first_cut[t])
    if first < 0:
        assert timetable.trips.shape[t] == -1
        return None
    return [round(float(cut), 2) for cut in timetable.shapes.cut[first : first + 3]]


def test_a_shape_is_cut_where_stops_are_nearest(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, TRIPS, HEADER + ALONG)
    assert cuts(timetable, "t1") == [0, 1.5, 3]
    assert timetable.shapes.first.tolist() == [0, 4]
    assert report.is_sound


def test_trips_alike_share_their_cuts(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, TRIPS, HEADER + ALONG)
    assert timetable.trips.first_cut.tolist() == [0, 0]
    assert timetable.shapes.cut.size == 3


TRAVELLED = """
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled
t1,8:00:00,8:00:00,a,1,0
t1,8:10:00,8:11:00,b,2,{middle}
t1,8:20:00,8:20:00,c,3,{last}
t2,8:30:00,8:30:00,a,1,
t2,8:40:00,8:41:00,c,2,
"""


def test_distances_decide_where_both_sides_have_them(tmp_path: Path) -> None:
    travelled = TRAVELLED.format(middle=1050, last=2000)
    timetable, _ = reading(tmp_path, TRIPS, travelled, HEADER + ALONG)
    assert cuts(timetable, "t1") == [0, 1.55, 3]


def test_distances_of_another_unit_are_not_believed(tmp_path: Path) -> None:
    travelled = TRAVELLED.format(middle=1.1, last=2.0)
    timetable, _ = reading(tmp_path, TRIPS, travelled, HEADER + ALONG)
    assert cuts(timetable, "t1") == [0, 1.5, 3]


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        (ALONG.replace("52.505", '"52,505"'), {"broken_shape": 1, "invalid_float": 1}),
        (ALONG.replace("52.505", "52,505"), {"broken_shape": 1, "invalid_row_length": 1}),
        (ALONG.replace(",2,500", ",,500"), {"broken_shape": 1, "invalid_integer": 1}),
        (ALONG.replace("52.505", "92"), {"broken_shape": 1, "number_out_of_range": 1}),
        (ALONG.replace("13.4", "14.4"), {"stop_too_far_from_shape": 2}),
        (STRAYING, {"shape_with_long_detour": 2}),
        ("x,52.500,13.4,1,0\n", {"single_shape_point": 2}),
        (ALONG.replace("x,", "y,"), {"foreign_key_violation": 2, "unused_shape": 1}),
    ],
)
def test_a_bad_shape_costs_no_trip(tmp_path: Path, shapes: str, found: dict[str, int]) -> None:
    timetable, report = reading(tmp_path, TRIPS, HEADER + shapes)
    assert cuts(timetable, "t1") is None
    assert report.counts["trips"] == 2
    assert report.counts["shapes"] == 0
    assert rules(report) == found


def test_distances_that_shrink_are_not_used(tmp_path: Path) -> None:
    travelled = TRAVELLED.format(middle=1100, last=2000)
    shrunk = ALONG.replace(",3,1500", ",3,400")
    timetable, report = reading(tmp_path, TRIPS, travelled, HEADER + shrunk)
    assert cuts(timetable, "t1") == [0, 1.5, 3]
    assert rules(report) == {"decreasing_shape_distance": 1}
