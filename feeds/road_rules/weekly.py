"""Hours that come again every week."""

from collections.abc import Iterable, Mapping
from datetime import date

from feeds.carpool_rules import time_of_day
from maas.live.incidents import Hours

DAY_S = 86_400
Span = tuple[int, int]
"""Seconds of the day."""

WHOLE_DAY: Span = (0, DAY_S)
LAST_MINUTE_S = DAY_S - 60


def spans(told: str) -> tuple[Span, ...] | None:
    """`08:00-12:00,14:00-18:00`; None where that cannot be read. 23:59 is told for midnight."""
    found: list[Span] = []
    for each in filter(None, (part.strip() for part in told.split(","))):
        begin, dash, end = each.partition("-")
        times = time_of_day(begin), time_of_day(end)
        if not dash or times[0] is None or times[1] is None or max(times[0], times[1]) > DAY_S:
            return None
        found.append((times[0] % DAY_S, DAY_S if times[1] == LAST_MINUTE_S else times[1]))
    return tuple(found)


def settled(hours: Iterable[Hours]) -> tuple[Hours, ...]:
    """Each once; none where some of them are all the time."""
    found = tuple(dict.fromkeys(hours))
    return () if any(_is_always(each) for each in found) else found


def _is_always(hours: Hours) -> bool:
    is_whole = (hours.begin_s, hours.end_s) in (WHOLE_DAY, (0, 0)) and len(hours.weekdays) == 7
    return is_whole and hours.first is None and hours.last is None


def hours_of(
    weekly: Mapping[int, Iterable[Span]], first: date | None = None, last: date | None = None
) -> tuple[Hours, ...]:
    """Days of the week (0: Monday) with their hours, days that have the same ones together."""
    days: dict[Span, list[int]] = {}
    for day in sorted(weekly):
        for span in dict.fromkeys(weekly[day]):
            days.setdefault(span, []).append(day)
    return tuple(Hours(tuple(of), *span, first, last) for span, of in days.items())
