"""Incidents as staff write them through us: drafts, what is published, what was taken back."""

from enum import StrEnum

import msgspec

from maas.live.incidents import Incident


class WritingStatus(StrEnum):
    """What has become of what staff wrote."""

    DRAFT = "DRAFT"
    """Seen by staff alone."""
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"
    """Taken back: over since then, and never published again under its id."""


class Written(msgspec.Struct, frozen=True):
    """An incident that staff wrote, on its way to the records."""

    incidents: tuple[Incident, ...]
    """It, and then what it falls apart into, such as the other carriageway."""
    status: WritingStatus = WritingStatus.PUBLISHED
    version: int | None = None
    """Of what it changes, where who wrote it knows; None: whatever is there."""

    @property
    def id(self) -> str:
        """Of the whole."""
        return self.incidents[0].id
