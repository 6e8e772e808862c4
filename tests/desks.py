"""What a desk needs around it: messages, a ledger that notes everything, a clock set by hand."""

from dataclasses import dataclass, field

from feeds.parsed import Parsed
from maas.clock import Clock
from maas.errors import FeedMalformed
from maas.live import TripKey, TripUpdate
from maas.model import SourceId
from maas.snapshot import Batch
from maas.sources import SourceStatus

START = 1_000_000


@dataclass
class Book:
    """A ledger that notes everything."""

    batches: list[Batch] = field(default_factory=list)
    statuses: list[SourceStatus] = field(default_factory=list)
    archived: list[tuple[int, bytes]] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)
    """How many messages were archived each time."""
    is_full: bool = False
    loses: bool = False

    def enter(self, batch: Batch) -> int:
        self.batches.append(batch)
        return len(self.batches)

    def tell(self, status: SourceStatus) -> None:
        self.statuses.append(status)

    async def keep(self, batch: Batch, number: int, content: bytes) -> bool:
        if not self.is_full:
            self.archived.append((number, content))
        return not self.is_full

    async def settle(self, source_id: SourceId) -> bool:
        self.settled.append(len(self.archived))
        return not self.loses

    @property
    def trips(self) -> list[str]:
        """What is in use now."""
        records = self.batches[-1].records
        return [record.key.trip_id for record in records if isinstance(record, TripUpdate)]


@dataclass
class Time:
    """A service clock set by hand."""

    passed: float = 0.0

    @property
    def clock(self) -> Clock:
        return Clock(START, 0.0, 1.0, lambda: self.passed)


def parse(content: bytes, now: int) -> Parsed:
    """Messages as `<seconds after START, or nothing> <trip>`; a header is an exclamation mark."""
    if not content.startswith(b"!"):
        raise FeedMalformed("the message has no header")
    made, _, trip = content[1:].decode().partition(" ")
    record = TripUpdate(TripKey(trip))
    return Parsed((record,), made_at=START + int(made) if made else None)
