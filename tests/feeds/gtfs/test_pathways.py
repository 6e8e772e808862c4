"""Pathways and levels: what is read, and each rule broken once."""

from pathlib import Path

import numpy as np

from maas.model import PathwayMode
from maas.timetable import Timetable
from maas.timetable.indoors import find_indoors
from tests.feeds.gtfs.feed import reading, rules

STATION = """
# stops.txt
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,level_id,stop_access
a,Alder,52.500,13.400,0,hub,low,
b,Birch,52.510,13.400,0,,,
c,Cedar,52.520,13.400,0,hub,low,
hub,Hub,52.500,13.400,1,,,
door,Door,52.501,13.401,2,hub,street,
hall,,52.500,13.401,3,hub,,
# levels.txt
level_id,level_index
low,-1.5
street,0
"""
HEADER = (
    "# pathways.txt\npathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,length,"
    "traversal_time,stair_count,max_slope,min_width,signposted_as,reversed_signposted_as\n"
)


def pathways(*rows: str) -> str:
    """A table of pathways numbered from 1; missing cells are blank."""
    filled = (f"{i},{row}" for i, row in enumerate(rows, 1))
    return HEADER + "\n".join(row + "," * (11 - row.count(",")) for row in filled) + "\n"


def told(timetable: Timetable) -> list[str]:
    """Each pathway as "from mode to"."""
    table, stops = timetable.pathways, timetable.stops
    columns = (table.from_stop, table.mode, table.to_stop, table.both_ways)
    return [
        f"{stops.id[a]} {PathwayMode(mode).name} {stops.id[b]}{' and back' * both}"
        for a, mode, b, both in zip(*(column.tolist() for column in columns), strict=True)
    ]


def test_pathways_and_storeys_are_read(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        STATION,
        pathways("door,hall,1,1,30,20,,,1.5,Trains,Exit", "hall,a,2,1,,,-20,-0.05", "hall,c,5,1"),
    )
    assert told(timetable) == [
        "s:door WALKWAY s:hall and back",
        "s:hall STAIRS s:a and back",
        "s:hall ELEVATOR s:c and back",
    ]
    table = timetable.pathways
    assert table.seconds.tolist() == [20, -1, -1]
    assert table.length_m[0] == 30 and np.isnan(table.length_m[1:]).all()
    assert table.stairs.tolist() == [0, -20, 0]
    assert table.slope.tolist() == [0, np.float32(-0.05), 0]
    assert table.width_m[0] == 1.5
    assert (table.sign[0], table.reversed_sign[0]) == ("Trains", "Exit")
    levels = timetable.stops.level[[timetable.stops.id.find(f"s:{s}") for s in ("a", "door", "b")]]
    assert levels.tolist()[:2] == [-1.5, 0] and np.isnan(levels[2])
    assert rules(report) == {"missing_level_id": 1}


def test_unusable_rows_are_left_out(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        STATION,
        pathways(
            "door,a,1,1", "door,nowhere,1,1", "hub,a,1,1", "a,a,1,1", "a,door,8,1", "a,door,1,2",
            ",a,1,1",
        ),
    )  # fmt: skip
    assert told(timetable) == ["s:door WALKWAY s:a and back"]
    assert rules(report) == {
        "foreign_key_violation": 1,
        "missing_required_field": 1,
        "pathway_loop": 1,
        "pathway_to_wrong_location_type": 1,
        "unexpected_enum_value": 2,
    }


def test_an_exit_gate_is_no_entrance(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, STATION, pathways("a,door,7,1", "door,a,6,0"))
    assert told(timetable) == ["s:a EXIT_GATE s:door", "s:door FARE_GATE s:a"]
    assert rules(report) == {"bidirectional_exit_gate": 1}


def test_values_out_of_range_count_as_blank(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path, STATION, pathways("door,a,1,1,-3,0,0,,0", "door,c,2,1,x,1.5,2.5")
    )
    table = timetable.pathways
    assert table.seconds.tolist() == [-1, -1] and table.stairs.tolist() == [0, 0]
    assert np.isnan(table.length_m).all() and np.isnan(table.width_m).all()
    assert rules(report) == {"number_out_of_range": 4, "invalid_float": 1, "invalid_integer": 2}


def test_what_no_station_can_have_counts_as_blank(tmp_path: Path) -> None:
    station = STATION.replace("low,-1.5", "low,1e30")
    row = "door,a,1,1,1e99,999999999,99999,-1e9,1e60"
    timetable, report = reading(tmp_path, station, pathways(row))
    table = timetable.pathways
    assert np.isnan([table.length_m[0], table.width_m[0], *timetable.stops.level[:1]]).all()
    assert (table.seconds[0], table.stairs[0], table.slope[0]) == (-1, 0, 0)
    assert rules(report) == {"number_out_of_range": 6, "foreign_key_violation": 2}


def test_feet_are_not_taken_for_metres(tmp_path: Path) -> None:
    rows = ("door,hall,1,1,100,22", "hall,a,1,1,50,11", "hall,c,4,0,60,30", "c,hall,4,0,60,30")
    timetable, report = reading(tmp_path, STATION, pathways(*rows))
    assert np.isnan(timetable.pathways.length_m).all()
    assert rules(report) == {"pathway_length_not_in_meters": 4}


def test_what_no_entrance_leads_to_is_reported(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path, STATION, pathways("door,a,1,1", "c,door,7,0", "hall,c,4,0")
    )
    assert rules(report) == {
        "pathway_unreachable_location": 2,
        "pathway_dangling_generic_node": 1,
    }
    indoors, row = find_indoors(timetable.stops, timetable.pathways), timetable.stops.id.find
    assert np.flatnonzero(indoors.inside).tolist() == [row("s:a")]
    assert np.flatnonzero(indoors.door).tolist() == [row("s:door")]
    assert sorted(np.flatnonzero(indoors.cut_off)) == sorted([row("s:c"), row("s:hall")])


def test_an_unknown_level_is_none(tmp_path: Path) -> None:
    stops = STATION.replace("13.400,0,,,", "13.400,0,,attic,")
    timetable, report = reading(tmp_path, stops)
    assert np.isnan(timetable.stops.level[timetable.stops.id.find("s:b")])
    assert rules(report) == {"foreign_key_violation": 1}


def test_stop_access_says_what_is_on_the_street(tmp_path: Path) -> None:
    stops = STATION.replace("hub,low,\nb", "hub,low,1\nb").replace("13.400,0,,,", "13.400,0,,,0")
    stops = stops.replace("hub,street,", "hub,street,1")
    timetable, report = reading(tmp_path, stops, pathways("door,a,1,1"))
    row = timetable.stops.id.find("s:a")
    assert timetable.stops.direct[row]
    assert not find_indoors(timetable.stops, timetable.pathways).inside[row]
    assert rules(report) == {
        "pathway_to_stop_with_access_outside_of_station_pathways": 1,
        "stop_access_specified_for_incorrect_location": 1,
        "stop_access_specified_for_stop_with_no_parent_station": 1,
    }


def test_areas_of_a_platform_are_its_doors(tmp_path: Path) -> None:
    area = STATION.replace("hub,Hub", "front,,52.5,13.4,4,a,low,\nhub,Hub")
    timetable, report = reading(tmp_path, area, pathways("door,front,1,1", "front,a,1,1"))
    inside = find_indoors(timetable.stops, timetable.pathways).inside
    assert {timetable.stops.id[i] for i in np.flatnonzero(inside)} == {"s:a", "s:front"}
    assert rules(report) == {"pathway_to_platform_with_boarding_areas": 1}
