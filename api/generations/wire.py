"""The JSON of `/v1/generations`: what is sent and what `/openapi.json` says are one thing."""

from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from api.camel import Camel


class SourceVersion(Camel, frozen=True):
    """One static source as a generation holds it."""

    id: str
    kind: str
    sha256: str
    """Of the file that was read."""
    imported: datetime
    kept: str | UnsetType = UNSET
    """Why an older version of the source is used; absent: this was the newest."""


class Generation(Camel, frozen=True):
    """All static data as it serves, served, or would serve."""

    id: str
    created: datetime
    current: bool
    """It answers questions."""
    sources: tuple[SourceVersion, ...]
    refused: dict[str, str]
    """Sources that are not in it at all, and why."""
    forced: bool = False
    """An operator had it taken whatever is wrong with it."""
    first_day: date | UnsetType = UNSET
    """Of service."""
    last_day: date | UnsetType = UNSET


class Generations(Camel, frozen=True):
    """Those on disk, the newest first."""

    generations: tuple[Generation, ...]


class MakeGenerationBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How to import."""

    force: bool = False
    """Take versions that are much smaller than the ones before, that were rolled back, or that fit
    live sources less well."""


class Asked(Camel, frozen=True):
    """An import was asked for; what becomes of it stands in the list of generations."""

    current: str
    """The generation that serves until then."""
