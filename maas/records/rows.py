"""Rows of the records that no other part has a word for."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from maas.live import Incident, RideOffer
from maas.live.public_reports import ReportKind, ReportState
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


@dataclass(frozen=True, slots=True)
class KeptReport:
    """All that people said of one thing that is wrong. Times are Unix s, whole minutes."""

    id: str
    kind: ReportKind
    lat: float
    lon: float
    """Of the first that was said of it, to about 10 m: by it near is told from far."""
    shown: tuple[float, float]
    """Where it is told to be: no closer than about 100 m."""
    street: str
    at: str
    """Id of the stop, car park, station or vehicle; "": it is just somewhere."""
    first: int
    last: int
    n: int
    secret: bytes
    """With which its witnesses are hashed: nobody is known again by another report."""
    there: dict[str, int]
    """Who says that it is there, by hash, and when they last said so."""
    gone: dict[str, int]
    """Who says that it is not, any more."""
    said: tuple[tuple[int, str], ...] = ()
    """What the last of them wrote, and when."""
    verdict: ReportState | None = None
    """CONFIRMED, REJECTED: what staff said of it."""
    judged: int | None = None
    """When they did."""
    text: str = ""
    """What staff say of it."""
    end: int | None = None
    """When it is over, where somebody said so: staff, or those who saw that it is gone."""
    is_gone: bool = False
    """Enough said so."""
    until: int = 0
    """Then it is erased."""


@dataclass(frozen=True, slots=True)
class ToldBegin:
    """Since when an incident holds, as others were told."""

    at: int
    """Unix s of the service clock."""
    times: int = 0
    """How often it was put off after it had come: each time it is another incident for others."""


class Way(StrEnum):
    """Which way something went."""

    GIVEN = "GIVEN"
    TAKEN = "TAKEN"


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one partner was given of one thing, or brought, during one hour of the service clock."""

    hour: int
    """Unix s of its beginning, a multiple of 3600."""
    way: Way
    partner: str
    """Name of a key, id of a source; `anonymous`: who shows no key."""
    subject: str
    """The address of what was given, the kind of what was taken."""
    times: int = 0
    unchanged: int = 0
    """Of these: had it already."""
    items: int | None = None
    """In the newest of them; None: nobody counted."""
    bytes: int = 0
    first: int = 0
    """When in this hour it was for the first time (Unix s), and when for the last."""
    last: int = 0
    digest: str = ""
    """Names the content of the newest."""
