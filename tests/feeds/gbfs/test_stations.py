"""Stations and their counts, with every mistake that producers make."""

from typing import Any

import pytest

from maas.live import RentalStation, Text
from maas.live.rentals import Links, TypeCount
from tests.feeds.gbfs.systems import (
    NOW,
    counted,
    file,
    read,
    rules,
    stations,
    system,
    told,
    with_stations,
)

SQUARE = [[[[-1.5, 47.2], [-1.49, 47.2], [-1.49, 47.21], [-1.5, 47.21], [-1.5, 47.2]]]]


def one(
    information: dict[str, Any] | None = None, status: dict[str, Any] | None = None
) -> tuple[RentalStation, dict[str, int]]:
    """A station with these members, and what was wrong."""
    parsed = read(with_stations([told(**(information or {}))], [counted(**(status or {}))]))
    (station,) = stations(parsed)
    return station, rules(parsed)


def test_all_that_is_told_of_a_station() -> None:
    information = {
        "short_name": "A1",
        "address": "1 quai",
        "cross_street": "Rue B",
        "post_code": 44000,
        "region_id": "r",
        "capacity": 12,
        "rental_uris": {"android": "app://a", "web": "https://velo.example/a"},
        "is_charging_station": True,
        "whatever": [1],
    }
    status = {"last_reported": NOW - 9, "vehicle_types_available": [], "num_bikes_disabled": 1}
    message = with_stations([told(**information)], [counted(**status)])
    message["system_regions"] = file(regions=[{"region_id": "r", "name": "Centre"}])
    parsed = read(message)
    assert rules(parsed) == {}
    assert stations(parsed) == [
        RentalStation(
            "velo",
            "a",
            47.2,
            -1.5,
            name=(Text("Station a", "fr"),),
            short_name="A1",
            address="1 quai",
            cross_street="Rue B",
            post_code="44000",
            region=(Text("Centre", "fr"),),
            capacity=12,
            links=Links(android="app://a", web="https://velo.example/a"),
            available=3,
            free=7,
            is_renting=True,
            is_returning=True,
            reported_at=NOW - 9,
        )
    ]


def test_texts_in_several_languages() -> None:
    name = [{"text": "Gare", "language": "fr"}, {"text": " Station ", "language": "en"}, {"x": 1}]
    station, wrong = one({"name": name})
    assert station.name == (Text("Gare", "fr"), Text("Station", "en"))
    assert wrong == {"invalid_text": 1}


@pytest.mark.parametrize(
    ("lat", "lon", "rule"),
    [
        (0, 0, "invalid_position"),
        (0.0004, -0.0001, "invalid_position"),
        (91, 200, "invalid_position"),
        ("north", 3, "invalid_position"),
        (True, 3, "invalid_position"),
        (47.2, None, "invalid_position"),
        (None, None, "missing_position"),
        ("47,2", "nan", "invalid_position"),
    ],
)
def test_a_station_that_is_nowhere_is_left_out(lat: object, lon: object, rule: str) -> None:
    parsed = read(with_stations([told(lat=lat, lon=lon), told("b")], [counted("b")]))
    assert [station.id for station in stations(parsed)] == ["b"]
    assert rules(parsed) == {rule: 1}


@pytest.mark.parametrize(("lat", "lon"), [("47.2", "-1.5"), ("47,2", " -1.5 ")])
def test_positions_may_be_texts(lat: object, lon: object) -> None:
    station, _ = one({"lat": lat, "lon": lon})
    assert (station.lat, station.lon) == (47.2, -1.5)


def test_latitude_and_longitude_are_swapped_back_where_it_shows() -> None:
    station, wrong = one({"lat": 151.2, "lon": -33.9})
    assert (station.lat, station.lon, wrong) == (-33.9, 151.2, {"swapped_position": 1})
    ids = "abcdefg"
    right = [told(id, 47.2 + i / 100, -1.5) for i, id in enumerate(ids)]
    parsed = read(
        with_stations([*right, told("z", -1.5, 47.2)], [counted(id) for id in (*ids, "z")])
    )
    assert (stations(parsed)[-1].lat, stations(parsed)[-1].lon) == (47.2, -1.5)
    assert rules(parsed) == {"swapped_position": 1}


def test_a_place_far_from_the_others_that_is_not_swapped_stays() -> None:
    right = [told(id, 47.2, -1.5) for id in "abcdef"]
    parsed = read(with_stations([*right, told("z", 48.9, 2.3)], [counted(id) for id in "abcdefz"]))
    assert (stations(parsed)[-1].lat, rules(parsed)) == (48.9, {})


def test_of_two_of_one_id_the_first_counts() -> None:
    parsed = read(with_stations([told(), told(lat=48)], [counted(), counted(available=9)]))
    assert [(each.lat, each.available) for each in stations(parsed)] == [(47.2, 3)]
    assert rules(parsed) == {"duplicate_id": 2}


def test_ids_may_be_numbers_but_nothing_else() -> None:
    ids = [7, None, "", [], {}, True, 1.5, "x" * 501]
    parsed = read(with_stations([told(id) for id in ids], [counted(7)]))
    assert [(each.id, each.available) for each in stations(parsed)] == [("7", 3)]
    assert rules(parsed) == {"number_as_id": 2, "missing_id": 2, "invalid_id": 5}


def test_what_only_one_file_tells() -> None:
    parsed = read(with_stations([told("a"), told("b"), told("c")], [counted("a"), counted("z")]))
    assert [each.available for each in stations(parsed)] == [3, None, None]
    assert [each.is_renting for each in stations(parsed)] == [True, None, None]
    assert rules(parsed) == {"status_without_station": 1, "station_without_status": 2}


def test_no_status_at_all_means_unknown_counts_not_empty_stations() -> None:
    for status, wrong in (
        (file(stations=[]), {"empty_station_status": 1}),
        ("gone", {"malformed_file": 1}),
        (file(stations={}), {"malformed_file": 1, "empty_station_status": 1}),
    ):
        parsed = read(system(station_status=status))
        assert stations(parsed)[0].available is None
        assert rules(parsed) == wrong


@pytest.mark.parametrize(
    ("available", "taken", "rule"),
    [
        (0, 0, None),
        (-2, 0, "negative_count"),
        ("5", 5, "number_as_text"),
        ("-5", 0, "number_as_text"),
        (4.0, 4, None),
        (None, None, None),
        ("many", None, "invalid_number"),
        (True, None, "invalid_number"),
        ([3], None, "invalid_number"),
        (10**9, None, "invalid_number"),
        (11, 10, "count_over_capacity"),
    ],
)
def test_counts(available: object, taken: int | None, rule: str | None) -> None:
    station, wrong = one({"capacity": 10}, {"available": available})
    assert station.available == taken
    assert (set(wrong) >= {rule}) if rule else wrong == {}


def test_more_free_docks_than_there_are_docks() -> None:
    station, wrong = one({"capacity": 5})
    assert (station.available, station.free, wrong) == (3, 5, {"count_over_capacity": 1})


def test_a_capacity_of_none_is_no_capacity() -> None:
    station, wrong = one({"capacity": 0})
    assert (station.capacity, station.available) == (None, 3)
    assert wrong == {"capacity_of_zero": 1}
    assert one({"capacity": 0}, {"available": 0, "free": 0})[0].capacity == 0


@pytest.mark.parametrize(
    "by_type",
    [
        {"vehicle_capacity": {"bike": 7, "cargo": 2}},
        {"vehicle_type_capacity": {"bike": 7, "cargo": 2}},
        {"vehicle_docks_capacity": [{"vehicle_type_ids": ["bike"], "count": 9}]},
        {"vehicle_types_capacity": [{"vehicle_type_ids": ["bike", "cargo"], "count": 9}]},
    ],
)
def test_a_capacity_by_type_is_added_up(by_type: dict[str, Any]) -> None:
    assert one(by_type)[0].capacity == 9


@pytest.mark.parametrize(
    ("value", "meant", "rule"),
    [
        (True, True, None),
        (False, False, None),
        (1, True, "flag_as_number"),
        (0, False, "flag_as_number"),
        ("true", True, "flag_as_text"),
        ("0", False, "flag_as_text"),
        (None, None, None),
        ("maybe", None, "invalid_flag"),
        (2, None, "invalid_flag"),
        ([], None, "invalid_flag"),
    ],
)
def test_yes_and_no(value: object, meant: bool | None, rule: str | None) -> None:
    station, wrong = one(status={"is_renting": value})
    assert station.is_renting is meant
    assert wrong == ({rule: 1} if rule else {})


@pytest.mark.parametrize(
    ("reported", "at", "rule"),
    [
        (NOW - 5, NOW - 5, None),
        (NOW + 3600, None, "time_in_future"),
        (NOW * 1000, NOW, "time_in_milliseconds"),
        ("2025-06-15T15:06:40Z", NOW, None),
        (86_400, None, "invalid_time"),
    ],
)
def test_when_a_station_told(reported: object, at: int | None, rule: str | None) -> None:
    station, wrong = one(status={"last_reported": reported})
    assert (station.reported_at, wrong) == (at, {rule: 1} if rule else {})


def test_counts_by_type() -> None:
    by_type = [{"vehicle_type_id": "bike", "count": 2}, {"vehicle_type_id": "cargo", "count": "1"}]
    docks = [{"vehicle_type_ids": ["bike", "cargo"], "count": 4}, {"count": 1}, "none"]
    more = {"vehicle_types_available": by_type, "vehicle_docks_available": docks}
    station, wrong = one(status={"available": None, **more})
    assert station.by_type == (TypeCount(("bike",), 2), TypeCount(("cargo",), 1))
    assert station.free_by_type == (TypeCount(("bike", "cargo"), 4),)
    assert (station.available, wrong) == (3, {"number_as_text": 1})


def test_counts_by_type_are_within_the_capacity() -> None:
    by_type = [{"vehicle_type_id": "bike", "count": 12}]
    station, wrong = one({"capacity": 10}, {"vehicle_types_available": by_type})
    assert (station.by_type[0].count, wrong) == (10, {"count_over_capacity": 1})


def test_virtual_stations_have_areas() -> None:
    area = {"type": "MultiPolygon", "coordinates": SQUARE}
    station, wrong = one({"station_area": area})
    assert (station.is_virtual, len(station.area[0][0]), wrong) == (True, 5, {})
    station, wrong = one({"station_area": area, "lat": None, "lon": None})
    assert (station.lat, station.lon, wrong) == (47.205, -1.495, {"untold_position": 1})
    station, wrong = one({"station_area": {"type": "Point"}, "is_virtual_station": True})
    assert (station.is_virtual, station.area, wrong) == (True, (), {"invalid_area": 1})


@pytest.mark.parametrize(
    ("links", "kept", "rule"),
    [
        ({"web": "https://velo.example"}, Links(web="https://velo.example"), None),
        ({"web": "http://velo.example"}, Links(), "insecure_link"),
        ({"android": "http://velo.example"}, Links(), "insecure_link"),
        ({"web": "app://x"}, Links(), "insecure_link"),
        ({"ios": "javascript:alert(1)"}, Links(), "insecure_link"),
        ({"ios": "velo://x"}, Links(ios="velo://x"), None),
        ({"ios": 3}, Links(), "insecure_link"),
        ({"ios": ""}, Links(), None),
        ("https://velo.example", Links(), None),
    ],
)
def test_links_that_are_not_safe_are_dropped(links: object, kept: Links, rule: str | None) -> None:
    station, wrong = one({"rental_uris": links})
    assert (station.links, wrong) == (kept, {rule: 1} if rule else {})


def test_a_record_that_is_none_costs_itself() -> None:
    parsed = read(with_stations(["a", None, 3, told()], [[], counted()]))
    assert ([each.available for each in stations(parsed)], rules(parsed)) == (
        [3],
        {"invalid_record": 4},
    )
