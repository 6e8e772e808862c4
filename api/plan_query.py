"""The question of `/api/v6/plan`: names, types, defaults and bounds are MOTIS v6's.

What is marked `Served` is lawful in MOTIS and not served here beyond the values listed;
`/v1/limits` lists it too.
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.limits import (
    MAX_ACCESS_S,
    MAX_ITINERARIES,
    MAX_OFFSETS,
    MAX_VIAS,
    MAX_WINDOW_S,
)
from api.query import Served
from api.refresh_query import StaySeconds
from routing.parking.wanted import USUAL_STAY_S

PlaceText = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=300,
        description="`latitude,longitude[,level]` in degrees, or a stop id",
    ),
]
StopId = Annotated[str, Meta(min_length=1, max_length=300, description="a stop id")]
ModeName = Literal[
    "WALK",
    "BIKE",
    "RENTAL",
    "BIKE_RENTAL",
    "CAR",
    "HGV",
    "CAR_PARKING",
    "CAR_DROPOFF",
    "ODM",
    "RIDE_SHARING",
    "FLEX",
    "DEBUG_BUS_ROUTE",
    "DEBUG_RAILWAY_ROUTE",
    "DEBUG_FERRY_ROUTE",
    "TRANSIT",
    "TRAM",
    "SUBWAY",
    "FERRY",
    "AIRPLANE",
    "BUS",
    "COACH",
    "RAIL",
    "HIGHSPEED_RAIL",
    "LONG_DISTANCE",
    "NIGHT_RAIL",
    "REGIONAL_FAST_RAIL",
    "REGIONAL_RAIL",
    "SUBURBAN",
    "FUNICULAR",
    "AERIAL_LIFT",
    "OTHER",
    "AREAL_LIFT",
    "METRO",
    "CABLE_CAR",
]
FormFactor = Literal[
    "BICYCLE",
    "CARGO_BICYCLE",
    "CAR",
    "MOPED",
    "SCOOTER_STANDING",
    "SCOOTER_SEATED",
    "OTHER",
]
Propulsion = Literal[
    "HUMAN",
    "ELECTRIC_ASSIST",
    "ELECTRIC",
    "COMBUSTION",
    "COMBUSTION_DIESEL",
    "HYBRID",
    "PLUG_IN_HYBRID",
    "HYDROGEN_FUEL_CELL",
]
Minutes = Annotated[int, Meta(ge=0, le=1440, description="min")]
Seconds = Annotated[int, Meta(ge=0, description="s")]
AsOf = Annotated[
    datetime,
    Meta(
        description="answer from what was known at this moment: the timetable that served then and"
        " the news received by then, as far back as the archive reaches"
    ),
]
VehicleClass = Annotated[
    str,
    Meta(
        max_length=32,
        description="an addition: what one's own car is, in a word of the territory's policies;"
        " zones that it may not enter are avoided. Without one, legs tell of the zones they pass",
    ),
]
NotServed = Served()

FormFactors = tuple[FormFactor, ...]
Propulsions = tuple[Propulsion, ...]
Names = tuple[Annotated[str, Meta(max_length=200)], ...]
Modes = tuple[ModeName, ...]


class PlanQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A journey question as MOTIS v6 puts it."""

    from_place: PlaceText
    to_place: PlaceText
    radius: Annotated[float, Meta(ge=0, le=10_000, description="m")] | None = None
    via: Annotated[
        tuple[StopId, ...],
        Meta(
            max_length=MAX_VIAS,
            description="stops to visit, in this order; no direct ways are told then",
        ),
    ] = ()
    via_minimum_stay: Annotated[
        tuple[Minutes, ...],
        Meta(
            max_length=MAX_VIAS,
            description="min at each `via`, at least; 0: one may stay in the vehicle",
        ),
    ] = (0, 0)
    time: datetime | None = None
    as_of: AsOf | None = None
    max_transfers: Annotated[int, Meta(ge=0)] | None = None
    max_travel_time: Annotated[int, Meta(ge=0, description="min")] | None = None
    min_transfer_time: Minutes = 0
    additional_transfer_time: Minutes = 0
    transfer_time_factor: Annotated[float, Meta(ge=1, le=100)] = 1.0
    max_matching_distance: Annotated[float, Meta(ge=0, description="m")] = 250.0
    pedestrian_profile: Literal["FOOT", "WHEELCHAIR"] = "FOOT"
    pedestrian_speed: Annotated[float, Meta(ge=0.2, le=5, description="m/s")] | None = None
    cycling_speed: Annotated[float, Meta(ge=0.5, le=20, description="m/s")] | None = None
    vehicle_height: Annotated[float | None, NotServed] = None
    vehicle_width: Annotated[float | None, NotServed] = None
    vehicle_length: Annotated[float | None, NotServed] = None
    vehicle_weight: Annotated[float | None, NotServed] = None
    vehicle_hazmat: Annotated[bool | None, NotServed] = None
    vehicle_hazmat_water: Annotated[bool | None, NotServed] = None
    vehicle_axle_count: Annotated[int | None, NotServed] = None
    vehicle_axle_load: Annotated[float | None, NotServed] = None
    vehicle_trailer: Annotated[bool | None, NotServed] = None
    vehicle_top_speed: Annotated[int | None, NotServed] = None
    vehicle_lez_access: Annotated[bool | None, NotServed] = None
    elevation_costs: Annotated[Literal["NONE", "LOW", "HIGH"], NotServed] = "NONE"
    use_routed_transfers: Annotated[
        bool, Meta(description="accepted: transfers are routed over streets always")
    ] = False
    detailed_transfers: bool | None = None
    detailed_legs: bool = True
    join_interlined_legs: bool = True
    transit_modes: Annotated[
        Modes,
        Meta(
            description="RIDE_SHARING here, or in any of the three lists below, asks for seats in"
            " private cars as well, wherever in an itinerary; TRANSIT alone does not. On its own"
            " here: for these without lines"
        ),
    ] = ("TRANSIT",)
    direct_modes: Modes = ("WALK",)
    pre_transit_modes: Modes = ("WALK",)
    post_transit_modes: Modes = ("WALK",)
    direct_rental_form_factors: FormFactors = ()
    pre_transit_rental_form_factors: FormFactors = ()
    post_transit_rental_form_factors: FormFactors = ()
    direct_rental_propulsion_types: Propulsions = ()
    pre_transit_rental_propulsion_types: Propulsions = ()
    post_transit_rental_propulsion_types: Propulsions = ()
    direct_rental_providers: Names = ()
    direct_rental_provider_groups: Names = ()
    pre_transit_rental_providers: Names = ()
    pre_transit_rental_provider_groups: Names = ()
    post_transit_rental_providers: Names = ()
    post_transit_rental_provider_groups: Names = ()
    ignore_direct_rental_return_constraints: bool = False
    ignore_pre_transit_rental_return_constraints: bool = False
    ignore_post_transit_rental_return_constraints: bool = False
    bike_parking: Annotated[
        bool,
        Meta(
            description="an addition: where BIKE is a mode before or after transit, the bike is"
            " left (or stands) where bikes are parked"
        ),
    ] = False
    parking_duration: StaySeconds = USUAL_STAY_S
    vehicle_class: VehicleClass = ""
    num_itineraries: Annotated[int, Meta(ge=0, le=MAX_ITINERARIES)] = 5
    max_itineraries: Annotated[int, Meta(ge=0)] | None = None
    page_cursor: str = ""
    timetable_view: bool = True
    arrive_by: bool = False
    search_window: Annotated[int, Meta(ge=0, le=MAX_WINDOW_S, description="s")] = 900
    require_bike_transport: Annotated[
        bool, Meta(description="only trips that bikes are known to be allowed on")
    ] = False
    require_car_transport: Annotated[bool, NotServed] = False
    no_compulsory_reservation: Annotated[bool, NotServed] = False
    max_pre_transit_time: Seconds = 900
    max_post_transit_time: Seconds = 900
    max_direct_time: Seconds = 1800
    fastest_direct_factor: Annotated[float, Meta(ge=0, le=1000)] = 10.0
    timeout: Seconds | None = None
    passengers: (
        Annotated[
            int,
            Meta(
                ge=1,
                description="who travel together: as many find a vehicle to rent, or seats in the"
                " same car",
            ),
        ]
        | None
    ) = None
    luggage: Annotated[Annotated[int, Meta(ge=1)] | None, NotServed] = None
    slow_direct: Annotated[bool, NotServed] = False
    fastest_slow_direct_factor: Annotated[float, Meta(ge=0), NotServed] = 3.0
    with_fares: bool = False
    num_leg_alternatives: Annotated[
        int, Meta(ge=0, description="other vehicles told for each one taken, at most")
    ] = 0
    with_scheduled_skipped_stops: bool = False
    realtime_mode: Literal["OFF", "REALTIME_ANNOTATION_ONLY", "REALTIME"] = "REALTIME"
    language: tuple[Annotated[str, Meta(max_length=35)], ...] = ()
    algorithm: Literal["RAPTOR", "PONG", "TB"] = "PONG"
    sort: Annotated[
        Literal["departure", "duration", "ghg", "price", "walking"],
        Meta(description="order of the answer, explained at /v1/about/ranking"),
    ] = "departure"


class PlanOffset(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stop that the asker knows the way to (from)."""

    stop_id: Annotated[str, Meta(min_length=1, max_length=300)]
    duration: Annotated[int, Meta(ge=0, le=MAX_ACCESS_S, description="s")]
    mode: Literal["WALK", "BIKE", "CAR"] = "WALK"


Offsets = Annotated[tuple[PlanOffset, ...], Meta(max_length=MAX_OFFSETS)]


class PlanBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Ways to first stops and from last ones that the asker knows; none: they are searched."""

    from_offsets: Offsets = ()
    to_offsets: Offsets = ()
