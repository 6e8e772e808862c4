"""One rental system to JSON, as it is at a moment.

Ids are `<source>:<the feed's own>`; those of vehicles are told as they are now, for they rotate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from msgspec import UNSET, UnsetType

from api.plan_query import FormFactor
from api.render.audience import STALE_S
from api.render.moments import time_or_none
from api.render.rental import RETURNS
from api.rentals import wire
from api.rentals.shapes import around, corners, encoded
from api.rentals.zones import render_rules
from maas.live import (
    PricingPlan,
    RentalStation,
    RentalVehicle,
    RentalZone,
    VehicleType,
    in_language,
)
from maas.live.rentals import TypeCount
from routing.overlays.rentals.availability import knows_stations, knows_vehicles
from routing.overlays.rentals.opening import Opening
from routing.rentals.fleets import System
from routing.rentals.types import ON_STREETS, type_id_of, types_at, types_of

SYSTEMS = 32
"""Of which is remembered where they are and what is open."""

EVERYWHERE: wire.Bounds = (-180.0, -90.0, 180.0, 90.0)
"""Around a provider that has nothing anywhere."""


@dataclass(frozen=True)
class Teller:
    """Tells of one system, in the first of some languages that it speaks."""

    system: System
    now: int
    """Unix s of the service clock."""
    languages: Sequence[str] = ()

    @cached_property
    def types(self) -> Mapping[str, VehicleType]:
        """The types of its vehicles by id."""
        return types_of(self.system)

    @property
    def bounds(self) -> wire.Bounds | None:
        """Around all its stations and vehicles, else around its zones; None: it has none."""
        return _bounds(self.system)

    @cached_property
    def knows_stations(self) -> bool:
        """Whether the counts of its stations are young enough."""
        return knows_stations(self.system, self.now)

    @cached_property
    def knows_vehicles(self) -> bool:
        """Whether it is known where vehicles stand."""
        return knows_vehicles(self.system, self.now)

    @cached_property
    def _opening(self) -> Opening:
        return _opening(self.system, self.now)

    @property
    def forms(self) -> tuple[FormFactor, ...]:
        """What kinds of vehicles it has."""
        return forms_of(self.types.values())

    @property
    def color(self) -> str | UnsetType:
        """Its colour."""
        return self.system.told.color or UNSET

    @cached_property
    def name(self) -> str:
        """What people call it."""
        told = self.system.told
        return (
            in_language(told.name, self.languages)
            or in_language(told.operator, self.languages)
            or self.system.id
        )

    def provider(self, territory: wire.Bounds | None = None) -> wire.RentalProvider:
        """The system itself; without any place of its own it is somewhere in the territory."""
        told, types = self.system.told, self.types.values()
        return wire.RentalProvider(
            id=self.system.id,
            name=self.name,
            group_id=self.system.source_id,
            bbox=self.bounds or territory or EVERYWHERE,
            vehicle_types=tuple(self._type(each) for each in types),
            form_factors=self.forms,
            default_restrictions=wire.RentalZoneRestrictions(
                vehicle_type_idxs=(),
                ride_start_allowed=True,
                ride_end_allowed=True,
                ride_through_allowed=True,
                station_parking=not any(each.returns in ON_STREETS for each in types),
            ),
            global_geofencing_rules=render_rules(told.rules, self.types),
            operator=in_language(told.operator, self.languages) or UNSET,
            url=told.url or UNSET,
            purchase_url=told.purchase_url or UNSET,
            color=self.color,
            opening_hours=told.opening_hours or UNSET,
            licence_url=told.licence_url or UNSET,
            attribution=told.attribution or UNSET,
            pricing_plans=tuple(map(self._plan, self.system.plans.values())) or UNSET,
        )

    def station(self, row: int) -> wire.RentalStation:
        """A station with what stands there, or that nobody knows."""
        station = self.system.stations[row]
        is_open = self._opening.is_open and self._opening.has_open(row)
        is_known = self.knows_stations and station.available is not None
        area = around(corners(station.area))
        return wire.RentalStation(
            id=self._id(station.id),
            provider_id=self.system.id,
            provider_group_id=self.system.source_id,
            name=in_language(station.name, self.languages),
            lat=station.lat,
            lon=station.lon,
            is_renting=is_known and is_open and _rents(station),
            is_returning=is_open and self._takes_back(station),
            num_vehicles_available=(station.available or 0) if is_known else 0,
            form_factors=forms_of(types_at(station, self.types)),
            vehicle_types_available=self._available(station) if is_known else {},
            vehicle_docks_available=_by_type(station.free_by_type) if self.knows_stations else {},
            bbox=area or (station.lon, station.lat, station.lon, station.lat),
            address=station.address or UNSET,
            cross_street=station.cross_street or UNSET,
            rental_uri_android=station.links.android or UNSET,
            rental_uri_ios=station.links.ios or UNSET,
            rental_uri_web=station.links.web or UNSET,
            station_area=encoded(station.area) or UNSET,
            counts_known=is_known,
            num_docks_available=self.docks(station),
            capacity=UNSET if station.capacity is None else station.capacity,
            opening_hours=station.opening_hours or UNSET,
            last_reported=time_or_none(station.reported_at),
            **self._age(self.system.told.stations_made_at),  # type: ignore[arg-type]
        )

    def docks(self, station: RentalStation) -> int | UnsetType:
        """How many vehicles can be left, where that is known and limited."""
        return UNSET if station.free is None or not self.knows_stations else station.free

    def vehicle(self, vehicle: RentalVehicle) -> wire.RentalVehicle:
        """A vehicle where it stands."""
        type = self.types[type_id_of(self.system, vehicle)]
        return wire.RentalVehicle(
            id=self._id(vehicle.id),
            provider_id=self.system.id,
            provider_group_id=self.system.source_id,
            type_id=type.id,
            lat=vehicle.lat,
            lon=vehicle.lon,
            form_factor=type.form.value,
            propulsion_type=type.propulsion.value,
            return_constraint=RETURNS[type.returns],
            is_reserved=vehicle.is_reserved,
            is_disabled=vehicle.is_disabled,
            station_id=self._id(vehicle.station_id) if vehicle.station_id else UNSET,
            home_station_id=self._id(vehicle.home_station_id) if vehicle.home_station_id else UNSET,
            rental_uri_android=vehicle.links.android or UNSET,
            rental_uri_ios=vehicle.links.ios or UNSET,
            rental_uri_web=vehicle.links.web or UNSET,
            range=UNSET if vehicle.range_m is None else vehicle.range_m,
            charge=UNSET if vehicle.charge_percent is None else vehicle.charge_percent,
            available_until=time_or_none(vehicle.until),
            **self._age(self.system.told.vehicles_made_at),  # type: ignore[arg-type]
        )

    def zone(self, zone: RentalZone, z: int) -> wire.RentalZone:
        """A zone with its rules."""
        bounds = around(corners(zone.area))
        assert bounds is not None
        return wire.RentalZone(
            provider_id=self.system.id,
            provider_group_id=self.system.source_id,
            z=z,
            bbox=bounds,
            area=encoded(zone.area),
            rules=render_rules(zone.rules, self.types),
            name=in_language(zone.name, self.languages) or UNSET,
        )

    def _id(self, local: str) -> str:
        return f"{self.system.source_id}:{local}"

    def _age(self, made_at: int | None) -> dict[str, object]:
        """By whom something is told, and how long ago it was so."""
        source: dict[str, object] = {"data_source": self.system.source_id}
        if made_at is None:
            return source
        age = max(0, self.now - made_at)
        return source | {"data_age": age, "stale": age > STALE_S or UNSET}

    def _type(self, type: VehicleType) -> wire.RentalVehicleType:
        return wire.RentalVehicleType(
            id=type.id,
            form_factor=type.form.value,
            propulsion_type=type.propulsion.value,
            return_constraint=RETURNS[type.returns],
            return_constraint_guessed=type.is_return_guessed,
            name=in_language(type.name, self.languages) or UNSET,
            max_range=UNSET if type.max_range_m is None else type.max_range_m,
            riders=UNSET if type.riders is None else type.riders,
            pricing_plan_ids=self._plan_ids(type) or UNSET,
        )

    def _plan_ids(self, type: VehicleType) -> tuple[str, ...]:
        named = dict.fromkeys((type.default_plan_id, *type.plan_ids))
        return tuple(id for id in named if id in self.system.plans)

    def _plan(self, plan: PricingPlan) -> wire.RentalPricingPlan:
        return wire.RentalPricingPlan(
            id=plan.id,
            currency=plan.currency,
            price=float(plan.price),
            casual=plan.is_casual,
            name=in_language(plan.name, self.languages) or UNSET,
            description=in_language(plan.description, self.languages) or UNSET,
            url=plan.url or UNSET,
        )

    def _takes_back(self, station: RentalStation) -> bool:
        is_told = station.is_returning is not None or station.available is not None
        may_return = station.is_installed and station.is_returning is not False
        return self.knows_stations and is_told and may_return

    def _available(self, station: RentalStation) -> dict[str, int]:
        """Vehicles by type; of a system's only type all are."""
        if not station.by_type and len(self.types) == 1 and station.available is not None:
            return dict.fromkeys(self.types, station.available)
        return _by_type(station.by_type)


@lru_cache(SYSTEMS)
def _bounds(system: System) -> wire.Bounds | None:
    stations = ((each.lon, each.lat) for each in system.stations)
    areas = (point for each in system.stations for point in corners(each.area))
    vehicles = ((each.lon, each.lat) for each in system.vehicles)
    zones = (point for each in system.zones for point in corners(each.area))
    return around((*stations, *areas, *vehicles)) or around(zones)


@lru_cache(SYSTEMS)
def _opening(system: System, now: int) -> Opening:
    """What is open, found once a second."""
    return Opening(system, now)


def _rents(station: RentalStation) -> bool:
    return station.is_installed and station.is_renting is not False


def forms_of(types: Iterable[VehicleType]) -> tuple[FormFactor, ...]:
    """The kinds of vehicles among some types, each once."""
    return tuple(dict.fromkeys(type.form.value for type in types))


def _by_type(counts: Iterable[TypeCount]) -> dict[str, int]:
    """Counts by type; what may be of several types counts for each."""
    found: dict[str, int] = {}
    for each in counts:
        for id in each.type_ids:
            found[id] = found.get(id, 0) + each.count
    return found
