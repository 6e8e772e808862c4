"""What is asked of `/v1/parking`: where, what for, and what comes first."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.box import Bounds, box_of
from api.limits import MAX_MATCHING_M, MAX_NEARBY_M, MAX_PARKING
from api.plan_query import AsOf, PlaceText, VehicleClass
from api.question import read_end
from api.refresh_query import StaySeconds
from api.wire_parked import PurposeName
from maas.errors import BadQuery
from maas.live.parking import Purpose
from maas.model import Profile
from routing.parking.asking import ParkingQuestion
from routing.parking.wanted import USUAL_STAY_S

USUAL_N = 20


class ParkingQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Around a place, or in a box; of circle and box both hold if both are given."""

    place: (
        Annotated[PlaceText, Meta(description="where one walks to from there: as `fromPlace`")]
        | None
    ) = None
    radius: Annotated[
        int, Meta(ge=0, le=MAX_NEARBY_M, description="m around `place` as the crow flies")
    ] = 1000
    bbox: Annotated[Bounds, Meta(description="`west,south,east,north` in degrees")] | None = None
    from_place: (
        Annotated[PlaceText, Meta(description="where one drives off; if left out, at `place`")]
        | None
    ) = None
    sort: Literal["time", "price"] = "time"
    limit: (
        Annotated[
            int,
            Meta(ge=1, le=MAX_PARKING, description="20 around a place, in a box all if left out"),
        ]
        | None
    ) = None
    purpose: tuple[PurposeName, ...] = ("CAR",)
    max_height: Annotated[
        float, Meta(ge=0, le=10, description="m: how high the vehicle is; lower ones are left out")
    ] = 0.0
    disabled: Annotated[
        bool, Meta(description="only with bays for disabled people; room is told of these")
    ] = False
    free_only: Annotated[bool, Meta(description="only where there is known to be room")] = False
    parking_duration: StaySeconds = USUAL_STAY_S
    vehicle_class: VehicleClass = ""
    pedestrian_profile: Literal["FOOT", "WHEELCHAIR"] = "FOOT"
    pedestrian_speed: Annotated[float, Meta(ge=0.2, le=5, description="m/s")] | None = None
    max_matching_distance: Annotated[float, Meta(ge=0, description="m")] = 250.0
    format: Annotated[
        Literal["json", "geojson"] | None, Meta(description="goes before the header `Accept`")
    ] = None
    as_of: AsOf | None = None


def read_question(query: ParkingQuery, now: int) -> ParkingQuestion:
    """What is asked, of now (Unix s).

    Raises:
        BadQuery: neither a place nor a box, or one that is none.
    """
    if query.place is None and query.bbox is None:
        raise BadQuery("place", "is missing; or give `bbox`")
    is_wheelchair = query.pedestrian_profile == "WHEELCHAIR"
    origin = None if query.from_place is None else read_end("fromPlace", query.from_place, "")
    return ParkingQuestion(
        now,
        query.limit or (USUAL_N if query.place else MAX_PARKING),
        place=None if query.place is None else read_end("place", query.place, ""),
        radius_m=query.radius,
        box=None if query.bbox is None else box_of("bbox", query.bbox),
        origin=origin,
        purposes=frozenset(map(Purpose, query.purpose)),
        height_m=query.max_height,
        needs_disabled_bay=query.disabled,
        free_only=query.free_only,
        by_price=query.sort == "price",
        stay_s=query.parking_duration,
        vehicle_class=query.vehicle_class,
        profile=Profile.WHEELCHAIR if is_wheelchair else Profile.WALK,
        walk_speed_m_s=query.pedestrian_speed,
        max_matching_m=min(query.max_matching_distance, MAX_MATCHING_M),
    )
