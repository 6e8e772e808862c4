"""Texts of documents as numbers."""

from feeds.fields import NUMBER
from feeds.fields import whole as whole_of
from feeds.notices import Notes


def whole(text: str, notices: Notes) -> int | None:
    """A whole number, also one below 0; None where nothing is said."""
    told = text.strip()
    value: object = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else told
    return whole_of({"value": value}, "value", notices)


def number(text: str, notices: Notes) -> float | None:
    """A number; None where nothing is said."""
    told = text.strip()
    if not told:
        return None
    if NUMBER.fullmatch(told):
        return float(told.replace(",", "."))
    notices.note("invalid_number", told)
    return None
