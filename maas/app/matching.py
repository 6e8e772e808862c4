"""How well what is read fits the timetable: counted in the writer, beside its other work.

Whoever publishes live data under ids of a newer timetable is noticed by the share of trips that
match, which falls from one hour to the next.
"""

import asyncio
import os
import statistics
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import structlog

from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import LiveFeed, apply

log = structlog.get_logger()

ENOUGH_TRIPS = 20
"""Fewer say little about a share."""

FALL = 0.8
"""Of the share before; a smaller share is a sudden fall."""

POOR = 0.5
"""A share that is doubtful without comparison."""

NOT_APPLIED = "its newest message could not be applied to the timetable; the log says why"

REMEMBERED = 15
SETTLE_S = 1.0
"""Time left to the workers, who need the same processors for the same news more urgently."""

NICE = 10


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one batch fits."""

    trips: int = 0
    matched: int = 0
    findings: tuple[Finding, ...] = ()
    warning: str = ""

    @property
    def share(self) -> float | None:
        """Of its trips that match; None: too few to tell."""
        return self.matched / self.trips if self.trips >= ENOUGH_TRIPS else None


@dataclass(slots=True)
class History:
    """The shares of one source before any fall."""

    shares: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def judged(self, fit: Fit) -> Fit:
        """The fit, with a warning where its share fell. A fall lasts until the share is back."""
        share = fit.share
        if share is None:
            return fit
        usual = statistics.median(self.shares) if self.shares else share
        if share < FALL * usual:
            before = f"{usual:.0%} before: is the timetable an older one than it speaks of?"
            return replace(fit, warning=f"only {share:.0%} of its trips are scheduled, {before}")
        self.shares.append(share)
        if share < POOR:
            return replace(fit, warning=f"only {share:.0%} of its trips are scheduled")
        return fit


@dataclass(slots=True)
class Matching:
    """Counts matches one batch after the other, the newest of each source."""

    feeds: dict[SourceId, LiveFeed]
    found: Callable[[SourceId, Fit], None]
    """Told on the event loop."""
    timetable: Timetable | None = None
    histories: dict[SourceId, History] = field(default_factory=dict)
    pending: dict[SourceId, Batch] = field(default_factory=dict)
    newest: dict[SourceId, Batch] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def submit(self, batch: Batch) -> None:
        """Count soon; an earlier batch of the source is not counted any more."""
        if batch.source_id in self.feeds:
            self.newest[batch.source_id] = self.pending[batch.source_id] = batch
            self._news.set()

    def switch(self, timetable: Timetable | None) -> None:
        """Count all anew on another timetable, with which nothing before compares."""
        self.timetable = timetable
        self.histories.clear()
        self.pending.update(self.newest)
        self._news.set()

    async def run(self) -> None:
        """Count until cancelled."""
        with ThreadPoolExecutor(1, "matching", initializer=_be_nice) as thread:
            while True:
                await self._news.wait()
                self._news.clear()
                await asyncio.sleep(SETTLE_S)
                while self.pending:
                    batch = self.pending.pop(next(iter(self.pending)))
                    await self._count(thread, batch)

    async def _count(self, thread: ThreadPoolExecutor, batch: Batch) -> None:
        """Count one batch; no message may end the writer, which would meet it again and again."""
        if self.timetable is None:
            return
        timetable, feed = self.timetable, self.feeds[batch.source_id]
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(thread, _fit, timetable, feed, batch)
        (fit,) = await asyncio.gather(work, return_exceptions=True)
        if not isinstance(fit, Fit):
            log.error("matching.defect", source=batch.source_id, exc_info=fit)
            self.found(batch.source_id, Fit(warning=NOT_APPLIED))
        elif self.timetable is timetable:
            history = self.histories.setdefault(batch.source_id, History())
            self.found(batch.source_id, history.judged(fit))


def _fit(timetable: Timetable, feed: LiveFeed, batch: Batch) -> Fit:
    applied = apply(timetable, [feed], {feed.source_id: batch}, None)
    match = applied.matches[feed.source_id]
    return Fit(match.trips, match.matched, applied.findings[feed.source_id])


def _be_nice() -> None:
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
