"""Places to park, as towns and operators tell them: what all formats of car parks have in common.

Ids are the feed's own. Times are Unix s, distances m. Unknown is None, "" or an empty tuple, never
0; counts are within 0 … capacity. Source: ParkAPI 3, DATEX II 2 and 3, BNLS 0.1.5, FIWARE.
"""

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import msgspec


class Purpose(StrEnum):
    """What is parked; names are ParkAPI's."""

    CAR = "CAR"
    BIKE = "BIKE"


class ParkingKind(StrEnum):
    """What a facility is; names are ParkAPI's."""

    ON_STREET = "ON_STREET"
    GROUND = "OFF_STREET_PARKING_GROUND"
    UNDERGROUND = "UNDERGROUND"
    CAR_PARK = "CAR_PARK"
    """A building of several storeys."""
    OTHER = "OTHER"


class OpeningStatus(StrEnum):
    """What a feed says of now, beside opening hours."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    UNKNOWN = "UNKNOWN"


class Users(StrEnum):
    """Who may park; whoever is not known to be kept out may."""

    ALL = "ALL"
    CUSTOMERS = "CUSTOMERS"
    SUBSCRIBERS = "SUBSCRIBERS"
    """Those who have a contract, residents, staff."""


class BayKind(StrEnum):
    """Whom some of the bays are kept for; names are ParkAPI's."""

    DISABLED = "DISABLED"
    WOMEN = "WOMEN"
    FAMILY = "FAMILY"
    CHARGING = "CHARGING"
    CARPOOL = "CARPOOL"
    CARSHARING = "CARSHARING"
    PARK_AND_RIDE = "PARK_AND_RIDE"
    MOTORCYCLE = "MOTORCYCLE"
    BUS = "BUS"
    TRUCK = "TRUCK"


class Bays(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Bays kept for some."""

    kind: BayKind
    capacity: int | None = None
    free: int | None = None


class TariffStep(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What staying at most so long costs."""

    up_to_s: int
    amount: Decimal


class ParkingFacility(
    msgspec.Struct, frozen=True, array_like=True, tag="parking-facility", gc=False
):
    """One car park or bike park as one source tells it: what it is, and how full."""

    id: str
    name: str = ""
    lat: float | None = None
    """None: it tells counts of a facility that another source places."""
    lon: float | None = None
    purpose: Purpose = Purpose.CAR
    kind: ParkingKind = ParkingKind.OTHER
    capacity: int | None = None
    free: int | None = None
    """Of all that may be used by everyone; may be full without being closed."""
    status: OpeningStatus = OpeningStatus.UNKNOWN
    is_live: bool = False
    """The feed means to say how full it is, also while it cannot."""
    counted_at: int | None = None
    """When the counts were so; None: the feed does not say, so when it was read."""
    counts_until: int | None = None
    """From then on the counts are unknown, and whether it is open."""
    unchanged_since: int | None = None
    """Since when the count is the very same, as our own history of counts knows."""
    bays: tuple[Bays, ...] = ()
    opening_hours: str = ""
    """OSM's `opening_hours`."""
    max_height_m: float | None = None
    max_stay_s: int | None = None
    has_fee: bool | None = None
    tariff: tuple[TariffStep, ...] = ()
    """By rising `up_to_s`; empty: what it costs is not known, unless `has_fee` is False."""
    currency: str = ""
    fee_text: str = ""
    """The tariff in the feed's words."""
    is_park_and_ride: bool | None = None
    users: Users = Users.ALL
    operator: str = ""
    address: str = ""
    url: str = ""
    description: str = ""
    osm_id: str = ""
    """`node/1`, `way/2`: the object of OpenStreetMap that it is, where the feed says so."""


Known = TypeVar("Known")


def read_again(record: Known, later_s: int) -> Known:
    """A record of any kind, when the very same is read again so much later.

    Counts that do not say when they were so are as new as they were read.
    """
    if not isinstance(record, ParkingFacility) or record.counted_at is not None:
        return record
    if record.counts_until is None:
        return record
    return msgspec.structs.replace(record, counts_until=record.counts_until + later_s)
