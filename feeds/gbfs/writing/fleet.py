"""Stations, what stands there, and vehicles one by one."""

from feeds.gbfs.writing.parts import Parts
from feeds.gbfs.writing.values import Json, links, present, rfc3339, texts
from maas.live.rentals import RentalStation, RentalVehicle


def station_information(parts: Parts) -> Json:
    """All stations."""
    regions = parts.regions
    return {
        "stations": [
            present(
                {
                    "station_id": each.id,
                    "name": texts(each.name) or parts.texts(each.short_name or each.id),
                    "short_name": parts.texts(each.short_name),
                    "lat": each.lat,
                    "lon": each.lon,
                    "address": each.address,
                    "cross_street": each.cross_street,
                    "region_id": regions.get(each.region, ""),
                    "post_code": each.post_code,
                    "station_opening_hours": each.opening_hours,
                    "is_virtual_station": each.is_virtual or None,
                    "station_area": _area(each),
                    "capacity": each.capacity,
                    "rental_uris": links(parts.links(each.links)),
                }
            )
            for each in parts.stations
        ]
    }


def station_status(parts: Parts, made_at: int) -> Json:
    """What stands at the stations of which that is known; the others have no row: GBFS has no
    word for an unknown count."""
    known = (each for each in parts.stations if each.available is not None)
    return {"stations": [_status(each, parts, made_at) for each in known]}


def _status(station: RentalStation, parts: Parts, made_at: int) -> Json:
    told = present(
        {
            "station_id": station.id,
            "num_vehicles_available": station.available,
            "num_docks_available": station.free,
            "is_installed": station.is_installed,
            "is_renting": station.is_installed and station.is_renting is not False,
            "is_returning": station.is_installed and station.is_returning is not False,
            "last_reported": rfc3339(station.reported_at or made_at),
            "vehicle_docks_available": [
                {"vehicle_type_ids": known, "count": each.count}
                for each in station.free_by_type
                if (known := parts.known_types(each.type_ids))
            ],
        }
    )
    return told | ({"vehicle_types_available": _by_type(station, parts)} if parts.types else {})


def _by_type(station: RentalStation, parts: Parts) -> list[Json]:
    """Vehicles by type; of a system's only type all are."""
    if not station.by_type and len(parts.types) == 1:
        return [{"vehicle_type_id": id, "count": station.available} for id in parts.types]
    return [
        {"vehicle_type_id": known[0], "count": each.count}
        for each in station.by_type
        if len(known := parts.known_types(each.type_ids)) == 1
    ]


def _area(station: RentalStation) -> Json:
    return {"type": "MultiPolygon", "coordinates": station.area} if station.area else {}


def vehicle_status(parts: Parts) -> Json:
    """All vehicles by the ids that they have now."""
    return {"vehicles": [_vehicle(each, parts) for each in parts.vehicles]}


def _vehicle(vehicle: RentalVehicle, parts: Parts) -> Json:
    charge = vehicle.charge_percent
    return present(
        {
            "vehicle_id": vehicle.id,
            "lat": vehicle.lat,
            "lon": vehicle.lon,
            "is_reserved": vehicle.is_reserved,
            "is_disabled": vehicle.is_disabled,
            "rental_uris": links(parts.links(vehicle.links)),
            "vehicle_type_id": vehicle.type_id if vehicle.type_id in parts.types else "",
            "last_reported": None if vehicle.reported_at is None else rfc3339(vehicle.reported_at),
            "current_range_meters": parts.range_of(vehicle),
            "current_fuel_percent": None if charge is None else round(charge / 100, 5),
            "station_id": vehicle.station_id,
            "home_station_id": vehicle.home_station_id,
            "pricing_plan_id": vehicle.plan_id if vehicle.plan_id in parts.plans else "",
            "available_until": None if vehicle.until is None else rfc3339(vehicle.until),
        }
    )
