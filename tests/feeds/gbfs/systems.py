"""Bike systems for tests: messages out of the few members that a test is about."""

from typing import Any

import msgspec

from feeds.gbfs import parse
from feeds.parsed import Parsed
from maas.live import RentalStation, RentalSystem, RentalVehicle, VehicleType
from maas.model import SourceId

NOW = 1_750_000_000
SOURCE = SourceId("velo")


def file(made_at: Any = NOW, ttl: Any = 60, version: str = "2.3", **members: Any) -> dict[str, Any]:
    """A file with a header and these members in `data`."""
    return {"last_updated": made_at, "ttl": ttl, "version": version, "data": members}


def told(id: str = "a", lat: Any = 47.2, lon: Any = -1.5, **more: Any) -> dict[str, Any]:
    """A station as station_information tells it."""
    return {"station_id": id, "name": f"Station {id}", "lat": lat, "lon": lon, **more}


def counted(id: str = "a", available: Any = 3, free: Any = 7, **more: Any) -> dict[str, Any]:
    """A station as station_status tells it."""
    return {
        "station_id": id,
        "num_bikes_available": available,
        "num_docks_available": free,
        "is_installed": True,
        "is_renting": True,
        "is_returning": True,
        **more,
    }


def bike(id: str = "v", lat: Any = 47.21, lon: Any = -1.51, **more: Any) -> dict[str, Any]:
    """A vehicle on the street."""
    return {
        "bike_id": id,
        "lat": lat,
        "lon": lon,
        "is_reserved": False,
        "is_disabled": False,
        **more,
    }


def system(**files: Any) -> dict[str, Any]:
    """A system of one station with three bikes and seven docks; `files` add to it or replace."""
    return {
        "system_information": file(system_id="velo", language="fr", name="Vélo"),
        "station_information": file(stations=[told()]),
        "station_status": file(stations=[counted()]),
        **files,
    }


def with_stations(information: list[Any], status: list[Any], **files: Any) -> dict[str, Any]:
    """A system with these records of stations."""
    return system(
        station_information=file(stations=information),
        station_status=file(stations=status),
        **files,
    )


def with_vehicles(*vehicles: Any, **files: Any) -> dict[str, Any]:
    """A system with these vehicles as well."""
    return system(free_bike_status=file(bikes=list(vehicles)), **files)


def read(message: Any, now: int | None = NOW) -> Parsed:
    """What a message says."""
    return parse(msgspec.json.encode(message), SOURCE, now)


def rules(parsed: Parsed) -> dict[str, int]:
    """What was wrong, by rule."""
    found: dict[str, int] = {}
    for each in parsed.rejections:
        found[each.rule] = found.get(each.rule, 0) + each.count
    return {rule: n for rule, n in found.items() if rule != "untold_vehicle_types"}


def stations(parsed: Parsed) -> list[RentalStation]:
    """Its stations."""
    return [each for each in parsed.records if isinstance(each, RentalStation)]


def vehicles(parsed: Parsed) -> list[RentalVehicle]:
    """Its vehicles."""
    return [each for each in parsed.records if isinstance(each, RentalVehicle)]


def types(parsed: Parsed) -> dict[str, VehicleType]:
    """Its types of vehicles."""
    return {each.id: each for each in parsed.records if isinstance(each, VehicleType)}


def whole(parsed: Parsed) -> RentalSystem:
    """Its first system."""
    return next(each for each in parsed.records if isinstance(each, RentalSystem))
