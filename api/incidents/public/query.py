"""What is asked of `/v1/incidents`: where, when, and which of them."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.box import Bounds, box_of, read_position
from api.limits import MAX_INCIDENTS, MAX_NEARBY_M
from api.plan_query import AsOf
from api.strict import Moment, unix
from api.wire_incident import IncidentKindName
from maas.model import Box, LatLon

USUAL_N = 1000


class IncidentsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Incidents that lie in a box or around a place, wholly or in part; of all that is given all
    must hold. By id, around a place the nearest first."""

    bbox: Annotated[Bounds, Meta(description="`west,south,east,north` in degrees")] | None = None
    place: Annotated[str, Meta(max_length=80, description="`latitude,longitude`")] | None = None
    radius: Annotated[
        int, Meta(ge=0, le=MAX_NEARBY_M, description="m around `place` as the crow flies")
    ] = 2000
    at: Annotated[
        Moment | None,
        Meta(description="only what holds then; if left out, what holds or will, too"),
    ] = None
    kind: tuple[IncidentKindName, ...] = ()
    source: Annotated[tuple[str, ...], Meta(max_length=100, description="source ids")] = ()
    closed: Annotated[
        bool | None, Meta(description="only what nobody it concerns gets through, or only the rest")
    ] = None
    laid: Annotated[
        bool | None,
        Meta(description="only what was found on the streets, or only what fits none of them"),
    ] = None
    verified: Annotated[
        bool | None, Meta(description="only what is known to be true, or only what is doubtful")
    ] = None
    limit: Annotated[int, Meta(ge=1, le=MAX_INCIDENTS)] = USUAL_N
    page_cursor: Annotated[
        str, Meta(max_length=400, description="the `nextPageCursor` of the page before")
    ] = ""
    format: Annotated[
        Literal["json", "geojson"] | None, Meta(description="goes before the header `Accept`")
    ] = None
    as_of: AsOf | None = None


class IncidentAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which incident."""

    id: Annotated[str, Meta(max_length=400, description="`<source>:<local>`")]


class Wanted(msgspec.Struct, frozen=True):
    """Which incidents are told."""

    kinds: frozenset[str]
    sources: frozenset[str]
    """Of both: empty: all."""
    at: int | None
    """Unix s"""
    is_closed: bool | None
    is_laid: bool | None
    is_verified: bool | None
    box: Box | None
    place: LatLon | None
    radius_m: float


def read_wanted(query: IncidentsQuery) -> Wanted:
    """What is asked.

    Raises:
        BadQuery: a box or a place is none.
    """
    return Wanted(
        frozenset(query.kind),
        frozenset(query.source),
        None if query.at is None else unix(query.at),
        query.closed,
        query.laid,
        query.verified,
        None if query.bbox is None else box_of("bbox", query.bbox),
        None if query.place is None else read_position("place", query.place),
        query.radius,
    )
