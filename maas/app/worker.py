"""A worker: answers over HTTP from one world, follows the writer to the next."""

import asyncio
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass

import structlog
from aiohttp import web

from api.app import make_app
from api.ports import Ports
from api.served import Holder
from maas.app.control import handed
from maas.app.key_finder import KeyFinder
from maas.app.listening import Door
from maas.app.world import World, load_world
from maas.bus import Message, follow
from maas.clock import Clock
from maas.errors import GenerationBroken
from maas.generation import DataDir
from maas.records import open_records
from maas.settings import Territory
from maas.snapshot import Snapshot
from maas.store import Store

log = structlog.get_logger()


@dataclass(slots=True)
class Worker:
    """The state of one worker: the world it serves, the snapshot, and where handlers take both."""

    territory: Territory
    clock: Clock
    world: World
    store: Store
    holder: Holder

    @classmethod
    def of(cls, territory: Territory, clock: Clock, world: World) -> "Worker":
        """A worker that starts from a world its supervisor loaded."""
        snapshot = Snapshot(world.generation)
        return cls(territory, clock, world, Store(snapshot), Holder(world.served(snapshot)))

    async def run(self, control: socket.socket, listener: socket.socket) -> None:
        """Serve until SIGTERM or the supervisor's end; finish the answers under way."""
        loop = asyncio.get_running_loop()
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopping.set)
        await self._catch_up()
        door = await Door.opened(self._app(), listener)
        async with asyncio.TaskGroup() as group:  # a worker that cannot follow is replaced
            following = group.create_task(self._follow_all(control, stopping))
            await stopping.wait()
            following.cancel()
        with suppress(TimeoutError):
            await door.close()

    async def apply(self, message: Message) -> None:
        """Take a message of the writer: load its generation if it is another, then its batch."""
        if message.generation != self.world.generation:
            self.world = await asyncio.to_thread(self._load, message.generation)
        snapshot = self.store.snapshot
        if message.batch is None:
            snapshot = snapshot.with_generation(
                message.number, message.generation, snapshot.overlays
            )
        else:
            snapshot = snapshot.with_batch(message.number, message.batch, snapshot.overlays)
        self.store.publish(snapshot)
        self.holder.current = self.world.served(snapshot)

    def _app(self) -> web.Application:
        """What answers, with all it reaches beyond the world served."""
        keys = KeyFinder(open_records(self.territory.data_dir))
        return make_app(self.holder, self.clock.now, ports=Ports(keys=keys))

    async def _catch_up(self) -> None:
        """Load the current generation if the supervisor's is an older one (after a restart)."""
        current = DataDir(self.territory.data_dir).current_id()
        if current is not None and current != self.world.generation:
            await self._apply_or_stay(Message(0, current))

    async def _follow_all(self, control: socket.socket, stopping: asyncio.Event) -> None:
        """Follow the writer, and its successor when it is replaced."""
        async with asyncio.TaskGroup() as group:
            following: asyncio.Task[None] | None = None
            async for end in handed(control):
                if following is not None:
                    following.cancel()
                following = group.create_task(self._follow(end))
            stopping.set()

    async def _follow(self, end: socket.socket) -> None:
        async for message in follow(end):
            await self._apply_or_stay(message)

    async def _apply_or_stay(self, message: Message) -> None:
        try:
            await self.apply(message)
        except GenerationBroken as problem:
            log.error("generation.broken", generation=message.generation, problem=str(problem))

    def _load(self, generation_id: str) -> World:
        data = DataDir(self.territory.data_dir)
        generation = data.open(generation_id, verify=False)
        return load_world(generation, self.territory, self.clock.now())


def work(worker: Worker, control: socket.socket, listener: socket.socket) -> None:
    """The life of a worker process."""
    asyncio.run(worker.run(control, listener))
