"""How long a server wants to be left alone, within what we can put up with."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LEAST_RETRY_S, MOST_RETRY_S = 1.0, 3600.0
LEAST_AGE_S, MOST_AGE_S = 5.0, 200.0
"""Bounds of `max-age`. Caches between us and the source often add hours that no publisher of live
data means; near five minutes its data would be flagged as old for our own patience."""

_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?([0-9]{1,9})", re.ASCII)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """What `Retry-After` asks for, seconds or a date; None: nothing one can read (RFC 9110)."""
    text = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        wanted = float(text)
    else:
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        wanted = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(wanted, LEAST_RETRY_S), MOST_RETRY_S)


def max_age(headers: Mapping[str, str]) -> float | None:
    """For how long an answer need not be asked for again; None: not said (RFC 9111)."""
    match = _MAX_AGE.search(headers.get("Cache-Control", "").lower())
    if match is None:
        return None
    age = headers.get("Age", "").strip()
    fresh = float(match[1]) - (float(age) if _SECONDS.fullmatch(age) else 0.0)
    return min(max(fresh, LEAST_AGE_S), MOST_AGE_S)
