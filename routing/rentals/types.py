"""The types of a system's vehicles, those included that its feed does not tell."""

from collections.abc import Mapping

from maas.live.rentals import RentalStation, RentalVehicle, ReturnRule, VehicleType
from routing.rentals.fleets import System

AT_STATIONS = frozenset({ReturnRule.ANY_STATION, ReturnRule.HYBRID, ReturnRule.HOME_STATION})
ON_STREETS = frozenset({ReturnRule.ANYWHERE, ReturnRule.HYBRID})


def types_of(system: System) -> Mapping[str, VehicleType]:
    """The types by id; of vehicles that do not name theirs, the only one, else one untold."""
    types = dict(system.types)
    for vehicle in system.vehicles:
        if type_id_of(system, vehicle) not in types:
            types[vehicle.type_id] = _untold(system, vehicle.type_id)
    return types or {"": _untold(system, "")}


def type_id_of(system: System, vehicle: RentalVehicle) -> str:
    """The id of a vehicle's type among `types_of`."""
    if not vehicle.type_id and len(system.types) == 1:
        return next(iter(system.types))
    return vehicle.type_id


def types_at(station: RentalStation, types: Mapping[str, VehicleType]) -> tuple[VehicleType, ...]:
    """What is rented or taken back at a station: the types it tells, else all that may be."""
    told = {id for each in (*station.by_type, *station.free_by_type) for id in each.type_ids}
    known = tuple(type for type in types.values() if type.id in told)
    usual = tuple(type for type in types.values() if type.returns in AT_STATIONS)
    return known or usual or tuple(types.values())


def _untold(system: System, id: str) -> VehicleType:
    """A type of which nothing is told: a bike."""
    if not system.stations:
        returns = ReturnRule.ANYWHERE
    else:
        is_free = any(not vehicle.station_id for vehicle in system.vehicles)
        returns = ReturnRule.HYBRID if is_free else ReturnRule.ANY_STATION
    return VehicleType(system.told.id, id, returns=returns, is_return_guessed=True)
