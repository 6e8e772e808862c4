"""When an offer is made: once on a day, or every week, by the clock of where it is."""

import re
from collections.abc import Iterator
from datetime import date

from feeds.carpool_rules import weekday
from feeds.fields import Json
from feeds.notices import Notes, Unusable
from maas.live.offers import Weekly

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def weekly(record: Json, begins: int, notices: Notes) -> Weekly:
    """The days of `departureDate` but those of `exceptionDates`; a single one is a week of its own.

    Args:
        begins: when the driver leaves the first stop, s of the day.

    Raises:
        Unusable: it names no day.
    """
    told = record.get("departureDate")
    once = _day(told)
    if once is not None:
        return Weekly((once.weekday(),), begins, once, once)
    weekdays = tuple(sorted(set(_weekdays(told, notices))))
    if not weekdays:
        raise Unusable("missing_time", told)
    return Weekly(weekdays, begins, except_on=tuple(sorted(set(_exceptions(record, notices)))))


def _day(told: object) -> date | None:
    if not isinstance(told, str) or not _DAY.fullmatch(told.strip()):
        return None
    try:
        return date.fromisoformat(told.strip())
    except ValueError:
        return None


def _weekdays(told: object, notices: Notes) -> Iterator[int]:
    for each in told if isinstance(told, list) else [told]:
        found = weekday(each)
        if found is None:
            notices.note("invalid_day", each)
        else:
            yield found


def _exceptions(record: Json, notices: Notes) -> Iterator[date]:
    told = record.get("exceptionDates")
    for each in told if isinstance(told, list) else [] if told is None else [told]:
        found = _day(each)
        if found is None:
            notices.note("invalid_day", each)
        else:
            yield found
