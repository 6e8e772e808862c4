"""The JSON of `/api/v1/rentals`: names, types and meaning are MOTIS v6's.

What goes beyond it are additional members, marked so: ages, sources, and that a count is not known.
"""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from api.box import Bounds as Bounds
from api.camel import Camel
from api.plan_query import FormFactor, Propulsion
from api.wire import EncodedPolyline

ReturnConstraint = Literal["NONE", "ANY_STATION", "ROUNDTRIP_STATION"]
MultiPolygon = tuple[tuple[EncodedPolyline, ...], ...]
"""Polygons of rings, the first of each the outer one."""


class RentalZoneRestrictions(Camel, frozen=True):
    """What is allowed in a zone, or where no zone says otherwise."""

    vehicle_type_idxs: tuple[int, ...]
    """Among the provider's `vehicleTypes`; empty: of all."""
    ride_start_allowed: bool
    ride_end_allowed: bool
    ride_through_allowed: bool
    station_parking: bool | UnsetType = UNSET
    """True: a ride may end at stations only."""
    max_speed_kmh: float | UnsetType = UNSET
    """An addition."""


class RentalVehicleType(Camel, frozen=True):
    """A kind of vehicle of a provider."""

    id: str
    """Unique within the provider."""
    form_factor: FormFactor
    propulsion_type: Propulsion
    return_constraint: ReturnConstraint
    return_constraint_guessed: bool
    name: str | UnsetType = UNSET
    max_range: float | UnsetType = UNSET
    """m, with a full battery or tank; an addition."""
    riders: int | UnsetType = UNSET
    """How many people it carries; an addition."""
    pricing_plan_ids: tuple[str, ...] | UnsetType = UNSET
    """Among the provider's `pricingPlans`, the usual one first; an addition."""


class RentalPricingPlan(Camel, frozen=True):
    """What renting costs; an addition."""

    id: str
    currency: str
    price: float
    """To unlock; what minutes and km cost is in the operator's words."""
    casual: bool
    """False: for members only."""
    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    url: str | UnsetType = UNSET


class RentalProvider(Camel, frozen=True):
    """Who offers vehicles: one system."""

    id: str
    name: str
    group_id: str
    """The source that tells it."""
    bbox: Bounds
    vehicle_types: tuple[RentalVehicleType, ...]
    form_factors: tuple[FormFactor, ...]
    default_restrictions: RentalZoneRestrictions
    """Where no zone and no global rule says otherwise."""
    global_geofencing_rules: tuple[RentalZoneRestrictions, ...]
    operator: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    purchase_url: str | UnsetType = UNSET
    color: str | UnsetType = UNSET
    opening_hours: str | UnsetType = UNSET
    """As OpenStreetMap writes them; this and the rest are additions."""
    licence_url: str | UnsetType = UNSET
    attribution: str | UnsetType = UNSET
    pricing_plans: tuple[RentalPricingPlan, ...] | UnsetType = UNSET


class RentalProviderGroup(Camel, frozen=True):
    """The providers of one source."""

    id: str
    name: str
    providers: tuple[str, ...]
    form_factors: tuple[FormFactor, ...]
    color: str | UnsetType = UNSET


class RentalStation(Camel, frozen=True):
    """A place with docks, or one that is marked, and what stands there."""

    id: str
    provider_id: str
    provider_group_id: str
    name: str
    lat: float
    lon: float
    is_renting: bool
    is_returning: bool
    num_vehicles_available: int
    """0 also where it is not known: see `countsKnown`."""
    form_factors: tuple[FormFactor, ...]
    vehicle_types_available: dict[str, int]
    vehicle_docks_available: dict[str, int]
    bbox: Bounds
    address: str | UnsetType = UNSET
    cross_street: str | UnsetType = UNSET
    rental_uri_android: str | UnsetType = UNSET
    rental_uri_ios: str | UnsetType = msgspec.field(default=UNSET, name="rentalUriIOS")
    rental_uri_web: str | UnsetType = UNSET
    station_area: MultiPolygon | UnsetType = UNSET
    counts_known: bool | UnsetType = UNSET
    """False: how many vehicles stand there is not known, or no more. This and the rest are
    additions."""
    num_docks_available: int | UnsetType = UNSET
    """Absent: not known, or not limited."""
    capacity: int | UnsetType = UNSET
    opening_hours: str | UnsetType = UNSET
    last_reported: datetime | UnsetType = UNSET
    """When the station itself told of it."""
    data_source: str | UnsetType = UNSET
    data_age: int | UnsetType = UNSET
    """Seconds since it was so."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""


class RentalVehicle(Camel, frozen=True):
    """One vehicle that stands somewhere. Its id changes with every rental."""

    id: str
    provider_id: str
    provider_group_id: str
    type_id: str
    lat: float
    lon: float
    form_factor: FormFactor
    propulsion_type: Propulsion
    return_constraint: ReturnConstraint
    is_reserved: bool
    is_disabled: bool
    station_id: str | UnsetType = UNSET
    home_station_id: str | UnsetType = UNSET
    rental_uri_android: str | UnsetType = UNSET
    rental_uri_ios: str | UnsetType = msgspec.field(default=UNSET, name="rentalUriIOS")
    rental_uri_web: str | UnsetType = UNSET
    range: float | UnsetType = UNSET
    """m, as charged as it is; this and the rest are additions."""
    charge: float | UnsetType = UNSET
    """%"""
    available_until: datetime | UnsetType = UNSET
    data_source: str | UnsetType = UNSET
    data_age: int | UnsetType = UNSET
    """Seconds since it was so."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""


class RentalZone(Camel, frozen=True):
    """Where rules of a provider's own hold now."""

    provider_id: str
    provider_group_id: str
    z: int
    """Of zones of one provider the higher one takes precedence."""
    bbox: Bounds
    area: MultiPolygon
    rules: tuple[RentalZoneRestrictions, ...]
    name: str | UnsetType = UNSET


class Rentals(Camel, frozen=True):
    """What there is to rent; of what is too much to tell, the part nearest to the middle."""

    provider_groups: tuple[RentalProviderGroup, ...]
    providers: tuple[RentalProvider, ...]
    stations: tuple[RentalStation, ...]
    vehicles: tuple[RentalVehicle, ...]
    zones: tuple[RentalZone, ...]
    truncated: bool | UnsetType = UNSET
    """True: there is more than `/v1/limits` lets one answer tell; an addition."""
