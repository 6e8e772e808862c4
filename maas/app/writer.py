"""The writer: numbers what is new, tells every worker, has new static data imported."""

import asyncio
import mmap
import signal
import socket
from dataclasses import dataclass, field

import structlog

from maas.app.control import handed
from maas.app.generations import GenerationWatch
from maas.bus import Message, SocketPublisher
from maas.settings import Territory

log = structlog.get_logger()


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
    """What the writer knows: the generation being served, and the last number."""

    territory: Territory
    numbers: Numbers
    generation: str
    publisher: SocketPublisher = field(default_factory=SocketPublisher)

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
                GenerationWatch(self.territory, self.generation, self.switch).run(),
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

    def switch(self, generation: str) -> None:
        """Tell of other static data; all messages from now on are about it."""
        self.generation = generation
        number = self.numbers.next()
        self.publisher.publish(Message(number, generation))
        log.info("generation.switched", generation=generation, number=number)


def write(writer: Writer, control: socket.socket) -> None:
    """The life of the writer process."""
    asyncio.run(writer.run(control))
