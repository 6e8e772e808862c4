"""What people read of an itinerary, before any language: local times, minutes, metres on foot."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from maas.itinerary import Itinerary, Leg
from maas.model import Mode


def local(unix_s: int, zone: ZoneInfo) -> datetime:
    """A moment as clocks in the zone show it."""
    return datetime.fromtimestamp(unix_s, zone)


def minutes(seconds: int) -> int:
    """Whole minutes, as people count them: half a minute and more is one."""
    return (seconds + 30) // 60


def walked_m(itinerary: Itinerary) -> int:
    """Metres on foot in all, to the next ten."""
    on_foot = (leg.distance_m or 0.0 for leg in itinerary.legs if leg.mode is Mode.WALK)
    return round(sum(on_foot) / 10) * 10


def stops_ridden(leg: Leg) -> int:
    """How many stops a ride has, that of alighting included."""
    return 1 + sum(call.may_board or call.may_alight for call in leg.intermediate)


def moving_legs(itinerary: Itinerary) -> Iterator[Leg]:
    """The legs worth a line: rides, and street legs of more than no time."""
    return (leg for leg in itinerary.legs if leg.trip is not None or leg.duration > 0)


def line_name(leg: Leg) -> str:
    """What a passenger calls the line of a ride."""
    trip = leg.trip
    assert trip is not None
    return trip.display_name or trip.route_short_name or trip.route_long_name or leg.mode.value
