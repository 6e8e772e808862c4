"""Answers about the past: the generation that served then, and the news received by then.

Raw messages are parsed again and laid over the timetable just as they were when they came, so that
an answer is the one given then.
"""

import asyncio
import traceback
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import MappingProxyType

import structlog

from api.served import Served
from maas.app.living import living
from maas.app.memory import give_back
from maas.app.recall import Known, Recall, told
from maas.app.world import World, load_world
from maas.archive import ArchiveReader
from maas.errors import GenerationBroken, MaasError, NotFound, Overloaded
from maas.generation import DataDir
from maas.series import SeriesReader
from maas.settings import Territory
from maas.snapshot import Snapshot

log = structlog.get_logger()

KEPT_STATES = 2
"""Past states that stay in memory: who looks at one moment asks about it more than once."""

MAX_WAITING = 4
"""Requests that may wait for past states; each takes a tenth of a second, another generation some
seconds. What a client left behind counts until its thread is done."""


@dataclass(slots=True)
class Past:
    """Makes past states one at a time, in a thread of its own that keeps no live news waiting."""

    territory: Territory
    present: Callable[[], World]
    """What serves now."""
    _recall: Recall = field(init=False)
    _states: "OrderedDict[object, Served]" = field(default_factory=OrderedDict)
    _world: World | None = None
    """Of the past generation that was asked for last."""
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="past")
    )
    _asked: "list[Future[Served]]" = field(default_factory=list)
    """What is being made or waits for it; whoever leaves takes back only what was not begun."""
    _defects: set[tuple[str, int]] = field(default_factory=set)
    """Where we broke: one message may be asked about ever again, and fills no log."""

    def __post_init__(self) -> None:
        archive = ArchiveReader(self.territory.data_dir / "archive")
        has_own_clock = self.territory.clock is not None
        series = SeriesReader(self.territory.data_dir / "series")
        self._recall = Recall(archive, series, self.territory.live_sources, has_own_clock)

    async def served(self, at: int) -> Served:
        """What was served at a moment (Unix s of the service clock).

        Raises:
            NotFound: the archive does not reach that far, the generation of then is gone, or what
                was told then cannot be read any more or breaks us.
            Overloaded: too many wait already.
        """
        self._asked = [asked for asked in self._asked if not asked.done()]
        if len(self._asked) >= MAX_WAITING:
            raise Overloaded("too many ask for the past at the same time; try again")
        asked = self._thread.submit(self._served, at)
        self._asked.append(asked)
        work = asyncio.wrap_future(asked)
        (made,) = await asyncio.gather(work, return_exceptions=True)
        if isinstance(made, Served):
            return made
        if isinstance(made, MaasError):
            raise made
        self._log_once(made, at)
        raise NotFound(f"what was served at {told(at)} cannot be made again; the log says why")

    def _log_once(self, defect: BaseException, at: int) -> None:
        *_, (frame, line) = traceback.walk_tb(defect.__traceback__)
        place = (frame.f_code.co_filename, line)
        if place not in self._defects:
            self._defects.add(place)
            log.error("past.defect", at=at, exc_info=defect)

    def _served(self, at: int) -> Served:
        known = self._recall.known(at)
        made = self._states.get(known.key)
        if made is None or not _holds(made, at):
            self._states[known.key] = self._make(known, at)
        self._states.move_to_end(known.key)
        while len(self._states) > KEPT_STATES:
            self._states.popitem(last=False)
        return self._states[known.key]

    def _make(self, known: Known, at: int) -> Served:
        world = self._world_of(known.generation, at)
        made = living(world, self.territory, known.batches, at, None)
        overlays = MappingProxyType({"live": made.live})
        batches = MappingProxyType(dict(known.batches))
        snapshot = Snapshot(known.generation, known.number, batches, overlays)
        return world.served(snapshot, made.planner)

    def _world_of(self, generation: str, at: int) -> World:
        for world in (self.present(), self._world):
            if world is not None and world.generation == generation:
                return world
        self._world = None
        self._states.clear()
        give_back()  # what one took goes before another comes
        try:
            found = DataDir(self.territory.data_dir).open(generation, verify=False)
            self._world = load_world(found, self.territory, at)
        except GenerationBroken as problem:
            gone = f"the timetable that served at {told(at)} is not on disk any more"
            raise NotFound(gone) from problem
        return self._world


def _holds(made: Served, at: int) -> bool:
    """Whether what was made for another moment of the same news is true at this one."""
    planner = made.planner
    known = planner.rentals, planner.parking, planner.incidents, planner.roads, planner.offers
    return all(each.holds(at) for each in known)
