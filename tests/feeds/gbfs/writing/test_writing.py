"""What is written is GBFS 3.0, and read again says the same."""

import json
from collections.abc import Iterable
from typing import Any

import jsonschema
import msgspec
import pytest
from msgspec.structs import replace

from feeds.gbfs import parse
from feeds.gbfs.writing import About, manifest, write
from maas.live import Record, RentalSystem, RentalZone, VehicleType
from maas.live.rentals import FormFactor, Links, Propulsion, TypeCount, ZoneRule
from maas.model import SourceId
from tests.feeds.gbfs.writing.rich import (
    BIKE,
    DOCKED,
    FREE,
    NOW,
    RECORDS,
    SCOOTER,
    SQUARE,
    STATION,
    SYSTEM,
    VIRTUAL,
)
from tests.shared import shared

BASE = "https://city.example/exchange/gbfs"
ABOUT = About(BASE, "Europe/Paris", NOW)
BARE = (RentalSystem("bare"), VehicleType("bare", "bike"))


def files(records: Iterable[Record], ttl_s: int = 60) -> dict[str, Any]:
    written = write(records, ABOUT)
    return {name: json.loads(file.whole(ttl_s)) for name, file in written.items()}


def changed(*others: Record) -> tuple[Record, ...]:
    """The whole system with some of its records replaced by others of the same id."""
    by_id = {(type(each), getattr(each, "id", "")): each for each in (*RECORDS, *others)}
    return tuple(by_id.values())


def test_read_again_it_says_the_same() -> None:
    message = msgspec.json.encode(files(RECORDS))
    parsed = parse(message, SourceId("velo"), NOW)
    told = [replace(each, where="") if hasattr(each, "where") else each for each in parsed.records]
    assert set(map(type, told)) == set(map(type, RECORDS))
    for kind in map(type, RECORDS):
        own = [each for each in RECORDS if type(each) is kind]
        assert [each for each in told if type(each) is kind] == own
    rules = {finding.rule for finding in parsed.rejections}
    assert rules == {"station_without_status"}
    assert parsed.made_at == NOW - 20


def test_files_say_when_what_they_say_was_so() -> None:
    told = files(RECORDS, ttl_s=17)
    assert told["station_status"]["last_updated"] == "2025-06-15T15:06:10Z"
    assert told["vehicle_status"]["last_updated"] == "2025-06-15T15:06:20Z"
    assert {each["ttl"] for each in told.values()} == {17}
    assert {each["version"] for each in told.values()} == {"3.0"}


def test_every_file_is_listed_and_there() -> None:
    told = files(RECORDS)
    listed = told["gbfs"]["data"]["feeds"]
    assert [each["name"] for each in listed] == [name for name in told if name != "gbfs"]
    assert listed[0]["url"] == f"{BASE}/velo/system_information.json"
    [only, *rest] = files(BARE)["gbfs"]["data"]["feeds"]
    assert only["name"] == "system_information"
    assert [each["name"] for each in rest] == ["vehicle_types", "vehicle_status"]


def test_what_is_not_known_has_no_row() -> None:
    told = files(RECORDS)
    assert [each["station_id"] for each in told["station_information"]["data"]["stations"]] == [
        *("a", "b"),
    ]
    assert [each["station_id"] for each in told["station_status"]["data"]["stations"]] == ["a"]


def test_prices_are_exact() -> None:
    body = write(RECORDS, ABOUT)["system_pricing_plans"].body
    assert b'"price":1.1,' in body
    assert b'"rate":0.15,' in body


def test_a_rule_on_unknown_types_is_on_none() -> None:
    rules = (ZoneRule(may_end=False, type_ids=("gone",)), ZoneRule())
    zone = RentalZone("velo", SQUARE, rules=rules)
    told = files((SYSTEM, BIKE, zone))["geofencing_zones"]["data"]
    [feature] = told["geofencing_zones"]["features"]
    assert feature["properties"]["rules"] == [
        {
            "ride_start_allowed": True,
            "ride_end_allowed": True,
            "ride_through_allowed": True,
            "station_parking": False,
        }
    ]


def test_links_into_apps_need_to_say_where_the_app_is() -> None:
    nowhere = replace(SYSTEM, app_stores=Links(), app_links=Links())
    told = files(changed(nowhere))
    [station, _] = told["station_information"]["data"]["stations"]
    assert station["rental_uris"] == {"web": "https://velo.example/a"}
    assert "rental_apps" not in told["system_information"]["data"]


def test_motors_have_a_range() -> None:
    untold = replace(SCOOTER, max_range_m=None)
    empty, half = replace(FREE, range_m=None, charge_percent=None), replace(FREE, range_m=None)
    for vehicle, type, ranges in (
        (FREE, untold, (12_000, 12_000)),
        (empty, SCOOTER, (30_000, 30_000)),
        (half, SCOOTER, (30_000, 12_450)),
        (empty, untold, (30_000, 30_000)),
    ):
        told = files(changed(vehicle, type))
        [_, most] = told["vehicle_types"]["data"]["vehicle_types"]
        [own, docked] = told["vehicle_status"]["data"]["vehicles"]
        assert (most["max_range_meters"], own["current_range_meters"]) == ranges
        assert "current_range_meters" not in docked


def test_the_manifest_lists_systems() -> None:
    told = json.loads(manifest(["velo", "cars:a b/c"], ABOUT).whole(300))
    assert [each["versions"][0]["url"] for each in told["data"]["datasets"]] == [
        f"{BASE}/velo/gbfs.json",
        f"{BASE}/cars:a%20b%2Fc/gbfs.json",
    ]


SYSTEMS = {
    "everything": RECORDS,
    "next to nothing": BARE,
    "stations without counts": (SYSTEM, BIKE, VIRTUAL),
    "one type, not told at stations": (SYSTEM, BIKE, replace(STATION, by_type=(), region=())),
    "types nobody told": (*BARE, replace(FREE, system="bare", type_id="", plan_id="gone")),
    "a motor of unknown range": (
        SYSTEM,
        VehicleType("velo", "car", FormFactor.CAR, Propulsion.HYBRID),
        replace(DOCKED, type_id="car"),
        replace(STATION, by_type=(TypeCount(("car",), 1), TypeCount(("gone",), 2))),
    ),
}


@pytest.mark.real
@pytest.mark.parametrize("records", SYSTEMS.values(), ids=SYSTEMS)
def test_it_is_gbfs_3_by_the_official_schemas(records: tuple[Record, ...]) -> None:
    told = files(records) | {"manifest": json.loads(manifest(["velo"], ABOUT).whole(300))}
    for name, body in told.items():
        schema = json.loads(shared("standards", "gbfs", "v3.0", f"{name}.json").read_text())
        checker = jsonschema.FormatChecker()
        jsonschema.Draft7Validator(schema, format_checker=checker).validate(body)
