"""The writer: reads live sources, numbers what is new, tells every worker, starts imports."""

import asyncio
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog

from feeds.registry import adapter
from maas.app.control import handed
from maas.app.fitness import misfit
from maas.app.generations import GenerationWatch
from maas.app.numbers import Numbers
from maas.app.published import PublishedOffers
from maas.app.readings import Readings
from maas.app.reported.intake import PublicReports
from maas.app.written import WrittenIncidents
from maas.archive import Archive, Limits
from maas.bus import Message, SocketPublisher
from maas.clock import Clock
from maas.errors import GenerationBroken, MaasError
from maas.generation import DataDir, Generation
from maas.model import SourceId
from maas.records import open_records
from maas.requests import (
    Answer,
    AskOperators,
    Done,
    JudgeReport,
    MakeGeneration,
    PublishOffer,
    PushedMessage,
    Refused,
    Request,
    TakeReport,
    WithdrawIncident,
    WithdrawOffer,
    WriteIncidents,
)
from maas.settings import Territory
from maas.timetable import Timetable

log = structlog.get_logger()

THREADS = 32
"""For name look-ups and files, none of which may keep another one waiting."""


@dataclass(slots=True)
class Writer:
    """What the writer knows: the generation being served, what is read, and who is told."""

    territory: Territory
    clock: Clock
    numbers: Numbers
    generation: str
    publisher: SocketPublisher = field(init=False)
    readings: Readings = field(init=False)
    published: PublishedOffers = field(init=False)
    written: WrittenIncidents = field(init=False)
    reported: PublicReports = field(init=False)
    watch: GenerationWatch = field(init=False)

    def __post_init__(self) -> None:
        self.generation = self.numbers.generation or self.generation
        self.publisher = SocketPublisher(self.answer)
        self.readings = Readings(
            self.territory,
            self.clock,
            self.numbers,
            self.publisher,
            archive_of(self.territory),
            self.generation,
        )
        records, inherits = open_records(self.territory.data_dir), self.numbers.last > 0
        zone = self.territory.zone
        self.published = PublishedOffers(records, self.readings, self.clock, zone, inherits)
        self.written = WrittenIncidents(records, self.readings, self.clock, inherits)
        rules = self.territory.reports
        self.reported = PublicReports(records, self.readings, self.clock, rules, inherits)
        self.watch = GenerationWatch(
            self.territory, self.clock, self.generation, self.switch, self._misfit
        )

    async def run(self, control: socket.socket) -> None:
        """Write until SIGTERM or the supervisor's end."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(THREADS))
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopping.set)
        self._tell()
        async with asyncio.TaskGroup() as group:  # a watch that fails ends us; we are replaced
            watches = (
                self._meet_followers(control, stopping),
                self.watch.run(),
                self.readings.run(),
                self.published.run(),
                self.written.run(),
                self.reported.run(),
            )
            tasks = [group.create_task(watch) for watch in watches]
            await stopping.wait()
            for task in tasks:
                task.cancel()

    def switch(self, generation: str) -> None:
        """Tell of other static data; all messages from now on are about it."""
        self.generation = self.numbers.generation = generation
        self.numbers.next()
        self._tell()
        log.info("generation.switched", generation=generation, number=self.numbers.last)

    async def answer(self, request: Request) -> Answer:
        """Do what a worker asks; no question may end the writer."""
        (done,) = await asyncio.gather(self._done(request), return_exceptions=True)
        if isinstance(done, Done):
            return done
        if isinstance(done, MaasError):
            return Refused.by(done)
        log.error("writer.defect", request=type(request).__name__, exc_info=done)
        return Refused("INTERNAL", "a defect of ours; the log says where")

    async def _done(self, request: Request) -> Done:
        match request:
            case PushedMessage(source_id, content):
                return Done(await self.readings.push(SourceId(source_id), content))
            case AskOperators():
                return await self.readings.operators.ask(request)
            case PublishOffer():
                return await self.published.publish(request)
            case WithdrawOffer():
                return await self.published.withdraw(request)
            case WriteIncidents():
                return await self.written.write(request)
            case WithdrawIncident():
                return await self.written.withdraw(request)
            case TakeReport():
                return await self.reported.take(request)
            case JudgeReport():
                return await self.reported.judge(request)
            case MakeGeneration(force):
                self.watch.ask(force=force)
                return Done(self.numbers.last)

    async def _meet_followers(self, control: socket.socket, stopping: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            async for end in handed(control):
                group.create_task(self.publisher.feed(end))
            stopping.set()

    async def _misfit(self, generation: Generation) -> str:
        """Why the newest news speak against a generation."""
        matching = self.readings.matching
        feeds, batches = list(matching.feeds.values()), dict(matching.newest)

        def found() -> str:
            fresh = generation.part("timetable", Timetable)
            return misfit(feeds, batches, matching.timetable, fresh)

        return await asyncio.to_thread(found)

    def _tell(self) -> None:
        """Tell which generation serves, and have all that counts, counts on it."""
        number, generation = self.numbers.last, self.generation
        self.publisher.publish(Message(number, generation))
        self.readings.switch(generation, _timetable(self.territory, generation))
        self.readings.filing.switch(number, generation, self.clock.now())


def archive_of(territory: Territory) -> Archive:
    """Where messages are kept, without what must not be."""
    adapters = {source.id: adapter(source.kind) for source in territory.live_sources}
    hides = {id: module.hide for id, module in adapters.items() if hasattr(module, "hide")}
    return Archive(territory.data_dir / "archive", Limits.of(territory), hides)


def _timetable(territory: Territory, generation: str) -> Timetable | None:
    """Mapped, not read: workers hold the same pages."""
    try:
        return (
            DataDir(territory.data_dir).open(generation, verify=False).part("timetable", Timetable)
        )
    except GenerationBroken:
        return None


def write(writer: Writer, control: socket.socket) -> None:
    """The life of the writer process."""
    asyncio.run(writer.run(control))
