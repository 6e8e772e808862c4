"""The JSON of `/v1/cells`."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.boards.query import Languages
from api.boards.wire import Route
from api.box import Bounds
from api.camel import Camel
from api.limits import MAX_IN_CELL
from api.parking.wire import ParkingSite
from api.plan_query import AsOf
from api.rentals.wire import RentalStation, RentalVehicle
from api.wire import Place
from api.wire_carpool_place import CarpoolPlace
from maas.cells import ANALYSIS_RESOLUTION, COARSEST_RESOLUTION, FINEST_RESOLUTION

Resolution = Annotated[
    int, Meta(ge=COARSEST_RESOLUTION, le=FINEST_RESOLUTION, description="of H3, 10 the finest")
]


class CellAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which cell."""

    h3: Annotated[
        str,
        Meta(pattern="^[0-9a-f]{15}$", description="an H3 cell of resolution 5 to 10, in hex"),
    ]


class CellQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How much of a cell is told one by one."""

    n: Annotated[int, Meta(ge=0, le=MAX_IN_CELL, description="things of each kind")] = 100
    language: Languages = ()
    as_of: AsOf | None = None


class CellsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which cells: all that overlap a box."""

    bbox: Annotated[Bounds, Meta(description="`west,south,east,north` in degrees")]
    resolution: Resolution = ANALYSIS_RESOLUTION
    as_of: AsOf | None = None


class CellRentals(Camel, frozen=True):
    """What of one provider there is in a cell."""

    provider_id: str
    provider_group_id: str
    stations: int
    stations_unknown: int
    """Those of which it is not known (any more) how many vehicles stand there."""
    vehicles: int | UnsetType = UNSET
    """That can be taken now, at stations and elsewhere; absent: not known."""
    vehicles_at_stations: int | UnsetType = UNSET
    """Of them; absent: not known of any station."""
    docks: int | UnsetType = UNSET
    """Free ones, where stations tell them; absent: not known of any station."""
    data_source: str | UnsetType = UNSET
    station_age: int | UnsetType = UNSET
    """Seconds since the counts were so."""
    vehicle_age: int | UnsetType = UNSET
    """Seconds since the vehicles stood there."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""


class CellParking(Camel, frozen=True):
    """What of one source of places to park there is in a cell."""

    data_source: str
    car_parks: int
    bike_parks: int
    unknown: int
    """Car parks open to everyone of which it is not known (any more) how much is free."""
    free: int | UnsetType = UNSET
    """Places that anybody can take now; absent: not known of any car park."""
    capacity: int | UnsetType = UNSET
    """Of the car parks that tell it; absent: none does."""
    data_age: int | UnsetType = UNSET
    """Seconds since the oldest of the counts was so."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""


class Cell(Camel, frozen=True):
    """How much lies in a cell and, of one asked for by itself, what."""

    cell: str
    resolution: int
    lat: float
    """Of its middle."""
    lon: float
    stop_count: int
    """Stops that lines call at."""
    route_count: int
    """Lines that call at them."""
    station_count: int
    """Rental stations."""
    rentals: tuple[CellRentals, ...]
    car_park_count: int
    bike_park_count: int
    parking: tuple[CellParking, ...]
    carpool_place_count: int
    """Where people who share cars meet."""
    free_spaces: int | UnsetType = UNSET
    """In car parks, that anybody can take now, as far as known; absent: nothing is known."""
    vehicle_count: int | UnsetType = UNSET
    """Rental vehicles that can be taken now, as far as known; absent: nothing is known."""
    stops: tuple[Place, ...] | UnsetType = UNSET
    """The most served first."""
    routes: tuple[Route, ...] | UnsetType = UNSET
    stations: tuple[RentalStation, ...] | UnsetType = UNSET
    vehicles: tuple[RentalVehicle, ...] | UnsetType = UNSET
    """Those at stations and those nobody can take now included."""
    parking_sites: tuple[ParkingSite, ...] | UnsetType = UNSET
    """Car parks and bike parks, full and closed ones and those not for everyone included."""
    carpool_places: tuple[CarpoolPlace, ...] | UnsetType = UNSET


class Cells(Camel, frozen=True):
    """The cells of a box in which there is anything."""

    resolution: int
    cells: tuple[Cell, ...]
