"""What can be taken now, and where there is a place to leave it.

A vehicle and a place must be known to be there: counts that are too old are not known, and what is
not known is not offered.
"""

from collections.abc import Iterable, Sequence

from maas.live.rentals import RentalStation, RentalVehicle, TypeCount, VehicleType
from routing.rentals.fleets import NO_LIMIT, System


def knows_stations(system: System, now: int) -> bool:
    """Whether counts of stations are young enough to be used."""
    until = system.told.stations_until
    return until is None or now < until


def knows_vehicles(system: System, now: int) -> bool:
    """Whether where vehicles stand is known."""
    until = system.told.vehicles_until
    return until is None or now < until


def takeable(station: RentalStation, type: VehicleType) -> int:
    """How many vehicles of a type can be taken at a station; all, if it does not tell types."""
    if not station.is_installed or station.is_renting is False or station.available is None:
        return 0
    if not station.by_type:
        return station.available
    return min(station.available, _of_type(station.by_type, type.id))


def places(station: RentalStation, type: VehicleType) -> int:
    """How many vehicles of a type can be left at a station.

    A station that counts its vehicles but no docks (as virtual ones do) takes any number.
    """
    if not station.is_installed or station.is_returning is False:
        return 0
    if station.free is None and not station.free_by_type:
        is_told = station.available is not None or station.is_returning is not None
        return NO_LIMIT if is_told else 0
    whole = NO_LIMIT if station.free is None else station.free
    return min(whole, _of_type(station.free_by_type, type.id)) if station.free_by_type else whole


def is_home(station: RentalStation) -> bool:
    """Whether a vehicle that was taken at a station can be brought back: its dock stays free."""
    return station.is_installed and station.is_returning is not False


def is_takeable(vehicle: RentalVehicle, now: int) -> bool:
    """Whether a vehicle is there for whoever comes."""
    is_there = vehicle.until is None or now < vehicle.until
    return is_there and not vehicle.is_reserved and not vehicle.is_disabled


def range_m(vehicle: RentalVehicle, type: VehicleType) -> float:
    """How far a vehicle goes; infinite where nothing is said."""
    if vehicle.range_m is not None:
        return vehicle.range_m
    if vehicle.charge_percent is not None and type.max_range_m is not None:
        return type.max_range_m * vehicle.charge_percent / 100
    return float("inf") if type.max_range_m is None else type.max_range_m


def _of_type(counts: Sequence[TypeCount], type_id: str) -> int:
    return sum(each.count for each in counts if type_id in each.type_ids)


def changes(system: System) -> Iterable[int]:
    """When what a system told changes by itself, be it in the past."""
    told = system.told
    moments = (
        told.stations_until,
        told.vehicles_until,
        *(vehicle.until for vehicle in system.vehicles),
        *(moment for zone in system.zones for moment in (zone.start, zone.end)),
    )
    return (moment for moment in moments if moment is not None)
