"""Rows of the records that no other part has a word for."""

from dataclasses import dataclass, field
from datetime import date

from maas.live import Incident, RideOffer
from maas.live.written import WritingStatus
from maas.model import SourceId

HOUR_S = 3600

AGE_BOUNDS_S = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1800)
"""Ages at which buckets end: finest where live data usually is; 90, 300 and 1800 s are promises."""

N_AGES = len(AGE_BOUNDS_S) + 1
"""Buckets of ages; the last one is open."""


@dataclass(frozen=True, slots=True)
class RejectionCount:
    """What broke one rule during an hour."""

    rule: str
    severity: str
    messages: int
    """Messages that broke it."""
    records: int
    """Records that did, summed over messages: one that stays wrong counts each time."""
    example: str
    """The last one, in words."""


@dataclass(frozen=True, slots=True)
class SourceHour:
    """How one live source did during one hour of the service clock."""

    source_id: SourceId
    hour: int
    """Unix s of its beginning, a multiple of 3600."""
    seconds_by_age: tuple[float, ...] = (0.0,) * N_AGES
    """How long the data in use had an age within each bucket of `AGE_BOUNDS_S`."""
    seconds_without: float = 0.0
    """How long there was no data at all."""
    tries: int = 0
    messages: int = 0
    """Tries that brought something new."""
    trips: int = 0
    """Live trips that name a scheduled one, summed over messages."""
    matched: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    """Failed tries by reason, in words."""
    rejections: tuple[RejectionCount, ...] = ()

    @property
    def observed_s(self) -> float:
        """How long the source was watched."""
        return sum(self.seconds_by_age) + self.seconds_without


@dataclass(frozen=True, slots=True)
class Outage:
    """A span without fresh data of a source (none, or older than 5 min). Unix s."""

    source_id: SourceId
    began: int
    until: int
    """Its end, or how far it is known to have lasted."""


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """An offer that was published through us."""

    offer: RideOffer
    key_id: str
    """Of who published it."""
    until: int
    """Unix s of the service clock: then it is erased."""


@dataclass(frozen=True, slots=True)
class WithdrawnOffer:
    """That an offer others may still believe in was taken back: nothing of it but its name."""

    id: str
    days: tuple[date, ...]
    """On which it would have left, as far as anybody has to be told."""
    until: int


@dataclass(frozen=True, slots=True)
class KeptIncident:
    """One version of an incident that staff wrote."""

    incidents: tuple[Incident, ...]
    """It, and then what it falls apart into."""
    status: WritingStatus
    version: int
    """1, 2, 3 …"""
    at: int
    """When it was written (Unix s of the service clock)."""
    key_id: str
    """Of who wrote it."""
    key_name: str
    """What that key was called then."""

    @property
    def id(self) -> str:
        """Of the whole."""
        return self.incidents[0].id

    @property
    def until(self) -> int | None:
        """When it is over (Unix s); None: nobody knows."""
        return self.incidents[0].end
