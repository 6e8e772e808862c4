"""Opening hours as spans of a week, or day by day where the weeks of a year differ."""

from collections.abc import Iterator
from datetime import date, timedelta

from maas.live.incidents import Hours
from routing.opening_hours import DAY_MIN, OpeningHours, Span

WEEK = tuple(range(7))
WEEKS = 53
"""Looked through for whether all are the same."""

DAYS_TOLD = 28
"""Of hours that change over the year."""


def weekly(hours: OpeningHours, today: date) -> tuple[Hours, ...]:
    """When it is open; nothing: never."""
    monday = today - timedelta(days=today.weekday())
    first = _week(hours, monday)
    if all(_week(hours, monday + timedelta(weeks=n)) == first for n in range(1, WEEKS)):
        spans = sorted({span for day in first for span in day})
        return tuple(_hours(tuple(n for n in WEEK if each in first[n]), each) for each in spans)
    return tuple(_day_by_day(hours, today))


def _week(hours: OpeningHours, monday: date) -> list[list[Span]]:
    return [hours.spans(monday + timedelta(days=n)) for n in WEEK]


def _day_by_day(hours: OpeningHours, today: date) -> Iterator[Hours]:
    for n in range(-1, DAYS_TOLD):
        day = today + timedelta(days=n)
        yield from (_hours((day.weekday(),), each, day) for each in hours.spans(day))


def _hours(weekdays: tuple[int, ...], span: Span, day: date | None = None) -> Hours:
    begin, end = span
    last = end if end <= DAY_MIN else end - DAY_MIN
    return Hours(weekdays, begin * 60, last * 60, day, day)
