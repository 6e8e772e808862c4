"""A message: lists of alerts, jams and irregularities of one minute, or routes that are watched."""

import re
from collections.abc import Mapping
from typing import Any

from feeds.json_bytes import json_object
from feeds.notices import Notices
from feeds.road_rules.notices import RULES
from feeds.waze.values import at_of
from maas.errors import FeedMalformed

LISTS = ("alerts", "jams", "irregularities")
ROUTES = "routes"

_MADE = re.compile(rb'"endTimeMillis"\s*:\s*"?([0-9]{12,14})', re.ASCII)
_PLACES = frozenset({"location", "line", "bbox"})


def told_lists(content: bytes) -> Mapping[str, Any]:
    """What a message holds.

    Raises:
        FeedMalformed: it is none.
    """
    told = json_object(content)
    if _is_quiet(told) or any(isinstance(told.get(name), list) for name in (*LISTS, ROUTES)):
        return told
    raise FeedMalformed("neither alerts nor jams, irregularities or routes")


def _is_quiet(told: Mapping[str, Any]) -> bool:
    """Whether it is of a minute in which there was nothing."""
    return "endTimeMillis" in told and "startTimeMillis" in told


def is_ours(content: bytes) -> bool:
    """Whether these bytes are a message."""
    try:
        told = told_lists(content)
    except FeedMalformed:
        return False
    if _is_quiet(told):
        return True
    several = [each for name in (*LISTS, ROUTES) for each in (told.get(name) or [])[:1]]
    return any(isinstance(each, dict) and each.keys() & _PLACES for each in several) and any(
        "x" in point for each in several for point in _points(each)
    )


def _points(told: Any) -> list[Mapping[str, Any]]:
    """The first point of what lies at a point or along a line."""
    line = told.get("line") if isinstance(told, dict) else None
    first = line[:1] if isinstance(line, list) else []
    at = told.get("location") if isinstance(told, dict) else None
    return [each for each in (*first, at) if isinstance(each, dict)]


def peek(head: bytes) -> int | None:
    """When a message was made (Unix s), by its first bytes; None where they do not say."""
    match = _MADE.search(head)
    return at_of({"at": int(match[1])}, "at", Notices("head", RULES)) if match else None
