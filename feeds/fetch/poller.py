"""One task per live source: ask in turn, back off when it fails, come back when it does."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from feeds.fetch.asking import Version
from feeds.fetch.reading import Reader
from maas.clock import Clock
from maas.errors import FeedError, FeedUnavailable
from maas.settings import Source

log = structlog.get_logger()

LEAST_PAUSE_S = 0.1
FIRST_BACK_OFF_S, MOST_BACK_OFF_S = 5.0, 300.0
"""Doubled from one failure to the next: at most 20 questions in the first hour, and who is back is
noticed within five minutes, also of a source that is asked once a day."""

JITTER = 0.1
"""Share of a pause that is left to chance, so that many sources of one dead host drift apart."""


class Desk(Protocol):
    """Where readings of one source are taken."""

    async def take(self, content: bytes) -> object:
        """Take a message.

        Raises:
            FeedMalformed: it is none; what was taken before stays.
        """

    async def confirm(self) -> None:
        """What was taken last is still the newest."""

    async def fail(self, problem: str) -> None:
        """Nothing could be read, or what was read could not be used."""


@dataclass(slots=True)
class Poller:
    """Asks one source for ever."""

    source: Source
    reader: Reader
    desk: Desk
    clock: Clock
    chance: Callable[[], float] = random.random
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    defects: int = 0
    """Errors that nobody raised on purpose; tests assert 0."""
    failures: int = 0
    """Tries in a row that got no message."""
    known: Version = field(default_factory=Version)
    """Of the message in use."""

    @property
    def interval_s(self) -> float:
        """Between two questions, in seconds of time; `interval_s` is of the service clock."""
        wanted = self.source.interval_s or FIRST_BACK_OFF_S
        return max(LEAST_PAUSE_S, wanted / self.clock.rate if self.clock.rate else wanted)

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            began = time.monotonic()
            try:
                pause = await self.turn()
            except Exception:  # the poller's outer loop: one source never ends the writer
                self.defects += 1
                log.exception("poller.defect", source=self.source.id)
                await self.desk.fail("a defect of ours; the log says where")
                pause = self._back_off()
            await self.sleep(max(LEAST_PAUSE_S, pause - (time.monotonic() - began)))

    async def turn(self) -> float:
        """Ask once; for how long to leave the source alone, s from the beginning of this turn."""
        try:
            reading = await self.reader.read(self.known, self.clock.now())
        except FeedError as problem:
            await self.desk.fail(str(problem))
            return self._back_off(problem)
        self.failures = 0
        if reading.content is None:
            await self.desk.confirm()
        else:
            await self._take(reading.content, reading.version)
        return max(self.interval_s, reading.fresh_s or 0.0)

    async def _take(self, content: bytes, version: Version) -> None:
        """A source that talks nonsense answers, and is asked again as usual."""
        self.known = Version()  # whatever comes next is to come whole
        try:
            await self.desk.take(content)
        except FeedError as problem:
            await self.desk.fail(str(problem))
        else:
            self.known = version

    def _back_off(self, problem: FeedError | None = None) -> float:
        self.failures += 1
        usual = self.interval_s if self.interval_s <= MOST_BACK_OFF_S else FIRST_BACK_OFF_S
        if not self.reader.is_remote:
            return usual
        first = max(usual, FIRST_BACK_OFF_S)
        doubled = min(first * 2.0 ** min(self.failures - 1, 16), MOST_BACK_OFF_S)
        pause = max(doubled * (1 - JITTER * self.chance()), usual)
        told = problem.retry_after_s if isinstance(problem, FeedUnavailable) else None
        return max(pause, told or 0.0)
