"""The fleets of a system before they are laid on the streets: spots as positions with counts."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from maas.live.rentals import RentalVehicle, ReturnRule, VehicleType
from routing.overlays.rentals import availability
from routing.overlays.rentals.opening import Opening
from routing.rentals.fleets import NO_LIMIT, Area, System
from routing.rentals.types import AT_STATIONS, ON_STREETS, type_id_of, types_of

Places = Mapping[Area, Sequence[tuple[float, float]]]


class Spot(NamedTuple):
    """A row of `Spots`."""

    place: int
    at: tuple[float, float]
    n: int
    range_m: float = float("inf")
    home: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """A fleet without streets."""

    system: int
    type: VehicleType
    taking: tuple[Spot, ...]
    leaving: tuple[Spot, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All of them."""
        return (*self.taking, *self.leaving)

    @property
    def anywhere(self) -> bool:
        """Whether vehicles may be left on streets."""
        return self.type.returns in ON_STREETS


def drafts_of(number: int, system: System, opening: Opening, places: Places) -> list[Draft]:
    """The fleets of a system as it is open; one type is one fleet.

    Args:
        number: the system's row.
        places: where in the areas of stations one can stop.
    """
    return _Drafting(number, system, opening, places).drafts() if opening.is_open else []


def homeless(system: System, now: int) -> list[RentalVehicle]:
    """Vehicles that are to be brought back, nobody says to where."""
    types = types_of(system)
    known = {station.id for station in system.stations}
    return [
        vehicle
        for vehicle in system.vehicles
        if types[type_id_of(system, vehicle)].returns is ReturnRule.HOME_STATION
        and availability.is_takeable(vehicle, now)
        and not {vehicle.home_station_id, vehicle.station_id} & known
    ]


@dataclass(frozen=True)
class _Drafting:
    number: int
    system: System
    opening: Opening
    places: Places

    def drafts(self) -> list[Draft]:
        """Those of which something can be taken."""
        taking = ((type, tuple(self._taking(type))) for type in self._types.values())
        return [
            Draft(self.number, type, spots, tuple(self._leaving(type)))
            for type, spots in taking
            if spots
        ]

    @property
    def _now(self) -> int:
        return self.opening.now

    @cached_property
    def _types(self) -> Mapping[str, VehicleType]:
        return types_of(self.system)

    @cached_property
    def _usual(self) -> VehicleType:
        """What stands at stations that count their vehicles and do not say of which type."""
        types = self._types.values()
        return next((type for type in types if type.returns in AT_STATIONS), next(iter(types)))

    @cached_property
    def _row(self) -> Mapping[str, int]:
        """Of stations."""
        return {station.id: i for i, station in enumerate(self.system.stations)}

    @cached_property
    def _counts(self) -> frozenset[int]:
        """Rows of the stations that tell how many vehicles they have."""
        if not availability.knows_stations(self.system, self._now):
            return frozenset()
        stations = enumerate(self.system.stations)
        return frozenset(i for i, station in stations if station.available is not None)

    @cached_property
    def _vehicles(self) -> Mapping[str, list[tuple[int, RentalVehicle]]]:
        """What can be taken, by type, with its row."""
        found: defaultdict[str, list[tuple[int, RentalVehicle]]] = defaultdict(list)
        if availability.knows_vehicles(self.system, self._now):
            for i, vehicle in enumerate(self.system.vehicles):
                if availability.is_takeable(vehicle, self._now):
                    found[type_id_of(self.system, vehicle)].append((i, vehicle))
        return found

    @cached_property
    def _listed(self) -> Mapping[int, Counter[str]]:
        """How many vehicles of each type are listed one by one, by the row of their station."""
        found: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for type_id, vehicles in self._vehicles.items():
            for _, vehicle in vehicles:
                found[self._row.get(vehicle.station_id, -1)][type_id] += 1
        return found

    def _taking(self, type: VehicleType) -> Iterator[Spot]:
        ranges: dict[int, float] = {}
        for i, vehicle in self._vehicles.get(type.id, ()):
            station = self._row.get(vehicle.station_id, -1)
            range_m = availability.range_m(vehicle, type)
            if station in self._counts:  # which counts it already
                ranges[station] = max(ranges.get(station, 0.0), range_m)
                continue
            if station >= 0 and not self.opening.rents(station):
                continue
            home = self._home(vehicle, station) if type.returns is ReturnRule.HOME_STATION else -1
            if type.returns is not ReturnRule.HOME_STATION or home >= 0:
                yield Spot(-1 - i, (vehicle.lat, vehicle.lon), 1, range_m, home)
        most = float("inf") if type.max_range_m is None else type.max_range_m
        for row in sorted(self._counts):
            there = self.system.stations[row]
            n = self._standing(row, type) if self.opening.has_open(row) else 0
            home = row if type.returns is ReturnRule.HOME_STATION else -1
            if n > 0:
                yield Spot(row, (there.lat, there.lon), n, ranges.get(row, most), home)

    def _standing(self, row: int, type: VehicleType) -> int:
        """How many vehicles of a type can be taken at a station."""
        station = self.system.stations[row]
        n = availability.takeable(station, type)
        if station.by_type:
            return n
        if row in self._listed:
            return min(n, self._listed[row][type.id])
        return n if type is self._usual else 0

    def _home(self, vehicle: RentalVehicle, station: int) -> int:
        """The row of the station to which a vehicle belongs; -1: nobody says."""
        return self._row.get(vehicle.home_station_id, station)

    def _leaving(self, type: VehicleType) -> Iterator[Spot]:
        if type.returns not in AT_STATIONS:
            return
        is_known = availability.knows_stations(self.system, self._now)
        for i, station in enumerate(self.system.stations):
            if not self.opening.has_open(i):
                continue
            if type.returns is ReturnRule.HOME_STATION:
                n = NO_LIMIT if availability.is_home(station) else 0
            else:
                n = availability.places(station, type) if is_known else 0
            if n > 0:
                yield Spot(i, (station.lat, station.lon), n)
                yield from (Spot(i, at, n) for at in self.places.get(station.area, ()))
