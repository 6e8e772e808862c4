"""Single values of a table: numbers, words of ours, texts, links."""

import re
from collections.abc import Sequence
from typing import Any

from feeds.fields import LONGEST_ID, MOST, address
from feeds.notices import Notes, Unusable
from feeds.parking_table.paths import Row, tell, text_of
from maas.settings.mapping import Choice, Told, folded
from maas.settings.parking_table import YES

LONGEST_TEXT = 1000

_NUMBER = re.compile(r"([+-]?)([0-9][0-9.,'’ \u00a0\u202f]{0,30})\s*(?:%|[^\W\d_]{0,12}\.?)")
"""A number, with the marks people put between its digits, and maybe a unit."""
_GAPS = re.compile(r"[ '’\u00a0\u202f]")
_THOUSANDS = re.compile(r"[0-9]{1,3}([.,][0-9]{3})+")
_ID = re.compile(r"(node|way|relation)/[1-9][0-9]{0,18}", re.ASCII)


def number(row: Row, told: Told | None, decimal: str, notices: Notes) -> float | None:
    """A number that a record tells."""
    return None if told is None else _number(tell(row, told), decimal, notices)


def count(row: Row, told: Told | None, decimal: str, notices: Notes) -> int | None:
    """How many, also fewer than none: what that means is for those who know the rest."""
    if told is None:
        return None
    value = tell(row, told)
    if isinstance(value, str) and not decimal and _THOUSANDS.fullmatch(value.strip()):
        value = re.sub(r"[.,]", "", value)
    found = _number(value, decimal, notices)
    return None if found is None else int(found)


def word(row: Row, choices: Sequence[Choice], notices: Notes) -> str:
    """Which of our words a record means; "" where it does not say."""
    for choice in choices:
        value = tell(row, choice.told)
        if value is None:
            continue
        said = folded(text_of(value))
        if meant := choice.meanings.get(said, choice.otherwise):
            return meant
        if len(choices) == 1:
            notices.note("unknown_value", said)
    return ""


def flag(row: Row, choices: Sequence[Choice], notices: Notes) -> bool | None:
    """Whether a record says yes or no; None where it does not say."""
    meant = word(row, choices, notices)
    return meant == YES if meant else None


def identifier(row: Row, told: Told) -> str:
    """What a record is called.

    Raises:
        Unusable: it has no name, or none that can be.
    """
    value = tell(row, told)
    if value is None:
        raise Unusable("missing_id")
    if isinstance(value, bool | list | dict):
        raise Unusable("invalid_id", value)
    found = text_of(value)
    if not found or len(found) > LONGEST_ID or not found.isprintable():
        raise Unusable("invalid_id", found)
    return found


def text(row: Row, told: Told | None, notices: Notes) -> str:
    """A text; "" where there is none."""
    value = None if told is None else tell(row, told)
    if value is None:
        return ""
    found = text_of(value)[:LONGEST_TEXT]
    if not found.isprintable():
        notices.note("invalid_text", found)
        found = "".join(each for each in found if each.isprintable())
    return found


def link(row: Row, told: Told | None, notices: Notes) -> str:
    """An address on the web."""
    found = text(row, told, notices)
    return address({"url": found}, "url", notices)


def osm_id(row: Row, told: Told | None, notices: Notes) -> str:
    """An object of OpenStreetMap."""
    found = text(row, told, notices)
    if found and not _ID.fullmatch(found):
        notices.note("invalid_text", found)
        return ""
    return found


def _number(value: Any, decimal: str, notices: Notes) -> float | None:
    if value is None:
        return None
    found = _of_text(value, decimal) if isinstance(value, str) else value
    if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) <= MOST:
        return float(found)
    notices.note("invalid_number", text_of(value))
    return None


def _of_text(value: str, decimal: str) -> float | None:
    match = _NUMBER.fullmatch(value.strip())
    if match is None:
        return None
    digits = _GAPS.sub("", match[2]).strip(".,")
    mark = decimal or max(".,", key=digits.rfind)
    whole, _, parts = digits.rpartition(mark) if digits.count(mark) == 1 else (digits, "", "")
    whole = re.sub(r"[.,]", "", whole)
    if not parts.isdecimal() and parts:
        return None
    return float(f"{match[1]}{whole or 0}.{parts or 0}")
