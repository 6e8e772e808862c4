"""What of an offer GTFS can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from maas.live import RideOffer
from maas.live.departures import USUAL_M_S
from maas.live.offers import OfferKind, Waypoint
from maas.units import STRAIGHT_LINE_FACTOR, great_circle_m, service_midnight

NOWHERE = "https://example.invalid/"
"""GTFS wants an address of every agency; no one lives under this name (RFC 2606)."""

NOBODY = "carpools"
"""The agency of offers without an operator."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who passes offers on, and by what clock."""

    name: str
    zone: ZoneInfo
    today: date
    last_day: date
    """Further ahead nothing is told of what is offered weekly."""
    attributions: tuple[str, ...] = ()
    """Whose data it is."""


@dataclass(frozen=True, slots=True)
class Ride:
    """An offer with when its car is at each waypoint."""

    id: str
    """`<source>:<local>`; of its route, trip, service and shape."""
    offer: RideOffer
    after_s: tuple[int, ...]
    """Since the departure."""
    is_told: tuple[bool, ...]
    """Whether the offer says so; else it is reckoned."""

    @property
    def is_live(self) -> bool:
        """Whether it is told in the realtime message alone."""
        return self.offer.kind is OfferKind.DYNAMIC and self.offer.departure is not None

    @property
    def name(self) -> str:
        """From where to where."""
        first, last = self.offer.waypoints[0], self.offer.waypoints[-1]
        return f"{stop_name(first)} – {stop_name(last)}"

    @property
    def agency(self) -> str:
        """The id of who it is known from."""
        return self.offer.operator or NOBODY

    @property
    def website(self) -> str:
        """Of that one, as far as anything is known."""
        booking = urlsplit(self.offer.url)
        origin = f"{booking.scheme}://{booking.netloc}" if booking.netloc else ""
        return self.offer.operator_url or origin or NOWHERE


def ride_of(id: str, offer: RideOffer) -> Ride:
    """An offer as it is passed on."""
    told = (True, *(each.after_s is not None for each in offer.waypoints[1:]))
    return Ride(id, offer, tuple(_after_s(offer.waypoints)), told)


def stop_id(at: Waypoint) -> str:
    """The same place is the same stop, whoever passes it."""
    return f"{at.lat:.5f}_{at.lon:.5f}"


def stop_name(at: Waypoint) -> str:
    """What the driver calls it, else where it is."""
    return at.name or f"{at.lat:.4f}, {at.lon:.4f}"


def service_day(departure: int, zone: ZoneInfo) -> tuple[date, int]:
    """The day a car that leaves once leaves on, and the second of that day."""
    day = datetime.fromtimestamp(departure, zone).date()
    second = departure - service_midnight(day, zone)
    if second < 0:  # soon after midnight on the day on which clocks are set back
        day -= timedelta(days=1)
        second = departure - service_midnight(day, zone)
    return day, second


def _after_s(waypoints: Sequence[Waypoint]) -> list[int]:
    """When each is passed: as told, else so long as the ways between last as the crow flies."""
    drives = [
        round(STRAIGHT_LINE_FACTOR * great_circle_m(a.lat, a.lon, b.lat, b.lon) / USUAL_M_S)
        for a, b in pairwise(waypoints)
    ]
    times, i = [0], 0
    while i < len(drives):
        end = next(
            (j for j in range(i + 1, len(waypoints)) if waypoints[j].after_s is not None), -1
        )
        told = waypoints[end].after_s if end > 0 else None
        pieces = drives[i : end if end > 0 else len(drives)]
        share = 1.0 if told is None else (told - times[i]) / max(1, sum(pieces))
        start = times[i]
        times += [start + round(share * sum(pieces[: n + 1])) for n in range(len(pieces))]
        if told is not None:
            times[-1] = told
        i += len(pieces)
    return times
