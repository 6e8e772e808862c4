"""Looks keys up in the records for the requests of one worker, beside its event loop.

Every request that shows a key asks the file anew, so that a revocation holds from the moment it
is acknowledged, in every worker.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from maas.errors import RecordsUnavailable
from maas.keys import Key, digest_of
from maas.records import Records

LOOK_UP_S = 2.0
"""A disk that takes longer is out of reach."""

NOTED_EVERY_S = 3600
"""Uses of a key are remembered to the hour: who asks when is nobody's business."""


@dataclass(frozen=True, slots=True)
class KeyFinder:
    """The keys as the boundary asks for them; made after the fork, as it has a thread."""

    records: Records
    clock: Callable[[], float] = time.time
    thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="keys")
    )

    async def find(self, secret: str) -> Key | None:
        """The key in force that has this secret.

        Raises:
            RecordsUnavailable: the records are out of reach.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(LOOK_UP_S):
                return await loop.run_in_executor(self.thread, self._find, secret)
        except TimeoutError as problem:
            raise RecordsUnavailable(f"no answer within {LOOK_UP_S:g} s") from problem

    def _find(self, secret: str) -> Key | None:
        key = self.records.find_key(digest_of(secret))
        if key is not None:
            self._note(key)
        return key

    def _note(self, key: Key) -> None:
        """Remember the use, if it was not within this hour; a full disk keeps nobody out."""
        hour = int(self.clock()) // NOTED_EVERY_S * NOTED_EVERY_S
        if key.used is None or key.used < hour:
            with suppress(RecordsUnavailable):
                self.records.note_use(key.id, hour)
