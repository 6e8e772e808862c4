"""Weekly hours as CIFS writes them: for each day from when to when, by the clock of the road."""

from collections.abc import Sequence

from maas.live.incidents import Hours

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERYDAY = "everyday"
A_DAY_S = 86_400
LAST_MINUTE = 24 * 60 - 1
"""A day is told to end at 23:59: not every reader knows a 24:00."""


def schedule(hours: Sequence[Hours]) -> dict[str, str]:
    """The spans of each day; what passes midnight falls into two. Empty: all the time."""
    spans: dict[int, set[tuple[int, int]]] = {}
    for each in hours:
        for weekday in each.weekdays:
            for day, begin, end in _within_days(weekday, each):
                spans.setdefault(day, set()).add((begin, end))
    told = {DAYS[day]: _text(spans[day]) for day in sorted(spans)}
    if len(told) == len(DAYS) and len(set(told.values())) == 1:
        return {EVERYDAY: next(iter(told.values()))}
    return told


def _within_days(weekday: int, hours: Hours) -> list[tuple[int, int, int]]:
    """(day, first minute, last minute) of one day's span."""
    begin, end = hours.begin_s // 60, min(hours.end_s, A_DAY_S) // 60
    if hours.end_s > hours.begin_s:
        return [(weekday, begin, min(end, LAST_MINUTE))]
    today = (weekday, begin, LAST_MINUTE)
    return [today, ((weekday + 1) % len(DAYS), 0, end)] if end > 0 else [today]


def _text(spans: set[tuple[int, int]]) -> str:
    return ",".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in sorted(spans))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
