"""Archives beside the loop of the writer, each source for itself.

A disk may hang for minutes. Then a message counts as not archived after some seconds, and polling
goes on; what was begun goes on too, in a thread of that source, and no other is begun meanwhile.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog

from maas.archive import Archive
from maas.archive.retention import sweep
from maas.clock import Clock
from maas.model import SourceId
from maas.snapshot import Batch

log = structlog.get_logger()

PATIENCE_S = 5.0
"""How long a message waits for the disk."""

SWEEP_S = 3600.0
"""How often retention looks."""

MAX_SOURCES = 1000
"""Threads at most; each is begun when all others are busy."""

HANGS = "the disk does not answer"


@dataclass(slots=True)
class Filing:
    """What is being written of each source, one thing at a time."""

    archive: Archive
    clock: Clock
    patience_s: float = PATIENCE_S
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(MAX_SOURCES, thread_name_prefix="archive")
    )
    _under_way: dict[str, tuple[object, "Future[None]"]] = field(default_factory=dict)
    """By source: what, and until when."""

    async def keep(self, batch: Batch, number: int, content: bytes) -> bool:
        """Archive a message; whether it is."""
        source_id, read_at = batch.source_id, batch.read_at

        def append() -> None:
            self.archive.append(source_id, number, read_at, content)

        return await self._done(source_id, number, append)

    async def settle(self, source_id: SourceId) -> bool:
        """Have the disk hold what was archived of a source, whenever the machine stops."""
        return await self._done(source_id, None, lambda: self.archive.flush(source_id))

    def switch(self, number: int, generation: str, read_at: int) -> None:
        """Note which generation all that comes is about, and from when on."""
        self.archive.announce(number, generation, read_at)
        self._threads.submit(self.archive.write_switches)

    async def run(self) -> None:
        """Let go of what is too old or too much, now and then, until cancelled."""
        problem = ""
        try:
            while True:
                swept = asyncio.wrap_future(self._threads.submit(self._swept))
                before, problem = problem, await asyncio.shield(swept)
                if problem and not before:
                    log.warning("archive.not_swept", problem=problem)
                await asyncio.sleep(SWEEP_S)
        finally:
            under_way = [future for _, future in self._under_way.values()]
            await _ended(under_way, self.patience_s)  # no torn entries, unless the disk hangs

    async def _done(self, source_id: SourceId, what: object, work: Callable[[], None]) -> bool:
        """Whether something was done in time; what was begun before is waited for."""
        before, future = self._under_way.get(source_id, (None, None))
        if future is not None and not await _ended([future], self.patience_s):
            return self._hangs(source_id)
        if what is None or before != what or source_id in self.archive.problems:
            future = self._threads.submit(work)
            self._under_way[source_id] = what, future
            if not await _ended([future], self.patience_s):
                return self._hangs(source_id)
        if future is not None:
            future.result()  # a defect of ours is not a message that is kept
        return source_id not in self.archive.problems

    def _hangs(self, source_id: SourceId) -> bool:
        self.archive.stopped(source_id, HANGS)
        return False

    def _swept(self) -> str:
        """Why retention failed; "": it did not."""
        archive = self.archive
        try:
            if archive.folder.is_dir():
                sweep(archive.folder, archive.limits, self.clock.now())
        except OSError as problem:
            return str(problem)
        return ""


async def _ended(futures: "Sequence[Future[None]]", patience_s: float) -> bool:
    """Wait for what threads do; whether all have ended. Who leaves ends none."""
    waiting = [asyncio.wrap_future(future) for future in futures]
    if waiting:
        await asyncio.wait(waiting, timeout=patience_s)
    return all(future.done() for future in futures)
