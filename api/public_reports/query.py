"""What is asked of `/v1/reports`."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.box import Bounds
from api.limits import MAX_REPORTS
from api.public_reports.body import KindName
from api.strict import LOCAL_ID

StateName = Literal["UNVERIFIED", "VERIFIED", "CONFIRMED", "REJECTED", "GONE"]


class ReportsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Reports in a box, about a thing, of some kinds and states; all that is given must hold."""

    bbox: Annotated[Bounds, Meta(description="`west,south,east,north` in degrees")] | None = None
    at: (
        Annotated[str, Meta(max_length=200, description="id of the thing they are about")] | None
    ) = None
    kind: Annotated[tuple[KindName, ...], Meta(description="any")] = ()
    state: Annotated[
        tuple[StateName, ...],
        Meta(description="all but GONE and, which staff alone are told, REJECTED"),
    ] = ()
    limit: Annotated[int, Meta(ge=1, le=MAX_REPORTS)] = 1000
    format: Annotated[
        Literal["json", "geojson", "csv"] | None, Meta(description="goes before `Accept`")
    ] = None


class ReportAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which report."""

    id: Annotated[
        str, Meta(pattern=f"^(reports:)?{LOCAL_ID}$", description="`reports:<local>`, or the local")
    ]
