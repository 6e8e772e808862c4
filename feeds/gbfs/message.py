"""A message: all files of a system, or of several, in one JSON object.

    {"station_information": {…}, "station_status": {…}, …}
    {"systems": {"paris": {"vehicle_status": {…}, …}, "lyon": {…}}}

Each member is a file as it was published. Beside the files of a system may stand `read_at`, when
files were read that do not say when they were made (Unix s by name), and `problems`, why files
could not be read (texts by name). `last_updated`, the first member, is for `peek`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from feeds.fields import LATEST, MILLISECONDS, SOONEST, Json
from feeds.gbfs.files import FILES
from feeds.json_bytes import json_object
from maas.errors import FeedMalformed

MOST_SYSTEMS = 500

_LAST_UPDATED = re.compile(rb'"last_updated"\s*:\s*([0-9]{1,13})')


@dataclass(frozen=True, slots=True)
class Told:
    """What a message holds of one system."""

    key: str
    """Its id, where the message holds several; else empty."""
    files: Json
    """By name, as they were published."""
    read_at: Json = field(default_factory=dict)
    problems: Json = field(default_factory=dict)


def decoded(content: bytes) -> tuple[Told, ...]:
    """The systems of a message in its order.

    Raises:
        FeedMalformed: it is no message.
    """
    told = json_object(content)
    several = told.get("systems")
    if several is None:
        systems: tuple[Told, ...] = (_told("", told),)
    elif isinstance(several, dict) and len(several) <= MOST_SYSTEMS:
        systems = tuple(_told(key, each) for key, each in several.items() if isinstance(each, dict))
    else:
        raise FeedMalformed(f"systems: needs an object of at most {MOST_SYSTEMS} systems")
    if not any(system.files for system in systems):
        raise FeedMalformed("none of its members is a file of GBFS")
    return systems


def peek(head: bytes) -> int | None:
    """When a message was made (Unix s), by its first bytes; None where they do not say."""
    match = _LAST_UPDATED.search(head)
    at = int(match[1]) if match else 0
    at = at // 1000 if at in MILLISECONDS else at
    return at if SOONEST < at < LATEST else None


def _told(key: str, told: Mapping[str, Any]) -> Told:
    files = {name: body for name, body in told.items() if name in FILES}
    read_at, problems = told.get("read_at"), told.get("problems")
    return Told(
        key,
        files,
        read_at if isinstance(read_at, dict) else {},
        problems if isinstance(problems, dict) else {},
    )
