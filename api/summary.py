"""What people read of an itinerary, before any language: local times, minutes, metres on foot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from maas.itinerary import Itinerary, Leg, Place
from maas.live import Alert


@dataclass(frozen=True, slots=True)
class Stand:
    """A moment at a place, between two moves."""

    unix_s: int
    place: Place
    waited_s: int = 0
    """More than 0: one has stood here since the stand before, which names the place."""
    late_min: int | None = None
    """Minutes behind the timetable, as clocks show them; None: nothing is known but the timetable,
    or no vehicle leaves or arrives here."""


def local(unix_s: int, zone: ZoneInfo) -> datetime:
    """A moment as clocks in the zone show it."""
    return datetime.fromtimestamp(unix_s, zone)


def minutes(seconds: int) -> int:
    """Whole minutes, as people count them: half a minute and more is one."""
    return (seconds + 30) // 60


def walked_m(itinerary: Itinerary) -> int:
    """Metres on foot in all, to the next ten."""
    return round(itinerary.walked_m / 10) * 10


def grams(itinerary: Itinerary) -> int | None:
    """Greenhouse gases in whole grams of CO2 equivalent, None where they are not known."""
    return None if itinerary.emissions is None else round(itinerary.emissions.ghg_g)


def stops_ridden(leg: Leg) -> int:
    """How many stops a ride has, that of alighting included."""
    return 1 + sum(call.may_board or call.may_alight for call in leg.intermediate)


def moving_legs(itinerary: Itinerary) -> list[Leg]:
    """The legs worth a line: rides, and street legs that take time; all if there are none."""
    moving = [leg for leg in itinerary.legs if leg.trip is not None or leg.duration > 0]
    return moving or list(itinerary.legs)


def stands_and_moves(itinerary: Itinerary) -> Iterator[Stand | Leg]:
    """An itinerary as one tells it: where one is when, how one gets on, how long one waits."""
    before: Leg | None = None
    for leg in moving_legs(itinerary):
        waited_s = 0
        if before is not None and before.arrival != leg.departure:
            there = before.destination.place
            yield Stand(before.arrival, there, late_min=_late_on_arrival(before))
            waited_s = leg.departure - before.arrival if there.name == leg.origin.place.name else 0
        late_min = _late_on_departure(leg)
        if late_min is None and before is not None and not waited_s:
            late_min = _late_on_arrival(before) if before.arrival == leg.departure else None
        yield Stand(leg.departure, leg.origin.place, waited_s, late_min)
        yield leg
        before = leg
    last = itinerary.legs[-1]
    yield Stand(itinerary.arrival, last.destination.place, late_min=_late_on_arrival(last))


def _late_on_departure(leg: Leg) -> int | None:
    return _late_min(leg, leg.departure, leg.origin.scheduled_departure)


def _late_on_arrival(leg: Leg) -> int | None:
    return _late_min(leg, leg.arrival, leg.destination.scheduled_arrival)


def _late_min(leg: Leg, at: int, scheduled: int | None) -> int | None:
    if not leg.real_time or leg.cancelled or scheduled is None:
        return None
    return at // 60 - scheduled // 60


def alerts_of(leg: Leg) -> tuple[Alert, ...]:
    """What is out of order on a ride, and where one boards and alights; each once."""
    found = (*leg.alerts, *leg.origin.alerts, *leg.destination.alerts)
    return tuple(dict.fromkeys(found))


def line_name(leg: Leg) -> str:
    """What a passenger calls the line of a ride."""
    trip = leg.trip
    assert trip is not None
    return trip.display_name or trip.route_short_name or trip.route_long_name or leg.mode.value


def price_of(itinerary: Itinerary, unknown: str) -> str | None:
    """What a way costs ("1.80 EUR", "1.80 EUR + ?"); None where nobody asks money."""
    price = itinerary.price
    if price is None or not (price.parts or price.unknown):
        return None
    if price.amount is None or price.currency is None:
        return unknown
    return f"{price.amount:.2f} {price.currency}{'' if price.complete else ' + ?'}"
