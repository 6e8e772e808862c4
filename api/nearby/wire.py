"""The JSON of `/v1/nearby`."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.boards.query import Languages
from api.camel import Camel
from api.limits import MAX_NEARBY, MAX_NEARBY_M, MAX_NEARBY_S
from api.parking.wire import ParkingSite
from api.plan_query import AsOf, FormFactors, Modes, PlaceText
from api.public_reports.wire import Report
from api.rentals.wire import RentalStation, RentalVehicle
from api.wire import Place
from api.wire_carpool_place import CarpoolPlace


class NearbyQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """From where, to what, how far and how many."""

    place: PlaceText
    modes: Annotated[
        Modes,
        Meta(
            description="stops of lines by these modes; RENTAL: vehicles and their stations; "
            "CAR_PARKING: car parks, BIKE: bike parks, all open to everyone; RIDE_SHARING: places"
            " where people who share cars meet"
        ),
    ] = ("TRANSIT", "RENTAL", "CAR_PARKING", "RIDE_SHARING")
    radius: (
        Annotated[int, Meta(ge=0, le=MAX_NEARBY_M, description="m as the crow flies")] | None
    ) = None
    max_time: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=MAX_NEARBY_S,
                description="s on foot; 900 if neither it nor `radius` is given",
            ),
        ]
        | None
    ) = None
    n: Annotated[int, Meta(ge=1, le=MAX_NEARBY)] = 20
    rental_form_factors: FormFactors = ()
    pedestrian_profile: Literal["FOOT", "WHEELCHAIR"] = "FOOT"
    pedestrian_speed: Annotated[float, Meta(ge=0.2, le=5, description="m/s")] | None = None
    max_matching_distance: Annotated[float, Meta(ge=0, description="m")] = 250.0
    language: Languages = ()
    as_of: AsOf | None = None


class NearbyThing(Camel, frozen=True):
    """One thing that is near. What `type` says is told by one of the last members.

    There will be more types: who asks passes over those it does not know.
    """

    type: Literal["STOP", "RENTAL_STATION", "RENTAL_VEHICLE", "PARKING", "CARPOOL_PLACE"]
    id: str
    name: str
    lat: float
    lon: float
    duration: int
    """s on foot over streets"""
    distance: float | UnsetType = UNSET
    """m of that walk; absent: not known"""
    stop: Place | UnsetType = UNSET
    rental_station: RentalStation | UnsetType = UNSET
    rental_vehicle: RentalVehicle | UnsetType = UNSET
    parking: ParkingSite | UnsetType = UNSET
    carpool_place: CarpoolPlace | UnsetType = UNSET
    reports: tuple[Report, ...] | UnsetType = UNSET
    """What people say is wrong with it, as far as it is believed."""


class Nearby(Camel, frozen=True):
    """A place and what is near it, the nearest first."""

    place: Place
    nearby: tuple[NearbyThing, ...]
