"""What of an offer GTFS can tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from maas.live import RideOffer
from maas.live.departures import USUAL_M_S
from maas.live.offers import OfferKind, Waypoint
from maas.units import STRAIGHT_LINE_FACTOR, great_circle_m, service_midnight

NOWHERE = "https://example.invalid/"
"""GTFS wants an address of every agency; no one lives under this name (RFC 2606)."""

NOBODY = "carpools"
"""The agency of offers without an operator."""

ORIGIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?")


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
class TimedOffer:
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
        booking = ORIGIN.match(self.offer.url)
        return self.offer.operator_url or (booking[0] if booking else NOWHERE)


def timed(id: str, offer: RideOffer) -> TimedOffer:
    """An offer as it is passed on."""
    told = (True, *(each.after_s is not None for each in offer.waypoints[1:]))
    return TimedOffer(id, offer, tuple(_after_s(offer.waypoints)), told)


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
    metres = (great_circle_m(a.lat, a.lon, b.lat, b.lon) for a, b in pairwise(waypoints))
    driven = np.cumsum([0.0, *metres]) * STRAIGHT_LINE_FACTOR / USUAL_M_S
    known = [0, *(i for i, each in enumerate(waypoints) if i and each.after_s is not None)]
    said = [waypoints[i].after_s or 0 for i in known]
    times = np.interp(driven, driven[known], said)
    times[known] = said
    last = known[-1]
    times[last:] += driven[last:] - driven[last]
    return [int(each) for each in np.rint(times)]
