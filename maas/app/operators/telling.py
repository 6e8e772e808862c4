"""When what is known is told: soon, but not each piece of it by itself."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

GATHER_S = 0.05
"""For so long a piece waits for others that are on their way."""

SPACING_S = 0.2
"""Between two batches: each costs every worker to lay it over the streets."""


@dataclass(slots=True)
class Telling:
    """Calls `enter` after what was noted; `number` is what it gave last. Times are the loop's."""

    enter: Callable[[], int]
    number: int = 0
    _last: float = 0.0
    _untold: asyncio.Event | None = None
    """Set once what was noted is told; None: all is."""
    _timer: asyncio.TimerHandle | None = None

    def note(self, *, waits: bool) -> None:
        """There is something to tell; whether more is on its way."""
        self._untold = self._untold or asyncio.Event()
        self._plan(GATHER_S if waits else 0.0)

    def hurry(self) -> None:
        """No more is on its way."""
        if self._untold is not None:
            self._plan(0.0)

    async def done(self) -> None:
        """Wait until all that was noted is told."""
        if self._untold is not None:
            await self._untold.wait()

    def stop(self) -> None:
        """Tell no more."""
        if self._timer is not None:
            self._timer.cancel()

    def _plan(self, wait_s: float) -> None:
        loop = asyncio.get_running_loop()
        at = max(loop.time() + wait_s, self._last + SPACING_S)
        if self._timer is not None:
            if self._timer.when() <= at:
                return
            self._timer.cancel()
        self._timer = loop.call_at(at, self._tell)

    def _tell(self) -> None:
        assert self._untold is not None
        self._timer, self._last = None, asyncio.get_running_loop().time()
        self.number = self.enter()
        self._untold.set()
        self._untold = None
