"""When the car of an offer leaves, by the clock of its territory."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from maas.live.offers import RideOffer, Weekly
from maas.units import STRAIGHT_LINE_FACTOR, great_circle_m, service_midnight

USUAL_M_S = 14.0
"""How fast one drives where nobody says how long it takes."""

LONGEST_BREAK = timedelta(days=366)
"""Who did not drive for longer does not come back."""


def departures(offer: RideOffer, since: int, until: int, zone: ZoneInfo) -> Iterator[int]:
    """Each departure in `[since, until)` (Unix s), the earliest first."""
    if offer.departure is not None:
        yield from (offer.departure,) if since <= offer.departure < until else ()
    elif offer.weekly is not None:
        for day in days(offer.weekly, _day(since, zone), _day(until, zone)):
            leaves = service_midnight(day, zone) + offer.weekly.second
            if since <= leaves < until:
                yield leaves


def days(weekly: Weekly, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last` on which the car leaves."""
    day = max(first, weekly.first or first)
    while day <= min(last, weekly.last or last):
        if day.weekday() in weekly.weekdays and day not in weekly.except_on:
            yield day
        day += timedelta(days=1)


def last_departure(offer: RideOffer, zone: ZoneInfo) -> int | None:
    """When it leaves for the last time (Unix s); None: never, or nobody knows when."""
    weekly = offer.weekly
    if weekly is None or weekly.last is None:
        return offer.departure
    runs = days(weekly, weekly.last - LONGEST_BREAK, weekly.last)
    leaves = (service_midnight(day, zone) + weekly.second for day in runs)
    return max(leaves, default=None)


def span_s(offer: RideOffer) -> int:
    """How long the driver is under way, as told or else reckoned along the waypoints."""
    told = offer.waypoints[-1].after_s
    if told is not None:
        return told
    ways = pairwise((each.lat, each.lon) for each in offer.waypoints)
    metres = sum(great_circle_m(*one, *other) for one, other in ways)
    reckoned = round(STRAIGHT_LINE_FACTOR * metres / USUAL_M_S)
    return max([reckoned, *(each.after_s or 0 for each in offer.waypoints)])


def _day(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, zone).date()
