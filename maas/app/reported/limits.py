"""How much one key and one person may report: buckets that fill as time goes by.

By monotonic time; nothing of it lasts, and of a person there is a hash with a secret of this
process.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import token_bytes

from maas.errors import RateLimited
from maas.requests import TakeReport
from maas.settings import ReportsSettings

AN_HOUR_S = 3600.0
MOST_NAMES = 50_000
"""Who spoke longest ago is forgotten first: by then their bucket is full again, or nobody's is."""


@dataclass(slots=True)
class Buckets:
    """One for each name: full it holds `size`, and it fills in `fills_in_s`."""

    size: int
    fills_in_s: float
    most: int = MOST_NAMES
    _levels: "OrderedDict[str, tuple[float, float]]" = field(default_factory=OrderedDict)
    """How full each was, and when (monotonic s)."""

    def wait_s(self, name: str, now: float) -> float:
        """How long until there is one in it; 0: there is."""
        lacking = 1 - self._level(name, now)
        return max(0.0, lacking * self.fills_in_s / self.size)

    def take(self, name: str, now: float) -> None:
        """Take one out."""
        self._levels[name] = self._level(name, now) - 1, now
        self._levels.move_to_end(name)
        if len(self._levels) > self.most:
            self._levels.popitem(last=False)

    def _level(self, name: str, now: float) -> float:
        level, at = self._levels.get(name, (float(self.size), now))
        return min(self.size, level + (now - at) * self.size / self.fills_in_s)


@dataclass(slots=True)
class Limits:
    """What keys and persons may still report now."""

    rules: ReportsSettings
    monotonic: Callable[[], float] = time.monotonic
    _keys: Buckets = field(init=False)
    _persons: Buckets = field(init=False)
    _secret: bytes = field(default_factory=lambda: token_bytes(16))

    def __post_init__(self) -> None:
        self._keys = Buckets(self.rules.per_minute, 60.0)
        self._persons = Buckets(self.rules.reporter_per_hour, AN_HOUR_S)

    def charge(self, said: TakeReport) -> None:
        """Count a report.

        Raises:
            RateLimited: it is one too many; it is not counted then.
        """
        now, person = self.monotonic(), self._person(said)
        wait_s = self._keys.wait_s(said.key_id, now)
        if wait_s > 0:
            raise RateLimited(
                f"more than {self.rules.per_minute} reports a minute with one key", wait_s
            )
        if person and (wait_s := self._persons.wait_s(person, now)) > 0:
            most = self.rules.reporter_per_hour
            raise RateLimited(f"more than {most} reports an hour of one reporter", wait_s)
        self._keys.take(said.key_id, now)
        if person:
            self._persons.take(person, now)

    def _person(self, said: TakeReport) -> str:
        if not said.reporter:
            return ""
        who = f"{said.key_id}\n{said.reporter}".encode()
        return blake2b(who, key=self._secret, digest_size=16).hexdigest()
