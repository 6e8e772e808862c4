"""Has the writer ask carpool operators before a question is answered, while that may wait."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from maas.app.world import World
from maas.bus import Line
from maas.clock import Clock
from maas.errors import WriterAway
from maas.model import LatLon, SourceId
from maas.requests import Area, AskOperators, Done
from maas.settings import Territory
from routing.carpool.areas import areas_of
from routing.question import End, Question

WRITERS_SHARE = 0.75
"""Of the time that a question waits; the rest is for laying what came over the streets."""


class Follower(Protocol):
    """What follows the writer: a worker."""

    @property
    def line(self) -> Line | None:
        """To the writer, while there is one."""

    @property
    def world(self) -> World:
        """What serves now."""

    async def served(self, number: int, /) -> None:
        """Wait until what has this number is served here."""


@dataclass(frozen=True, slots=True)
class OperatorsAsked:
    """What handlers reach operators by."""

    territory: Territory
    clock: Clock
    follower: Follower

    async def ask(self, question: Question) -> tuple[SourceId, ...]:
        """Wait, `wait_ms` at most, until what operators offer for a question is served; the sources
        that are still out then."""
        areas = self._areas(question) if self._sources() else ()
        return await self._pending(areas, ()) if areas else ()

    async def ask_again(self, offers: tuple[str, ...]) -> tuple[SourceId, ...]:
        """The same for offers that were found before (`<source>:<local>`), so that none is lost
        only because nobody asked for it meanwhile."""
        own = {f"{source}:" for source in self._sources()}
        asked = tuple(each for each in offers if any(map(each.startswith, own)))
        return await self._pending((), asked) if asked else ()

    async def _pending(
        self, areas: tuple[Area, ...], offers: tuple[str, ...]
    ) -> tuple[SourceId, ...]:
        """Ask; who is out once the time is over."""
        wait_s = self.territory.carpool.wait_ms / 1000
        try:
            async with asyncio.timeout(wait_s):
                asked = AskOperators(areas, wait_s * WRITERS_SHARE, offers)
                return await self._answered(asked, wait_s)
        except (TimeoutError, WriterAway):
            return self._sources()

    async def _answered(self, asked: AskOperators, wait_s: float) -> tuple[SourceId, ...]:
        """What the writer says of it, once that is served here."""
        line = self.follower.line
        if line is None:
            raise WriterAway("what asks operators is not there")
        answer = await line.ask(asked, wait_s)
        if not isinstance(answer, Done):
            raise WriterAway("what asks operators broke; the log says why")
        await self.follower.served(answer.number)
        return tuple(map(SourceId, answer.text.split()))

    def _sources(self) -> tuple[SourceId, ...]:
        if not self.territory.carpool.asks_operators:
            return ()
        return tuple(each.id for each in self.territory.live_sources if each.is_asked)

    def _areas(self, question: Question) -> tuple[Area, ...]:
        origin, destination = self._at(question.origin), self._at(question.destination)
        if origin is None or destination is None:
            return ()
        hubs = self.follower.world.hubs, self.territory.carpool.hubs
        return areas_of(question, (origin, destination), hubs, self.clock.now())

    def _at(self, end: End) -> LatLon | None:
        """Where an end is; None: nowhere in the territory, as the answer will say."""
        world = self.follower.world
        if end.at is not None:
            return end.at if world.coverage.holds(end.at) else None
        timetable = world.timetable
        row = timetable.stops.id.find(end.stop_id or "") if timetable else -1
        if timetable is None or row < 0:
            return None
        return LatLon(float(timetable.stops.lat[row]), float(timetable.stops.lon[row]))
