"""The JSON of the catalogue."""

from datetime import datetime

from msgspec import UNSET, UnsetType

from api.camel import Camel


class OutputSource(Camel, frozen=True):
    """Whose data an output tells."""

    id: str
    licence: str | UnsetType = UNSET
    attribution: str | UnsetType = UNSET


class OutputValidation(Camel, frozen=True):
    """How an output was when it was read back last, by our own reader of its format."""

    at: datetime
    etag: str
    """Of the content that was read."""
    records: int
    """That could be read."""
    problems: tuple[str, ...]
    """What could not, by rule; none: all of it is as the format wants it."""


class Output(Camel, frozen=True):
    """One thing that others may take from here."""

    path: str
    title: str
    schema: str
    version: str
    media_type: str
    update_interval: int
    """s: for so long it may be kept before it is asked for again."""
    sources: tuple[OutputSource, ...]
    last_change: datetime | UnsetType = UNSET
    size: int | UnsetType = UNSET
    """Bytes, not packed."""
    etag: str | UnsetType = UNSET
    items: int | UnsetType = UNSET
    """Incidents it tells of."""
    untold: dict[str, int] | UnsetType = UNSET
    """Incidents that it cannot tell of, or not on all of their streets, by reason."""
    validation: OutputValidation | UnsetType = UNSET
    """Absent: none of our readers knows the format, so it is not read back while serving."""
    problem: str | UnsetType = UNSET
    """Why it cannot be had now."""


class Catalogue(Camel, frozen=True, omit_defaults=False):
    """Everything that others may take from here."""

    publisher: str
    licence: str
    """Of what is published here; that of each source beside it."""
    is_open: bool
    """False: a key is to be shown."""
    outputs: tuple[Output, ...]
