"""What of all that can be rented a question asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from api.limits import MAX_RENTAL_STATIONS, MAX_RENTAL_VEHICLES, MAX_RENTAL_ZONES
from api.rentals import wire
from api.rentals.query import RentalsQuery
from api.rentals.render import EVERYWHERE, Teller, forms_of
from api.rentals.shapes import around, corners
from api.rentals.within import Piece, inside, nearest, touches
from api.rentals.zones import zones_in_force
from maas.arrays import Int64s
from maas.model import SourceId
from routing.rentals.fleets import Rentals
from routing.rentals.placed import Placed, placed


@dataclass(frozen=True)
class Choice:
    """The answer to one question, list by list."""

    rentals: Rentals
    query: RentalsQuery
    pieces: Sequence[Piece]
    """In all of which whatever is told must lie."""
    now: int
    territory: wire.Bounds = EVERYWHERE

    def answer(self) -> wire.Rentals:
        """All lists, each with no more than may be told."""
        query, filtered = self.query, self.query.is_filtered
        stations = self._stations() if filtered and query.with_stations else ((), 0)
        vehicles = self._vehicles() if filtered and query.with_vehicles else ((), 0)
        zones = tuple(islice(self._zones(), MAX_RENTAL_ZONES + 1)) if filtered else ()
        left_out = stations[1] + vehicles[1] + len(zones[MAX_RENTAL_ZONES:])
        return wire.Rentals(
            provider_groups=self._groups(),
            providers=self._providers() if query.with_providers else (),
            stations=stations[0],
            vehicles=vehicles[0],
            zones=zones[:MAX_RENTAL_ZONES],
            **({"truncated": True} if left_out else {}),
        )

    @cached_property
    def tellers(self) -> dict[int, Teller]:
        """The systems that are asked for, by their row."""
        query, found = self.query, {}
        for row, system in enumerate(self.rentals.systems):
            is_named = not query.providers or system.id in query.providers
            in_group = not query.provider_groups or system.source_id in query.provider_groups
            if is_named and in_group:
                found[row] = Teller(system, self.now, query.language)
        return found

    @cached_property
    def _near(self) -> tuple[Teller, ...]:
        """Those of them that have something in the pieces asked about, or may have."""
        return tuple(
            teller
            for teller in self.tellers.values()
            if touches(self.pieces, teller.bounds or self.territory)
        )

    def _providers(self) -> tuple[wire.RentalProvider, ...]:
        return tuple(teller.provider(self.territory) for teller in self._near)

    def _groups(self) -> tuple[wire.RentalProviderGroup, ...]:
        by_source: dict[SourceId, list[Teller]] = {}
        for teller in self._near:
            by_source.setdefault(teller.system.source_id, []).append(teller)
        return tuple(self._group(source, tellers) for source, tellers in by_source.items())

    def _group(self, source: SourceId, tellers: Sequence[Teller]) -> wire.RentalProviderGroup:
        names = {teller.name for teller in tellers}
        return wire.RentalProviderGroup(
            id=source,
            name=names.pop() if len(names) == 1 else source,
            providers=tuple(each.system.id for each in tellers)
            if self.query.with_providers
            else (),
            form_factors=forms_of(type for each in tellers for type in each.types.values()),
            color=tellers[0].color,
        )

    def _stations(self) -> tuple[tuple[wire.RentalStation, ...], int]:
        """(stations, how many more there are)."""
        where = placed(self.rentals).stations
        rows, more = self._rows(where, [*self.tellers], MAX_RENTAL_STATIONS)
        told = (self.tellers[system].station(row) for system, row in _pairs(where, rows))
        return tuple(told), more

    def _vehicles(self) -> tuple[tuple[wire.RentalVehicle, ...], int]:
        """(vehicles, how many more there are)."""
        where = placed(self.rentals).vehicles
        known = [row for row, teller in self.tellers.items() if teller.knows_vehicles]
        rows, more = self._rows(where, known, MAX_RENTAL_VEHICLES)
        told = (
            self.tellers[system].vehicle(self.rentals.systems[system].vehicles[row])
            for system, row in _pairs(where, rows)
        )
        return tuple(told), more

    def _rows(self, where: Placed, systems: Sequence[int], most: int) -> tuple[Int64s, int]:
        """Those of some systems in all pieces; and how many more there are."""
        wanted = np.isin(where.system, systems) & inside(self.pieces, where.lat, where.lon)
        rows = np.flatnonzero(wanted)
        kept = rows[nearest(self.pieces, where.lat[rows], where.lon[rows], most)]
        return kept, rows.size - kept.size

    def _zones(self) -> Iterator[wire.RentalZone]:
        if not self.query.with_zones:
            return
        for teller in self.tellers.values():
            for zone, z in zones_in_force(teller.system, self.now):
                bounds = around(corners(zone.area))
                if bounds is not None and touches(self.pieces, bounds):
                    yield teller.zone(zone, z)


def _pairs(where: Placed, rows: Int64s) -> Iterator[tuple[int, int]]:
    """(system, row in it) of some that are placed."""
    return zip(where.system[rows].tolist(), where.row[rows].tolist(), strict=True)
