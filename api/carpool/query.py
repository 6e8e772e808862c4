"""What is asked of `/v1/carpools`: where offers pass, and when they leave."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.box import Bounds, box_of, read_position
from api.limits import MAX_CARPOOL_DAYS, MAX_CARPOOLS, MAX_NEARBY_M
from api.strict import LOCAL_ID, Moment
from maas.errors import BadQuery
from maas.model import Box, LatLon

USUAL_N = 100
A_DAY_S = 86_400


class CarpoolsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Offers with a waypoint in a box or around a place; of all that is given all must hold."""

    bbox: Annotated[Bounds, Meta(description="`west,south,east,north` in degrees")] | None = None
    place: Annotated[str, Meta(max_length=80, description="`latitude,longitude`")] | None = None
    radius: Annotated[
        int, Meta(ge=0, le=MAX_NEARBY_M, description="m around `place` as the crow flies")
    ] = 2000
    after: Annotated[Moment, Meta(description="leaving then or later; now")] | None = None
    before: Annotated[Moment, Meta(description="leaving before")] | None = None
    limit: Annotated[int, Meta(ge=1, le=MAX_CARPOOLS)] = USUAL_N
    format: Annotated[
        Literal["json", "geojson"] | None, Meta(description="goes before the header `Accept`")
    ] = None


class CarpoolAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which offer."""

    id: Annotated[
        str,
        Meta(
            pattern=f"^([a-z0-9-]{{1,32}}:)?{LOCAL_ID}$",
            description="`<source>:<local>`; of offers published here the local id will do",
        ),
    ]


class Wanted(msgspec.Struct, frozen=True):
    """Which offers are told."""

    since: int
    until: int
    """Unix s; leaving in `[since, until)`."""
    box: Box | None = None
    place: LatLon | None = None
    radius_m: float = 0.0


def read_wanted(query: CarpoolsQuery, now: int) -> Wanted:
    """What is asked, at `now` (Unix s).

    Raises:
        BadQuery: a box or a place is none, or the time ends before it begins.
    """
    since = now if query.after is None else max(int(query.after.timestamp()), now - A_DAY_S)
    furthest = max(now, since) + (MAX_CARPOOL_DAYS + 1) * A_DAY_S
    until = furthest if query.before is None else int(query.before.timestamp())
    if until <= since:
        raise BadQuery("before", "is not later than the time from which on offers are asked for")
    return Wanted(
        since,
        min(until, furthest),
        None if query.bbox is None else box_of("bbox", query.bbox),
        None if query.place is None else read_position("place", query.place),
        query.radius,
    )
