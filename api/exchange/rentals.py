"""What a rental system says, as it is passed on: ids with their source, nothing that is too old."""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from maas.live import (
    PricingPlan,
    Record,
    RentalAlert,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.live.rentals import TypeCount, ZoneRule
from routing.overlays.rentals.availability import knows_stations, knows_vehicles
from routing.rentals.fleets import System
from routing.rentals.types import type_id_of, types_of


def published(system: System, now: int) -> Iterator[Record]:
    """The records of a system for everyone, at `now` (Unix s)."""
    yield from _Publishing(system).records(now)


@dataclass(frozen=True, slots=True)
class _Publishing:
    _system: System

    def records(self, now: int) -> Iterator[Record]:
        system = self._system
        yield self._told(system.told)
        yield from (self._type(each) for each in types_of(system).values())
        yield from (self._plan(each) for each in system.plans.values())
        is_known = knows_stations(system, now)
        yield from (self._station(each, is_known=is_known) for each in system.stations)
        if knows_vehicles(system, now):
            vehicles = (each for each in system.vehicles if each.until is None or now < each.until)
            yield from (self._vehicle(each) for each in vehicles)
        yield from (self._zone(each) for each in system.zones if each.end is None or now < each.end)
        yield from (self._alert(each) for each in system.alerts)

    def _id(self, local: str) -> str:
        return f"{self._system.source_id}:{local}" if local else ""

    def _ids(self, several: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self._id, several))

    def _told(self, told: RentalSystem) -> RentalSystem:
        return replace(told, id=self._system.id, rules=tuple(map(self._rule, told.rules)))

    def _rule(self, rule: ZoneRule) -> ZoneRule:
        return replace(rule, type_ids=self._ids(rule.type_ids))

    def _type(self, type: VehicleType) -> VehicleType:
        return replace(
            type,
            system=self._system.id,
            id=f"{self._system.source_id}:{type.id}",
            plan_ids=self._ids(type.plan_ids),
            default_plan_id=self._id(type.default_plan_id),
        )

    def _plan(self, plan: PricingPlan) -> PricingPlan:
        return replace(plan, system=self._system.id, id=self._id(plan.id))

    def _station(self, station: RentalStation, *, is_known: bool) -> RentalStation:
        """A station; its counts only while they are known."""
        if not is_known:
            station = replace(station, available=None, free=None, by_type=(), free_by_type=())
        return replace(
            station,
            system=self._system.id,
            id=self._id(station.id),
            by_type=tuple(map(self._count, station.by_type)),
            free_by_type=tuple(map(self._count, station.free_by_type)),
        )

    def _count(self, count: TypeCount) -> TypeCount:
        return replace(count, type_ids=self._ids(count.type_ids))

    def _vehicle(self, vehicle: RentalVehicle) -> RentalVehicle:
        """A vehicle by the id it has now: operators change it with every rental."""
        return replace(
            vehicle,
            system=self._system.id,
            id=self._id(vehicle.id),
            type_id=f"{self._system.source_id}:{type_id_of(self._system, vehicle)}",
            station_id=self._id(vehicle.station_id),
            home_station_id=self._id(vehicle.home_station_id),
            plan_id=self._id(vehicle.plan_id),
        )

    def _zone(self, zone: RentalZone) -> RentalZone:
        return replace(zone, system=self._system.id, rules=tuple(map(self._rule, zone.rules)))

    def _alert(self, alert: RentalAlert) -> RentalAlert:
        return replace(
            alert,
            system=self._system.id,
            id=self._id(alert.id),
            station_ids=self._ids(alert.station_ids),
        )
