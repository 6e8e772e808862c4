"""When a record of DATEX II holds: from when to when, and in which hours of the week."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from feeds.carpool_rules import weekday
from feeds.fields import moment
from feeds.nodes import NOTHING, Node
from feeds.notices import Notes, Unusable
from feeds.road_rules import hours_of, settled
from feeds.road_rules.weekly import DAY_S, WHOLE_DAY, Span
from maas.live.incidents import Hours

MOST_PERIODS = 200
"""Of one record."""

EVERY_DAY = tuple(range(7))

_TIME = re.compile(
    r"(?P<clock>[0-9]{2}:[0-9]{2}(:[0-9]{2})?)(\.[0-9]+)?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when (Unix s), and in which hours of it."""

    begin: int | None = None
    end: int | None = None
    hours: tuple[Hours, ...] = ()


ALWAYS = Validity()


def validity_of(told: Node, zone: ZoneInfo, notices: Notes) -> Validity:
    """What a `validity` tells; `zone` is that of where it holds.

    Raises:
        Unusable: it ends before it begins, or its hours cannot be read.
    """
    times = told.first("validityTimeSpecification")
    begin = _moment(times, "overallStartTime", notices)
    end = _moment(times, "overallEndTime", notices)
    if begin is not None and end is not None and end < begin:
        raise Unusable("ends_before_start", times.say("overallEndTime"))
    day = datetime.fromtimestamp(begin or 0, zone).date()
    periods = tuple(islice(times.all("validPeriod"), MOST_PERIODS))
    hours = settled(each for period in periods for each in _hours(period, zone, day, notices))
    return Validity(begin, end, _without(hours, list(times.all("exceptionPeriod")), notices))


def _moment(node: Node, name: str, notices: Notes) -> int | None:
    return moment({name: node.say(name) or None}, name, notices)


def _hours(period: Node, zone: ZoneInfo, day: date, notices: Notes) -> Iterator[Hours]:
    """Of one period.

    Args:
        day: on which times of the day with an offset are told of.
    """
    _note_untold(period, notices)
    begin, end = (_moment(period, name, notices) for name in ("startOfPeriod", "endOfPeriod"))
    spans = [_span(each, zone, day) for each in period.all("recurringTimePeriodOfDay")]
    weekdays = _weekdays(period)
    if begin is not None and end is not None and not spans and not weekdays:
        yield from _dated(begin, end, zone)
        return
    first, last = (at and datetime.fromtimestamp(at, zone).date() for at in (begin, end))
    yield from hours_of(
        {each: spans or [WHOLE_DAY] for each in weekdays or EVERY_DAY}, first or None, last or None
    )


def _dated(begin: int, end: int, zone: ZoneInfo) -> Iterator[Hours]:
    """From one moment to another: the first day, those between, and the last."""
    start, stop = datetime.fromtimestamp(begin, zone), datetime.fromtimestamp(end, zone)
    first, last = start.date(), stop.date()
    if first >= last:
        yield Hours(EVERY_DAY, _clock_s(start), _clock_s(stop) or DAY_S, first, first)
        return
    a_day = timedelta(days=1)
    yield Hours(EVERY_DAY, _clock_s(start), DAY_S, first, first)
    if first + a_day < last:
        yield Hours(EVERY_DAY, *WHOLE_DAY, first + a_day, last - a_day)
    if _clock_s(stop):
        yield Hours(EVERY_DAY, 0, _clock_s(stop), last, last)


def _clock_s(at: datetime) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def _span(told: Node, zone: ZoneInfo, day: date) -> Span:
    begin = _second(told.say("startTimeOfPeriod"), zone, day)
    end = _second(told.say("endTimeOfPeriod"), zone, day)
    if begin is None or end is None:
        raise Unusable("invalid_hours", told.say("startTimeOfPeriod"))
    return begin % DAY_S, end if end % 60 != 59 else (end + 1)  # 23:59:59 is midnight


def _second(told: str, zone: ZoneInfo, day: date) -> int | None:
    """Of the day, by the clock of the zone; a time with an offset is that of the day it is of."""
    match = _TIME.fullmatch(told.strip())
    if match is None:
        return None
    if match["clock"].startswith("24:00"):
        return DAY_S
    try:
        at = time.fromisoformat(match["clock"] + (match["zone"] or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    if at.tzinfo is not None:
        return _clock_s(datetime.combine(day, at).astimezone(zone))
    return at.hour * 3600 + at.minute * 60 + at.second


def _weekdays(period: Node) -> tuple[int, ...]:
    told = (
        weekday(day.text)
        for outer in period.all("recurringDayWeekMonthPeriod")
        for day in outer.walk()
        if day.name == "applicableDay"
    )
    return tuple(sorted({each for each in told if each is not None}))


def _note_untold(period: Node, notices: Notes) -> None:
    """What of a period the days of a week do not tell."""
    if period.first("recurringSpecialDay") is not NOTHING:
        notices.note("special_days")
    if period.below("applicableMonth", "applicableWeek") is not NOTHING:
        notices.note("months")


def _without(
    hours: Sequence[Hours], exceptions: Sequence[Node], notices: Notes
) -> tuple[Hours, ...]:
    """The hours without weekdays on which it never holds."""
    never: set[int] = set()
    for each in exceptions:
        days = _weekdays(each)
        _note_untold(each, notices)
        is_whole = each.first("recurringTimePeriodOfDay", "startOfPeriod") is NOTHING
        if days and is_whole:
            never.update(days)
        elif days or not is_whole:
            notices.note("exception_left_out")
    if not never:
        return tuple(hours)
    every = hours or hours_of({day: [WHOLE_DAY] for day in EVERY_DAY})
    kept = ((each, tuple(day for day in each.weekdays if day not in never)) for each in every)
    return tuple(
        Hours(days, each.begin_s, each.end_s, each.first, each.last) for each, days in kept if days
    )
