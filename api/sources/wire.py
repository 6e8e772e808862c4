"""The JSON of `/v1/sources`: what is sent and what `/openapi.json` says are one thing."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.camel import Camel


class Rejection(Camel, frozen=True):
    """All records that break one rule."""

    rule: str
    severity: Literal["ERROR", "WARNING", "INFO"]
    count: int
    example: str
    """What is wrong and what was done about it, with the first such record."""
    file: str | UnsetType = UNSET
    line: int | UnsetType = UNSET


class Source(Camel, frozen=True):
    """One configured source: whose data it is, and how it is doing."""

    id: str
    kind: str
    live: bool
    """Read or pushed while serving; else imported into a generation."""
    state: Literal["OK", "STALE", "LOST"]
    """STALE: live and older than 5 min, or an older version kept because the newest could not be
    used. LOST: nothing of it is used."""
    counts: dict[str, int]
    """How many of what is in use."""
    rejections: tuple[Rejection, ...]
    """What of the data in use could not be used, by rule."""
    licence: str | UnsetType = UNSET
    attribution: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    """Whence, without path and query, for those may hold keys."""
    speaks_of: tuple[str, ...] | UnsetType = UNSET
    """The static sources whose trips, stops and routes a live one names."""
    interval: float | UnsetType = UNSET
    """How often a live source is read, s; absent: it is pushed."""
    last_try: datetime | UnsetType = UNSET
    last_good: datetime | UnsetType = UNSET
    data_time: datetime | UnsetType = UNSET
    """When the data in use was made, as the source says it."""
    age: int | UnsetType = UNSET
    """Of the data in use, s."""
    last_error: str | UnsetType = UNSET
    """What went wrong at the last try, in words."""
    warning: str | UnsetType = UNSET
    """What is doubtful about the data in use, in words."""
    live_trips: int | UnsetType = UNSET
    """Of the newest message, those that name a scheduled trip."""
    matched_trips: int | UnsetType = UNSET
    match_rate: float | UnsetType = UNSET
    """Share of them that the timetable has."""
    imported: datetime | UnsetType = UNSET
    first_day: date | UnsetType = UNSET
    """Of service."""
    last_day: date | UnsetType = UNSET
    days_to_expiry: int | UnsetType = UNSET
    """Days of service left after today; below 0: it has ended."""
    facts: dict[str, str] | UnsetType = UNSET
    """What the feed says of itself: publisher, version …"""
    report: str | UnsetType = UNSET
    """Where its report of this month is."""


class Sources(Camel, frozen=True):
    """Every source, in the order of the territory file."""

    generation: str
    version: str
    sources: tuple[Source, ...]


class TakenMessage(Camel, frozen=True):
    """A message that was pushed, archived and numbered."""

    source: str
    number: int
    """Of its batch: versions `<generation>.<number>` from this one on know it."""


class SourceAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which source."""

    id: Annotated[str, Meta(max_length=32, description="as `/v1/sources` lists it")]
