"""One file on a server: its newest good version, and when to ask for it again."""

import time
from dataclasses import dataclass, field

from feeds.fetch.asking import Address, Limits, Version
from feeds.fetch.client import Client
from feeds.gbfs.composing import Part
from maas.errors import FeedError, FeedUnavailable

LEAST_WAIT_S, MOST_WAIT_S = 5.0, 3600.0
"""Bounds of ttl."""

MOST_WAIT_LIVE_S = 300.0
"""Of files whose content, says GBFS, is never older than this."""

FIRST_BACK_OFF_S, MOST_BACK_OFF_S = 30.0, 300.0
"""Doubled from one failure to the next."""

MOST_BACK_OFF_OPTIONAL_S = 3600.0
"""Of files that nobody has to publish."""


@dataclass(slots=True, eq=False)
class Asked:
    """A file that is asked for in turn; one that fails keeps its last good version."""

    address: Address
    limits: Limits
    is_optional: bool = False
    is_live: bool = False
    part: Part | None = None
    """Its newest good version."""
    failures: int = 0
    """In a row."""
    problem: str = ""
    """What went wrong at the last try."""
    version: Version = field(default_factory=Version)
    _due: tuple[float, float] = (0.0, 0.0)
    """From when on to ask again: s of the service clock, or monotonic, whichever comes first."""

    def is_due(self, now: int) -> bool:
        """Whether it is time to ask."""
        return now >= self._due[0] or time.monotonic() >= self._due[1]

    def refuse(self, problem: FeedError) -> None:
        """What came reads well but is of no use: ask again before its ttl has passed."""
        self._failed(problem)

    def hurry(self) -> None:
        """Ask at the next opportunity."""
        self._due = (0.0, 0.0)

    async def ask(self, client: Client, now: int) -> bool:
        """Ask for anything newer; whether there was an answer that can be used."""
        try:
            head, content = await client.get(self.address, self.version, self.limits)
            if head.is_known and self.part is not None:
                part = Part.of(self.part.content, now)
            else:
                part = Part.of(content, now)
        except FeedError as problem:
            self._failed(problem)
            return False
        self.part, self.version = part, head.version
        self.failures, self.problem = 0, ""
        self._wait(now, max(_ttl_left(part, now), head.fresh_s or 0.0))
        return True

    def _failed(self, problem: FeedError) -> None:
        """The server is left alone for longer and longer; it may say for how long."""
        self.problem = str(problem)
        most = MOST_BACK_OFF_OPTIONAL_S if self.is_optional else MOST_BACK_OFF_S
        pause = min(FIRST_BACK_OFF_S * 2.0 ** min(self.failures, 16), most)
        told = problem.retry_after_s if isinstance(problem, FeedUnavailable) else None
        self.failures += 1
        self._due = (float("inf"), time.monotonic() + max(pause, told or 0.0))

    def _wait(self, now: int, wanted: float) -> None:
        pause = min(max(wanted, LEAST_WAIT_S), MOST_WAIT_LIVE_S if self.is_live else MOST_WAIT_S)
        self._due = (now + pause, time.monotonic() + pause)


def _ttl_left(part: Part, now: int) -> float:
    """For how long a file still holds; one that should have been replaced, for a ttl again."""
    if part.made_at is None:
        return part.ttl_s
    left = part.made_at + part.ttl_s - now
    return left if left > 0 else part.ttl_s
