"""What is known of one live source: its newest message in use, how old that is, what went wrong.

Lives in the writer. A message that cannot be used changes nothing but what is told of the source.
"""

import asyncio
import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Protocol

import structlog

from feeds.parsed import Parse, Parsed
from maas.app.kinds import LASTING_KINDS, STANDING_KINDS
from maas.app.matching import Fit
from maas.clock import Clock
from maas.live.parking import read_again
from maas.model import SourceId
from maas.report import Finding, Severity
from maas.settings import Source
from maas.snapshot import Batch
from maas.sources import Condition, SourceStatus, patience_s

log = structlog.get_logger()

LARGE_BYTES = 100_000
"""A message that takes longer to parse than the loop should wait."""

REPEAT_S = 60
"""How old workers may believe a message to be that was confirmed since."""

STOOD_STILL = Finding(
    "E017",
    Severity.WARNING,
    "header",
    None,
    1,
    "The content changed but not the time at which it says it was made; taken as it is",
)

NOT_ARCHIVED = "what it says is used but not archived: the disk is full or cannot be written"


class Ledger(Protocol):
    """Where batches are numbered and told."""

    def enter(self, batch: Batch) -> int:
        """Number a batch and tell the workers; its number."""

    def tell(self, status: SourceStatus) -> None:
        """Tell the workers how a source is doing."""

    async def keep(self, batch: Batch, number: int, content: bytes) -> bool:
        """Archive a message that was taken; whether it is (or need not be)."""

    async def settle(self, source_id: SourceId) -> bool:
        """Have the disk hold what was archived of a source, whenever the machine stops."""


@dataclass(slots=True)
class Desk:
    """Takes what is read of one source, or pushed."""

    source: Source
    parse: Parse
    ledger: Ledger
    clock: Clock
    is_inherited: bool = False
    """Workers may know something of this source that we don't: a writer before us told them."""
    batch: Batch | None = None
    """The newest, in use or too old for it."""
    number: int = 0
    """Of `batch`."""
    digest: bytes = b""
    """Of its message."""
    made_at: int | None = None
    """When what it says was so; of a message without a time, or whose records age by themselves,
    when it was last confirmed."""
    said_at: int | None = None
    """When a message whose records age by themselves says it was made."""
    in_use: bool = False
    is_kept: bool = True
    """The message is archived."""
    tried_at: int | None = None
    good_at: int | None = None
    error: str = ""
    warning: str = ""
    fit: Fit = field(default_factory=Fit)
    is_refused: bool = False
    """By the archive, last time: the log says why."""
    told: SourceStatus | None = None
    """What was last told of the source."""
    _taking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, content: bytes, *, lasting: bool = False) -> int | None:
        """Take a message; its number, None if a newer one is in use.

        Args:
            lasting: to be acknowledged: `is_kept` says that it outlives a power cut.

        Raises:
            FeedMalformed: it is none.
        """
        async with self._taking:
            digest = hashlib.sha256(content).digest()
            if self.batch is not None and digest == self.digest:
                self._confirm()
                await self._keep(content, lasting)
                return self.number
            now = self.clock.now()
            parsed = await self._parsed(content, now)
            batch = self._batch(parsed, now)
            is_used = self.in_use and self.condition is not Condition.LOST
            if is_used and self._is_older(parsed, batch):
                self.tried_at = self.good_at = now
                self._tell(warning="an older message came after a newer one, which is used")
                return None
            self.batch, self.digest, self.made_at = batch, digest, batch.made_at
            self.said_at = parsed.made_at if parsed.ages_itself else None
            self.is_kept = False
            self._publish()
            self._taken()
            await self._keep(content, lasting)
            return self.number

    async def restore(self, content: bytes, read_at: int) -> None:
        """Go on from a message that a writer before us took, and archived.

        Raises:
            FeedMalformed: it is none any more.
        """
        parsed = await self._parsed(content, read_at)
        if self.batch is not None:
            return  # something newer came meanwhile
        self.batch = self._batch(parsed, read_at)
        self.made_at = self.batch.made_at
        self.said_at = parsed.made_at if parsed.ages_itself else None
        self.digest = hashlib.sha256(content).digest()
        if not self.is_gone:
            self._publish()
            self.tried_at = self.good_at = read_at
            self._tell()

    async def confirm(self) -> None:
        """What was taken last is still the newest."""
        self._confirm()

    async def fail(self, problem: str) -> None:
        """Nothing could be read, or what was read could not be used."""
        self.disinherit()
        self.tried_at = self.clock.now()
        self._tell(error=problem)

    def disinherit(self) -> None:
        """Have workers forget what a writer before us told them and we know nothing of."""
        if self.is_inherited:
            self._withdraw()

    def age(self) -> None:
        """Stop using what has become too old; tell when it became old."""
        if self.in_use and self.is_gone:
            self._withdraw()
        if self.told is not None and self.told.state is not self.state:
            self._tell(self.error, self.warning)

    def fits(self, fit: Fit) -> None:
        """Take note of how well the batch in use fits the timetable."""
        self.fit = fit
        self._tell(self.error, self.warning)

    @property
    def condition(self) -> Condition:
        """How old the newest data is."""
        return Condition.of_age(self.clock.now() - (self.made_at or 0), self.source.interval_s)

    @property
    def is_gone(self) -> bool:
        """Whether what it says is no longer used; car parks still stand when nobody counts."""
        return self.condition is Condition.LOST and self.source.kind not in LASTING_KINDS

    @property
    def was_so_at(self) -> int | None:
        """When what it says was so, to be told."""
        if self.said_at is None or self.source.kind in STANDING_KINDS:
            return self.made_at
        return min(self.said_at, self.made_at or 0)

    @property
    def state(self) -> Condition:
        """What is told of it: what still holds of records that age by themselves is used."""
        if self.was_so_at is None or self.condition is Condition.LOST:
            return self.condition
        said = Condition.of_age(self.clock.now() - self.was_so_at, self.source.interval_s)
        return self.condition.or_worse(Condition.OK if said is Condition.OK else Condition.STALE)

    @property
    def status(self) -> SourceStatus:
        """All that is to be told of the source now."""
        rejections = self.batch.rejections if self.batch else ()
        return SourceStatus(
            self.source.id,
            self.state,
            self.tried_at,
            self.good_at,
            self.was_so_at,
            self.error,
            self.warning or self.fit.warning or (NOT_ARCHIVED if self.is_refused else ""),
            None if self.source.is_pushed else self.source.interval_s,
            _counts(self.batch) if self.in_use else {},
            (*rejections, *self.fit.findings),
            self.fit.trips if self.in_use else 0,
            self.fit.matched if self.in_use else 0,
        )

    async def _parsed(self, content: bytes, now: int) -> Parsed:
        if len(content) > LARGE_BYTES:
            return await asyncio.to_thread(self.parse, content, now)
        return self.parse(content, now)

    def _batch(self, parsed: Parsed, now: int) -> Batch:
        """What is said to be made in the future was made now at the latest."""
        age = parsed.age_s(now)
        batch = Batch(self.source.id, now, parsed.records, parsed.rejections, age)
        if self.in_use and age is not None and batch.made_at == self.made_at:
            return replace(batch, rejections=(*batch.rejections, STOOD_STILL))
        return batch

    def _is_older(self, parsed: Parsed, batch: Batch) -> bool:
        """Whether a message is older than the one in use."""
        if parsed.ages_itself:
            return parsed.made_at is not None and parsed.made_at < (self.said_at or 0)
        return batch.made_at < (self.made_at or 0)

    async def _keep(self, content: bytes, lasting: bool) -> None:
        """Archive the message in use, unless it is."""
        if self.batch is None or (self.is_kept and not lasting):
            return
        before, self.is_refused = self.is_refused, False
        if not self.is_kept:
            self.is_kept = await self.ledger.keep(self.batch, self.number, content)
        if self.is_kept and lasting:
            self.is_kept = await self.ledger.settle(self.source.id)
        self.is_refused = not self.is_kept
        if self.is_refused is not before:
            self._tell(self.error, self.warning)

    def _confirm(self) -> None:
        """A message without a time of its own is as new as the last time it was seen."""
        if self.batch is not None and self.batch.age_s is None:
            self.made_at = self.clock.now()
            if not self.in_use or self.made_at - self.batch.read_at >= REPEAT_S:
                later_s = self.made_at - self.batch.read_at
                records = tuple(read_again(each, later_s) for each in self.batch.records)
                self.batch = replace(self.batch, records=records, read_at=self.made_at)
                self._publish()
        self._taken()

    def _publish(self) -> None:
        """Tell the batch; one that is too old says nothing."""
        assert self.batch is not None
        self.in_use = not self.is_gone
        self.is_inherited = False
        self.number = self.ledger.enter(
            self.batch if self.in_use else replace(self.batch, records=())
        )

    def _taken(self) -> None:
        self.tried_at = self.good_at = self.clock.now()
        self._tell()

    def _withdraw(self) -> None:
        self.in_use = self.is_inherited = False
        self.ledger.enter(Batch(self.source.id, self.clock.now()))

    def _tell(self, error: str = "", warning: str = "") -> None:
        self.error, self.warning = error, warning
        before, self.told = self.told, self.status
        was, now = _trouble(before), _trouble(self.told)
        if now and not was:
            log.warning("source.lost", source=self.source.id, problem=now)
        elif was and not now:
            log.info("source.back", source=self.source.id)
        self.ledger.tell(self.told)


def _trouble(status: SourceStatus | None) -> str:
    """Why an operator should look at a source, in words; "": no reason."""
    if status is None or status.tried_at is None:
        return ""
    if status.error or status.state is Condition.OK:
        return status.error
    stale_s, lost_s = patience_s(status.interval_s)
    age = int(stale_s if status.state is Condition.STALE else lost_s)
    return f"its newest data is older than {age // 60} min"


def _counts(batch: Batch | None) -> dict[str, int]:
    tags = (str(type(record).__struct_config__.tag) for record in (batch.records if batch else ()))
    return dict(Counter(tags))
