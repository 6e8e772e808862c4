"""Cells to JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from api.boards.render import render_route, render_stop
from api.cells import wire
from api.cells.parking import ParkingInCells
from api.render.audience import STALE_S
from api.render.carpool_place import render_carpool_place
from api.rentals.render import Teller
from api.rentals.wire import RentalStation, RentalVehicle
from api.served import Served
from api.wire_carpool_place import CarpoolPlace
from maas.arrays import Bools, Int64s
from maas.cells import cell_name, middle_of
from maas.errors import NotFound
from routing.boards import Boards
from routing.boards.cells import NOTHING
from routing.carpool import places
from routing.parking.counting import Counts as ParkingCounts
from routing.parking.counting import count as count_parking
from routing.rentals.counting import Counts, count
from routing.rentals.placed import Placed, placed

DECIMALS = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """How much is in some cells. Of all arrays a row is a cell."""

    stops: Int64s
    routes: Int64s
    rentals: Counts
    parking: ParkingCounts
    carpool_places: Int64s

    @property
    def is_filled(self) -> Bools:
        """[n_cells] Where there is anything."""
        rented = (self.rentals.stations + self.rentals.listed > 0).any(axis=1)
        parked = (self.parking.sites > 0).any(axis=1)
        filled: Bools = (self.stops > 0) | rented | parked | (self.carpool_places > 0)
        return filled


@dataclass(frozen=True)
class CellTeller:
    """Tells what is in cells of one resolution at a moment."""

    served: Served
    now: int
    """Unix s of the service clock."""
    resolution: int
    languages: Sequence[str] = ()

    def summaries(self, cells: Int64s) -> Iterator[wire.Cell]:
        """How much lies in those of some cells in which there is anything."""
        counted = self._count(cells)
        for i in np.flatnonzero(counted.is_filled).tolist():
            yield self._summary(int(cells[i]), counted, i)

    def cell(self, cell: int, n: int) -> wire.Cell:
        """One cell, with the first `n` things of each kind that are in it."""
        where = placed(self.served.planner.rentals)
        found = NOTHING
        if self._boards is not None:
            found = self._boards.in_cell(cell, self.resolution, n, self.languages)
        return replace(
            self._summary(cell, self._count(np.array([cell], np.int64)), 0),
            stops=tuple(map(render_stop, found.stops)),
            routes=tuple(map(render_route, found.routes)),
            stations=tuple(islice(self._stations(where.stations, cell), n)),
            vehicles=tuple(islice(self._vehicles(where.vehicles, cell), n)),
            parking_sites=tuple(islice(self._parking.sites(cell), n)),
            carpool_places=tuple(islice(self._carpool_places(cell), n)),
        )

    @cached_property
    def _tellers(self) -> tuple[Teller, ...]:
        systems = self.served.planner.rentals.systems
        return tuple(Teller(system, self.now, self.languages) for system in systems)

    @cached_property
    def _boards(self) -> Boards | None:
        try:
            return self.served.planner.boards
        except NotFound:
            return None

    @property
    def _parking(self) -> ParkingInCells:
        return ParkingInCells(self.served.planner.parking, self.now, self.resolution)

    def _count(self, cells: Int64s) -> _Counted:
        planner = self.served.planner
        rentals = count(planner.rentals, cells, self.resolution, self.now)
        parking = count_parking(planner.parking, cells, self.resolution)
        counts = rentals, parking, places.count(planner.offers, cells, self.resolution)
        if self._boards is None:
            none = np.zeros(cells.size, np.int64)
            return _Counted(none, none, *counts)
        stops, routes = self._boards.count_in_cells(cells, self.resolution)
        return _Counted(stops.astype(np.int64), routes, *counts)

    def _carpool_places(self, cell: int) -> Iterator[CarpoolPlace]:
        offers = self.served.planner.offers
        for id_ in places.in_cell(offers, cell, self.resolution):
            yield render_carpool_place(id_, offers.places[id_])

    def _stations(self, where: Placed, cell: int) -> Iterator[RentalStation]:
        for teller, row in self._in_cell(where, cell):
            yield teller.station(row)

    def _vehicles(self, where: Placed, cell: int) -> Iterator[RentalVehicle]:
        for teller, row in self._in_cell(where, cell):
            if teller.knows_vehicles:
                yield teller.vehicle(teller.system.vehicles[row])

    def _in_cell(self, where: Placed, cell: int) -> Iterator[tuple[Teller, int]]:
        rows = np.sort(where.cells.at(self.resolution).within(cell))
        for system, row in zip(where.system[rows].tolist(), where.row[rows].tolist(), strict=True):
            yield self._tellers[system], row

    def _summary(self, cell: int, counted: _Counted, i: int) -> wire.Cell:
        """The cell in row `i`."""
        (lat, lon), counts = middle_of(cell), counted.rentals
        present = np.flatnonzero(counts.stations[i] + counts.listed[i]).tolist()
        rentals = tuple(self._rentals(counts, i, system) for system in present)
        known = [each.vehicles for each in rentals if each.vehicles is not UNSET]
        return wire.Cell(
            cell=cell_name(cell),
            resolution=self.resolution,
            lat=round(lat, DECIMALS),
            lon=round(lon, DECIMALS),
            stop_count=int(counted.stops[i]),
            route_count=int(counted.routes[i]),
            station_count=int(counts.stations[i].sum()),
            vehicle_count=UNSET if rentals and not known else sum(known),
            rentals=rentals,
            carpool_place_count=int(counted.carpool_places[i]),
            **self._parking.members(counted.parking, i),
        )

    def _rentals(self, counts: Counts, i: int, row: int) -> wire.CellRentals:
        """What there is of one system."""
        teller = self._tellers[row]
        stations, unknown = int(counts.stations[i, row]), int(counts.unknown[i, row])
        at_stations = int(counts.at_stations[i, row]) if stations > unknown else None
        told = teller.system.told
        has_list = bool(teller.system.vehicles) or told.vehicles_made_at is not None
        is_known = has_list and teller.knows_vehicles
        on_street = int(counts.on_street[i, row]) if is_known else None
        known = [n for n in (at_stations, on_street) if n is not None]
        ages = self._age(told.stations_made_at), self._age(told.vehicles_made_at)
        return wire.CellRentals(
            provider_id=teller.system.id,
            provider_group_id=teller.system.source_id,
            stations=stations,
            stations_unknown=unknown,
            vehicles=sum(known) if known else UNSET,
            vehicles_at_stations=UNSET if at_stations is None else at_stations,
            docks=int(counts.docks[i, row]) if counts.with_docks[i, row] else UNSET,
            data_source=teller.system.source_id,
            station_age=ages[0],
            vehicle_age=ages[1],
            stale=any(age is not UNSET and age > STALE_S for age in ages) or UNSET,
        )

    def _age(self, made_at: int | None) -> int | UnsetType:
        return UNSET if made_at is None else max(0, self.now - made_at)
