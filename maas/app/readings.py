"""Everything that comes in: numbered, told to the workers, archived, watched as it ages."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from feeds.fetch.client import Client
from feeds.fetch.poller import Poller
from feeds.registry import adapter
from maas.app.counting import Counting
from maas.app.desk import Desk
from maas.app.exchange_book import ExchangeBook, taken
from maas.app.filing import Filing
from maas.app.living import live_feeds
from maas.app.matching import Fit, Matching
from maas.app.numbers import Numbers
from maas.app.operators import Operators
from maas.app.standing import Standing
from maas.app.tallies import Tallies
from maas.archive import Archive, ArchiveReader
from maas.bus import Message, Publisher
from maas.clock import Clock
from maas.errors import FeedMalformed, NotFound, RecordsUnavailable
from maas.model import SourceId
from maas.records import open_records
from maas.series import Series, SeriesReader
from maas.settings import ROAD_KINDS, Territory
from maas.snapshot import Batch
from maas.sources import SourceStatus
from maas.timetable import Timetable

LOOK_S = 0.5
"""How often ages are looked at."""


@dataclass(slots=True)
class Readings:
    """The desks of all live sources, and the ledger they write in."""

    territory: Territory
    clock: Clock
    numbers: Numbers
    publisher: Publisher
    archive: Archive
    generation: str
    filing: Filing = field(init=False)
    counting: Counting = field(init=False)
    standing: Standing = field(init=False)
    desks: dict[SourceId, Desk] = field(default_factory=dict)
    operators: Operators = field(init=False)
    matching: Matching = field(init=False)
    tallies: Tallies = field(init=False)
    book: ExchangeBook = field(init=False)

    def __post_init__(self) -> None:
        feeds = {feed.source_id: feed for feed in live_feeds(self.territory)}
        self.matching = Matching(feeds, self._fits)
        read = [each for each in self.territory.live_sources if not each.is_asked]
        records = open_records(self.territory.data_dir)
        self.tallies = Tallies.of(records, self.clock, [each.id for each in read])
        self.book = ExchangeBook(open_records(self.territory.data_dir), self.clock)
        self.filing = Filing(self.archive, self.clock)
        folder = self.territory.data_dir / "series"
        self.standing = Standing(SeriesReader(folder))
        self.counting = Counting(Series(folder), self.clock, self.territory.series.retention_days)
        inherits = self.numbers.last > 0
        self.operators = Operators(self.territory, self, self.clock, inherits)
        for source in read:
            parse = adapter(source.kind).parser(source)
            self.desks[source.id] = Desk(source, parse, self, self.clock, inherits)

    async def run(self) -> None:
        """Ask every source in turn, until cancelled."""
        await self._restore()
        async with Client() as client, asyncio.TaskGroup() as group:
            for poller in self._pollers(client):
                group.create_task(poller.run())
            group.create_task(self.matching.run())
            group.create_task(self._age())
            group.create_task(self.tallies.run())
            group.create_task(self.book.run())
            group.create_task(self.filing.run())
            group.create_task(self.counting.run())
            group.create_task(self.operators.run())

    async def push(self, source_id: SourceId, content: bytes) -> int:
        """Take a message that was brought; its number, once it is archived for good.

        Raises:
            NotFound: no live source has this id.
            FeedMalformed: it is no message, or older than the one in use.
            RecordsUnavailable: it is in use, but could not be archived.
        """
        desk = self.desks.get(source_id)
        if desk is None:
            raise NotFound(f"no live source is called {source_id!r}")
        try:
            number = await desk.take(content, lasting=True)
        except FeedMalformed as problem:
            await desk.fail(f"a message that was pushed was refused: {problem}")
            raise
        if number is None:
            raise FeedMalformed("it is older than the message in use")
        if not desk.is_kept:
            why = self.archive.problems.get(source_id, "")
            raise RecordsUnavailable(f"in use, but not archived: {why}")
        return number

    def switch(self, generation: str, timetable: Timetable | None) -> None:
        """All messages from now on are about another generation."""
        self.generation = generation
        self.matching.switch(timetable)

    def enter(self, batch: Batch) -> int:
        """Number a batch and tell the workers; its number."""
        number = self.numbers.next()
        batch = self.standing.dated(batch)
        self.publisher.publish(Message(number, self.generation, batch))
        self.matching.submit(batch)
        self.counting.note(batch)
        return number

    def tell(self, status: SourceStatus) -> None:
        """Tell the workers how a source is doing, and count it."""
        self.publisher.publish(Message(self.numbers.last, self.generation, status=status))
        self.tallies.note(status)

    async def keep(self, batch: Batch, number: int, content: bytes) -> bool:
        """Archive a message that was taken; whether it is."""
        desk = self.desks.get(batch.source_id)
        if desk is not None and desk.source.kind in ROAD_KINDS:
            self.book.note(taken(batch, desk.source.kind, content))
        return await self.filing.keep(batch, number, content)

    async def settle(self, source_id: SourceId) -> bool:
        """Have the disk hold what was archived of a source, whenever the machine stops."""
        await self.book.flush()
        return await self.filing.settle(source_id)

    async def _restore(self) -> None:
        """Go on where the writer before us was killed: what it acknowledged, it archived.

        After a start of the service what sources say is asked anew; only who is never asked is
        believed to stand by what they said, as long as the clock shows the same time as then.
        """
        started = time.time() - (self.clock.monotonic() - self.clock.origin)
        for desk in self.desks.values():
            if desk.is_inherited:
                await self._restore_one(desk, started)
                if desk.source.is_pushed:
                    desk.disinherit()  # nobody would ever ask how old it is
            elif desk.source.is_pushed and self.territory.clock is None:
                await self._restore_one(desk, 0.0)

    async def _restore_one(self, desk: Desk, since: float) -> None:
        """The newest message that was archived at or after a time of day."""
        archived, now = ArchiveReader(self.archive.folder), self.clock.now()
        with suppress(OSError, ValueError, FeedMalformed):
            kept = await asyncio.to_thread(archived.newest, desk.source.id, now, received=since)
            if kept is not None:
                content = await asyncio.to_thread(kept.content)
                await desk.restore(content, kept.entry.read_at)

    def _pollers(self, client: Client) -> Iterable[Poller]:
        for source_id, desk in self.desks.items():
            if not (desk.source.is_pushed or desk.source.is_asked):
                reader = adapter(desk.source.kind).reader(desk.source, client)
                yield Poller(self.desks[source_id].source, reader, desk, self.clock)

    def _fits(self, source_id: SourceId, fit: Fit) -> None:
        self.desks[source_id].fits(fit)

    async def _age(self) -> None:
        while True:
            for desk in self.desks.values():
                desk.age()
            await asyncio.sleep(LOOK_S)
