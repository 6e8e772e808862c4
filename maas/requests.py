"""What workers ask of the one writer, and what it answers.

Requests and answers cross processes, so they are msgspec structs with a tag each; `Request` lists
all there are. Done means done for good: on disk, and numbered.
"""

import msgspec

from maas.errors import (
    ChangedMeanwhile,
    FeedMalformed,
    MaasError,
    NotFound,
    NotYours,
    QuotaReached,
    RateLimited,
    RecordsUnavailable,
    TooLate,
    WriterAway,
)
from maas.live import RideOffer
from maas.live.public_reports import ReportKind
from maas.live.written import Written


class PushedMessage(msgspec.Struct, frozen=True, tag="message"):
    """A message of a live source that somebody brought."""

    source_id: str
    content: bytes


class MakeGeneration(msgspec.Struct, frozen=True, tag="generation"):
    """Compare static sources with what serves, now, and import what is new."""

    force: bool = False
    """Take it even where it is much smaller, or fits the live sources less well."""


HALF_HOUR_S = 1800


class Area(msgspec.Struct, frozen=True, array_like=True):
    """A piece of ground and time that offers of rides are looked for in: no place, no person."""

    from_cell: int
    """An H3 cell of `maas.cells.ANALYSIS_RESOLUTION`."""
    to_cell: int
    half_hour: int
    """Unix s / HALF_HOUR_S (service clock), whole."""


class AskOperators(msgspec.Struct, frozen=True, tag="operators"):
    """Have operators say what they offer in some areas; what they said lately is not asked again.

    Answered with the sources that have not by then, their ids parted by spaces.
    """

    areas: tuple[Area, ...]
    within_s: float
    """The answer comes at the latest after so long, by monotonic time."""
    offers: tuple[str, ...] = ()
    """`<source>:<local>` of offers that somebody found before: the areas they were told of."""


class PublishOffer(msgspec.Struct, frozen=True, tag="publish-offer"):
    """Publish an offer, in place of what was published under its id."""

    offer: RideOffer
    key_id: str
    """Of who asks."""
    by_operator: bool = False
    """Who may change what others published."""


class WithdrawOffer(msgspec.Struct, frozen=True, tag="withdraw-offer"):
    """Take an offer back, and keep nothing of it."""

    id: str
    key_id: str
    by_operator: bool = False


class WriteIncidents(msgspec.Struct, frozen=True, tag="write-incidents"):
    """Keep incidents that staff wrote, each in place of the one of its id: all or none.

    Answered with their ids, parted by spaces.
    """

    written: tuple[Written, ...]
    key_id: str
    """Of who asks."""
    key_name: str


class WithdrawIncident(msgspec.Struct, frozen=True, tag="withdraw-incident"):
    """Have an incident be over from now on."""

    id: str
    key_id: str
    key_name: str


class TakeReport(msgspec.Struct, frozen=True, tag="take-report"):
    """Keep what somebody says is wrong.

    Answered with the id of all that is said of that thing, and its state, parted by a space.
    """

    kind: ReportKind
    lat: float
    lon: float
    """To about 10 m."""
    shown: tuple[float, float]
    """Where it is told to be: no closer than about 100 m."""
    seen: int
    """When it was (Unix s)."""
    street: str = ""
    at: str = ""
    """Id of the stop, car park, station or vehicle it is about."""
    is_gone: bool = False
    """It is not so any more."""
    text: str = ""
    key_id: str = ""
    """Of the app that passes it on; "": nobody's."""
    reporter: str = ""
    """How that app tells this person from others; it is kept nowhere."""


class JudgeReport(msgspec.Struct, frozen=True, tag="judge-report"):
    """Have staff's word on a report."""

    id: str
    is_so: bool
    text: str = ""
    """What everybody is to be told of it."""
    until: int | None = None
    """Until then it holds (Unix s); None: as long as a word does."""


Request = (
    PushedMessage
    | MakeGeneration
    | AskOperators
    | PublishOffer
    | WithdrawOffer
    | WriteIncidents
    | WithdrawIncident
    | TakeReport
    | JudgeReport
)
"""Everything that may be asked."""


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It was done; `number` names the version of the data from then on."""

    number: int = 0
    text: str = ""
    """What is to be known of it: an id, a sentence."""


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """It was not done, for a reason that `code` names for ever."""

    code: str
    reason: str
    retry_after_s: float = 0.0
    """Then it will be done, where only that is known."""

    @classmethod
    def by(cls, error: MaasError) -> "Refused":
        """The refusal that says what an error says."""
        wait_s = error.retry_after_s if isinstance(error, RateLimited) else 0.0
        return cls(error.code, str(error), wait_s)

    @property
    def error(self) -> MaasError:
        """The error again, in the process that asked."""
        if self.code == RateLimited.code:
            return RateLimited(self.reason, self.retry_after_s)
        return _ERRORS.get(self.code, MaasError)(self.reason)


Answer = Done | Refused

_ERRORS = {
    kind.code: kind
    for kind in (
        *(FeedMalformed, NotFound, NotYours, QuotaReached),
        *(TooLate, ChangedMeanwhile),
        *(RecordsUnavailable, WriterAway),
    )
}
