"""Time zones of one feed, numbered as they are first met."""

from functools import lru_cache
from zoneinfo import ZoneInfo


class Zones:
    """IANA zone names and their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of a zone, -1 for what is no IANA time zone."""
        if not is_zone(name):
            return -1
        return self._numbers.setdefault(name, len(self._numbers))

    @property
    def names(self) -> list[str]:
        """Zone names by their number."""
        return list(self._numbers)


@lru_cache(1000)
def is_zone(name: str) -> bool:
    """Whether this is the name of an IANA time zone."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # a folder of zones, a path, unknown
        return False
    return True
