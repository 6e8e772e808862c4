"""One carpool operator: what it said of areas, what is being asked, what workers are told of it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from traceback import format_tb
from typing import NamedTuple

import structlog

from maas.app.desk import Ledger
from maas.app.operators.answers import Answers
from maas.app.operators.asker import Asker
from maas.app.operators.services import composed
from maas.app.operators.telling import Telling
from maas.clock import Clock
from maas.requests import Area
from maas.sources import Condition, SourceStatus

log = structlog.get_logger()

AT_ONCE = 4
"""Areas an operator is asked about at the same time."""

MOST_WAITING = 60
"""Areas that are asked about, or wait for it; about further ones it is not asked now."""


class Known(NamedTuple):
    """How far what somebody wants to know is known."""

    number: int
    """Of the newest batch that says some of it; 0: nothing is offered."""
    is_whole: bool
    """No more of it was asked about than there was room for."""


@dataclass(slots=True)
class Operator:
    """Asks about each area once, however many want to know; all it knows is told as one batch."""

    asker: Asker
    answers: Answers
    ledger: Ledger
    clock: Clock
    telling: Telling = field(init=False)
    told: SourceStatus | None = None
    """What was last told of the operator."""
    n_told: int = 0
    """Offers of the newest batch."""
    asking: "dict[Area, asyncio.Task[None]]" = field(default_factory=dict)
    """What is being asked about, or waits for its turn."""
    untold: set[Area] = field(default_factory=set)
    """What the newest batch does not say yet."""
    is_kept: bool = True
    """What was told is archived."""
    defects: int = 0
    """Answers that broke us; tests assert 0."""
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def __post_init__(self) -> None:
        self.telling = Telling(self._enter)

    async def know(self, areas: Iterable[Area], offers: Iterable[str] = ()) -> Known:
        """Wait until what is to be known of some areas, and of those that offers were told of, is
        told.

        Whoever leaves stops nothing: others may wait for the same.
        """
        now, own = self.clock.now(), f"{self.asker.source.id}:"
        traced = (self.answers.areas.get(each.removeprefix(own)) for each in offers)
        known = dict.fromkeys((*areas, *filter(None, traced)))
        wanted = [area for area in known if not self.answers.holds(area, now)]
        if not self.asker.rests:
            for area in wanted:
                self._begin(area)
        under_way = [self.asking[area] for area in wanted if area in self.asking]
        if under_way:
            await asyncio.wait(under_way)
        while not self.untold.isdisjoint(known):
            await self.telling.done()
        is_whole = len(under_way) == len(wanted) or self.asker.rests
        return Known(max((self.answers.number(area) for area in known), default=0), is_whole)

    def forget_old(self) -> None:
        """Let go of what no longer holds."""
        if self.answers.forget_old(self.clock.now()):
            self.telling.note(waits=False)
        if self.told is not None and self.told.state is not self._state:
            self.tell()  # a pause is over

    async def keep(self) -> None:
        """Archive all that is known, unless it is; of what is known twice the last is kept."""
        if self.is_kept:
            return
        self.is_kept = True
        (broken,) = await asyncio.gather(self._keep(), return_exceptions=True)
        if broken is not None:
            self._break(broken)

    def stop(self) -> None:
        """Ask and tell no more."""
        for task in self.asking.values():
            task.cancel()
        self.telling.stop()

    def tell(self) -> None:
        """Tell how the operator is doing; log when it is lost and when it is back."""
        was_lost = self.told is not None and self.told.state is Condition.LOST
        self.told = self.status
        if was_lost is not (self.told.state is Condition.LOST):
            id, problem = self.asker.source.id, self.told.error
            if was_lost:
                log.info("source.back", source=id)
            else:
                log.warning("source.lost", source=id, problem=problem)
        self.ledger.tell(self.told)

    @property
    def status(self) -> SourceStatus:
        """All that is to be told of the operator now. Nobody asks it when nobody wants to know, so
        that what it said grows no older than it may."""
        error, *others = (self.asker.errors.get(each.name, "") for each in self.asker.services)
        n_told = self.n_told
        return SourceStatus(
            self.asker.source.id,
            self._state,
            self.asker.tried_at,
            self.asker.good_at,
            error=error,
            warning="; ".join(filter(None, others)),
            counts={"ride-offer": n_told} if n_told else {},
            rejections=self.answers.rejections,
        )

    @property
    def _state(self) -> Condition:
        if self.asker.is_lost:
            return Condition.LOST
        return Condition.STALE if self.asker.errors else Condition.OK

    async def _keep(self) -> None:
        batch = self.answers.batch(self.asker.source.id, self.clock.now())
        content = await asyncio.to_thread(composed, self.answers.contents)
        await self.ledger.keep(batch, self.telling.number, content)

    def _break(self, defect: BaseException) -> None:
        """Take note of what nobody raised on purpose: one operator never ends the writer. Without
        messages and values: those may hold where somebody wants to go, or who drives."""
        self.defects += 1
        places = "".join(format_tb(defect.__traceback__))
        id, kind = self.asker.source.id, type(defect).__name__
        log.error("operator.defect", source=id, error=kind, traceback=places)

    def _begin(self, area: Area) -> None:
        if area in self.asking or len(self.asking) >= MOST_WAITING:
            return
        task = self.asking[area] = asyncio.ensure_future(self._ask(area))
        task.add_done_callback(lambda done: self._asked(area, done))

    async def _ask(self, area: Area) -> None:
        async with self._turns:
            told = await self.asker.ask(area)
        if told is not None and self.answers.put(area, told):
            self.untold.add(area)
            self.telling.note(waits=len(self.asking) > 1)

    def _asked(self, area: Area, done: "asyncio.Task[None]") -> None:
        del self.asking[area]
        if not done.cancelled() and (defect := done.exception()) is not None:
            self._break(defect)
        if not self.asking:
            self.telling.hurry()
            self.tell()

    def _enter(self) -> int:
        """Tell all that is known; its number."""
        batch = self.answers.batch(self.asker.source.id, self.clock.now())
        self.n_told, self.is_kept = len(batch.records), False
        self.tell()
        number = self.ledger.enter(batch)
        self.answers.tell(self.untold, number)
        self.untold.clear()
        return number
