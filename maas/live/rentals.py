"""Vehicles to rent, as their operators say it: what GBFS 1 to 3 have in common.

Ids are the feed's own; where one source holds several systems (a manifest), all ids begin with
`<system id>/`. Times are Unix s, distances m. Unknown is None, "" or an empty tuple, never 0.
Source: GBFS 2.3, 3.0 and 3.1-RC3.
"""

from enum import StrEnum

import msgspec

from maas.live.alerts import Text


class FormFactor(StrEnum):
    """What a vehicle is; names are MOTIS's."""

    BICYCLE = "BICYCLE"
    CARGO_BICYCLE = "CARGO_BICYCLE"
    CAR = "CAR"
    MOPED = "MOPED"
    SCOOTER_STANDING = "SCOOTER_STANDING"
    SCOOTER_SEATED = "SCOOTER_SEATED"
    OTHER = "OTHER"


class Propulsion(StrEnum):
    """What moves a vehicle; names are MOTIS's."""

    HUMAN = "HUMAN"
    ELECTRIC_ASSIST = "ELECTRIC_ASSIST"
    ELECTRIC = "ELECTRIC"
    COMBUSTION = "COMBUSTION"
    COMBUSTION_DIESEL = "COMBUSTION_DIESEL"
    HYBRID = "HYBRID"
    PLUG_IN_HYBRID = "PLUG_IN_HYBRID"
    HYDROGEN_FUEL_CELL = "HYDROGEN_FUEL_CELL"


class ReturnRule(StrEnum):
    """Where a vehicle has to be left; values are GBFS's `return_constraint`."""

    ANYWHERE = "free_floating"
    ANY_STATION = "any_station"
    HYBRID = "hybrid"
    """At a station or anywhere else it is allowed."""
    HOME_STATION = "roundtrip_station"


class Links(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Deep links (`rental_uris`, `rental_apps`); only https ones and those of apps are kept."""

    android: str = ""
    ios: str = ""
    web: str = ""


class ZoneRule(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is allowed in a zone, or outside all; of several that apply the first counts."""

    may_start: bool = True
    may_end: bool = True
    may_pass: bool = True
    stations_only: bool = False
    """A ride may end at stations alone (`station_parking`)."""
    max_kmh: float | None = None
    type_ids: tuple[str, ...] = ()
    """Of which vehicle types; empty: of all."""


class RentalSystem(msgspec.Struct, frozen=True, array_like=True, tag="rental-system", gc=False):
    """One system of an operator."""

    id: str
    name: tuple[Text, ...] = ()
    operator: tuple[Text, ...] = ()
    url: str = ""
    purchase_url: str = ""
    phone: str = ""
    email: str = ""
    time_zone: str = ""
    opening_hours: str = ""
    """OSM's opening_hours; "": always open, or not said."""
    terms_url: str = ""
    licence_url: str = ""
    attribution: str = ""
    color: str = ""
    """#rrggbb"""
    app_stores: Links = Links()
    app_links: Links = Links()
    """`discovery_uri`: opens the app if there is one."""
    rules: tuple[ZoneRule, ...] = ()
    """Outside all zones (`global_rules`)."""
    stations_made_at: int | None = None
    """When the counts of stations were so."""
    stations_until: int | None = None
    """From when on they are unknown: max(3 ttl, 5 min) after they were made."""
    vehicles_made_at: int | None = None
    vehicles_until: int | None = None
    ttl_s: int = 0
    """For how long the operator says live files hold."""
    is_of_manifest: bool = False
    """Its source may have others beside it, be they unreadable just now."""


class VehicleType(msgspec.Struct, frozen=True, array_like=True, tag="rental-type", gc=False):
    """A kind of vehicle of a system."""

    system: str
    id: str
    form: FormFactor = FormFactor.BICYCLE
    propulsion: Propulsion = Propulsion.HUMAN
    returns: ReturnRule = ReturnRule.ANY_STATION
    is_return_guessed: bool = False
    """The feed does not say; it has stations, or not."""
    name: tuple[Text, ...] = ()
    max_range_m: float | None = None
    """With a full battery or tank; None: human power, or not said."""
    max_kmh: float | None = None
    riders: int | None = None
    """How many people it carries, the one who drives included."""
    ghg_g_per_km: float | None = None
    plan_ids: tuple[str, ...] = ()
    default_plan_id: str = ""
    image: str = ""


class Segment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A part of a price that grows with minutes or km: from `start` on, `rate` for each `interval`
    begun; 0 as interval: `rate` once."""

    start: float
    rate: str
    """An exact decimal number; may be negative."""
    interval: float
    end: float | None = None


class PricingPlan(msgspec.Struct, frozen=True, array_like=True, tag="rental-plan", gc=False):
    """What a rental costs."""

    system: str
    id: str
    currency: str
    price: str = "0"
    """To unlock, an exact decimal number."""
    per_min: tuple[Segment, ...] = ()
    per_km: tuple[Segment, ...] = ()
    is_taxable: bool = False
    """Taxes come on top."""
    has_surge: bool = False
    is_casual: bool = True
    """Whoever comes along may take it, without a membership."""
    name: tuple[Text, ...] = ()
    description: tuple[Text, ...] = ()
    url: str = ""
    where: str = ""
    """File and position, for `price.parts[].source`."""


class TypeCount(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How many vehicles (or free docks for vehicles) of some types."""

    type_ids: tuple[str, ...]
    count: int


class RentalStation(msgspec.Struct, frozen=True, array_like=True, tag="rental-station", gc=False):
    """A place with docks, or one that is marked, with what stands there."""

    system: str
    id: str
    lat: float
    lon: float
    name: tuple[Text, ...] = ()
    short_name: str = ""
    address: str = ""
    cross_street: str = ""
    post_code: str = ""
    region: tuple[Text, ...] = ()
    opening_hours: str = ""
    is_virtual: bool = False
    area: tuple[tuple[tuple[tuple[float, float], ...], ...], ...] = ()
    """GeoJSON's MultiPolygon [polygon][ring][point] of (lon, lat); empty: a point."""
    capacity: int | None = None
    links: Links = Links()
    available: int | None = None
    """Vehicles that can be taken now."""
    free: int | None = None
    """Docks (or marked places) that are free; None: unknown, or there is no limit."""
    by_type: tuple[TypeCount, ...] = ()
    """`available` by vehicle type; empty: not said."""
    free_by_type: tuple[TypeCount, ...] = ()
    is_installed: bool = True
    is_renting: bool | None = None
    """None: unknown."""
    is_returning: bool | None = None
    reported_at: int | None = None
    """When the station itself last told."""


class RentalVehicle(msgspec.Struct, frozen=True, array_like=True, tag="rental-vehicle", gc=False):
    """A vehicle one sees on the street or at a station. Its id rotates: it is no name to keep."""

    system: str
    id: str
    lat: float
    lon: float
    type_id: str = ""
    station_id: str = ""
    home_station_id: str = ""
    is_reserved: bool = False
    is_disabled: bool = False
    range_m: float | None = None
    """How far it goes as charged as it is."""
    charge_percent: float | None = None
    plan_id: str = ""
    links: Links = Links()
    reported_at: int | None = None
    until: int | None = None
    """From when on it has another customer or is not there (`available_until`)."""


class RentalZone(msgspec.Struct, frozen=True, array_like=True, tag="rental-zone", gc=False):
    """Where rules of a system's own hold. In a batch the one that comes first takes precedence."""

    system: str
    area: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    """GeoJSON's MultiPolygon [polygon][ring][point] of (lon, lat)."""
    name: tuple[Text, ...] = ()
    start: int | None = None
    end: int | None = None
    rules: tuple[ZoneRule, ...] = ()


class RentalAlert(msgspec.Struct, frozen=True, array_like=True, tag="rental-alert", gc=False):
    """What is out of order in a system or at its stations."""

    system: str
    id: str
    kind: str
    """GBFS's `type`, in lower case."""
    times: tuple[tuple[int | None, int | None], ...] = ()
    station_ids: tuple[str, ...] = ()
    summary: tuple[Text, ...] = ()
    description: tuple[Text, ...] = ()
    url: tuple[Text, ...] = ()
