"""JSON, and what is nearly JSON: some producers write NaN or Infinity for a number they lack."""

import json
from typing import Any

import msgspec

_CONSTANTS = (b"NaN", b"Infinity")


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
