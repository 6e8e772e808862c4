"""Offers that partners publish through us: kept, told to the workers, erased in time.

Lives in the writer, as the desk of the built-in source. Nothing is told before it is on disk, and
nothing of an offer goes anywhere but there and to the workers: not to the archive, not to a log.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from api.limits import MAX_CARPOOLS_OF_KEY
from maas.clock import Clock
from maas.errors import RecordsUnavailable
from maas.live.departures import departures, last_departure, span_s
from maas.live.offers import CARPOOLS, OfferKind, RideOffer
from maas.records import KeptOffer, Records, WithdrawnOffer
from maas.requests import Done, PublishOffer, WithdrawOffer
from maas.snapshot import Batch
from maas.sources import Condition, SourceStatus

log = structlog.get_logger()

A_DAY_S = 86_400
ERASED_AFTER_S = A_DAY_S
"""After the end of its last trip."""

CANCELLED_S = 7 * A_DAY_S
"""For so long ahead readers are told that a withdrawn offer does not leave."""

GATHER_S, GATHER_EACH_S = 0.02, 0.00006
"""Changes that come in together are told together: within this, and more the more offers there
are, for workers take all of them anew."""

LOOK_S = 5.0
"""Between looks for what is to be erased."""

Change = Callable[[KeptOffer | None], KeptOffer | None]
"""What is done in the records to an offer, in a thread: from what is kept of it to what then is."""


class Ledger(Protocol):
    """Where batches are numbered and told."""

    def enter(self, batch: Batch) -> int:
        """Number a batch and tell the workers; its number."""

    def tell(self, status: SourceStatus) -> None:
        """Tell the workers how a source is doing."""


@dataclass(slots=True)
class PublishedOffers:
    """All offers that are published now, as the records have them."""

    records: Records
    ledger: Ledger
    clock: Clock
    zone: ZoneInfo
    is_inherited: bool = False
    """Workers may know offers that a writer before us told them."""
    kept: dict[str, KeptOffer] | None = None
    """By id; None: not read yet."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while the records change, so that memory follows them in the same order."""
    _telling: "asyncio.Task[int] | None" = None
    _has_traces: bool = True
    """The log of writes may hold what was erased since."""
    _problem: str = ""

    async def publish(self, request: PublishOffer) -> Done:
        """Keep and tell an offer, in place of the one of its id.

        Raises:
            NotYours: another key published that one.
            QuotaReached: the key has as many as it may.
            RecordsUnavailable: it could not be kept.
        """
        kept = KeptOffer(request.offer, request.key_id, self._erased_at(request.offer))

        def put(_: KeptOffer | None) -> KeptOffer:
            by_operator = request.by_operator
            return self.records.put_offer(kept, MAX_CARPOOLS_OF_KEY, by_operator=by_operator)

        return await self._lasting(request.offer.id, put)

    async def withdraw(self, request: WithdrawOffer) -> Done:
        """Erase an offer and tell that it is gone.

        Raises:
            NotFound: none has this id.
            NotYours: another key published it.
            RecordsUnavailable: it could not be erased.
        """

        def withdraw(known: KeptOffer | None) -> None:
            gone = self._withdrawn(request.id, known)
            self.records.withdraw_offer(gone, request.key_id, by_operator=request.by_operator)

        return await self._lasting(request.id, withdraw)

    async def run(self) -> None:
        """Tell what is published, and erase what was, until cancelled."""
        while True:
            try:
                await self._look()
            except RecordsUnavailable as problem:
                self._say(str(problem))
            else:
                self._say("")
            await asyncio.sleep(LOOK_S)

    async def _lasting(self, name: str, change: Change) -> Done:
        """Change the records, and tell; what was begun is ended though who asked hangs up."""
        work = asyncio.create_task(self._changed(name, change))
        return Done(await asyncio.shield(work), name)

    async def _changed(self, name: str, change: Change) -> int:
        async with self._turn:
            known = await self._read()
            kept = await asyncio.to_thread(change, known.get(name))
            known.pop(name, None)
            if kept is not None:
                known[name] = kept
            self._has_traces = True
        return await self._told()

    async def _read(self) -> dict[str, KeptOffer]:
        """All offers; from the records when they are needed first. Within our turn."""
        if self.kept is None:
            offers = await asyncio.to_thread(self.records.offers)
            self.kept = {each.offer.id: each for each in offers}
            if self.kept or self.is_inherited:
                self._telling = asyncio.create_task(self._tell())
        return self.kept

    async def _look(self) -> None:
        """Erase what has been kept long enough, and what is left of what was erased before."""
        async with self._turn:
            known, now = await self._read(), self.clock.now()
            old = [name for name, each in known.items() if each.until <= now]
            if old or self._has_traces:
                self._has_traces = not await asyncio.to_thread(self.records.erase_offers, now)
            for name in old:
                del known[name]
        if old:
            await self._told()

    async def _told(self) -> int:
        """Tell what is published now, together with what else changes in a moment; its number."""
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())
        return await asyncio.shield(self._telling)

    async def _tell(self) -> int:
        await asyncio.sleep(GATHER_S + GATHER_EACH_S * len(self.kept or {}))
        self._telling = None
        now, known = self.clock.now(), self.kept or {}
        records = tuple(known[name].offer for name in sorted(known))
        number = self.ledger.enter(Batch(CARPOOLS, now, records))
        counts = {"ride-offer": len(records)}
        self.ledger.tell(SourceStatus(CARPOOLS, Condition.OK, now, now, counts=counts))
        return number

    def _erased_at(self, offer: RideOffer) -> int:
        last = last_departure(offer, self.zone)
        leaves = self.clock.now() if last is None else last
        return leaves + span_s(offer) + ERASED_AFTER_S

    def _withdrawn(self, name: str, kept: KeptOffer | None) -> WithdrawnOffer:
        """What is still known of an offer: on which days others may wait for it."""
        now = self.clock.now()
        leaves = _days(kept.offer, now, self.zone) if kept else ()
        return WithdrawnOffer(name, leaves, now + CANCELLED_S if leaves else now)

    def _say(self, problem: str) -> None:
        """Log when the records are lost and when they are back, not each time between."""
        if problem and not self._problem:
            log.error("published_offers.unavailable", problem=problem)
        elif self._problem and not problem:
            log.info("published_offers.back")
        self._problem = problem


def _days(offer: RideOffer, now: int, zone: ZoneInfo) -> tuple[date, ...]:
    """The days on which it would still have left, or is on its way, as far as is told.

    A driver on the way who says so is in no timetable that anybody may have kept.
    """
    if offer.kind is OfferKind.DYNAMIC and offer.departure is not None:
        return ()
    leaves = departures(offer, now - span_s(offer), now + CANCELLED_S, zone)
    return tuple(datetime.fromtimestamp(each, zone).date() for each in leaves)
