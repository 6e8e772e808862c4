"""The JSON of what is out of the ordinary on a leg's way: why it goes round, and what one meets.

A member that is not known is absent.
"""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel

IncidentKindName = Literal[
    "CLOSURE", "WORKS", "ACCIDENT", "HAZARD", "JAM", "EVENT", "RESTRICTION", "OTHER"
]
MeetingName = Literal["AVOIDED", "PASSED", "CROSSED"]


class IncidentOnLeg(Camel, frozen=True):
    """An incident that a leg goes round or through; texts are plain text somebody else wrote."""

    id: str
    """As `/v1/incidents` tells it."""
    source: str
    """Source id of whoever tells it."""
    kind: IncidentKindName
    meeting: MeetingName
    """AVOIDED: the way goes round it; PASSED: it leads along it; CROSSED: the line's usual way
    leads through something closed, and nobody says how it goes round."""
    is_closed: bool
    """Nobody whom it concerns gets through."""
    street: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    authority: str | UnsetType = UNSET
    """Who decided or reported it."""
    url: str | UnsetType = UNSET
    """Of the web always, with http or https."""
    begin: datetime | UnsetType = UNSET
    """Of the time in which it is met."""
    end: datetime | UnsetType = UNSET
    """Absent: not known."""
    delay: int | UnsetType = UNSET
    """s: by so much it makes the leg longer, of a ride as far as can be guessed: the times of the
    leg leave it out then."""
    known_at: datetime | UnsetType = UNSET
    """When its source said so last."""
