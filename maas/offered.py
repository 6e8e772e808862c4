"""The offer of a leg in somebody's car: whose it is, what it costs, where the seat is booked."""

from dataclasses import dataclass
from decimal import Decimal

from maas.live.offers import OfferKind


@dataclass(frozen=True, slots=True)
class OfferFare:
    """What one passenger pays for the ride."""

    amount: Decimal
    currency: str
    source: str
    """Source id of whoever says so."""


@dataclass(frozen=True, slots=True)
class OfferOnLeg:
    """The ride offer that a leg of mode RIDE_SHARING takes a seat of."""

    id: str
    """`<source>:<local>`"""
    source: str
    """Source id."""
    kind: OfferKind
    operator: str
    operator_url: str = ""
    driver: str = ""
    """An alias."""
    driver_grade: int | None = None
    """1 … 5."""
    seats: int | None = None
    """Free ones between pickup and drop-off; None: not known."""
    url: str = ""
    """Where the seat is booked."""
    car: str = ""
    detour_s: int = 0
    """By so much the driver is said to arrive later for it."""
    fare: OfferFare | None = None
    """None: not known."""
    known_at: int | None = None
    """When the offer was read (Unix s)."""
