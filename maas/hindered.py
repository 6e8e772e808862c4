"""What is out of the ordinary on a leg's way: why it goes round, and what one meets."""

from dataclasses import dataclass
from enum import StrEnum

from maas.live.incidents import IncidentKind


class Meeting(StrEnum):
    """How a leg has to do with an incident."""

    AVOIDED = "AVOIDED"
    """The way goes round it; without it, it would have led through."""
    PASSED = "PASSED"
    """One gets along there, slower perhaps."""
    CROSSED = "CROSSED"
    """The line's usual way leads through something closed, and nobody says how it goes round."""


@dataclass(frozen=True, slots=True)
class IncidentOnLeg:
    """An incident that a leg goes round or through."""

    id: str
    """`<source>:<local>`"""
    source: str
    """Source id."""
    kind: IncidentKind
    meeting: Meeting
    is_closed: bool = False
    street: str = ""
    text: str = ""
    authority: str = ""
    url: str = ""
    begin: int | None = None
    """Of the time in which it is met (Unix s); None: before anyone knew."""
    end: int | None = None
    """None: not known."""
    delay_s: int | None = None
    """By so much it makes the leg longer, of a ride as far as can be guessed; None: not known."""
    known_at: int | None = None
    """When the source last said so (Unix s)."""
