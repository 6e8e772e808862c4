"""Messages as they may be kept: without what would let anybody follow a vehicle, or who rides it.

Ids of vehicles are replaced by numbers in the order of where vehicles stand; links and whatever
else a producer adds (codes, number plates) are left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from feeds.gbfs.files import ARRAYS, OLD_NAMES
from feeds.json_bytes import json_object

KEPT: Mapping[str, frozenset[str]] = {
    "vehicle_status": frozenset(
        {
            *("lat", "lon", "is_reserved", "is_disabled", "vehicle_type_id", "last_reported"),
            *("current_range_meters", "current_fuel_percent", "station_id", "home_station_id"),
            *("pricing_plan_id", "available_until"),
        }
    ),
    "vehicle_availability": frozenset(
        {"vehicle_type_id", "station_id", "pricing_plan_id", "availabilities"}
    ),
}
"""Members of vehicles that are kept, by file."""

IDS = ("vehicle_id", "bike_id")


def hide(content: bytes) -> bytes:
    """The same message, its vehicles without names.

    Raises:
        FeedMalformed: it is no message.
    """
    message = json_object(content)
    systems = message.get("systems")
    for system in systems.values() if isinstance(systems, dict) else (message,):
        if isinstance(system, dict):
            _hide_vehicles(system)
    return msgspec.json.encode(message)


def _hide_vehicles(system: Mapping[str, Any]) -> None:
    for name, body in system.items():
        new = OLD_NAMES.get(name, name)
        held = body.get("data") if new in KEPT and isinstance(body, dict) else None
        if not isinstance(held, dict):
            continue
        for array in ARRAYS[new]:
            if isinstance(held.get(array), list):
                held[array] = list(_nameless(held[array], KEPT[new]))


def _nameless(vehicles: list[Any], kept: frozenset[str]) -> Iterator[dict[str, Any]]:
    """One by one in the order of what is left of them, which says nothing of who they were."""
    sound = [each for each in vehicles if isinstance(each, dict)]
    once = {_name(each, i): each for i, each in reversed(list(enumerate(sound)))}
    bare = ({name: each[name] for name in sorted(kept & each.keys())} for each in once.values())
    for number, vehicle in enumerate(sorted(bare, key=msgspec.json.encode), 1):
        yield {"vehicle_id": str(number), **vehicle}


def _name(vehicle: Mapping[str, Any], i: int) -> str:
    """What tells a vehicle from others; of several of one name the first counts."""
    named = (str(vehicle[name]) for name in IDS if vehicle.get(name) is not None)
    return next(named, f"{i} of none")
