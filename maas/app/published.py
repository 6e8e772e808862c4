"""Offers that partners publish through us: kept, told to the workers, erased in time.

Lives in the writer, as the desk of the built-in source. Nothing is told before it is on disk, and
nothing of an offer goes anywhere but there and to the workers: not to the archive, not to a log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from api.limits import MAX_CARPOOLS_OF_KEY
from maas.app.shelf import Changed, Ledger, Shelf
from maas.clock import Clock
from maas.live.departures import departures, last_departure, span_s
from maas.live.offers import CARPOOLS, OfferKind, RideOffer
from maas.model import SourceId
from maas.records import KeptOffer, Records, WithdrawnOffer
from maas.requests import Done, PublishOffer, WithdrawOffer

A_DAY_S = 86_400
ERASED_AFTER_S = A_DAY_S
"""After the end of its last trip."""

CANCELLED_S = 7 * A_DAY_S
"""For so long ahead readers are told that a withdrawn offer does not leave."""

Offers = Mapping[str, KeptOffer]


@dataclass(frozen=True, slots=True)
class Offered:
    """Offers as they stand on their shelf."""

    records: Records
    source_id: SourceId = CARPOOLS
    counted_as: str = "ride-offer"

    def read(self) -> Offers:
        """All that are kept, by id."""
        return {each.offer.id: each for each in self.records.offers()}

    def told(self, kept: Offers) -> tuple[RideOffer, ...]:
        """All of them, by id."""
        return tuple(kept[name].offer for name in sorted(kept))


@dataclass(slots=True)
class PublishedOffers:
    """All offers that are published now."""

    records: Records
    ledger: Ledger
    clock: Clock
    zone: ZoneInfo
    is_inherited: bool = False
    """Workers may know offers that a writer before us told them."""
    shelf: Shelf[KeptOffer] = field(init=False)
    _has_traces: bool = True
    """The log of writes may hold what was erased since."""

    def __post_init__(self) -> None:
        self.shelf = Shelf(Offered(self.records), self.ledger, self.clock, self.is_inherited)

    async def publish(self, request: PublishOffer) -> Done:
        """Keep and tell an offer, in place of the one of its id.

        Raises:
            NotYours: another key published that one.
            QuotaReached: the key has as many as it may.
            RecordsUnavailable: it could not be kept.
        """
        name, by_operator = request.offer.id, request.by_operator
        kept = KeptOffer(request.offer, request.key_id, self._erased_at(request.offer))

        def put(_: Offers) -> Changed[KeptOffer]:
            self._has_traces = True
            return {
                name: self.records.put_offer(kept, MAX_CARPOOLS_OF_KEY, by_operator=by_operator)
            }

        return Done(await self.shelf.change(put), name)

    async def withdraw(self, request: WithdrawOffer) -> Done:
        """Erase an offer and tell that it is gone.

        Raises:
            NotFound: none has this id.
            NotYours: another key published it.
            RecordsUnavailable: it could not be erased.
        """
        name, by_operator = request.id, request.by_operator

        def withdraw(known: Offers) -> Changed[KeptOffer]:
            self._has_traces = True
            gone = self._withdrawn(name, known.get(name))
            self.records.withdraw_offer(gone, request.key_id, by_operator=by_operator)
            return {name: None}

        return Done(await self.shelf.change(withdraw), name)

    async def run(self) -> None:
        """Tell what is published, and erase what was, until cancelled."""
        await self.shelf.watch(lambda: self.shelf.change(self._erase))

    def _erase(self, known: Offers) -> Changed[KeptOffer]:
        """Erase what has been kept long enough, and what is left of what was erased before."""
        now = self.clock.now()
        old = [name for name, each in known.items() if each.until <= now]
        if old or self._has_traces:
            self._has_traces = not self.records.erase_offers(now)
        return dict.fromkeys(old)

    def _erased_at(self, offer: RideOffer) -> int:
        last = last_departure(offer, self.zone)
        leaves = self.clock.now() if last is None else last
        return leaves + span_s(offer) + ERASED_AFTER_S

    def _withdrawn(self, name: str, kept: KeptOffer | None) -> WithdrawnOffer:
        """What is still known of an offer: on which days others may wait for it."""
        now = self.clock.now()
        leaves = _days(kept.offer, now, self.zone) if kept else ()
        return WithdrawnOffer(name, leaves, now + CANCELLED_S if leaves else now)


def _days(offer: RideOffer, now: int, zone: ZoneInfo) -> tuple[date, ...]:
    """The days on which it would still have left, or is on its way, as far as is told.

    A driver on the way who says so is in no timetable that anybody may have kept.
    """
    if offer.kind is OfferKind.DYNAMIC and offer.departure is not None:
        return ()
    leaves = departures(offer, now - span_s(offer), now + CANCELLED_S, zone)
    return tuple(datetime.fromtimestamp(each, zone).date() for each in leaves)
