"""Hours and seasons of GBFS 1 and 2 as OpenStreetMap's opening_hours, which GBFS 3 has."""

import re
from collections.abc import Iterable

from feeds.fields import Json
from feeds.gbfs.files import Files
from feeds.gbfs.notices import Notices
from feeds.weekly_hours import ALWAYS, WHOLE_DAY, spanned, weekly

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?", re.ASCII)


def opening_hours(files: Files, notices: Notices) -> str:
    """When whoever comes along may rent; "" where nothing is said.

    >>> opening_hours({}, Notices())
    ''
    """
    hours = _hours(files, notices)
    seasons = _seasons(files, notices)
    if not seasons:
        return ALWAYS if hours == [WHOLE_DAY] else "; ".join(hours)
    if not hours or hours == [WHOLE_DAY]:
        return "; ".join(seasons)
    return "; ".join(f"{season} {each}" for season in seasons for each in hours)


def _hours(files: Files, notices: Notices) -> list[str]:
    """`Mo-Fr 00:00-24:00`, `Sa,Su 05:00-24:00`: days that have the same hours together."""
    if "system_hours" not in files:
        return []
    spans: dict[str, set[str]] = {day: set() for day in DAYS}
    for record in files["system_hours"].records(notices):
        users = record.get("user_types")
        if isinstance(users, list) and users and "nonmember" not in users:
            continue
        span = _span(record)
        days = record.get("days")
        known = [day for day in days if day in DAYS] if isinstance(days, list) else []
        if not span or not known:
            notices.note("invalid_hours", f"{record.get('start_time')}")
        for day in known if span else ():
            spans[day].add(span)
    told = {DAYS.index(day): ",".join(sorted(each)) for day, each in spans.items() if each}
    return list(weekly(told))


def _span(record: Json) -> str:
    """`05:00-24:00`; "" where it cannot be read."""
    start, end = (_time(record.get(name)) for name in ("start_time", "end_time"))
    if start is None or end is None or start >= 24 * 60 or end > 48 * 60:
        return ""
    return spanned(start, end)


def _time(value: object) -> int | None:
    """Minutes of the day; one second before a full minute is that minute."""
    match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    return int(match[1]) * 60 + int(match[2]) + (match[3] == "59")


def _seasons(files: Files, notices: Notices) -> list[str]:
    """`Apr 01-Nov 03`; empty where all year is meant."""
    if "system_calendar" not in files:
        return []
    found = [_season(each, notices) for each in files["system_calendar"].records(notices)]
    return [] if "Jan 01-Dec 31" in found else [each for each in found if each]


def _season(record: Json, notices: Notices) -> str:
    ends = [_day(record, end) for end in ("start", "end")]
    if None in ends:
        notices.note("invalid_hours", _told(record.values()))
        return ""
    return "-".join(str(each) for each in ends)


def _day(record: Json, end: str) -> str | None:
    """`Apr 01`, or `2020 Apr 01`."""
    month, day, year = (record.get(f"{end}_{part}") for part in ("month", "day", "year"))
    if type(month) is not int or type(day) is not int:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    told = f"{year} " if type(year) is int and 1000 <= year <= 9999 else ""
    return f"{told}{MONTHS[month - 1]} {day:02}"


def _told(values: Iterable[object]) -> str:
    return " ".join(str(value) for value in values)
