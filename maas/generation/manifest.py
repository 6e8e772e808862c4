"""The manifest: which segments make a generation, and what each was made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from maas.model import SourceId


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """One static source as this generation holds it."""

    id: SourceId
    kind: str
    sha256: str
    """Of the file that was read."""
    segment: str
    imported: int
    """Unix s at which the file was read."""
    kept: str = ""
    """Why an older version of the source is still used; empty if this is the newest."""
    extras: Mapping[str, str] = field(default_factory=dict)
    """Segments of what else was read from the file: {"places": segment}."""

    @property
    def segments(self) -> tuple[str, ...]:
        """Everything that was made of the file."""
        return (self.segment, *self.extras.values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation's table of contents."""

    format: int
    id: str
    territory: str
    created: int
    """Unix s, time of day."""
    sources: tuple[ImportedSource, ...]
    parts: Mapping[str, str]
    """Segment of each part: {"timetable": "stcp-0a1b…", "streets": …}."""
    checks: Mapping[str, str]
    """SHA-256 of each segment's index."""
    refused: Mapping[str, str]
    """Why a source is not in it at all."""
    stamp: str
    """What it was made of and by: sources, settings, code. Another stamp, another import."""
    first_day: date | None = None
    last_day: date | None = None
    forced: bool = False
    """An operator took it whatever is wrong with it."""
