"""What an operator said of areas, for as long as that holds; and all of it as one batch."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from feeds.parsed import Parsed
from maas.live import RideOffer
from maas.model import SourceId
from maas.report import Finding
from maas.requests import Area
from maas.snapshot import Batch

MOST_AREAS = 2000
MOST_OFFERS = 5000
MOST_BYTES = 20_000_000
"""What is remembered of one operator; the oldest answers go first."""

MOST_TRACED = 20_000
"""Offers of which is remembered where they were told, the answer itself being forgotten."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one service said."""

    service: str
    content: bytes
    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one area."""

    at: int
    """When (Unix s of the service clock)."""
    offers: tuple[RideOffer, ...] = ()
    rejections: tuple[Finding, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()
    """As they came, by the service that said so."""

    @classmethod
    def of(cls, heard: Sequence[Heard], at: int) -> "Told":
        """What services said of one area, each offer under an id of its own."""
        records = (record for each in heard for record in each.parsed.records)
        return cls(
            at,
            tuple(_told_apart(each) for each in records if isinstance(each, RideOffer)),
            tuple(finding for each in heard for finding in each.parsed.rejections),
            tuple((each.service, each.content) for each in heard if each.parsed.records),
        )

    @property
    def n_bytes(self) -> int:
        """Of all that came."""
        return sum(len(content) for _, content in self.contents)


@dataclass(slots=True)
class Answers:
    """Those of one operator, by area, in the order in which they came."""

    ttl_s: int
    n_offers: int = 0
    """Of all areas; one that is known of several counts for each."""
    n_bytes: int = 0
    """Of the answers as they came."""
    areas: dict[str, Area] = field(default_factory=dict)
    """Where an offer was told last, by its id, so that it can be asked for again."""
    _told: dict[Area, Told] = field(default_factory=dict)
    _numbers: dict[Area, int] = field(default_factory=dict)
    """Of the batches in which answers were told, as far as they change any."""

    def __len__(self) -> int:
        return len(self._told)

    def holds(self, area: Area, now: int) -> bool:
        """Whether what was said of an area need not be asked again."""
        told = self._told.get(area)
        return told is not None and now - told.at < self.ttl_s

    def put(self, area: Area, told: Told) -> bool:
        """Remember what was said; whether the batch is another one by it."""
        before = self._pop(area)
        self._told[area] = told
        self.n_offers += len(told.offers)
        self.n_bytes += told.n_bytes
        self._trace(area, told)
        forgotten = self._forget_most()
        return bool(told.offers or (before and before.offers)) or forgotten

    def tell(self, areas: Iterable[Area], number: int) -> None:
        """Remember in which batch what was said of areas is told."""
        self._numbers |= {area: number for area in areas if area in self._told}

    def number(self, area: Area) -> int:
        """Of the batch that tells what was said of an area; 0: of none."""
        return self._numbers.get(area, 0)

    def forget_old(self, now: int) -> bool:
        """Forget what no longer holds; whether the batch is another one by it."""
        old = [area for area, told in self._told.items() if now - told.at >= self.ttl_s]
        return sum(len(self._pop(area).offers) for area in old) > 0

    def batch(self, source_id: SourceId, now: int) -> Batch:
        """All that holds. Of an offer that was told of several areas the newest is known."""
        offers: dict[str, RideOffer] = {}
        for told in self._told.values():
            offers |= {offer.id: offer for offer in told.offers}
        read_at = min((told.at for told in self._told.values() if told.offers), default=now)
        return Batch(source_id, now, tuple(offers.values()), self.rejections, age_s=now - read_at)

    @property
    def rejections(self) -> tuple[Finding, ...]:
        """What could not be used of all that holds, by rule."""
        return _added_up(each for told in self._told.values() for each in told.rejections)

    @property
    def contents(self) -> tuple[tuple[str, bytes], ...]:
        """All that holds, as it came, by service."""
        return tuple(content for told in self._told.values() for content in told.contents)

    def _trace(self, area: Area, told: Told) -> None:
        for offer in told.offers:
            self.areas.pop(offer.id, None)
            self.areas[offer.id] = area
        while len(self.areas) > MOST_TRACED:
            del self.areas[next(iter(self.areas))]

    @property
    def _is_too_much(self) -> bool:
        beyond = (len(self) > MOST_AREAS, self.n_offers > MOST_OFFERS, self.n_bytes > MOST_BYTES)
        return any(beyond)

    def _forget_most(self) -> bool:
        """Let the oldest go while there is too much; whether offers went."""
        went = False
        while len(self) > 1 and self._is_too_much:
            went |= bool(self._pop(next(iter(self._told))).offers)
        return went

    def _pop(self, area: Area) -> Told:
        told = self._told.pop(area, Told(0))
        self._numbers.pop(area, None)
        self.n_offers -= len(told.offers)
        self.n_bytes -= told.n_bytes
        return told


def _told_apart(offer: RideOffer) -> RideOffer:
    """An offer under an id of its own: of one journey operators tell another meeting point to each
    who asks, and all of them hold."""
    places = msgspec.msgpack.encode(offer.waypoints)
    return msgspec.structs.replace(offer, id=f"{offer.id}@{hashlib.sha256(places).hexdigest()[:8]}")


def _added_up(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One of each rule, counted over all answers."""
    by_rule: dict[tuple[str, str], Finding] = {}
    for each in findings:
        key = each.rule, each.file
        count = each.count + (by_rule[key].count if key in by_rule else 0)
        by_rule[key] = replace(by_rule.get(key, each), count=count)
    return tuple(by_rule.values())
