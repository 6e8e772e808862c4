"""The JSON of an offer of seats in a private car, and of what became of publishing one.

A member that is not known is absent.
"""

from datetime import date, datetime

from msgspec import UNSET, UnsetType, field

from api.camel import Camel
from api.strict import WeekdayName
from api.wire import EncodedPolyline
from api.wire_offer import OfferKindName


class CarpoolWaypoint(Camel, frozen=True):
    """A place that the driver passes and stops at, if anyone wants that."""

    lat: float
    lon: float
    name: str | UnsetType = UNSET
    after: int | UnsetType = UNSET
    """s since the departure, as the offer says."""
    pick_up: bool = True
    drop_off: bool = True
    """Absent: true."""


class CarpoolWeekly(Camel, frozen=True):
    """When an offer is made again and again, by the territory's clock."""

    weekdays: tuple[WeekdayName, ...]
    time: str
    """`HH:MM:SS`"""
    first: date | UnsetType = UNSET
    last: date | UnsetType = UNSET
    except_: tuple[date, ...] | UnsetType = field(default=UNSET, name="except")


class CarpoolPrice(Camel, frozen=True, omit_defaults=False):
    """What one passenger pays; 0 is free of charge."""

    amount: float
    currency: str | UnsetType = UNSET
    """Absent of what is free."""


class CarpoolDriver(Camel, frozen=True):
    """Whom one rides with."""

    alias: str | UnsetType = UNSET
    grade: int | UnsetType = UNSET
    """1 to 5."""


class Carpool(Camel, frozen=True):
    """An offer of seats in a private car."""

    id: str
    """`<source>:<local>`"""
    source: str
    """Source id of who tells it; `carpools`: published by a partner through this platform."""
    kind: OfferKindName
    departure: datetime
    """The next one, or the first one of the time asked for."""
    waypoints: tuple[CarpoolWaypoint, ...]
    known_at: datetime
    """When it was known to hold."""
    weekly: CarpoolWeekly | UnsetType = UNSET
    """Absent: it is made once."""
    path: EncodedPolyline | UnsetType = UNSET
    """Where the car goes; absent: the quickest way."""
    max_detour: int = 0
    """s; absent: the driver stops at waypoints alone."""
    seats: int | UnsetType = UNSET
    """Free ones."""
    operator: str | UnsetType = UNSET
    operator_url: str | UnsetType = UNSET
    driver: CarpoolDriver | UnsetType = UNSET
    price: CarpoolPrice | UnsetType = UNSET
    url: str | UnsetType = UNSET
    """Where the seat is booked."""
    car: str | UnsetType = UNSET
    """Make and model."""
    valid_until: datetime | UnsetType = UNSET


class Carpools(Camel, frozen=True):
    """Offers, those that leave first."""

    carpools: tuple[Carpool, ...]
    truncated: bool | UnsetType = UNSET
    """True: there are more than `limit`."""


class TakenCarpool(Camel, frozen=True, omit_defaults=False):
    """What became of an offer: it is on disk, or erased; and every worker is told."""

    id: str
    """`carpools:<local>`"""
    number: int
    """The version of the data from which on that holds: what stands behind the last dot of
    `Maas-Version`."""
