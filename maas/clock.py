"""The service clock: the one that rules ages, default times, service days and expiry.

It may start in the past (old data, tests) and run faster than time or stand still. Time-outs and
back-off are not its business; they use monotonic time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """Starts at `start` (Unix s) when `monotonic` reads `origin` and ticks `rate` times as fast.

    Monotonic time is the machine's, so processes forked from one another read the same clock.
    """

    start: float
    origin: float
    rate: float = 1.0
    monotonic: Callable[[], float] = time.monotonic

    @classmethod
    def starting(
        cls,
        at: float | None = None,
        rate: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> "Clock":
        """A clock that starts now, `at` a given time or (None) at the time of day."""
        return cls(time.time() if at is None else at, monotonic(), rate, monotonic)

    def now(self) -> int:
        """Unix time, s."""
        return int(self.start + (self.monotonic() - self.origin) * self.rate)
