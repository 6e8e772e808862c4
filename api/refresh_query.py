"""The question of `/api/v6/refresh-itinerary`: names, types and defaults are MOTIS v6's."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.limits import MAX_STAY_S
from routing.parking.wanted import USUAL_STAY_S

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Unix = Annotated[int, Meta(ge=0, le=7_258_118_400, description="Unix s")]
StaySeconds = Annotated[
    int,
    Meta(ge=0, le=MAX_STAY_S, description="s; an addition: prices of parking are for so long"),
]
Text = Annotated[str, Meta(max_length=300)]


class RefreshOptions(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How an itinerary is to be found again and told."""

    require_display_name_match: bool = True
    join_interlined_legs: bool = True
    detailed_transfers: bool | None = None
    detailed_legs: bool = True
    with_fares: bool = False
    with_scheduled_skipped_stops: bool = False
    num_leg_alternatives: Annotated[int, Meta(ge=0)] = 0
    pedestrian_profile: Literal["FOOT", "WHEELCHAIR"] = "FOOT"
    pedestrian_speed: Annotated[float, Meta(ge=0.2, le=5, description="m/s")] | None = None
    cycling_speed: Annotated[float, Meta(ge=0.5, le=20, description="m/s")] | None = None
    max_matching_distance: Annotated[float, Meta(ge=0, description="m")] = 250.0
    parking_duration: StaySeconds = USUAL_STAY_S
    passengers: Annotated[
        int, Meta(ge=1, description="an addition: an offer with fewer seats is told as cancelled")
    ] = 1
    language: tuple[Annotated[str, Meta(max_length=35)], ...] = ()


class RefreshQuery(RefreshOptions, frozen=True, kw_only=True, rename="camel"):
    """Which itinerary, and how."""

    itinerary_id: Annotated[
        str,
        Meta(min_length=1, max_length=6000, extra_json_schema={"pattern": "^[A-Za-z0-9_-]*$"}),
    ]


class LegId(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What MOTIS finds a leg again by; texts of a leg over streets are empty."""

    display_name: Text
    trip_id: Text
    from_id: Text
    from_lat: Latitude
    from_lon: Longitude
    from_level: float | None = None
    to_id: Text
    to_lat: Latitude
    to_lon: Longitude
    to_level: float | None = None
    sched_start: Unix
    sched_end: Unix
    mode: Text
    scheduled: bool


class ItineraryId(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What MOTIS finds an itinerary again by."""

    legs: Annotated[tuple[LegId, ...], Meta(min_length=1, max_length=64)]


class RefreshBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of a POST."""

    id: ItineraryId
