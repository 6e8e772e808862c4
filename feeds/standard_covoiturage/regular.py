"""One regular trip of a driver to ride offers: weekly, or on the days that the operator names.

Who drives every Monday and names the Mondays does not drive on others: where days are named they
alone count.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from feeds.carpool_rules import time_of_day, weekday
from feeds.fields import Json, address
from feeds.notices import Notes, Unusable
from feeds.standard_covoiturage.journeys import dated, named, ride
from feeds.standard_covoiturage.message import SCHEDULES
from maas.live import RideOffer
from maas.live.offers import Weekly

MOST_SCHEDULES = 1000


def regular_offers(record: Json, at: int, notices: Notes) -> Iterator[RideOffer]:
    """The offers of a regular trip; a schedule that cannot be costs itself alone.

    Args:
        at: when it was read (Unix s).

    Raises:
        Unusable: it does not say when, or from where to where.
    """
    offer = replace(ride(record, notices), url=address(record, "webUrl", notices))
    told = next((record[name] for name in SCHEDULES if name in record), None)
    schedules = told[:MOST_SCHEDULES] if isinstance(told, list) else []
    days: dict[int, set[int]] = {}
    found = 0
    for schedule in schedules:
        for once in _dated(offer, schedule, at, notices):
            found += 1
            yield once
        _add_day(days, schedule, notices)
    for second, weekdays in days.items():
        every = replace(offer, weekly=Weekly(tuple(sorted(weekdays)), second))
        yield named(every, "", notices)
    if not days and not found:
        raise Unusable("untold_schedule")


def _dated(offer: RideOffer, schedule: object, at: int, notices: Notes) -> Iterator[RideOffer]:
    for each in _journeys(schedule):
        try:
            if not isinstance(each, dict):
                raise Unusable("invalid_record", each)
            yield dated(offer, each, at, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)


def _add_day(days: dict[int, set[int]], schedule: object, notices: Notes) -> None:
    """Note on which weekday a schedule holds that names no days, and when (s of the day)."""
    if not isinstance(schedule, dict) or _journeys(schedule):
        return
    day = weekday(schedule.get("passengerPickupDay"))
    second = time_of_day(schedule.get("passengerPickupTimeOfDay"))
    if day is None or second is None:
        notices.note("invalid_day", _shown(schedule))
        return
    days.setdefault(second, set()).add(day)


def _journeys(schedule: object) -> list[Any]:
    told = schedule.get("journeySchedules") if isinstance(schedule, dict) else None
    return told[:MOST_SCHEDULES] if isinstance(told, list) else []


def _shown(schedule: Mapping[str, Any]) -> str:
    return f"{schedule.get('passengerPickupDay')} {schedule.get('passengerPickupTimeOfDay')}"
