"""What one built-in source tells: kept in the records, changed in turn, told to the workers.

Nothing is told before it is on disk; changes that come in together are told together.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import structlog

from maas.clock import Clock
from maas.errors import RecordsUnavailable
from maas.live import Record
from maas.model import SourceId
from maas.snapshot import Batch
from maas.sources import Condition, SourceStatus

log = structlog.get_logger()

GATHER_S, GATHER_EACH_S = 0.02, 0.00006
"""Changes that come in together are told together: within this, and more the more is told, for
workers take all of it anew."""

LOOK_S = 5.0
"""Between looks for what has become of it by itself."""

Kept = TypeVar("Kept")

Changed = Mapping[str, Kept | None]
"""What is different now, by id; None: gone."""


class Ledger(Protocol):
    """Where batches are numbered and told."""

    def enter(self, batch: Batch) -> int:
        """Number a batch and tell the workers; its number."""

    def tell(self, status: SourceStatus) -> None:
        """Tell the workers how a source is doing."""


class Content(Protocol[Kept]):
    """What stands on a shelf."""

    @property
    def source_id(self) -> SourceId:
        """The built-in source."""

    @property
    def counted_as(self) -> str:
        """The kind of its records, as counts name it."""

    def read(self) -> Mapping[str, Kept]:
        """All of it from the records, by id. Not for the event loop."""

    def told(self, kept: Mapping[str, Kept], /) -> tuple[Record, ...]:
        """What workers are told of it."""


@dataclass(slots=True)
class Shelf(Generic[Kept]):
    """All that is kept of one source now, as the records have it."""

    content: Content[Kept]
    ledger: Ledger
    clock: Clock
    is_inherited: bool = False
    """Workers may know what a writer before us told them."""
    kept: dict[str, Kept] | None = None
    """By id; None: not read yet."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while the records change, so that memory follows them in the same order."""
    _telling: "asyncio.Task[int] | None" = None
    _problem: str = ""

    async def change(self, change: Callable[[Mapping[str, Kept]], Changed[Kept]]) -> int:
        """Change the records, and tell; what was begun is ended though who asked hangs up.

        Args:
            change: done in a thread; told what is kept, it says what then is different.

        Returns the number of the version that knows it; 0: nothing is different.
        """
        work = asyncio.create_task(self._changed(change))
        return await asyncio.shield(work)

    async def watch(self, look: Callable[[], Awaitable[object]]) -> None:
        """Look again and again until cancelled, whether or not the records can be read."""
        while True:
            try:
                await look()
            except RecordsUnavailable as problem:
                self._say(str(problem))
            else:
                self._say("")
            await asyncio.sleep(LOOK_S)

    async def _changed(self, change: Callable[[Mapping[str, Kept]], Changed[Kept]]) -> int:
        async with self._turn:
            known = await self._read()
            different = await asyncio.to_thread(change, known)
            for name, kept in different.items():
                known.pop(name, None)
                if kept is not None:
                    known[name] = kept
        return await self._told() if different else 0

    async def _read(self) -> dict[str, Kept]:
        """All of it; from the records when it is needed first. Within our turn."""
        if self.kept is None:
            self.kept = dict(await asyncio.to_thread(self.content.read))
            if self.kept or self.is_inherited:
                self._telling = asyncio.create_task(self._tell())
        return self.kept

    async def _told(self) -> int:
        """Tell what is kept now, together with what else changes in a moment; its number."""
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())
        return await asyncio.shield(self._telling)

    async def _tell(self) -> int:
        await asyncio.sleep(GATHER_S + GATHER_EACH_S * len(self.kept or {}))
        self._telling = None
        now, source_id = self.clock.now(), self.content.source_id
        records = self.content.told(self.kept or {})
        number = self.ledger.enter(Batch(source_id, now, records))
        counts = {self.content.counted_as: len(records)}
        self.ledger.tell(SourceStatus(source_id, Condition.OK, now, now, counts=counts))
        return number

    def _say(self, problem: str) -> None:
        """Log when the records are lost and when they are back, not each time between."""
        source = self.content.source_id
        if problem and not self._problem:
            log.error("kept.unavailable", source=source, problem=problem)
        elif self._problem and not problem:
            log.info("kept.back", source=source)
        self._problem = problem
