"""The writer's watch over static data: has it imported when a source changed, and switches."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import structlog

from maas.app.memory import give_back
from maas.clock import Clock
from maas.errors import GenerationBroken, MaasError
from maas.generation import DataDir, Generation, roll_back
from maas.generation.stamp import territory_stamp
from maas.settings import Territory

log = structlog.get_logger()

LOOK_S = 0.5
"""How often the writer looks for a new generation."""

COMPARE_S = 5.0
"""How often it compares the sources' files with what was imported."""

RETRY_S = 3600.0
"""When sources that were not taken, and those from elsewhere without `interval_s`, are retried."""


@dataclass(frozen=True, slots=True)
class Tried:
    """The last import."""

    stamp: str = ""
    """Of the sources, settings and code it was made of."""
    at: float = 0.0
    """Monotonic time."""
    day: date = date.min
    """Of the service clock: a source whose service begins later waits for it."""


@dataclass(slots=True)
class GenerationWatch:
    """What is known of static data: the generation that serves, and what was tried last."""

    territory: Territory
    clock: Clock
    serving: str
    """The id of the generation that was switched to last."""
    switch: Callable[[str], None]
    """Tells of a generation that was found whole."""
    misfit: Callable[[Generation], Awaitable[str]]
    """Why live sources say that one should not be taken; "": they don't."""
    tried: Tried = Tried()
    broken: str = ""
    """A generation that was found broken; not looked at again."""
    asked: bool = False
    """Somebody wants an import now."""
    forced: bool = False
    """And takes what is much smaller, or fits less well."""
    _wanted: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Watch until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_generations())
            group.create_task(self._watch_sources())

    def ask(self, *, force: bool) -> None:
        """Have everything compared with its sources now, and imported."""
        self.asked, self.forced = True, self.forced or force
        self._wanted.set()

    async def _watch_generations(self) -> None:
        """Tell of each new generation, once it was found whole and fit."""
        while True:
            current = self._data.current_id()
            if current is not None and current not in (self.serving, self.broken):
                await self._consider(current)
            await asyncio.sleep(LOOK_S)

    async def _consider(self, current: str) -> None:
        try:
            generation = await asyncio.to_thread(self._data.open, current)
            forward = current > self.serving and not generation.manifest.forced
            doubt = await self._doubt(generation) if forward else ""
        except GenerationBroken as problem:
            log.error("generation.broken", generation=current, problem=str(problem))
            self.broken = current
            return
        stays = await asyncio.to_thread(self._keep, self.serving, doubt) if doubt else False
        if stays:
            log.warning("generation.refused", generation=current, problem=doubt)
            return
        self.serving = current
        self.switch(current)
        await asyncio.to_thread(give_back)

    async def _doubt(self, generation: Generation) -> str:
        """Why live sources speak against a generation; nothing where asking them breaks us: no
        message may end the writer, nor keep an old timetable in service."""
        (doubt,) = await asyncio.gather(self.misfit(generation), return_exceptions=True)
        if isinstance(doubt, str):
            return doubt
        if isinstance(doubt, GenerationBroken):
            raise doubt
        log.error("fitness.defect", generation=generation.id, exc_info=doubt)
        return ""

    def _keep(self, serving: str, why: str) -> bool:
        """Make what serves the current generation again; False if it is not on disk any more."""
        stamp = territory_stamp(self.territory)
        try:
            with self._data.locked():
                roll_back(self._data, serving, why, stamp, hold=False)
        except MaasError:
            return False
        return True

    async def _watch_sources(self) -> None:
        """Import again when a source, a setting or our own code is another than imported."""
        while True:
            stamp = await asyncio.to_thread(territory_stamp, self.territory)
            if self.asked or self._is_due(_open(self._data), stamp):
                forced, self.asked, self.forced = self.forced, False, False
                self.tried = Tried(stamp, time.monotonic(), self._today)
                await self._import(forced)
            self._wanted.clear()
            if not self.asked:
                await _either(self._wanted, COMPARE_S)

    def _is_due(self, generation: Generation | None, stamp: str) -> bool:
        tried = self.tried
        if generation is None:
            return time.monotonic() - tried.at > RETRY_S or not tried.stamp
        manifest = generation.manifest
        if stamp not in (manifest.stamp, tried.stamp):
            return True
        waits = bool(manifest.refused) or any(source.kept for source in manifest.sources)
        if waits and tried.stamp and tried.day != self._today:
            return True
        polled = [s.interval_s or RETRY_S for s in self.territory.static_sources if not s.path]
        pause = min([*polled, *([RETRY_S] if waits else [])], default=None)
        if pause is None:
            return False
        since = time.monotonic() - tried.at if tried.stamp else time.time() - manifest.created
        return since > pause

    async def _import(self, forced: bool) -> None:
        """Run a builder: a process of its own, of low priority, that ends when we do."""
        files = [str(file) for file in self.territory.files]
        options = ["--background", "--on", self._today.isoformat(), *["--force"] * forced]
        log.info("import.started", territory=self.territory.name, forced=forced)
        builder = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "maas", "import", *options, *files),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
        )
        code = await builder.wait()
        log.info("import.ended", territory=self.territory.name, exit=code)

    @property
    def _today(self) -> date:
        return datetime.fromtimestamp(self.clock.now(), UTC).astimezone(self.territory.zone).date()

    @property
    def _data(self) -> DataDir:
        return DataDir(self.territory.data_dir)


async def _either(event: asyncio.Event, seconds: float) -> None:
    """Until something is wanted, or so long."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


def _open(data: DataDir) -> Generation | None:
    try:
        current = data.current_id()
        return data.open(current, verify=False) if current else None
    except GenerationBroken:
        return None
