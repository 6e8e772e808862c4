"""Whether an offer can be published: one can drive so, it lies here, is neither over nor far."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from api.limits import MAX_CARPOOL_DAYS, MAX_WAYPOINTS
from api.served import Coverage
from api.within import refuse_elsewhere
from feeds.carpool_rules import RULES, places_apart, possible_s, way_between
from feeds.notices import Notices
from maas.errors import BadQuery
from maas.live import RideOffer
from maas.live.departures import departures, span_s
from maas.live.offers import Weekly

A_DAY_S = 86_400
NOWHERE = 1e-3
"""Degrees from 0, 0."""


def checked(offer: RideOffer, coverage: Coverage, now: int) -> RideOffer:
    """The offer, with no more of its path than tells the way, and an end if it is made weekly.

    Shown for longer than anybody may offer is shown until it has left: some moments of the year
    9999 are none in other zones.

    Raises:
        BadQuery: it cannot be driven, is over, or lies too far ahead.
        BadPlace: it lies outside the territory.
    """
    _refuse_impossible(offer)
    ends = [(each.lat, each.lon) for each in offer.waypoints]
    refuse_elsewhere("waypoints", ends, coverage)
    weekly = offer.weekly and _ending(offer.weekly, coverage.zone, now)
    offer = replace(offer, weekly=weekly, path=_way(offer))
    furthest = now + (MAX_CARPOOL_DAYS + 1) * A_DAY_S
    _refuse_when(offer, coverage.zone, now, furthest)
    is_shown_longer = offer.valid_until is not None and offer.valid_until > furthest
    return replace(offer, valid_until=None) if is_shown_longer else offer


def _refuse_impossible(offer: RideOffer) -> None:
    places = [(each.lat, each.lon) for each in offer.waypoints]
    if len(places) > MAX_WAYPOINTS:
        raise BadQuery("stops", f"are more than {MAX_WAYPOINTS}")
    for i, (lat, lon) in enumerate(places):
        if max(abs(lat), abs(lon)) < NOWHERE:
            raise BadQuery(f"waypoints[{i}]", "is at 0, 0, which is what is told of unknown places")
    if not places_apart(places):
        raise BadQuery("waypoints", "are all in one place")
    timed = [(i, each) for i, each in enumerate(offer.waypoints) if each.after_s is not None]
    for (_, one), (i, other) in pairwise(timed):
        took = (other.after_s or 0) - (one.after_s or 0)
        if took < 0:
            raise BadQuery(f"waypoints[{i}]", "is passed before the one before")
        if possible_s(took, (one.lat, one.lon), (other.lat, other.lon), _notices()) is None:
            raise BadQuery(f"waypoints[{i}]", f"nobody drives there in {took} s")


def _way(offer: RideOffer) -> tuple[tuple[float, float], ...]:
    if not offer.path:
        return ()
    first, last = offer.waypoints[0], offer.waypoints[-1]
    way = way_between(offer.path, (first.lat, first.lon), (last.lat, last.lon), _notices())
    if not way:
        raise BadQuery("path", "does not go from the first waypoint to the last one")
    return way


def _ending(weekly: Weekly, zone: ZoneInfo, now: int) -> Weekly:
    """The same with a last day: nothing stays here for ever because somebody forgot it."""
    today = datetime.fromtimestamp(now, zone).date()
    furthest = today + timedelta(days=MAX_CARPOOL_DAYS)
    for name, day in (("first", weekly.first), ("last", weekly.last)):
        if day is not None and day > furthest:
            raise BadQuery(f"weekly.{name}", f"is more than {MAX_CARPOOL_DAYS} days ahead")
    return replace(weekly, last=weekly.last or furthest)


def _refuse_when(offer: RideOffer, zone: ZoneInfo, now: int, furthest: int) -> None:
    """A driver who is under way may still say so."""
    name = "weekly" if offer.weekly else "departure"
    if offer.departure is not None and offer.departure > furthest - A_DAY_S:
        raise BadQuery(name, f"is more than {MAX_CARPOOL_DAYS} days ahead")
    if not any(departures(offer, now - span_s(offer), furthest, zone)):
        raise BadQuery(name, "is over")
    if offer.valid_until is not None and offer.valid_until <= now:
        raise BadQuery("validUntil", "is over")


def _notices() -> Notices:
    """Of rules that are told in our own words."""
    return Notices("offer", RULES)
