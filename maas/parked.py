"""Where a car or bike is left on a leg, and what rules it passes: what a driver has to know."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maas.live.parking import OpeningStatus, Purpose
from maas.model import LatLon


@dataclass(frozen=True, slots=True)
class ParkingFee:
    """What parking costs for a stay."""

    amount: Decimal
    currency: str
    source: str
    """Where the tariff stands: `<source id>/<what>`."""
    stay_s: int
    """For how long this is."""


@dataclass(frozen=True, slots=True)
class ParkingOnLeg:
    """The facility at which a leg by car or bike ends (or begins, where one comes back to it)."""

    id: str
    """`<source>:<local>`"""
    name: str
    at: LatLon
    source: str
    """Source id of whoever counts; of whoever tells of it where nobody does."""
    purpose: Purpose = Purpose.CAR
    capacity: int | None = None
    free: int | None = None
    """None: not known."""
    status: OpeningStatus = OpeningStatus.UNKNOWN
    known_at: int | None = None
    """When the count was so (Unix s)."""
    disabled: int | None = None
    """Bays for disabled people."""
    disabled_free: int | None = None
    max_height_m: float | None = None
    fee: ParkingFee | None = None
    """None: not known."""


@dataclass(frozen=True, slots=True)
class PolicyOnLeg:
    """A rule of a place that a leg passes, or goes round, such as a low-emission zone."""

    id: str
    kind: str
    name: str
    url: str = ""
    since: date | None = None
    allowed: tuple[str, ...] = ()
    """Classes of vehicles that may pass; empty: those the rule's own page names."""
    is_avoided: bool = False
    """The leg goes round it; without the rule, it would have led through."""
    delay_s: int | None = None
    """By so much that makes the leg longer, with all else it goes round."""
    is_forbidden: bool = False
    """Nobody may drive so: who answers looks for another way."""
