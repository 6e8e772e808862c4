"""The writer's watch over static data: has it imported when a source changed, and switches."""

import asyncio
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from maas.errors import GenerationBroken
from maas.generation import DataDir, Generation
from maas.generation.stamp import territory_stamp
from maas.settings import Territory

log = structlog.get_logger()

LOOK_S = 0.5
"""How often the writer looks for a new generation."""

COMPARE_S = 5.0
"""How often it compares the sources' files with what was imported."""

RETRY_S = 3600.0
"""When sources that were not taken, and those from elsewhere without `interval_s`, are retried."""


@dataclass(slots=True)
class GenerationWatch:
    """What is known of static data: the generation that serves, and what was tried last."""

    territory: Territory
    serving: str
    """The id of the generation that was switched to last."""
    switch: Callable[[str], None]
    """Tells of a generation that was found whole."""
    tried: tuple[str, float] = ("", 0.0)
    """Stamp and monotonic time of the last import."""

    async def run(self) -> None:
        """Watch until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_generations())
            group.create_task(self._watch_sources())

    async def _watch_generations(self) -> None:
        """Tell of each new generation, once it was found whole."""
        while True:
            current = self._data.current_id()
            if current is not None and current != self.serving:
                await self._switch(current)
            await asyncio.sleep(LOOK_S)

    async def _switch(self, current: str) -> None:
        self.serving = current
        try:
            await asyncio.to_thread(self._data.open, current)
        except GenerationBroken as problem:
            log.error("generation.broken", generation=current, problem=str(problem))
            return
        self.switch(current)

    async def _watch_sources(self) -> None:
        """Import again when a source, a setting or our own code is another than imported."""
        while True:
            stamp = await asyncio.to_thread(territory_stamp, self.territory)
            if self._is_due(_open(self._data), stamp):
                self.tried = (stamp, time.monotonic())
                await self._import()
            await asyncio.sleep(COMPARE_S)

    def _is_due(self, generation: Generation | None, stamp: str) -> bool:
        tried, at = self.tried
        if generation is None:
            return time.monotonic() - at > RETRY_S or not tried
        if stamp not in (generation.manifest.stamp, tried):
            return True
        waits = generation.manifest.refused or any(s.kept for s in generation.manifest.sources)
        polled = [s.interval_s or RETRY_S for s in self.territory.static_sources if not s.path]
        pause = min([*polled, *([RETRY_S] if waits else [])], default=None)
        if pause is None:
            return False
        since = time.monotonic() - at if tried else time.time() - generation.manifest.created
        return since > pause

    async def _import(self) -> None:
        """Run a builder: a process of its own, of low priority, that ends when we do."""
        files = [str(file) for file in self.territory.files]
        log.info("import.started", territory=self.territory.name)
        builder = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "maas", "import", "--background", *files),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
        )
        code = await builder.wait()
        log.info("import.ended", territory=self.territory.name, exit=code)

    @property
    def _data(self) -> DataDir:
        return DataDir(self.territory.data_dir)


def _open(data: DataDir) -> Generation | None:
    try:
        current = data.current_id()
        return data.open(current, verify=False) if current else None
    except GenerationBroken:
        return None
