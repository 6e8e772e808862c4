"""The invented city's vehicles to rent as GBFS: whole, honest, valid."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pytest

from maas.demo import generate
from maas.demo.rentals.feeds import SYSTEMS, rental_address, rental_files
from maas.demo.rentals.places import RentalPlaces, read_places
from tests.shared import shared

ADDRESS = "http://127.0.0.1:9/abc/live.pb"
NOW = 1779258000
"""Twenty past eight of a Wednesday in the city."""


@cache
def places() -> RentalPlaces:
    with TemporaryDirectory() as folder:
        generate(Path(folder), 1, 120)
        return read_places(Path(folder))


@cache
def files(now: int = NOW) -> Mapping[str, Any]:
    """By path, as all of them are at a moment."""
    return {
        urlsplit(url).path: json.loads(make(now))
        for url, _, make in rental_files(places(), 1, ADDRESS)
    }


def data(path: str, now: int = NOW) -> Any:
    return files(now)[f"/abc/gbfs/{path}.json"]["data"]


def listed(system: str) -> list[str]:
    """The paths of all files a system names."""
    told = data(f"{system}/gbfs")
    groups = [told] if "feeds" in told else list(told.values())
    return [urlsplit(feed["url"]).path for group in groups for feed in group["feeds"]]


def test_every_file_is_named_by_its_system_and_there() -> None:
    indexes = {urlsplit(rental_address(ADDRESS, system)).path for system in SYSTEMS}
    assert {path for system in SYSTEMS for path in listed(system)} | indexes == set(files())


def test_files_say_how_long_they_hold() -> None:
    for url, lasts_s, make in rental_files(places(), 1, ADDRESS):
        file = json.loads(make(NOW))
        assert file["ttl"] == lasts_s > 0, url
        assert file["last_updated"] == (NOW if "/bikes/" in url else "2026-05-20T06:20:00Z")


def test_a_static_file_is_the_same_at_any_moment() -> None:
    assert data("bikes/fr/station_information") == data("bikes/fr/station_information", NOW + 9000)
    assert data("bikes/fr/station_status") != data("bikes/fr/station_status", NOW + 9000)


def test_one_station_is_closed_with_an_alert_and_one_is_not_heard_of() -> None:
    stations = {each["station_id"] for each in data("bikes/fr/station_information")["stations"]}
    status = {each["station_id"]: each for each in data("bikes/fr/station_status")["stations"]}
    (alert,) = data("bikes/en/system_alerts")["alerts"]
    assert [id_ for id_, each in status.items() if not each["is_renting"]] == alert["station_ids"]
    assert len(stations - set(status)) == 1 and "closed" in alert["summary"]


def test_counts_are_told_by_kind() -> None:
    for station in data("bikes/fr/station_status")["stations"]:
        by_kind = sum(each["count"] for each in station["vehicle_types_available"])
        assert by_kind == station["num_bikes_available"]


def test_zones_are_closed_rings_and_most_forbid_something() -> None:
    zones = data("scooters/geofencing_zones")
    rings = [
        zone["geometry"]["coordinates"][0][0] for zone in zones["geofencing_zones"]["features"]
    ]
    assert all(ring[0] == ring[-1] and len(ring) > 4 for ring in rings)
    rules = [zone["properties"]["rules"][0] for zone in zones["geofencing_zones"]["features"]]
    assert {rule["ride_through_allowed"] for rule in rules} == {True, False}
    assert any(rule.get("maximum_speed_kph") for rule in rules)
    assert not zones["global_rules"][0]["ride_end_allowed"]


def test_cars_belong_to_their_bays() -> None:
    bays = {each["station_id"] for each in data("cars/station_information")["stations"]}
    vehicles = data("cars/vehicle_status")["vehicles"]
    assert vehicles and {each["home_station_id"] for each in vehicles} <= bays
    counted = sum(s["num_vehicles_available"] for s in data("cars/station_status")["stations"])
    assert counted == sum(not each["is_reserved"] for each in vehicles)


def test_bays_are_closed_by_night() -> None:
    by_night = data("cars/station_status", NOW - 4 * 3600)["stations"]
    assert not any(each["is_renting"] for each in by_night)


def test_plans_are_those_that_types_name() -> None:
    for system, plans in (("bikes/en/", 4), ("scooters/", 2), ("cars/", 3)):
        known = {plan["plan_id"] for plan in data(f"{system}system_pricing_plans")["plans"]}
        types = data(f"{system}vehicle_types")["vehicle_types"]
        assert len(known) == plans
        assert {plan for each in types for plan in each["pricing_plan_ids"]} == known


@pytest.mark.real
@pytest.mark.parametrize("hour", [-5, 0, 10])
def test_all_files_are_valid_by_the_official_schemas(hour: int) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for path, file in files(NOW + 3600 * hour).items():
        name = path.rsplit("/", 1)[1]
        folder = shared("standards/gbfs") / f"v{file['version']}"
        schema = json.loads((folder / name).read_bytes())
        jsonschema.validate(file, schema, format_checker=jsonschema.FormatChecker())
