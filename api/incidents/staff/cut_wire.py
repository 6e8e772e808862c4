"""The JSON of what an incident would do, before it is published."""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel
from api.incidents.staff.body import IncidentBody
from api.wire import EncodedPolyline
from api.wire_incident import IncidentKindName

ClosedProfile = Literal["WALK", "WHEELCHAIR", "BIKE", "CAR"]


class CutStreet(Camel, frozen=True, omit_defaults=False):
    """What of one street it takes up."""

    name: str
    """Empty where the map knows none."""
    length: int
    """m"""
    edges: int
    """Pieces of the street between crossings."""


class CutStop(Camel, frozen=True):
    """A stop at which no line would call."""

    id: str
    name: str


class CutLine(Camel, frozen=True):
    """A line whose usual way leads through it, or that calls at such a stop."""

    id: str
    name: str
    """What passengers call it."""
    long_name: str | UnsetType = UNSET
    mode: str = ""


class Conflict(Camel, frozen=True):
    """Another incident on the same streets at the same time."""

    id: str
    kind: IncidentKindName
    is_closed: bool
    street: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    begin: datetime | UnsetType = UNSET
    end: datetime | UnsetType = UNSET


class IncidentCheck(Camel, frozen=True, omit_defaults=False):
    """What an incident would do; nothing is kept of it."""

    quality: float
    """0 to 1: how well the streets found fit what was told; under 0.5 it would be shown, and nobody
    be led otherwise for it. Of several lines the worst."""
    is_applied: bool
    """Whether all of it is found on the streets."""
    closed_to: tuple[ClosedProfile, ...]
    """Who would be led round it; lines are below."""
    streets: tuple[CutStreet, ...]
    """The longest first."""
    pieces: tuple[EncodedPolyline, ...]
    """Where on the streets it would lie."""
    lines: tuple[CutLine, ...]
    stops: tuple[CutStop, ...]
    conflicts: tuple[Conflict, ...]
    incident: IncidentBody
    """As it was understood; a street that was only named has its lines."""
