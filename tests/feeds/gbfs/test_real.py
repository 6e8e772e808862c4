"""What operators publish is read without losing a sound record."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.gbfs import parse, reader
from feeds.parsed import Parsed
from maas.live import (
    PricingPlan,
    Record,
    RentalAlert,
    RentalStation,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.live.rentals import FormFactor, ReturnRule
from maas.model import SourceId
from maas.report import Severity
from maas.settings import Source
from tests.feeds.gbfs.systems import file, rules, stations, types, vehicles, whole
from tests.shared import shared

pytestmark = pytest.mark.real

ARRAYS: dict[str, type[Record]] = {
    "stations": RentalStation,
    "bikes": RentalVehicle,
    "vehicles": RentalVehicle,
    "vehicle_types": VehicleType,
    "plans": PricingPlan,
    "alerts": RentalAlert,
}
"""Where records stand in files, and what they become; those of station_status become none."""

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


async def read(folder: Path, now: int) -> Parsed:
    """A folder as a source would read it; what is read must come through the bus as it went in."""
    source = Source(SourceId("velo"), "gbfs", f"file:{folder}")
    reading = await reader(source, Client()).read(Version(), now)
    assert reading.content is not None
    parsed = parse(reading.content, source.id, now)
    assert _decoder.decode(msgspec.msgpack.encode(parsed.records)) == parsed.records
    return parsed


def told(folder: Path) -> Counter[str]:
    """How many records the files of a folder hold, counted without our parser."""
    found: Counter[str] = Counter()
    for path in folder.glob("*.json"):
        if path.stem in ("station_status", "vehicle_availability", "gbfs", "manifest"):
            continue
        held = json.loads(path.read_bytes()).get("data", {})
        for name, kind in ARRAYS.items():
            found[kind.__name__] += len(held.get(name, ()))
        found["RentalZone"] += len(held.get("geofencing_zones", {}).get("features", ()))
    return found


def built(parsed: Parsed) -> Counter[str]:
    """How many records of each kind."""
    return Counter(type(each).__name__ for each in parsed.records)


async def test_rouen() -> None:
    folder = shared("data", "gbfs", "rouen")
    parsed = await read(folder, 1_740_734_690)
    assert built(parsed) - told(folder) == {"RentalSystem": 1, "VehicleType": 1}
    assert told(folder) - built(parsed) == {}
    status = json.loads((folder / "station_status.json").read_bytes())["data"]["stations"]
    expected = {each["station_id"]: each for each in status}
    for station in stations(parsed):
        counted = expected[station.id]
        assert station.available == min(counted["num_bikes_available"], station.capacity or 99)
        assert station.free == min(counted["num_docks_available"], station.capacity or 99)
        assert (station.is_virtual, bool(station.area)) == (True, True)
        assert station.links.android == f"lovelolibreservice://stations/{station.id}"
    assert types(parsed)["bike"].returns is ReturnRule.ANY_STATION
    assert rules(parsed).keys() == {
        *("missing_system_information", "self_crossing_ring", "old_file")
    }


async def test_san_francisco() -> None:
    folder = shared("data", "gbfs", "sf-baywheels")
    parsed = await read(folder, 1_663_292_880)
    assert built(parsed) - told(folder) == {"RentalSystem": 1, "VehicleType": 1}
    assert told(folder) - built(parsed) == {}
    status = json.loads((folder / "station_status.json").read_bytes())["data"]["stations"]
    expected = {each["station_id"]: each for each in status}
    assert all(
        station.is_renting is bool(expected[station.id]["is_renting"])
        and station.available == expected[station.id]["num_bikes_available"]
        for station in stations(parsed)
        if station.capacity is None or station.available != station.capacity
    )
    assert {station.region[0].text for station in stations(parsed) if station.region} >= {"Oakland"}
    assert (whole(parsed).id, whole(parsed).name[0].language) == ("fgb", "en")


@pytest.mark.parametrize(
    ("version", "lost"),
    [("v2.3", {}), ("v3.0", {}), ("v3.1-RC3", {"RentalVehicle": 1})],
)
async def test_fixtures_of_all_versions(version: str, lost: dict[str, int]) -> None:
    """Lost is a vehicle at a station that nobody tells of, without a position."""
    folder = shared("data", "gbfs", "fixtures", version)
    parsed = await read(folder, 1_690_000_000)
    assert told(folder) - built(parsed) == lost
    assert sum(
        each.count
        for each in parsed.rejections
        if each.severity is Severity.ERROR and each.rule != "empty_station_status"
    ) == sum(lost.values())


async def test_zones_of_a_large_city() -> None:
    parsed = await read(shared("data", "gbfs", "fixtures", "v3.0"), 1_562_247_200)
    zones = [each for each in parsed.records if isinstance(each, RentalZone)]
    assert sum(len(ring) for zone in zones for polygon in zone.area for ring in polygon) > 2500
    assert whole(parsed).rules[0].may_end is False


async def test_types_and_prices_of_three_point_one() -> None:
    parsed = await read(shared("data", "gbfs", "fixtures", "v3.1-RC3"), 1_689_593_660)
    kinds = {each.id: (each.form, each.returns) for each in types(parsed).values()}
    assert kinds["cargo123"] == (FormFactor.CARGO_BICYCLE, ReturnRule.HOME_STATION)
    (plan,) = (each for each in parsed.records if isinstance(each, PricingPlan))
    assert (plan.price, plan.where) == ("2", "system_pricing_plans.json:1")
    assert [(each.start, each.rate, each.interval, each.end) for each in plan.per_km] == [
        (10, "1", 1, 25),
        (25, "0.5", 1, None),
        (25, "3", 5, None),
    ]


def test_nantes() -> None:
    """Its stations and bikes are published as GeoJSON, so GBFS is made of them here."""
    docks = features("bike_stations_bicloo.geojson")
    bikes = features("freefloating_bikes.geojson")
    information = [
        {
            "station_id": each["properties"]["agent_id"],
            "name": each["properties"]["agent_id"],
            "capacity": each["properties"]["capacity"],
            **place(each),
        }
        for each in docks
        if each["properties"]["agent_type"] == "station"
    ]
    free = [{"bike_id": each["properties"]["agent_id"], **place(each)} for each in bikes]
    message = {
        "station_information": file(stations=information),
        "free_bike_status": file(bikes=free),
    }
    parsed = parse(msgspec.json.encode(message), SourceId("bicloo"))
    sound = {each["station_id"] for each in information}
    assert {each.id for each in stations(parsed)} == sound
    assert len(vehicles(parsed)) == len({each["bike_id"] for each in free})
    assert all(each.available is None for each in stations(parsed))


def test_velib() -> None:
    """Records of an open data portal, made GBFS here: yes and no are French words there."""
    path = shared("data", "gbfs", "paris-velib", "velib_opendata.json")
    records = [each["fields"] for each in json.loads(path.read_bytes()).values()]
    placed = [each for each in records if each.get("coordonnees_geo")]
    information = [
        {
            "station_id": each["stationcode"],
            "name": each["name"],
            "lat": each["coordonnees_geo"][0],
            "lon": each["coordonnees_geo"][1],
            "capacity": each["capacity"],
        }
        for each in placed
    ]
    status = [
        {
            "station_id": each["stationcode"],
            "num_bikes_available": each["numbikesavailable"],
            "num_docks_available": each["numdocksavailable"],
            "is_installed": each["is_installed"] == "OUI",
            "is_renting": each["is_renting"] == "OUI",
            "is_returning": each["is_returning"] == "OUI",
            "last_reported": each["duedate"],
        }
        for each in placed
    ]
    message = {
        "station_information": file(stations=information),
        "station_status": file(stations=status),
    }
    parsed = parse(msgspec.json.encode(message), SourceId("velib"))
    assert {each.id for each in stations(parsed)} == {each["stationcode"] for each in placed}
    assert all(
        0 <= count <= station.capacity
        for station in stations(parsed)
        for count in (station.available, station.free)
        if count is not None and station.capacity is not None
    )


def features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shared("data", "nantes", name).read_bytes())[
        "features"
    ]
    return found


def place(feature: dict[str, Any]) -> dict[str, float]:
    lon, lat = feature["geometry"]["coordinates"]
    return {"lat": lat, "lon": lon}
