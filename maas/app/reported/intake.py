"""What people report, in the writer: on disk before it is acknowledged, told, erased in time.

Hundreds may speak in a second: what comes in while the disk is busy is kept together, in one
transaction. What changes for readers is told soon; how many say so, every few seconds.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from secrets import token_bytes, token_hex

import structlog

from maas.app.reported.board import Board
from maas.app.reported.limits import Limits
from maas.app.reported.saying import begun, end_of, joined, judged, state_of, told, without_writing
from maas.app.shelf import Ledger
from maas.clock import Clock
from maas.errors import MaasError, NotFound, RecordsUnavailable
from maas.live import Incident, PublicReport
from maas.live.incidents import REPORTS
from maas.live.public_reports import ReportState
from maas.records import KeptReport, Records
from maas.requests import Done, JudgeReport, TakeReport
from maas.settings import ReportsSettings
from maas.snapshot import Batch
from maas.sources import Condition, SourceStatus

log = structlog.get_logger()

GATHER_S, GATHER_EACH_S = 0.2, 0.0003
"""What changes together is told together: within this, and more the more there is, so that a flood
keeps no worker from answering."""

LOOK_S = 5.0
"""Between looks for what is over, and for how many say so by now."""

GONE_S = 3600
"""For so long readers who knew of it are told that it is gone."""

MOST_DOUBTFUL = 500
"""Incidents that nobody verified, those seen last: a flood of things that are not there makes no
worker look for thousands of them on the streets."""

SECRET_BYTES = 16

Change = Callable[[Board], str]
"""Changes the board; what is to be answered. May raise a `MaasError`, and then changes nothing."""


@dataclass(slots=True)
class PublicReports:
    """All that people report now, as the records have it."""

    records: Records
    ledger: Ledger
    clock: Clock
    rules: ReportsSettings
    is_inherited: bool = False
    """Workers may know reports that a writer before us told them."""
    board: Board | None = None
    """None: not read yet."""
    limits: Limits = field(init=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while the records change, so that memory follows them in the same order."""
    _waiting: list[tuple[Change, "asyncio.Future[str | MaasError]"]] = field(default_factory=list)
    _working: "asyncio.Task[None] | None" = None
    _telling: "asyncio.Task[int] | None" = None
    _told: tuple[PublicReport, ...] | None = None
    """None: nothing yet."""
    _states: dict[str, ReportState] = field(default_factory=dict)
    """Of what was told last, by id."""
    _has_traces: bool = True
    """Some file may hold what was erased since."""
    _problem: str = ""

    def __post_init__(self) -> None:
        self.limits = Limits(self.rules)

    async def take(self, said: TakeReport) -> Done:
        """Keep what somebody says.

        Raises:
            RateLimited: they, or their app, said too much of late.
            RecordsUnavailable: it could not be kept.
        """
        self.limits.charge(said)
        return Done(0, await self._lasting(partial(self._heard, said)))

    async def judge(self, by: JudgeReport) -> Done:
        """Keep what staff say of a report, and tell it.

        Raises:
            NotFound: none has this id.
            RecordsUnavailable: it could not be kept.
        """
        text = await self._lasting(partial(self._judged, by))
        return Done(await self._news(), text)

    async def run(self) -> None:
        """Tell what is reported, and erase what was, until cancelled."""
        while True:
            try:
                await self.look()
            except RecordsUnavailable as problem:
                self._say(str(problem))
            else:
                self._say("")
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Erase what is over for long enough, and what people wrote; tell what else changed.

        Raises:
            RecordsUnavailable: they cannot be read or written.
        """
        async with self._turn:
            [outcome] = await self._kept([self._tidied])
            if isinstance(outcome, MaasError):
                raise outcome
            if outcome or self._has_traces:
                gone = await asyncio.to_thread(self.records.erase_reports, self.clock.now())
                self._has_traces = not gone
        await self._news()

    def _heard(self, said: TakeReport, board: Board) -> str:
        known = board.find(said)
        if known is None:
            kept = begun(said, token_hex(6), token_bytes(SECRET_BYTES), self.rules)
        else:
            kept = joined(known, said, self.rules)
        board.put(kept)
        return f"{kept.id} {state_of(kept, self.rules, self.clock.now())}"

    def _judged(self, by: JudgeReport, board: Board) -> str:
        known = board.kept.get(by.id)
        if known is None:
            raise NotFound(f"no report has the id {by.id!r}, or it was erased")
        kept = judged(known, by, self.clock.now(), self.rules)
        board.put(kept)
        return f"{kept.id} {state_of(kept, self.rules, self.clock.now())}"

    async def _lasting(self, change: Change) -> str:
        """Change board and records; what was begun is ended though who asked hangs up."""
        answer: asyncio.Future[str | MaasError] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, answer))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        outcome = await asyncio.shield(answer)
        if isinstance(outcome, MaasError):
            raise outcome
        return outcome

    async def _work(self) -> None:
        """Do what waits, all of it together, until nothing waits."""
        lot: list[tuple[Change, asyncio.Future[str | MaasError]]] = []
        try:
            while self._waiting:
                async with self._turn:
                    lot, self._waiting = self._waiting, []
                    outcomes = await self._kept([change for change, _ in lot])
                for (_, answer), outcome in zip(lot, outcomes, strict=True):
                    answer.set_result(outcome)
        finally:
            self._working = None
            for _, answer in (*lot, *self._waiting):  # of a defect; nobody waits for ever
                answer.cancel()

    async def _kept(self, changes: Sequence[Change]) -> list[str | MaasError]:
        """Change the board and, in one transaction, the records; what these cannot keep is
        forgotten by reading them again. Within our turn."""
        try:
            board = await self._read()
            outcomes = [_outcome(change, board) for change in changes]
            changed, dropped = tuple(board.changed.values()), tuple(board.dropped)
            if changed or dropped:
                await asyncio.to_thread(self.records.put_reports, changed, dropped)
        except RecordsUnavailable as problem:
            self.board = None
            return [problem] * len(changes)
        board.settle()
        now = self.clock.now()
        if any(self._states.get(each.id) != state_of(each, self.rules, now) for each in changed):
            self._soon()
        return outcomes

    async def _read(self) -> Board:
        if self.board is None:
            kept = await asyncio.to_thread(self.records.reports)
            self.board = Board.of(kept, self.rules)
        return self.board

    def _tidied(self, board: Board) -> str:
        """Whether there was something to erase: an empty text if not."""
        now = self.clock.now()
        for each in tuple(board.kept.values()):
            if each.until <= now:
                board.drop(each.id)
            elif (left := without_writing(each, now)) is not each:
                board.put(left)
        return "erased" if board.changed or board.dropped else ""

    async def _news(self) -> int:
        return await asyncio.shield(self._soon())

    def _soon(self) -> "asyncio.Task[int]":
        """Tell what holds now, together with what else changes in a moment; its number."""
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())
        return self._telling

    async def _tell(self) -> int:
        kept = self.board.kept if self.board else {}
        await asyncio.sleep(GATHER_S + GATHER_EACH_S * len(kept))
        self._telling = None
        async with self._turn:  # so that nothing is told that is not on disk yet
            return 0 if self.board is None else self._enter(self.board)

    def _enter(self, board: Board) -> int:
        """Tell the workers all that holds, unless they know it; its number, else 0."""
        now, held = self.clock.now(), (board.kept[name] for name in sorted(board.kept))
        reports = tuple(told(each, self.rules, now) for each in held if self._is_told(each, now))
        is_first = self._told is None
        if reports == (self._told or ()) and not (is_first and self.is_inherited):
            return 0
        self._told, self._states = reports, {each.id: each.state for each in reports}
        incidents = _incidents(reports)
        number = self.ledger.enter(Batch(REPORTS, now, (*reports, *incidents)))
        counts = {"public-report": len(reports), "incident": len(incidents)}
        self.ledger.tell(SourceStatus(REPORTS, Condition.OK, now, now, counts=counts))
        return number

    def _is_told(self, kept: KeptReport, now: int) -> bool:
        return end_of(kept, self.rules) + (GONE_S if kept.is_gone else 0) > now

    def _say(self, problem: str) -> None:
        """Log when the records are lost and when they are back, not each time between."""
        if problem and not self._problem:
            log.error("kept.unavailable", source=REPORTS, problem=problem)
        elif self._problem and not problem:
            log.info("kept.back", source=REPORTS)
        self._problem = problem


def _incidents(reports: Sequence[PublicReport]) -> tuple[Incident, ...]:
    """What of it happens on roads, in the same order."""
    found = [each.incident for each in reports]
    doubtful = [each for each in found if each is not None and not each.is_verified]
    doubtful.sort(key=lambda each: each.updated_at or 0)
    left_out = {each.id for each in doubtful[:-MOST_DOUBTFUL]}
    return tuple(each for each in found if each is not None and each.id not in left_out)


def _outcome(change: Change, board: Board) -> str | MaasError:
    try:
        return change(board)
    except MaasError as problem:
        return problem
