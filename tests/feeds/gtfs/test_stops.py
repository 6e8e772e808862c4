"""Places: positions, stations, wheelchairs, zones; each rule broken once."""

from pathlib import Path

import pytest

from maas.errors import FeedMalformed
from maas.model import Access, StopKind
from maas.timetable import Timetable
from tests.feeds.gtfs.feed import reading, rules, runs

HEADER = (
    "# stops.txt\nstop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,"
    "wheelchair_boarding,stop_timezone,platform_code\n"
)
ABC = "a,Alder,52.5,13.4,0,,,,\nb,Birch,52.51,13.4,0,,,,\nc,Cedar,52.52,13.4,0,,,,\n"


def stops(*rows: str) -> str:
    return HEADER + ABC + "\n".join(rows)


def row(timetable: Timetable, stop: str) -> int:
    return timetable.stops.id.find(f"s:{stop}")


def test_a_station_lends_what_its_platforms_lack(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        stops(
            "area,,,,4,p,,,",
            "p,,52.6,13.5,0,hub,,,7",
            "q,Own,52.6,13.5,0,hub,2,,8",
            "hub,Hub,52.6,13.5,1,,1,Europe/London,",
            "door,Door,52.6,13.5,2,hub,,,",
        ),
    )
    table = timetable.stops
    assert table.name[row(timetable, "p")] == table.name[row(timetable, "area")] == "Hub"
    assert table.parent[row(timetable, "area")] == row(timetable, "p")
    assert table.platform[row(timetable, "p")] == "7"
    assert (table.lat[row(timetable, "area")], table.lon[row(timetable, "area")]) == (52.6, 13.5)
    access = {stop: table.wheelchair[row(timetable, stop)] for stop in ("area", "p", "q", "door")}
    assert access == {"area": Access.YES, "p": Access.YES, "q": Access.NO, "door": Access.YES}
    assert timetable.zones[int(table.zone[row(timetable, "area")])] == "Europe/London"
    assert timetable.zones[int(table.zone[row(timetable, "a")])] == "Europe/Berlin"
    assert table.kind[row(timetable, "hub")] == StopKind.STATION
    assert rules(report) == {"missing_stop_name": 1}


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("x,X,,,0,,,,", "stop_without_location"),
        ("x,X,0.01,0.01,0,,,,", "point_near_origin"),
        ("x,X,89.5,10,0,,,,", "point_near_pole"),
        (",X,52.5,13.4,0,,,,", "missing_required_field"),
        ("a,X,52.5,13.4,0,,,,", "duplicate_key"),
    ],
)
def test_a_stop_that_cannot_be_used_is_left_out(tmp_path: Path, broken: str, rule: str) -> None:
    timetable, report = reading(tmp_path, stops(broken))
    assert rules(report) == {rule: 1}
    assert report.findings[0].line == 5
    assert len(timetable.stops.id) == 3


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ('x,X,"52,5",13.4,0,,,,', "invalid_float"),
        ("x,X,nan,13.4,0,,,,", "invalid_float"),
        ("x,X,91,13.4,0,,,,", "number_out_of_range"),
    ],
)
def test_a_coordinate_that_is_none_leaves_no_position(
    tmp_path: Path, broken: str, rule: str
) -> None:
    timetable, report = reading(tmp_path, stops(broken))
    assert rules(report) == {rule: 1, "stop_without_location": 1}
    assert len(timetable.stops.id) == 3


@pytest.mark.parametrize(
    ("odd", "rule"),
    [
        ("x,,52.5,13.4,0,,,,", "missing_stop_name"),
        ("x,X,52.5,13.4,9,,,,", "unexpected_enum_value"),
        ("x,X,52.5,13.4,0,,7,,", "unexpected_enum_value"),
        ("x,X,52.5,13.4,0,a,,,", "wrong_parent_location_type"),
        ("x,X,52.5,13.4,1,a,,,", "station_with_parent_station"),
        ("x,X,52.5,13.4,2,,,,", "location_without_parent_station"),
        ("x,X,52.5,13.4,0,ghost,,,", "foreign_key_violation"),
        ("x,X,52.5,13.4,0,,,Europe/Atlantis,", "invalid_timezone"),
        ("x,X,52.5,13.4,0,,,../../etc/passwd,", "invalid_timezone"),
    ],
)
def test_an_odd_stop_is_kept(tmp_path: Path, odd: str, rule: str) -> None:
    timetable, report = reading(tmp_path, stops(odd))
    assert rules(report) == {rule: 1}
    assert timetable.stops.parent[row(timetable, "x")] == -1
    assert timetable.stops.name[row(timetable, "x")] in ("X", "x")


def test_a_trip_goes_on_without_a_stop_that_is_nowhere(tmp_path: Path) -> None:
    lost = stops().replace("52.51,13.4", ",")
    timetable, report = reading(tmp_path, lost)
    assert runs(timetable)["s:t1"] == "a 8:00/8:00 c 8:20/8:20"
    assert rules(report) == {"stop_without_location": 1, "foreign_key_violation": 2}


def test_a_feed_whose_stops_are_all_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedMalformed, match="no stop with a position"):
        reading(tmp_path, HEADER + "a,Alder,,,,,,,\n")
