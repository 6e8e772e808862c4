"""The JSON of where a car or bike stands on a leg, and of the rules of places that a leg passes.

Of what everybody looks for, null says that it is not known; other members are absent then.
"""

from datetime import date
from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel

PurposeName = Literal["CAR", "BIKE"]
OpeningStatusName = Literal["OPEN", "CLOSED", "UNKNOWN"]
PolicyMeetingName = Literal["AVOIDED", "PASSED"]


class ParkingPrice(Camel, frozen=True):
    """What parking costs for a stay."""

    amount: float
    currency: str | None
    """null: what is free may need none."""
    duration: int
    """s: the stay."""
    source: str
    """Where the tariff stands: `<source>/<what>`."""


class DisabledBays(Camel, frozen=True):
    """Bays for disabled people."""

    capacity: int | None
    free: int | None


class Parked(Camel, frozen=True):
    """Where one's own car or bike is left at the end of a leg, or was at its beginning."""

    id: str
    """As `/v1/parking` tells it."""
    name: str
    lat: float
    lon: float
    purpose: PurposeName
    capacity: int | None
    free: int | None
    """Null: it is not known (any more), or nobody counts."""
    opening_status: OpeningStatusName
    """When one gets there, as far as its hours say."""
    data_source: str
    """Who counts; of what nobody counts, who tells most of it."""
    data_age: int | None
    """Seconds since the count was so; null: there is none."""
    price: ParkingPrice | None
    """For `parkingDuration`; null: not known."""
    stale: bool | UnsetType = UNSET
    """True: the count is more than 5 minutes old."""
    disabled: DisabledBays | UnsetType = UNSET
    """Absent: nothing is known of any."""
    max_height: float | UnsetType = UNSET
    """m"""


class Policy(Camel, frozen=True):
    """A rule of a place that a leg passes or goes round, such as a low-emission zone."""

    id: str
    kind: str
    name: str
    meeting: PolicyMeetingName
    """AVOIDED: the leg goes round it, for it may not lead through."""
    url: str | UnsetType = UNSET
    """Where people read more."""
    since: date | UnsetType = UNSET
    allowed: tuple[str, ...] = ()
    """Classes of vehicles that may pass; none: the rule's own page names them."""
    delay: int | UnsetType = UNSET
    """s by which that makes the leg longer, with all else it goes round."""
