"""How much can be rented in H3 cells, system by system; what is not known is no number."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.streets.chains import ranges
from routing.overlays.rentals.availability import is_takeable, knows_stations, knows_vehicles
from routing.overlays.rentals.opening import Opening
from routing.rentals.fleets import Rentals, System
from routing.rentals.placed import REMEMBERED, Placed, placed


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """[n_cells, n_systems] of all."""

    stations: Int64s
    unknown: Int64s
    """Stations of which it is not known how many vehicles stand there."""
    at_stations: Int64s
    """Vehicles that can be taken at the others."""
    with_docks: Int64s
    """Stations of which it is known how many vehicles can be left there."""
    docks: Int64s
    """Free ones there."""
    listed: Int64s
    """Vehicles told one by one."""
    on_street: Int64s
    """Those of them that can be taken and that no station counts."""


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """What `Placed` rows count for."""

    is_known: Bools
    """[n_stations]"""
    available: Int32s
    has_docks: Bools
    free: Int32s
    is_on_street: Bools
    """[n_vehicles]"""


def count(rentals: Rentals, cells: Int64s, resolution: int, now: int) -> Counts:
    """Count in each of some cells of one resolution, at `now` (Unix s)."""
    where, columns = placed(rentals), _columns(rentals, rentals.moment(now))
    shape = cells.size, len(rentals.systems)
    stations, slot = _found(where.stations, cells, resolution, shape[1])
    vehicles, slot_of_vehicle = _found(where.vehicles, cells, resolution, shape[1])
    known = columns.is_known[stations]

    def add(slots: Int64s, values: Bools | Int32s) -> Int64s:
        summed = np.bincount(slots, values, shape[0] * shape[1])
        return summed.astype(np.int64).reshape(shape)

    return Counts(
        add(slot, np.ones(slot.size, np.int32)),
        add(slot, ~known),
        add(slot, np.where(known, columns.available[stations], 0)),
        add(slot, columns.has_docks[stations]),
        add(slot, np.where(columns.has_docks[stations], columns.free[stations], 0)),
        add(slot_of_vehicle, np.ones(slot_of_vehicle.size, np.int32)),
        add(slot_of_vehicle, columns.is_on_street[vehicles]),
    )


def on_street(rentals: Rentals, now: int) -> Bools:
    """[n] Which vehicles of `placed` can be taken, and no station counts them."""
    return _columns(rentals, rentals.moment(now)).is_on_street


def _found(where: Placed, cells: Int64s, resolution: int, n_systems: int) -> tuple[Int32s, Int64s]:
    """(rows of `Placed` in the cells, for each the number of its cell and system)."""
    index = where.cells.at(resolution)
    begin, end = index.ranges(cells)
    rows = index.row[ranges(begin, end - begin)]
    cell = np.repeat(np.arange(cells.size), end - begin)
    return rows, cell * n_systems + where.system[rows]


@lru_cache(REMEMBERED)
def _columns(rentals: Rentals, now: int) -> _Columns:
    stations = [each for system in rentals.systems for each in _stations(system, now)]
    on_street = [each for system in rentals.systems for each in _on_street(system, now)]
    known, available, has_docks, free = np.array(stations, np.int32).reshape(-1, 4).T
    is_on_street = np.array(on_street, np.bool_)
    return _Columns(known > 0, available, has_docks > 0, free, is_on_street)


def _stations(system: System, now: int) -> Iterator[tuple[bool, int, bool, int]]:
    """Of each station whether its count is known, and vehicles; whether its docks are, and those
    that are free."""
    is_young, opening = knows_stations(system, now), Opening(system, now)
    for row, each in enumerate(system.stations):
        is_open = opening.is_open and opening.has_open(row) and each.is_installed
        available = each.available if is_open and each.is_renting is not False else 0
        free = each.free if is_open and each.is_returning is not False else 0
        is_known, has_docks = each.available is not None, each.free is not None
        yield is_young and is_known, available or 0, is_young and has_docks, free or 0


def _on_street(system: System, now: int) -> list[bool]:
    """Of each vehicle: whether it can be taken, and no station counts it or keeps it."""
    opening = Opening(system, now)
    if not knows_vehicles(system, now) or not opening.is_open:
        return [False] * len(system.vehicles)
    counts = knows_stations(system, now)
    others = {
        each.id
        for row, each in enumerate(system.stations)
        if (counts and each.available is not None) or not opening.rents(row)
    }
    return [is_takeable(each, now) and each.station_id not in others for each in system.vehicles]
