"""Single values of Waze's records, whose types drift: numbers as texts, flags as texts."""

from feeds.fields import LATEST, NUMBER, Json
from feeds.notices import Notes

LONGEST_ID = 200

FIRST = 1_136_073_600
"""2006, before there was anything like it (Unix s)."""


def number_of(record: Json, name: str, notices: Notes) -> float | None:
    """A number, also one below 0; Waze writes some as texts, which is no mistake here."""
    told = record.get(name)
    if isinstance(told, str) and NUMBER.fullmatch(told.strip()):
        told = float(told.strip().replace(",", "."))
    if told is None or told == "":
        return None
    if isinstance(told, bool) or not isinstance(told, int | float) or not abs(told) < 1e15:
        notices.note("invalid_number", f"{name}: {told}")
        return None
    return float(told)


def at_of(record: Json, name: str, notices: Notes) -> int | None:
    """A moment in milliseconds, or in seconds, as Unix s."""
    told = number_of(record, name, notices)
    if told is None:
        return None
    for at in (int(told) // 1000, int(told)):
        if FIRST < at < LATEST:
            return at
    notices.note("invalid_time", f"{name}: {record[name]}")
    return None


def id_of(record: Json, *names: str) -> str:
    """An id, whether it is written as a number or as a text; "" where there is none."""
    for name in names:
        told = record.get(name)
        if isinstance(told, int) and not isinstance(told, bool) and abs(told) < 10**30:
            return str(told)
        if isinstance(told, str) and told.strip() and len(told) <= LONGEST_ID:
            return told.strip()
    return ""
