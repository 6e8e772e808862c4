"""Single values of GTFS-Realtime: moments, days, times of day, ids and texts."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from feeds.gtfs_rt.notices import Notices
from feeds.notices import Unusable

SOONEST, LATEST = 10**8, 2**33
"""Moments we believe, as Unix s: 1973 to 2242."""

MILLISECONDS = range(10**12, 10**13)
"""Numbers that can only be milliseconds: the validator's most common mistake (E001)."""

_TIME = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])")
_DATE = re.compile(r"[0-9]{8}")


def moment(value: int, notices: Notices) -> int | None:
    """A timestamp as Unix s; None for 0, which means "not said", and for what is no moment."""
    if SOONEST < value < LATEST or not value:
        return value or None
    notices.note("E001", value)
    if value in MILLISECONDS and SOONEST < value // 1000 < LATEST:
        return value // 1000
    return None


def timestamp(value: int, made_at: int | None, notices: Notices) -> int | None:
    """When an entity was known; None, which means "with the message", if that is later."""
    known_at = moment(value, notices)
    if known_at is not None and made_at is not None and known_at > made_at:
        notices.note("E012", known_at)
        return None
    return known_at


def time_of_day(text: str) -> int:
    """H:MM:SS as s of the service day; -1 for "".

    Raises:
        Unusable: it is something else.
    """
    if not text:
        return -1
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise Unusable("E020", text)
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3])


def day(text: str) -> int:
    """YYYYMMDD as a number; 0 for "".

    Raises:
        Unusable: it is something else, or no day of the calendar.
    """
    if not text:
        return 0
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise Unusable("E021", text)
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as problem:
        raise Unusable("E021", text) from problem
    return int(text)


def identifier(text: str) -> str:
    """An id; the bindings give bytes where it is not UTF-8.

    Raises:
        Unusable: it is not.
    """
    if isinstance(text, str):
        return text
    raise Unusable("invalid_id", text)


def identifiers(texts: Iterable[str]) -> tuple[str, ...]:
    """Several of them, those left out that are not said."""
    return tuple(identifier(text) for text in texts if text)


def words(text: str | bytes, notices: Notices) -> str:
    """A text for people, whatever bytes it came as."""
    if isinstance(text, str):
        return text
    notices.note("invalid_character", text)
    return text.decode("utf-8", "replace")


def optional(message: Any, field: str) -> Any:
    """A number that was said; None where it was not."""
    return getattr(message, field) if message.HasField(field) else None
