"""A worker: answers over HTTP from one world, follows the writer to the next."""

import asyncio
import signal
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import structlog
from aiohttp import web

from api.app import make_app
from api.metrics.meters import Meter
from api.served import Holder
from maas.app.control import handed
from maas.app.kinds import is_lost
from maas.app.listening import Door
from maas.app.living import Living, living
from maas.app.memory import give_back
from maas.app.reaching import ports_of
from maas.app.world import World, load_world
from maas.bus import Line, Message
from maas.clock import Clock
from maas.errors import GenerationBroken, WriterAway
from maas.generation import DataDir
from maas.requests import Done, Refused, Request
from maas.settings import Territory
from maas.snapshot import Batch, Snapshot
from maas.store import Store

log = structlog.get_logger()


CATCH_UP_S = 10.0
"""How long a new worker waits for what holds already; without a writer it answers as scheduled."""

ASK_S = 30.0
LINGER_S = 6.0
"""For questions under way when another world takes over; none takes longer."""

APPLY_S = 5.0
"""How long an answer waits for what it brought to be served here."""


LOOK_S = 1.0
"""Between looks whether something known changed by itself, or became too old while there is no
writer to say so."""


@dataclass(slots=True)
class Worker:
    """The state of one worker: the world it serves, the snapshot, and where handlers take both."""

    territory: Territory
    clock: Clock
    world: World
    store: Store
    holder: Holder
    living: Living
    line: Line | None = None
    """To the writer, while there is one."""
    broken: str = ""
    """A generation that could not be loaded; not tried again."""
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the next lot is served; another one then takes its place."""
    meter: Meter = field(default_factory=Meter.alone)
    taking: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a lot is taken: one after the other."""
    defects: int = 0
    """Lots of news that broke us; tests assert 0."""

    @classmethod
    def of(
        cls, territory: Territory, clock: Clock, world: World, meter: Meter | None = None
    ) -> "Worker":
        """A worker that starts from a world its supervisor loaded; None: nobody counts with it."""
        snapshot, living = Snapshot(world.generation), Living(world.planner)
        holder = Holder(world.served(snapshot))
        return cls(
            territory, clock, world, Store(snapshot), holder, living, meter=meter or Meter.alone()
        )

    async def run(self, control: socket.socket, listener: socket.socket) -> None:
        """Serve until SIGTERM or the supervisor's end; finish the answers under way."""
        loop = asyncio.get_running_loop()
        stopping, ready = asyncio.Event(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _set_all, stopping, ready)
        await self._catch_up()
        async with asyncio.TaskGroup() as group:  # a worker that cannot follow is replaced
            following = group.create_task(self._follow_all(control, stopping, ready))
            ageing = group.create_task(self._age())
            with suppress(TimeoutError):
                await asyncio.wait_for(ready.wait(), CATCH_UP_S)
            door = await Door.opened(self._app(), listener)
            await stopping.wait()
            following.cancel()
            ageing.cancel()
        with suppress(TimeoutError):
            await door.close()

    async def take(self, lot: Sequence[Message]) -> None:
        """Take what the writer told: another generation, batches, statuses; one new snapshot.

        All that is known is laid over another generation before it serves, so that no answer is
        from two versions.
        """
        if not lot:
            return
        world = await self._world(lot[-1].generation)
        snapshot = succeed(self.store.snapshot, world.generation, lot)
        before = self.store.snapshot
        if snapshot.version != before.version or snapshot.batches is not before.batches:
            living = await self._living(world, snapshot)
            if living is None:
                await self._take_apart(lot)
                return
            self.living = living
        if world is not self.world:
            asyncio.get_running_loop().call_later(LINGER_S, self._forget_world)
        self.world = world
        self._serve(snapshot)

    async def renew(self) -> None:
        """Lay what is known anew once some of it has changed by itself, as counts grow old.

        The number stays, for nothing was told.
        """
        async with self.taking:
            until = self.living.until
            if until is None or self.clock.now() < until:
                return
            renewed = await self._living(self.world, self.store.snapshot)
            self.living = renewed or self.living
            self._serve(self.store.snapshot)

    def _serve(self, snapshot: Snapshot) -> None:
        """Publish a snapshot with the news that are laid over the world."""
        self.store.publish(replace(snapshot, overlays=MappingProxyType({"live": self.living.live})))
        self.holder.current = self.world.served(self.store.snapshot, self.living.planner)
        self.taken.set()
        self.taken = asyncio.Event()

    async def withdraw_old(self) -> None:
        """Stop using what became too old, if no writer is there to say so.

        The number stays: the next one is the next writer's, whose news replace all.
        """
        async with self.taking:
            snapshot, now = self.store.snapshot, self.clock.now()
            old = [each.source_id for each in snapshot.batches.values() if is_lost(each, now)]
            if self.line is not None or not old:
                return
            log.warning("news.withdrawn", sources=old)
            number, generation = snapshot.number, snapshot.generation
            await self.take([Message(number, generation, Batch(source, now)) for source in old])

    async def _age(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            await self.withdraw_old()
            await self.renew()

    def _forget_world(self) -> None:
        """Let go of what the world before took, once no question is asked of it any more."""
        asyncio.get_running_loop().run_in_executor(None, give_back)

    async def _take_apart(self, lot: Sequence[Message]) -> None:
        """Take a lot that broke us piece by piece, so that only what is at fault is lost."""
        for message in lot if len(lot) > 1 else ():
            await self.take([message])

    async def ask(self, request: Request) -> Done:
        """Have the writer do something.

        Raises:
            WriterAway: it did not in time; whether it was done nobody knows.
            MaasError: it refused.
        """
        if self.line is None:
            raise WriterAway("what takes news is not there; try again")
        answer = await self.line.ask(request, ASK_S)
        if isinstance(answer, Refused):
            raise answer.error
        with suppress(TimeoutError):
            await asyncio.wait_for(self.served(answer.number), APPLY_S)
        return answer

    async def served(self, number: int) -> None:
        """Wait until what has this number is served here, so that who brought it sees it."""
        while self.store.snapshot.number < number:
            await self.taken.wait()

    def _app(self) -> web.Application:
        """What answers, with all it reaches beyond the world served."""
        return make_app(self.holder, self.clock.now, ports=ports_of(self))

    async def _catch_up(self) -> None:
        """Load the current generation if the supervisor's is an older one (after a restart)."""
        current = DataDir(self.territory.data_dir).current_id()
        if current is not None and current != self.world.generation:
            await self.take([Message(0, current)])

    async def _follow_all(
        self, control: socket.socket, stopping: asyncio.Event, ready: asyncio.Event
    ) -> None:
        """Follow the writer, and its successor when it is replaced."""
        async with asyncio.TaskGroup() as group:
            following: asyncio.Task[None] | None = None
            async for end in handed(control):
                if following is not None:
                    following.cancel()
                following = group.create_task(self._follow(end, ready))
            stopping.set()

    async def _follow(self, end: socket.socket, ready: asyncio.Event) -> None:
        line = self.line = await Line.opened(end)
        try:
            async for lot in line.news():
                async with self.taking:
                    await self.take(lot)
                ready.set()
        finally:
            if self.line is line:
                self.line = None
            line.close()

    async def _world(self, generation: str) -> World:
        """The world of a generation; the one that serves if it cannot be loaded."""
        if generation in (self.world.generation, self.broken):
            return self.world
        try:
            return await asyncio.to_thread(self._load, generation)
        except GenerationBroken as problem:
            log.error("generation.broken", generation=generation, problem=str(problem))
            self.broken = generation
            return self.world

    async def _living(self, world: World, snapshot: Snapshot) -> Living | None:
        """The news laid over the world; None if that breaks us: no message may end a worker, which
        would meet it again and again."""
        before, now = self.living if world is self.world else None, self.clock.now()
        work = asyncio.to_thread(living, world, self.territory, snapshot.batches, now, before)
        began = time.perf_counter()
        (made,) = await asyncio.gather(work, return_exceptions=True)
        if isinstance(made, Living):
            self.meter.applied(time.perf_counter() - began)
            return made
        self.defects += 1
        log.error("live.defect", version=snapshot.version, exc_info=made)
        return None if world is self.world else Living(world.planner)

    def _load(self, generation_id: str) -> World:
        data = DataDir(self.territory.data_dir)
        generation = data.open(generation_id, verify=False)
        return load_world(generation, self.territory, self.clock.now())


def _set_all(*events: asyncio.Event) -> None:
    for event in events:
        event.set()


def succeed(snapshot: Snapshot, generation: str, lot: Sequence[Message]) -> Snapshot:
    """The snapshot after some messages; numbers never go back."""
    number = max(snapshot.number, *(message.number for message in lot))
    for message in lot:
        if message.batch is not None:
            snapshot = snapshot.with_batch(number, message.batch, snapshot.overlays)
        if message.status is not None:
            snapshot = snapshot.with_status(message.status)
    return snapshot.with_generation(number, generation, snapshot.overlays)


def work(worker: Worker, control: socket.socket, listener: socket.socket) -> None:
    """The life of a worker process."""
    asyncio.run(worker.run(control, listener))
