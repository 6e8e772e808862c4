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

import msgspec
import numpy as np

from feeds.gbfs.fields import LATEST, MILLISECONDS, SOONEST, Json
from feeds.gbfs.files import FILES
from feeds.gbfs.strictness import decode
from maas.errors import FeedMalformed

MOST_OBJECTS = 1_000_000
"""Objects and lists of a message; each takes a hundred bytes however little it says."""

MOST_DEPTH = 100
"""Objects and lists within each other; a list of zones has ten."""

MOST_SYSTEMS = 500

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
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


def json_object(content: bytes) -> dict[str, Any]:
    """The JSON object in these bytes.

    Raises:
        FeedMalformed: they are something else.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise FeedMalformed("it is empty")
    if content.count(b"{") + content.count(b"[") > MOST_OBJECTS:
        raise FeedMalformed(f"more than {MOST_OBJECTS:,} objects and lists")
    if _depth(content) > MOST_DEPTH:
        raise FeedMalformed(f"more than {MOST_DEPTH} objects and lists within each other")
    try:
        told = decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as problem:
        raise FeedMalformed(_not_json(content, problem)) from problem
    if not isinstance(told, dict):
        raise FeedMalformed("JSON, but not an object")
    return told


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


def _depth(content: bytes) -> int:
    """How deep brackets go, those in texts included, which come in pairs in practice."""
    brackets = np.frombuffer(content.translate(None, _NO_BRACKETS), np.uint8)
    opens = (brackets == ord("[")) | (brackets == ord("{"))
    return int(np.cumsum(np.where(opens, 1, -1)).max(initial=0))


def _not_json(content: bytes, problem: Exception) -> str:
    head = content[:1000].lstrip().lower()
    if head.startswith(b"<"):
        return "not JSON, but a web page" if b"<html" in head else "not JSON, but XML"
    return f"not JSON: {str(problem)[:200]}"
