"""The JSON of a series of counts."""

from datetime import datetime

import msgspec

from api.camel import Camel


class CountChange(Camel, frozen=True, omit_defaults=False):
    """What was counted at a place from a moment on."""

    time: datetime
    place: str
    available: int | None
    """Vehicles to take; null: unknown."""
    free: int | None
    """Places to leave one; null: unknown, or there is no limit."""


class Series(Camel, frozen=True):
    """Counts of places; those at `from` come first, as they were known then."""

    source: str
    from_: datetime = msgspec.field(name="from")
    to: datetime
    changes: tuple[CountChange, ...]
