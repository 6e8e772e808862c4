"""The JSON of a place to park.

Of what everybody looks for, null says that it is not known; other members are absent then.
"""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel
from api.public_reports.wire import Report
from api.wire import Place
from api.wire_parked import DisabledBays, OpeningStatusName, ParkingPrice, PurposeName

KindName = Literal["ON_STREET", "OFF_STREET_PARKING_GROUND", "UNDERGROUND", "CAR_PARK", "OTHER"]
RoomName = Literal["FREE", "UNKNOWN", "NONE"]
UsersName = Literal["ALL", "CUSTOMERS", "SUBSCRIBERS"]
BayKindName = Literal[
    "DISABLED",
    "WOMEN",
    "FAMILY",
    "CHARGING",
    "CARPOOL",
    "CARSHARING",
    "PARK_AND_RIDE",
    "MOTORCYCLE",
    "BUS",
    "TRUCK",
]


class TariffStep(Camel, frozen=True):
    """What staying at most so long costs."""

    up_to: int
    """s"""
    amount: float


class ParkingBays(Camel, frozen=True):
    """Bays kept for some."""

    kind: BayKindName
    capacity: int | None
    free: int | None


class ParkingSite(Camel, frozen=True):
    """A car park or a bike park, as all its sources tell of it together."""

    id: str
    name: str
    lat: float
    lon: float
    purpose: PurposeName
    kind: KindName
    capacity: int | None
    free: int | None
    """Null: it is not known (any more), or nobody counts."""
    opening_status: OpeningStatusName
    """Now: as its operator says, else by its opening hours."""
    room: RoomName
    """Whether one more finds a place: FREE is known; NONE is full, closed or not for everyone."""
    users: UsersName
    data_source: str
    """Who counts; of what nobody counts, who tells most of it."""
    data_age: int | None
    """Seconds since the count was so; null: there is none."""
    sources: tuple[str, ...]
    """All that tell of it: its ids there, `<source>:<local>`."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""
    counted_at: datetime | UnsetType = UNSET
    """When the count was so."""
    drive_time: int | UnsetType | None = UNSET
    """s by car (to a bike park by bike) from where one drives off; null: not asked, or no way."""
    walk_time: int | UnsetType | None = UNSET
    """s on foot from there to the place asked about; null: none was, or no way."""
    price: ParkingPrice | UnsetType | None = UNSET
    """Null: not known."""
    distance: float | UnsetType = UNSET
    """m as the crow flies from the place, else from the middle of the box."""
    disabled: DisabledBays | UnsetType = UNSET
    """Absent: nothing is known of any."""
    max_height: float | UnsetType = UNSET
    """m"""
    max_stay: int | UnsetType = UNSET
    """s"""
    has_fee: bool | UnsetType = UNSET
    fee_text: str | UnsetType = UNSET
    """The tariff in the operator's words."""
    tariff: tuple[TariffStep, ...] | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    """Of the tariff."""
    opening_hours: str | UnsetType = UNSET
    """As OpenStreetMap writes them."""
    park_and_ride: bool | UnsetType = UNSET
    bays: tuple[ParkingBays, ...] | UnsetType = UNSET
    operator: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    osm_id: str | UnsetType = UNSET
    reports: tuple[Report, ...] | UnsetType = UNSET
    """What people say is wrong with it, as far as it is believed."""


class ParkingAnswer(Camel, frozen=True):
    """Places to park, the best first."""

    parking: tuple[ParkingSite, ...]
    place: Place | UnsetType = UNSET
    """Where one walks to."""
    from_place: Place | UnsetType = UNSET
    """Where one drives off; absent: at the place itself, or nowhere."""
    truncated: bool | UnsetType = UNSET
    """True: there are more than `limit`."""
