"""A message: an answer of ParkAPI as it came, or several, `{"pages": […]}`, read as one."""

import re
from collections.abc import Iterator
from typing import Any

from feeds.fields import LATEST, SOONEST, Json, moment
from feeds.json_bytes import json_object
from feeds.notices import Notices
from feeds.parking_rules import RULES
from maas.errors import FeedMalformed

SITES, LOTS, CITIES, PAGES = "items", "lots", "cities", "pages"
"""The members that tell which answer it is: of version 3, of version 1, its index; ours."""

_MADE = re.compile(
    rb'"(?:last_updated|realtime_data_updated_at)"\s*:\s*"([0-9T:.+Z-]{19,40})"', re.ASCII
)


def answers(content: bytes) -> tuple[Json, ...]:
    """The answers of a message that hold car parks.

    Raises:
        FeedMalformed: there is none.
    """
    told = json_object(content)
    pages = told.get(PAGES)
    several = pages if isinstance(pages, list) else [told]
    found = tuple(each for each in several if _holds_any(each))
    if not found:
        raise FeedMalformed("neither parking-sites of ParkAPI 3 nor lots of ParkAPI 1")
    return found


def is_ours(content: bytes) -> bool:
    """Whether these bytes are an answer of ParkAPI, or a message of several."""
    try:
        told = json_object(content)
    except FeedMalformed:
        return False
    if isinstance(told.get(CITIES), dict):
        return "api_version" in told or "server_version" in told
    pages = told.get(PAGES)
    return any(_is_answer(each) for each in (pages if isinstance(pages, list) else [told]))


def records(answer: Json, notices: Notices) -> Iterator[Json]:
    """The car parks of an answer that are objects."""
    notices.place = SITES if isinstance(answer.get(SITES), list) else LOTS
    for number, each in enumerate(answer[notices.place], 1):
        notices.record = number
        if isinstance(each, dict):
            yield each
        else:
            notices.note("invalid_record", each)
    notices.record = None


def peek(head: bytes) -> int | None:
    """When a message was made (Unix s), by its first bytes; None where they do not say."""
    match = _MADE.search(head)
    if match is None:
        return None
    at = moment({"at": match[1].decode()}, "at", Notices(PAGES, RULES))
    return at if at is not None and SOONEST < at < LATEST else None


def _holds_any(answer: Any) -> bool:
    return isinstance(answer, dict) and any(
        isinstance(answer.get(name), list) for name in (SITES, LOTS)
    )


def _is_answer(answer: Any) -> bool:
    if not _holds_any(answer):
        return False
    if isinstance(answer.get(LOTS), list):
        return "last_updated" in answer or _first_has(answer[LOTS], {"coords", "lot_type", "state"})
    return _first_has(answer[SITES], {"uid", "original_uid", "realtime_free_capacity", "purpose"})


def _first_has(several: list[Any], names: set[str]) -> bool:
    first = several[0] if several else None
    return isinstance(first, dict) and bool(first.keys() & names)
