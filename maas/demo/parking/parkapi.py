"""The city's car parks as ParkAPI 3 has them: one list of parking sites, live counts among them."""

from collections.abc import Sequence
from typing import Any

from maas.demo.names import CITY
from maas.demo.parking.filling import Fill, fill
from maas.demo.parking.places import Park, hours_of, tariff_of
from maas.demo.rentals.gbfs import PAGES, stamp

Json = dict[str, Any]

SOURCE = 1
TYPES = {
    "ground": "OFF_STREET_PARKING_GROUND",
    "building": "CAR_PARK",
    "underground": "UNDERGROUND",
    "bikes": "SHED",
}
STATIC_AT = "2026-01-01T00:00:00Z"


def parking_sites(parks: Sequence[Park], seed: int, now: int) -> Json:
    """`/v3/parking-sites` at a moment (Unix s)."""
    items = [
        _site(number, park, fill(park, seed, number, now)) for number, park in enumerate(parks, 1)
    ]
    return {"items": items, "total_count": len(items)}


def _site(number: int, park: Park, told: Fill | None) -> Json:
    is_bikes = park.kind == "bikes"
    lat, lon = park.at
    return {
        "id": number,
        "source_id": SOURCE,
        "original_uid": park.id,
        "name": park.name,
        "operator_name": f"Parcs d'{CITY}",
        "public_url": f"{PAGES}/parcs/{park.id}",
        "purpose": "BIKE" if is_bikes else "CAR",
        "type": TYPES[park.kind],
        "lat": f"{lat:.6f}",
        "lon": f"{lon:.6f}",
        "capacity": park.capacity,
        "has_realtime_data": True,
        **_counts(park, told),
        "static_data_updated_at": STATIC_AT,
        "has_fee": bool(park.tariff),
        "fee_description": tariff_of(park),
        "opening_hours": hours_of(park),
        "park_and_ride_type": ["TRAIN" if "Gare" in park.name else "TRAM"]
        if park.is_park_and_ride
        else [],
        "is_covered": park.kind != "ground",
        "restrictions": list(_restrictions(park)),
        **({} if park.height_cm is None else {"max_height": park.height_cm}),
    }


def _counts(park: Park, told: Fill | None) -> Json:
    if told is None:
        return {"realtime_opening_status": "UNKNOWN"}
    return {
        "realtime_capacity": park.capacity,
        "realtime_free_capacity": told.free,
        "realtime_opening_status": "OPEN" if told.is_open else "CLOSED",
        "realtime_data_updated_at": stamp(told.counted_at),
    }


def _restrictions(park: Park) -> list[Json]:
    kept = {"DISABLED": park.disabled, "CHARGING": park.charging}
    return [{"type": kind, "capacity": n} for kind, n in kept.items() if n]
