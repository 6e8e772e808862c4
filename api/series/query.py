"""The question of `/v1/sources/{id}/series`."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field


class SeriesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which counts: those of a span (the last day unless it is given), of one place or of all."""

    since: datetime | None = field(default=None, name="from")
    until: datetime | None = field(default=None, name="to")
    place: (
        Annotated[
            str, Meta(description="its id, as other answers or the feed have it; default: all")
        ]
        | None
    ) = None
    format: (
        Annotated[Literal["json", "csv"], Meta(description="default: as `Accept` says, else JSON")]
        | None
    ) = None
