"""What others were given and what they brought, added up and kept in the records.

A process that is killed loses what it noted within the last `FLUSH_S`, unless that was to be
acknowledged: then it is kept first.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import structlog

from maas.clock import Clock
from maas.errors import RecordsUnavailable
from maas.records import Exchanged, Records, ToldBegin, Way
from maas.records.rows import HOUR_S
from maas.snapshot import Batch

log = structlog.get_logger()

FLUSH_S = 2.0
KEPT_S = 400 * 86_400
A_DAY_S = 86_400

MOST_PENDING = 10_000
"""Rows; while the records are out of reach for long no new ones are begun beyond."""

Row = tuple[int, Way, str, str]


@dataclass(slots=True)
class ExchangeBook:
    """The journal as one process keeps it; of records of its own, so that keys never wait."""

    records: Records
    clock: Clock
    pending: dict[Row, Exchanged] = field(default_factory=dict)
    forgotten_at: int | None = None
    is_lost: bool = False
    """Whether the records could not be written last time."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def note(self, added: Exchanged) -> None:
        """Add to what is known of an hour, a partner and a subject."""
        row = (added.hour, added.way, added.partner, added.subject)
        known = self.pending.get(row)
        if known is not None:
            self.pending[row] = _sum(known, added)
        elif len(self.pending) < MOST_PENDING:
            self.pending[row] = added

    async def run(self) -> None:
        """Keep what was noted, until cancelled and once more then."""
        try:
            while True:
                await asyncio.sleep(FLUSH_S)
                await self.flush()
        finally:
            self._keep()

    async def flush(self) -> None:
        """Keep what was noted, beside the loop."""
        async with self._turn:
            if self.pending:
                await asyncio.to_thread(self._keep)

    async def exchanged(
        self, since: int, until: int, partner: str | None, most: int
    ) -> Sequence[Exchanged]:
        """The hours that begin in `[since, until)`, newest first, with what was just noted here.

        Raises:
            RecordsUnavailable: the records are out of reach.
        """
        await self.flush()
        return await asyncio.to_thread(self.records.exchanged, since, until, partner, most)

    def keep_begins(self, begins: Mapping[str, int | None], now: int) -> Mapping[str, ToldBegin]:
        """Since when incidents hold, as others are to be told. Not for the event loop."""
        return self.records.keep_begins(begins, now)

    def _keep(self) -> None:
        taken, self.pending = self.pending, {}
        if not taken:
            return
        try:
            self.records.add_exchanged(tuple(taken.values()))
            self._forget()
        except RecordsUnavailable as problem:
            for row in taken.values():
                self.note(row)
            self._say(str(problem))
        else:
            self._say("")

    def _forget(self) -> None:
        now = self.clock.now()
        if self.forgotten_at is None or now - self.forgotten_at > A_DAY_S:
            self.records.forget_exchanged(now - KEPT_S)
            self.forgotten_at = now

    def _say(self, problem: str) -> None:
        """Log when the records are lost and when they are back, not each time between."""
        if problem and not self.is_lost:
            log.error("exchange_book.unavailable", problem=problem)
        elif self.is_lost and not problem:
            log.info("exchange_book.back")
        self.is_lost = bool(problem)


def taken(batch: Batch, kind: str, content: bytes) -> Exchanged:
    """That a source brought a message."""
    at = batch.read_at
    digest = sha256(content).hexdigest()[:24]
    return Exchanged(
        at // HOUR_S * HOUR_S,
        Way.TAKEN,
        batch.source_id,
        kind,
        times=1,
        items=len(batch.records),
        bytes=len(content),
        first=at,
        last=at,
        digest=digest,
    )


def _sum(known: Exchanged, added: Exchanged) -> Exchanged:
    newest = added if added.last >= known.last else known
    return replace(
        known,
        times=known.times + added.times,
        unchanged=known.unchanged + added.unchanged,
        items=newest.items if newest.items is not None else known.items,
        bytes=known.bytes + added.bytes,
        first=min(known.first, added.first),
        last=max(known.last, added.last),
        digest=newest.digest or known.digest,
    )
