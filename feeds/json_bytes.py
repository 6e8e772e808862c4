"""JSON of strangers: bounded before it is read, and what is nearly JSON.

Some producers write NaN or Infinity for a number they lack.
"""

import json
from typing import Any

import msgspec
import numpy as np

from maas.errors import FeedMalformed

MOST_OBJECTS = 1_000_000
"""Objects and lists of a message; each takes a hundred bytes however little it says."""

MOST_DEPTH = 100
"""Objects and lists within each other; a list of zones has ten."""

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_CONSTANTS = (b"NaN", b"Infinity")


def json_value(content: bytes) -> Any:
    """What the JSON in these bytes says.

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
        return decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as problem:
        raise FeedMalformed(_not_json(content, problem)) from problem


def json_object(content: bytes) -> dict[str, Any]:
    """The JSON object in these bytes.

    Raises:
        FeedMalformed: they are something else.
    """
    told = json_value(content)
    if not isinstance(told, dict):
        raise FeedMalformed("JSON, but not an object")
    return told


def decode(content: bytes) -> Any:
    """What JSON says; such numbers as texts, which nobody takes for numbers.

    Raises:
        msgspec.DecodeError, ValueError, RecursionError: it is not even nearly JSON.
    """
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        if not any(constant in content for constant in _CONSTANTS):
            raise
        return json.loads(content, parse_constant=str)


def is_strict(content: bytes) -> bool:
    """Whether it is JSON as it is."""
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    return True


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
