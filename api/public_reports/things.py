"""What a report may be about: whatever has an id here, and where it is."""

from collections.abc import Iterator

from api.served import Planner, Served
from maas.errors import NotFound
from maas.model import LatLon

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
    rented = next((at for id, at in _rented(served.planner, name) if id == name), None)
    return rented or _stop(served.planner, name)


def _rented(planner: Planner, name: str) -> Iterator[tuple[str, LatLon]]:
    """The stations and vehicles of the systems that a name may be of."""
    for system in planner.rentals.systems:
        if name.startswith(f"{system.id}:"):
            for station in system.stations:
                yield f"{system.id}:{station.id}", LatLon(station.lat, station.lon)
            for vehicle in system.vehicles:
                yield f"{system.id}:{vehicle.id}", LatLon(vehicle.lat, vehicle.lon)


def _stop(planner: Planner, name: str) -> LatLon:
    try:
        return planner.boards.place(name, AT).at
    except NotFound as problem:
        raise NotFound(f"{AT}: nothing here has the id {name!r}") from problem
