"""The types of a system's vehicles, those included that its feed does not tell."""

from collections.abc import Mapping

from maas.live.rentals import RentalVehicle, ReturnRule, VehicleType
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


def _untold(system: System, id: str) -> VehicleType:
    """A type of which nothing is told: a bike."""
    if not system.stations:
        returns = ReturnRule.ANYWHERE
    else:
        is_free = any(not vehicle.station_id for vehicle in system.vehicles)
        returns = ReturnRule.HYBRID if is_free else ReturnRule.ANY_STATION
    return VehicleType(system.told.id, id, returns=returns, is_return_guessed=True)
