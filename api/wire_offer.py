"""The JSON of the seat in somebody's car that a leg takes: whose it is, where the seat is booked.

A member that is not known is absent.
"""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel

OfferKindName = Literal["PLANNED", "DYNAMIC", "LINE"]


class OfferFare(Camel, frozen=True):
    """What one passenger pays."""

    amount: float
    """0: it is free of charge."""
    currency: str | UnsetType = UNSET
    """Absent of what is free."""


class Offer(Camel, frozen=True):
    """The ride offer that a leg of mode RIDE_SHARING takes a seat of."""

    id: str
    """As `/v1/carpools` tells it."""
    source: str
    """Source id of whoever tells it."""
    kind: OfferKindName
    """How sure it is that the driver goes; DYNAMIC: on the way or about to leave, LINE: drivers
    pass again and again, and nobody books."""
    detour: int
    """s: by so much the driver is said to arrive later for it."""
    operator: str | UnsetType = UNSET
    operator_url: str | UnsetType = UNSET
    driver: str | UnsetType = UNSET
    """An alias."""
    driver_grade: int | UnsetType = UNSET
    """1 to 5."""
    seats: int | UnsetType = UNSET
    """Free ones all the way from pickup to drop-off."""
    url: str | UnsetType = UNSET
    """Where the seat is booked; of the web always, with http or https."""
    car: str | UnsetType = UNSET
    """Make and model."""
    fare: OfferFare | UnsetType = UNSET
    known_at: datetime | UnsetType = UNSET
    """When the offer was read."""
