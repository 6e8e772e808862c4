"""Agencies and routes; each rule broken once."""

from pathlib import Path

import pytest

from maas.errors import FeedMalformed
from maas.model import TRANSIT_MODES, Mode, mode_of
from tests.feeds.gtfs.feed import reading, rules, runs

AGENCIES = "# agency.txt\nagency_id,agency_name,agency_url,agency_timezone\n"
ROUTES = (
    "# routes.txt\nroute_id,agency_id,route_short_name,route_long_name,route_type,"
    "route_color,route_text_color\n"
)


@pytest.mark.parametrize(
    ("types", "mode"),
    [
        ((0, 900, 906), Mode.TRAM),
        ((1, 400, 401, 402), Mode.SUBWAY),
        ((2, 100, 103, 106, 117), Mode.REGIONAL_RAIL),
        ((101,), Mode.HIGHSPEED_RAIL),
        ((102, 104, 114), Mode.LONG_DISTANCE),
        ((105,), Mode.NIGHT_RAIL),
        ((109, 403), Mode.SUBURBAN),
        ((3, 11, 700, 714, 800), Mode.BUS),
        ((200, 209), Mode.COACH),
        ((715,), Mode.ODM),
        ((4, 1000, 1200), Mode.FERRY),
        ((5, 7, 116, 1400), Mode.FUNICULAR),
        ((6, 1300), Mode.AERIAL_LIFT),
        ((1551,), Mode.RIDE_SHARING),
        ((8, 1700, 32000), Mode.OTHER),
    ],
)
def test_route_types_are_modes(types: tuple[int, ...], mode: Mode) -> None:
    assert {mode_of(type_) for type_ in types} == {mode}


def test_the_feeds_only_agency_needs_no_id(tmp_path: Path) -> None:
    agency = "# agency.txt\nagency_name,agency_url,agency_timezone\nA,u,Europe/Berlin\n"
    routes = "# routes.txt\nroute_id,route_short_name,route_type\n1,M1,0\n"
    timetable, report = reading(tmp_path, agency, routes)
    assert timetable.agencies.id[0] == "s:"
    assert timetable.routes.agency.tolist() == [0]
    assert report.is_sound


def test_each_route_keeps_its_agencys_time_zone(tmp_path: Path) -> None:
    agencies = AGENCIES + "A,A,u,Europe/Berlin\nB,B,u,Europe/London\n"
    routes = ROUTES + "1,A,M1,,0,,\n2,B,M2,,0,,\n"
    trips = "# trips.txt\nroute_id,service_id,trip_id\n1,daily,t1\n2,daily,t2\n"
    timetable, report = reading(tmp_path, agencies, routes, trips)
    zones = {
        timetable.trips.id[t]: timetable.zones[int(timetable.patterns.zone[p])]
        for t, p in enumerate(timetable.trips.pattern.tolist())
    }
    assert zones == {"s:t1": "Europe/Berlin", "s:t2": "Europe/London"}
    assert rules(report) == {"inconsistent_agency_timezone": 1}
    assert report.is_sound


def test_a_bad_zone_is_replaced_by_a_good_one(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, AGENCIES + "A,A,u,Mars/Base\nB,B,u,Europe/London\n")
    assert timetable.agencies.zone.tolist() == [0, 0]
    assert rules(report) == {"invalid_timezone": 1}


def test_of_agencies_without_ids_the_first_is_taken(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, AGENCIES + ",A,u,Europe/Berlin\n,B,u,Europe/London\n")
    assert list(timetable.agencies.name) == ["A"]
    assert rules(report) == {"missing_required_field": 2, "foreign_key_violation": 1}


def test_a_feed_without_any_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedMalformed, match="names no time zone"):
        reading(tmp_path, AGENCIES + "A,A,u,Mars/Base\n")


@pytest.mark.parametrize(
    ("odd", "rule"),
    [
        ("2,A,,,0,,", "route_both_short_and_long_name_missing"),
        ("2,A,M2,,,,", "missing_required_field"),
        ("2,A,M2,,tram,,", "invalid_integer"),
        ("2,A,M2,,0,red,", "invalid_color"),
        ("2,A,M2,,0,,#000000", "invalid_color"),
    ],
)
def test_an_odd_route_is_kept(tmp_path: Path, odd: str, rule: str) -> None:
    timetable, report = reading(tmp_path, ROUTES + f"1,A,M1,,0,FF0000,000000\n{odd}\n")
    assert rules(report) == {rule: 1}
    assert len(timetable.routes.id) == 2
    assert (timetable.routes.color[0], timetable.routes.color[1]) == ("FF0000", "")


def test_a_route_of_no_known_agency_gets_the_first(tmp_path: Path) -> None:
    agencies = AGENCIES + "A,A,u,Europe/Berlin\nB,B,u,Europe/Berlin\n"
    timetable, report = reading(tmp_path, agencies, ROUTES + "1,ghost,M1,,0,,\n2,,M2,,0,,\n")
    assert timetable.routes.agency.tolist() == [0, 0]
    assert rules(report) == {"foreign_key_violation": 1, "missing_required_field": 1}


def test_trips_of_an_unknown_route_are_left_out(tmp_path: Path) -> None:
    trips = "# trips.txt\nroute_id,service_id,trip_id\n1,daily,t1\nghost,daily,t2\n1,,t3\n"
    timetable, report = reading(tmp_path, trips)
    assert set(runs(timetable)) == {"s:t1"}
    assert rules(report) == {"foreign_key_violation": 1, "missing_required_field": 1}


def test_what_trips_say_of_wheelchairs_bikes_and_direction(tmp_path: Path) -> None:
    trips = (
        "# trips.txt\nroute_id,service_id,trip_id,direction_id,wheelchair_accessible,"
        "bikes_allowed,trip_headsign,trip_short_name\n"
        "1,daily,t1,1,1,2,Cedar,T 1\n1,daily,t2,,9,,,\n"
    )
    timetable, report = reading(tmp_path, trips)
    found = timetable.trips
    assert found.direction.tolist() == [1, -1]
    assert (found.wheelchair.tolist(), found.bikes.tolist()) == ([1, 0], [2, 0])
    assert (found.headsign[0], found.short_name[0], found.headsign[1]) == ("Cedar", "T 1", "")
    assert found.line.tolist() == [2, 3]
    assert rules(report) == {"unexpected_enum_value": 1}
    assert TRANSIT_MODES[timetable.patterns.mode[0]] is Mode.TRAM
