"""Single values of records: counts, numbers, flags, moments, texts, ids, prices, addresses.

All take the record, the name of the member and where to note what is wrong. What is missing or null
is None and no mistake.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from feeds.notices import Notes, Unusable
from maas.report import Rule, remark, warning

Json = Mapping[str, Any]

MOST = 1_000_000
"""More vehicles than any station has, more metres than any vehicle goes."""

LONGEST_ID = 500
LONGEST_LINK = 2000
LONGEST_TEXT = 2000
"""Characters."""

MOST_WHOLE = 10**9

SOONEST, LATEST = 1_262_304_000, 2**33
"""Moments we believe, as Unix s: 2010, before GBFS, to 2242."""

MILLISECONDS = range(SOONEST * 1000, LATEST * 1000)

FUTURE_S = 60
"""How far a producer's clock may be ahead of ours."""

NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,30})?", re.ASCII)
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)
_FLAGS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}

VALUE_RULES: Mapping[str, Rule] = {
    "invalid_number": warning("A number that is none, or out of range; it counts as not said"),
    "number_as_text": remark("A number written as a text; taken as one"),
    "invalid_flag": warning("Neither true nor false; it counts as not said"),
    "flag_as_number": remark("Yes or no as 1 or 0; taken as meant"),
    "flag_as_text": remark("Yes or no as a text; taken as meant"),
    "invalid_time": warning("Not a time that can be; it counts as not said"),
    "time_in_milliseconds": warning("A time in milliseconds; converted"),
    "time_without_zone": warning("A time without a zone; taken as UTC"),
    "time_in_future": warning("Known in the future, it says; that time was ignored"),
    "invalid_text": warning("A text that is none; it counts as not said"),
    "unknown_value": remark("A value that the format does not have; it counts as not said"),
}
"""What functions of this module note, where the format does not judge it otherwise."""


def number(record: Json, name: str, notices: Notes) -> float | None:
    """A number that is not negative."""
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        notices.note("number_as_text", value)
        value = float(value.strip().replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST:
        notices.note("invalid_number", f"{name}: {value}")
        return None
    return float(value)


def count(record: Json, name: str, notices: Notes) -> int | None:
    """How many; a count below 0 is 0."""
    value = record.get(name)
    if type(value) is int and 0 <= value <= MOST:
        return value
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        notices.note("number_as_text", f"{name}: {value}")
        value = float(value.strip().replace(",", "."))
    if isinstance(value, int | float) and not isinstance(value, bool) and -MOST <= value < 0:
        notices.note("negative_count", f"{name}: {value}")
        return 0
    found = number({name: value}, name, notices)
    return None if found is None else int(found)


def whole(record: Json, name: str, notices: Notes) -> int | None:
    """A whole number, also one below 0: who judges it says what that means."""
    value = record.get(name)
    if type(value) is int and abs(value) <= MOST_WHOLE:
        return value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        value = float(value.strip().replace(",", "."))
    if isinstance(value, float) and abs(value) <= MOST_WHOLE and value.is_integer():
        return int(value)
    notices.note("invalid_number", f"{name}: {value}")
    return None


def flag(record: Json, name: str, notices: Notes) -> bool | None:
    """Yes or no."""
    value = record.get(name)
    if value is None or isinstance(value, bool):
        return value
    rule = "flag_as_text" if isinstance(value, str) else "flag_as_number"
    meant = _FLAGS.get(str(value).strip().lower()) if isinstance(value, int | str) else None
    notices.note("invalid_flag" if meant is None else rule, f"{name}: {value}")
    return meant


def moment(record: Json, name: str, notices: Notes) -> int | None:
    """A time, POSIX or RFC 3339, as Unix s."""
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
        value = float(text) if NUMBER.fullmatch(text) and "," not in text else _rfc3339(text)
        if isinstance(value, tuple):
            value, has_zone = value
            if not has_zone:
                notices.note("time_without_zone", f"{name}: {text}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        notices.note("invalid_time", f"{name}: {record[name]}")
        return None
    if SOONEST < value < LATEST:
        return int(value)
    if int(value) in MILLISECONDS:
        notices.note("time_in_milliseconds", f"{name}: {value}")
        return int(value) // 1000
    notices.note("invalid_time", f"{name}: {record[name]}")
    return None


def past(record: Json, name: str, now: int | None, notices: Notes) -> int | None:
    """A time at which something was known; None where it lies ahead."""
    known_at = moment(record, name, notices)
    if known_at is not None and now is not None and known_at > now + FUTURE_S:
        notices.note("time_in_future", f"{name}: {record[name]}")
        return None
    return known_at


def _rfc3339(text: str) -> tuple[float, bool] | None:
    """Unix s, and whether the text says in which zone."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    has_zone = match["zone"] is not None
    try:
        at = datetime.fromisoformat(text.upper() if has_zone else f"{text}Z")
        return at.timestamp(), has_zone
    except (ValueError, OverflowError):
        return None


def text(record: Json, name: str, notices: Notes, longest: int = LONGEST_TEXT) -> str:
    """A text for people."""
    value = record.get(name)
    if isinstance(value, str):
        return value.strip()[:longest]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:longest]
    if value is not None:
        notices.note("invalid_text", f"{name}: {value}")
    return ""


def identifier(record: Json, name: str, notices: Notes) -> str:
    """An id; "" where there is none.

    Raises:
        Unusable: it is something else.
    """
    value = record.get(name)
    if isinstance(value, str):
        if len(value) > LONGEST_ID:
            raise Unusable("invalid_id", value)
        return value
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        notices.note("number_as_id", value)
        return str(value)
    raise Unusable("invalid_id", value)


def identifiers(record: Json, name: str, notices: Notes) -> tuple[str, ...]:
    """Several ids; a single one counts as a list of one.

    Raises:
        Unusable: one of them is something else.
    """
    value = record.get(name)
    several = value if isinstance(value, list) else [] if value is None else [value]
    found = (identifier({name: each}, name, notices) for each in several)
    return tuple(each for each in found if each)


def amount(value: object) -> str | None:
    """An exact decimal number; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = value.strip() if isinstance(value, str) else repr(value)
    if isinstance(value, float):
        text = format(Decimal(text), "f") if isfinite(value) and abs(value) < MOST else ""
    if not NUMBER.fullmatch(text) or abs(Decimal(text.replace(",", "."))) > MOST:
        return None
    exact = format(Decimal(text.replace(",", ".")), "f")
    return exact.rstrip("0").rstrip(".") if "." in exact else exact


def address(record: Json, name: str, notices: Notes) -> str:
    """An address on the web that a reader may be sent to."""
    value = record.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, str) and value.lower().startswith(("https://", "http://")):
        return value.strip()[:LONGEST_LINK]
    notices.note("invalid_text", f"{name}: {value}")
    return ""
