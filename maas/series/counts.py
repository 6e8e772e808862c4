"""What is counted at a place."""

from typing import NamedTuple


class Count(NamedTuple):
    """Vehicles to take and places to leave one; None: unknown."""

    available: int | None = None
    free: int | None = None


UNKNOWN = Count()


class Change(NamedTuple):
    """What was counted at a place from a moment on."""

    at: int
    """Unix s of the service clock."""
    place: str
    """The id the source gives it."""
    counted: Count
