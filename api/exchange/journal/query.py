"""The question of `/v1/exchange/journal`."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, field


class JournalQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which hours (those of the last day unless they are given), and of whom."""

    since: datetime | None = field(default=None, name="from")
    until: datetime | None = field(default=None, name="to")
    partner: (
        Annotated[
            str,
            Meta(
                max_length=200,
                description="name of a key, id of a source, or `anonymous`; default: all",
            ),
        ]
        | None
    ) = None
