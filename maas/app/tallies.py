"""How all live sources do, kept in the records: once a minute, and when the writer ends.

A writer that is killed loses a minute of these figures at most; they are no one's acknowledged
word, only what reports are made of.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

import structlog

from maas.app.tally import Tally
from maas.clock import Clock
from maas.errors import RecordsUnavailable
from maas.model import SourceId
from maas.records import Outage, Records, SourceHour
from maas.records.rows import HOUR_S
from maas.sources import SourceStatus

log = structlog.get_logger()

FLUSH_S = 60.0
KEPT_S = 400 * 86_400
"""So that a month can be held against the same month of the year before."""

A_DAY_S = 86_400

Taken = tuple[list[SourceHour], list[Outage]]


@dataclass(slots=True)
class Tallies:
    """One tally per live source; made in the writer, after the fork."""

    records: Records
    clock: Clock
    tallies: dict[SourceId, Tally]
    is_lost: bool = False
    """Whether the records could not be written last time."""
    forgotten_at: int | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def of(cls, records: Records, clock: Clock, sources: Iterable[SourceId]) -> "Tallies":
        """Tallies of these sources, which go on with the hour that a writer before began."""
        now = clock.now()
        tallies = {
            source: Tally.beginning(source, now, _known(records, source, now)) for source in sources
        }
        return cls(records, clock, tallies)

    def note(self, status: SourceStatus) -> None:
        """Account for what is told of a source now."""
        tally = self.tallies.get(status.source_id)
        if tally is not None:
            tally.note(status, self.clock.now())

    async def run(self) -> None:
        """Keep what was added up, until cancelled and once more then."""
        try:
            while True:
                await asyncio.sleep(FLUSH_S)
                await self.flush()
        finally:
            self._keep(self._taken())

    async def flush(self) -> None:
        """Keep what was added up, beside the loop."""
        async with self._turn:
            await asyncio.to_thread(self._keep, self._taken())

    def _taken(self) -> dict[SourceId, Taken]:
        now = self.clock.now()
        for tally in self.tallies.values():
            tally.advance(now)
        return {source: tally.take() for source, tally in self.tallies.items()}

    def _keep(self, taken: dict[SourceId, Taken]) -> None:
        hours = [hour for each, _ in taken.values() for hour in each]
        outages = [outage for _, each in taken.values() for outage in each]
        try:
            if hours:
                self.records.put_hours(hours, outages)
                self._forget()
        except RecordsUnavailable as problem:
            for source, (its_hours, its_outages) in taken.items():
                self.tallies[source].put_back(its_hours, its_outages)
            self._say(str(problem))
        else:
            self._say("")

    def _forget(self) -> None:
        now = self.clock.now()
        if self.forgotten_at is None or now - self.forgotten_at > A_DAY_S:
            self.records.forget_hours(now - KEPT_S)
            self.forgotten_at = now

    def _say(self, problem: str) -> None:
        """Log when the records are lost and when they are back, not each time between."""
        if problem and not self.is_lost:
            log.error("records.unavailable", problem=problem)
        elif self.is_lost and not problem:
            log.info("records.back")
        self.is_lost = bool(problem)


def _known(records: Records, source: SourceId, now: int) -> SourceHour | None:
    """What is known of the hour under way."""
    hour = now // HOUR_S * HOUR_S
    try:
        return next(iter(records.hours(source, hour, hour + HOUR_S)), None)
    except RecordsUnavailable:
        return None
