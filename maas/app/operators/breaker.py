"""When to leave somebody alone who fails: a circuit breaker, by monotonic time."""

from dataclasses import dataclass

MOST_FAILURES = 3
"""In a row; then nothing is asked for a while."""

FIRST_PAUSE_S, MOST_PAUSE_S = 5.0, 300.0
"""Doubled from one failed trial to the next, so that who is back is noticed within five minutes."""


@dataclass(slots=True)
class Breaker:
    """Counts failures in a row; after some it opens, and after a pause admits one trial."""

    failures: int = 0
    open_until: float = 0.0
    """Monotonic s."""
    is_on_trial: bool = False

    def is_open(self, now: float) -> bool:
        """Whether nobody may ask at `now`."""
        return now < self.open_until or self.is_on_trial

    def admit(self, now: float) -> bool:
        """Whether one more may ask at `now`; who may reports how it went."""
        if self.is_open(now):
            return False
        self.is_on_trial = self.failures >= MOST_FAILURES
        return True

    def succeed(self) -> None:
        """It answered."""
        self.failures, self.open_until, self.is_on_trial = 0, 0.0, False

    def fail(self, now: float, retry_after_s: float | None = None) -> None:
        """It did not, or wants to be left alone for so long.

        What fails while others have opened it already was asked before, and says nothing new.
        """
        self.is_on_trial = False
        if retry_after_s is not None:
            self.open_until = max(self.open_until, now + retry_after_s)
        if now < self.open_until and retry_after_s is None:
            return
        self.failures += 1
        if self.failures >= MOST_FAILURES:
            pause = FIRST_PAUSE_S * 2.0 ** min(self.failures - MOST_FAILURES, 16)
            self.open_until = max(self.open_until, now + min(pause, MOST_PAUSE_S))
