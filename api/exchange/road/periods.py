"""An incident whose hours hold on some dates only, as one for each span of dates."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from maas.live.incidents import Hours, Incident

Dates = tuple[date | None, date | None]


def by_period(incident: Incident, zone: ZoneInfo) -> Iterator[tuple[str, Incident]]:
    """Parts of it that have one begin, one end and hours without dates; each with a name.

    The name is "" of what holds on all dates.
    """
    spans: dict[Dates, list[Hours]] = {}
    for hours in incident.hours:
        spans.setdefault((hours.first, hours.last), []).append(hours)
    for (first, last), own in (spans or {(None, None): []}).items():
        begin = _latest(incident.begin, _midnight(first, zone))
        end = _earliest(incident.end, _ended(last, own, zone))
        if begin is None or end is None or begin < end:
            undated = tuple(replace(each, first=None, last=None) for each in own)
            yield _name(first, last), replace(incident, begin=begin, end=end, hours=undated)


def _name(first: date | None, last: date | None) -> str:
    days = (day for day in (first, last) if day is not None)
    return "-".join(f"{day:%Y%m%d}" for day in days)


def _ended(last: date | None, hours: list[Hours], zone: ZoneInfo) -> int | None:
    """When the last day is over, and with it the night that began on it."""
    over = None if last is None else _midnight(last + timedelta(days=1), zone)
    if over is None:
        return None
    return over + max((each.end_s for each in hours if each.end_s <= each.begin_s), default=0)


def _midnight(day: date | None, zone: ZoneInfo) -> int | None:
    return None if day is None else int(datetime.combine(day, time(), zone).timestamp())


def _latest(one: int | None, other: int | None) -> int | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _earliest(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)
