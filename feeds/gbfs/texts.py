"""Texts for people: in one language (GBFS 1 and 2) or several (GBFS 3)."""

from feeds.fields import Json
from feeds.gbfs.notices import Notices
from maas.live.alerts import Text

LONGEST = 10_000


def texts(record: Json, name: str, language: str, notices: Notices) -> tuple[Text, ...]:
    """A text in all languages in which it is said; what is blank is left out.

    Args:
        language: of the whole feed, for texts that do not say theirs.
    """
    value = record.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        return (Text(value.strip()[:LONGEST], language),) if value.strip() else ()
    found: list[Text] = []
    for each in value if isinstance(value, list) else [value]:
        text = each.get("text") if isinstance(each, dict) else each
        own = each.get("language") if isinstance(each, dict) else None
        if not isinstance(text, str):
            notices.note("invalid_text", f"{name}: {each}")
        elif text.strip():
            found.append(Text(text.strip()[:LONGEST], own if isinstance(own, str) else language))
    return tuple(found)


def plain(record: Json, name: str, notices: Notices) -> str:
    """A text that is kept in one language: the first."""
    value = record.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:LONGEST]
    said = texts(record, name, "", notices)
    return said[0].text if said else ""
