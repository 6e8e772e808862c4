"""What a report may be about: whatever has an id here, and where it is."""

from itertools import chain

from api.served import Planner, Served
from maas.errors import NotFound
from maas.model import LatLon
from routing.rentals.fleets import System

AT = "at"
"""The parameter that names it."""


def find_thing(served: Served, name: str) -> LatLon:
    """Where a stop, a place to park, a rental station or a vehicle is.

    Raises:
        NotFound: nothing here has this id.
    """
    parking = served.planner.parking
    row = parking.row.get(name)
    if row is not None:
        lat, lon = parking.at[row].tolist()
        return LatLon(lat, lon)
    for system in served.planner.rentals.systems:
        if name.startswith(f"{system.id}:"):
            at = _rented(system, name.removeprefix(f"{system.id}:"))
            if at is not None:
                return at
    return _stop(served.planner, name)


def _rented(system: System, local: str) -> LatLon | None:
    """The station or vehicle of a system that has an id."""
    stations = (LatLon(each.lat, each.lon) for each in system.stations if each.id == local)
    vehicles = (LatLon(each.lat, each.lon) for each in system.vehicles if each.id == local)
    return next(chain(stations, vehicles), None)


def _stop(planner: Planner, name: str) -> LatLon:
    try:
        return planner.boards.place(name, AT).at
    except NotFound as problem:
        raise NotFound(f"{AT}: nothing here has the id {name!r}") from problem
