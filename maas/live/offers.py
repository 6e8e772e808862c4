"""Seats in private cars, as drivers and operators offer them: what all formats have in common.

Ids are the feed's own. Times are Unix s, spans s, distances m. Unknown is None, "" or an empty
tuple, never 0. Nothing of a driver stands here but what the offer shows to everyone: an alias.
Source: Standard covoiturage 1.2, Amarillo, Base nationale des lieux de covoiturage 0.3.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from maas.model import SourceId

CARPOOLS = SourceId("carpools")
"""The built-in source: what partners publish through us. No territory file may use its name."""


class OfferKind(StrEnum):
    """How sure it is that the driver goes; names are Standard covoiturage's."""

    PLANNED = "PLANNED"
    DYNAMIC = "DYNAMIC"
    """The driver is on the way, or about to leave."""
    LINE = "LINE"
    """Drivers pass again and again, nobody books."""


class Waypoint(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place the driver passes and stops at, if anyone wants that."""

    lat: float
    lon: float
    name: str = ""
    after_s: int | None = None
    """Since the driver's departure; None: as long as driving there takes. The first one's is 0."""
    may_pick_up: bool = True
    may_drop_off: bool = True
    aboard: int = 0
    """Passengers who have booked and are in the car from here to the next waypoint."""


class Weekly(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An offer that is made again and again, in the territory's time zone."""

    weekdays: tuple[int, ...]
    """0 (Monday) … 6."""
    second: int
    """When the driver leaves, by the clock: s of the day."""
    first: date | None = None
    last: date | None = None
    except_on: tuple[date, ...] = ()


class OfferPrice(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one passenger pays; 0 is free of charge."""

    amount: Decimal
    currency: str = ""
    """Empty only of what is free."""


class RideOffer(msgspec.Struct, frozen=True, array_like=True, tag="ride-offer"):
    """A trip of a private car with free seats: once at `departure`, or `weekly`.

    Offers that were published through us are kept by position: members are added at the end alone.
    """

    id: str
    waypoints: tuple[Waypoint, ...]
    """At least two, in the order of travel; the first and the last are the driver's own ends, or
    all that may be known of them."""
    departure: int | None = None
    """When the driver leaves the first waypoint; None: `weekly` tells."""
    weekly: Weekly | None = None
    path: tuple[tuple[float, float], ...] = ()
    """Where the car goes (lat, lon); empty: the quickest way."""
    max_detour_s: int = 0
    """By so much the driver will arrive later for a passenger; 0: stops at waypoints only."""
    max_detour_aboard_s: int = 300
    """By so much those already aboard will."""
    seats: int | None = None
    """Free ones, those of `Waypoint.aboard` not counted; None: not known, one at least."""
    kind: OfferKind = OfferKind.PLANNED
    operator: str = ""
    """Whom people know it from, by name."""
    operator_url: str = ""
    driver: str = ""
    """An alias."""
    driver_grade: int | None = None
    """1 … 5."""
    price: OfferPrice | None = None
    """None: not known."""
    url: str = ""
    """Where the seat is booked."""
    car: str = ""
    """Make and model."""
    valid_until: int | None = None
    """From then on it is not to be shown; None: until it has left."""


class CarpoolPlace(msgspec.Struct, frozen=True, array_like=True, tag="carpool-place", gc=False):
    """A place where people who share cars meet."""

    id: str
    name: str
    lat: float
    lon: float
    kind: str = ""
    """As the feed says: `Aire de covoiturage`, `Auto-stop` …"""
    is_open: bool = True
    capacity: int | None = None
    """Bays."""
    disabled: int | None = None
    max_stay_s: int | None = None
    opening_hours: str = ""
    address: str = ""
    is_lit: bool | None = None
