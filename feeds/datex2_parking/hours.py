"""Opening times as OpenStreetMap's opening_hours, where a week can tell them.

Two ways to tell them: a period of time for each day of some week (facility tables), and times of
the day with the days they recur on (DATEX II 2.3 and 3). Seasons and holidays are not told.
"""

import re
from collections.abc import Iterator
from datetime import date

from feeds.nodes import NOTHING, Node
from feeds.notices import Notes
from feeds.weekly_hours import ALWAYS, WHOLE_DAY, spanned, weekly

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = 24 * 60

Spans = dict[int, set[tuple[int, int]]]
"""Of each day (0: Monday) from when to when, in minutes."""

_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}).*", re.ASCII | re.DOTALL)
_TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::[0-9]{2}.*)?", re.ASCII | re.DOTALL)


def opening_hours(record: Node, notices: Notes) -> str:
    """When one may drive in; "" where nothing is said."""
    told = record.first("openingTimes", "openingHours", "operatingHours")
    if told is NOTHING:
        return ""
    spans: Spans = {day: set() for day in range(7)}
    for node in (told, *told.walk()):
        if node.name == "period" and node.first("startOfPeriod") is not NOTHING:
            _add_dated(node, spans, notices)
        elif node.first("recurringTimePeriodOfDay", "recurringDayWeekMonthPeriod") is not NOTHING:
            _add_recurring(node, spans, notices)
    texts = {day: ",".join(_texts(spans[day])) for day in spans if spans[day]}
    found = list(weekly(texts))
    return ALWAYS if found == [WHOLE_DAY] else "; ".join(found)


def _texts(spans: set[tuple[int, int]]) -> Iterator[str]:
    """Each once, and none beside one of the whole day."""
    several = {(0, DAY)} if (0, DAY) in spans else spans
    return (spanned(start, end) for start, end in sorted(several))


def _add_dated(period: Node, spans: Spans, notices: Notes) -> None:
    """A day of some week stands for that day of all weeks."""
    start = _MOMENT.fullmatch(period.say("startOfPeriod"))
    end = _MOMENT.fullmatch(period.say("endOfPeriod"))
    day = _weekday(start[1]) if start else None
    if start is None or end is None or day is None:
        notices.note("invalid_hours", f"{period.say('startOfPeriod')}")
        return
    begins, ends = _minutes(start[2], start[3]), _minutes(end[2], end[3])
    _add(spans, day, begins, DAY if ends == DAY - 1 or (end[1] > start[1] and not ends) else ends)


def _add_recurring(period: Node, spans: Spans, notices: Notes) -> None:
    named = {
        each.text.lower()
        for outer in period.all("recurringDayWeekMonthPeriod")
        for each in outer.walk()
        if each.name == "applicableDay"
    }
    days = [i for i, name in enumerate(DAYS) if name in named] or list(range(7))
    times = list(period.all("recurringTimePeriodOfDay"))
    for time in times:
        start = _TIME.fullmatch(time.say("startTimeOfPeriod"))
        end = _TIME.fullmatch(time.say("endTimeOfPeriod"))
        if start is None or end is None:
            notices.note("invalid_hours", f"{time.say('startTimeOfPeriod')}")
            continue
        ends = _minutes(end[1], end[2])
        for day in days:
            _add(spans, day, _minutes(start[1], start[2]), ends if 0 < ends < DAY - 1 else DAY)
    for day in days if not times else ():
        _add(spans, day, 0, DAY)


def _add(spans: Spans, day: int, start: int, end: int) -> None:
    """An end before the start is of the next day."""
    if start < DAY:
        spans[day].add((start, end if end > start else end + DAY))


def _weekday(text: str) -> int | None:
    try:
        return date.fromisoformat(text).weekday()
    except ValueError:
        return None


def _minutes(hours: str, minutes: str) -> int:
    return int(hours) * 60 + int(minutes)
