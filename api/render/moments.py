"""Moments as JSON has them."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from msgspec import UNSET, UnsetType

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(4096)
def time(unix_s: int) -> datetime:
    """A moment in UTC. Remembered: an answer says most of its times over and over."""
    return EPOCH + timedelta(seconds=unix_s)


def time_or_none(unix_s: int | None) -> datetime | UnsetType:
    """A moment, absent where there is none."""
    return UNSET if unix_s is None else time(unix_s)
