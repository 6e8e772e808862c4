"""Single values as GBFS 3.0 writes them."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from maas.live.alerts import Text
from maas.live.rentals import Links

Json = dict[str, Any]

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
UNDETERMINED = "und"
"""ISO 639's word for a language that is not told."""


def rfc3339(at: int) -> str:
    """A moment (Unix s)."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def texts(told: Sequence[Text]) -> list[Json]:
    """A text in all its languages."""
    return [{"text": each.text, "language": language(each.language)} for each in told]


def language(tag: str) -> str:
    """A language as GBFS takes it: two or three letters, perhaps with a country."""
    main = tag.partition("-")[0].lower()
    if LANGUAGE.fullmatch(tag):
        return tag
    return main if LANGUAGE.fullmatch(main) else UNDETERMINED


def exact(number: str) -> msgspec.Raw:
    """A decimal number without what binary fractions make of it."""
    return msgspec.Raw(number.encode())


def links(told: Links) -> Json:
    """`rental_uris`, without those that are not told."""
    return present({"android": told.android, "ios": told.ios, "web": told.web})


def present(members: Mapping[str, Any]) -> Json:
    """Only the members that say something: no None, no empty text or list."""
    return {name: value for name, value in members.items() if not _is_nothing(value)}


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)
