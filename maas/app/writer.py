"""The writer: numbers what is new, tells every worker, has new static data imported."""

import asyncio
import mmap
import signal
import socket
import sys
import time
from dataclasses import dataclass, field

import structlog

from maas.app.control import handed
from maas.bus import Message, SocketPublisher
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


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of the last message, in memory shared with the writer's successors."""

    memory: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 8))

    @property
    def last(self) -> int:
        """The last number given out."""
        return int.from_bytes(self.memory[:8], "little")

    def next(self) -> int:
        """Give out the next number; numbers never go back, whoever writes."""
        number = self.last + 1
        self.memory[:8] = number.to_bytes(8, "little")
        return number


@dataclass(slots=True)
class Writer:
    """What the writer knows: the generation being served and what it tried to import last."""

    territory: Territory
    numbers: Numbers
    generation: str
    publisher: SocketPublisher = field(default_factory=SocketPublisher)
    tried: tuple[str, float] = ("", 0.0)
    """Stamp and monotonic time of the last import."""

    async def run(self, control: socket.socket) -> None:
        """Write until SIGTERM or the supervisor's end."""
        loop = asyncio.get_running_loop()
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopping.set)
        self.publisher.publish(Message(self.numbers.last, self.generation))
        async with asyncio.TaskGroup() as group:  # a watch that fails ends us; we are replaced
            watches = (
                self._meet_followers(control, stopping),
                self._watch_generations(),
                self._watch_sources(),
            )
            tasks = [group.create_task(watch) for watch in watches]
            await stopping.wait()
            for task in tasks:
                task.cancel()

    async def _meet_followers(self, control: socket.socket, stopping: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            async for end in handed(control):
                group.create_task(self.publisher.feed(end))
            stopping.set()

    async def _watch_generations(self) -> None:
        """Tell of each new generation, once it was found whole."""
        data = DataDir(self.territory.data_dir)
        while True:
            current = data.current_id()
            if current is not None and current != self.generation:
                await self._switch(data, current)
            await asyncio.sleep(LOOK_S)

    async def _switch(self, data: DataDir, current: str) -> None:
        self.generation = current
        try:
            await asyncio.to_thread(data.open, current)
        except GenerationBroken as problem:
            log.error("generation.broken", generation=current, problem=str(problem))
            return
        number = self.numbers.next()
        self.publisher.publish(Message(number, current))
        log.info("generation.switched", generation=current, number=number)

    async def _watch_sources(self) -> None:
        """Import again when a source, a setting or our own code is another than imported."""
        data = DataDir(self.territory.data_dir)
        while True:
            stamp = await asyncio.to_thread(territory_stamp, self.territory)
            if self._is_due(_open(data), stamp):
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


def _open(data: DataDir) -> Generation | None:
    try:
        current = data.current_id()
        return data.open(current, verify=False) if current else None
    except GenerationBroken:
        return None


def write(writer: Writer, control: socket.socket) -> None:
    """The life of the writer process."""
    asyncio.run(writer.run(control))
