"""The JSON of a report."""

from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from api.camel import Camel
from api.sources.wire import Rejection


class Hours(Camel, frozen=True, omit_defaults=False):
    """How long, in hours, a live source was in which state."""

    observed: float
    """Watched by us; all else is part of it."""
    fresh: float
    """Its data was at most 5 min old."""
    stale: float
    """Older, and still used."""
    lost: float
    """Older than 30 min, or none: not used."""


class Failure(Camel, frozen=True):
    """Tries that failed for one reason."""

    reason: str
    count: int


class RuleCount(Camel, frozen=True):
    """What broke one rule in a month."""

    rule: str
    severity: str
    messages: int
    """Messages that broke it."""
    records: int
    """Records that did; one that stays wrong counts in each message."""
    example: str
    """The last one."""


class OutageSpan(Camel, frozen=True):
    """A span without data of the last 5 min."""

    from_: datetime = msgspec.field(name="from")
    to: datetime
    minutes: float


class Day(Camel, frozen=True):
    """One day of a live source."""

    day: date
    observed: float
    """h"""
    fresh: float
    """h"""
    age_p95: float | UnsetType = UNSET
    """s"""
    match_rate: float | UnsetType = UNSET


class LiveFigures(Camel, frozen=True):
    """A month of a live source. Ages count by time: for half of it, data was at most `ageP50`."""

    hours: Hours
    tries: int
    messages: int
    """Tries that brought something new."""
    failures: tuple[Failure, ...]
    rejections: tuple[RuleCount, ...]
    outages: tuple[OutageSpan, ...]
    """The longest 100, in order."""
    outage_count: int
    days: tuple[Day, ...]
    live_trips: int
    """Summed over messages: those that name a scheduled trip."""
    matched_trips: int
    fresh_share: float | UnsetType = UNSET
    age_p50: float | UnsetType = UNSET
    """s; 1800 may be more."""
    age_p95: float | UnsetType = UNSET
    match_rate: float | UnsetType = UNSET


class Timetable(Camel, frozen=True):
    """A static source: the one reported on, or one whose ids a live one speaks."""

    id: str
    state: str
    rejections: tuple[Rejection, ...]
    """What of the version in use could not be used, by rule."""
    imported: datetime | UnsetType = UNSET
    first_day: date | UnsetType = UNSET
    last_day: date | UnsetType = UNSET
    days_to_expiry: int | UnsetType = UNSET
    problem: str | UnsetType = UNSET
    """Why its newest version is not used."""


class SourceReport(Camel, frozen=True):
    """What a source was like in a month."""

    source: str
    kind: str
    territory: str
    month: str
    from_: datetime = msgspec.field(name="from")
    to: datetime
    """The end of the month, or when the report was made."""
    timetables: tuple[Timetable, ...]
    licence: str | UnsetType = UNSET
    attribution: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    live: LiveFigures | UnsetType = UNSET
    """Absent of a static source."""
