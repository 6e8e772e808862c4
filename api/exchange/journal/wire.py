"""The JSON of the journal."""

from datetime import datetime
from typing import Literal

import msgspec

from api.camel import Camel


class JournalEntry(Camel, frozen=True, omit_defaults=False):
    """What one partner was given of one thing, or brought of it, during one hour."""

    hour: datetime
    way: Literal["GIVEN", "TAKEN"]
    partner: str
    """Name of a key, id of a source; `anonymous`: who showed no key."""
    subject: str
    """The address of what was given; the kind of what was taken, or where it was brought."""
    times: int
    unchanged: int
    """Of these: who asked had it already, and was told so."""
    items: int | None
    """In the newest of them: incidents, records; null: nobody counted."""
    bytes: int
    first: datetime
    last: datetime
    """To the hour where people may be behind it."""
    digest: str
    """Names the content of the newest; of what is given the ETag."""


class JournalUntold(Camel, frozen=True, omit_defaults=False):
    """An incident that one of our documents cannot tell of, or not on all of its streets."""

    output: str
    """The address of the document; CIFS is the same in both its forms."""
    id: str
    reason: Literal["NO_PLACE", "NO_STREET", "NO_WORD"]
    """It was not found on the streets; the street has no name; the format has no word for it."""
    pieces: int
    """So many pieces of streets are missing; 0: none were found at all."""
    is_told: bool
    """On its other streets it is told."""


class Journal(Camel, frozen=True, omit_defaults=False):
    """The journal of a span, the newest hour first."""

    from_: datetime = msgspec.field(name="from")
    to: datetime
    entries: tuple[JournalEntry, ...]
    is_complete: bool
    """False: there are more than one answer holds; ask for a shorter span."""
    untold: tuple[JournalUntold, ...]
    """What cannot be told now. For the town's own eyes: empty for everyone else."""
