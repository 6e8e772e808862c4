"""Where the stations and vehicles to rent of all systems are, as columns and by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.live import RentalStation, RentalVehicle
from routing.cell_index import CellIndexes
from routing.rentals.fleets import Rentals

REMEMBERED = 2
"""What is known now, and what was known at a moment somebody looks back to."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Stations, or vehicles, of all systems. Of all arrays a row is one of them."""

    system: Int32s
    """Row of `Rentals.systems`."""
    row: Int32s
    """Among the stations (vehicles) of the system."""
    lat: Float64s
    lon: Float64s
    cells: CellIndexes

    @classmethod
    def of(cls, things: Sequence[Sequence[RentalStation | RentalVehicle]]) -> "Placed":
        """Place those of each system."""
        sizes = [len(own) for own in things]
        lat = np.fromiter((each.lat for own in things for each in own), np.float64, sum(sizes))
        lon = np.fromiter((each.lon for own in things for each in own), np.float64, sum(sizes))
        system = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        row = np.concatenate(
            [np.empty(0, np.int32), *(np.arange(n, dtype=np.int32) for n in sizes)]
        )
        return cls(system, row, lat, lon, CellIndexes(lat, lon))


@dataclass(frozen=True, slots=True, eq=False)
class PlacedRentals:
    """All that can be rented."""

    stations: Placed
    vehicles: Placed


@lru_cache(REMEMBERED)
def placed(rentals: Rentals) -> PlacedRentals:
    """Everything of an overlay by where it is, made when somebody first asks (ms per thousand)."""
    return PlacedRentals(
        Placed.of([system.stations for system in rentals.systems]),
        Placed.of([system.vehicles for system in rentals.systems]),
    )
