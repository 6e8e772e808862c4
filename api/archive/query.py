"""The question of `/v1/sources/{id}/archive`."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, field


class ArchiveQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which messages: those read in a span (the last hour unless it is given), or one by number."""

    since: datetime | None = field(default=None, name="from")
    until: datetime | None = field(default=None, name="to")
    number: Annotated[int, Meta(ge=1, description="of the version it made")] | None = None
