"""The JSON of incidents as everybody sees them.

Texts are plain text that somebody else wrote. A member that is not known is absent.
"""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel
from api.incidents.staff.body import SpellBody, TravellerName
from api.wire import EncodedPolyline
from api.wire_incident import IncidentKindName

DirectionName = Literal["ONE", "BOTH", "UNKNOWN"]
SeverityName = Literal["LOW", "MEDIUM", "HIGH", "UNKNOWN"]
ProfileName = Literal["WALK", "WHEELCHAIR", "BIKE", "CAR"]


class Span(Camel, frozen=True):
    """A time in which it holds."""

    begin: datetime | UnsetType = UNSET
    """Absent: before anyone knew."""
    end: datetime | UnsetType = UNSET
    """Absent: not known."""


class Incident(Camel, frozen=True):
    """Something out of the ordinary on a road, as one source tells it."""

    id: str
    """`<source>:<local>`"""
    source: str
    """Source id."""
    kind: IncidentKindName
    is_closed: bool
    """Nobody whom it concerns gets through."""
    is_verified: bool
    """False: said by too few, or doubtful; nobody is led otherwise for it."""
    is_laid: bool
    """It was found on the streets; else it is shown, and nobody is led otherwise for it."""
    quality: float
    """0 … 1: how well the streets found fit what was told."""
    is_active: bool
    """It holds now, or at the moment asked about."""
    known_at: datetime
    """When its source said so last."""
    data_age: int
    """s since then"""
    street: str | UnsetType = UNSET
    town: str | UnsetType = UNSET
    direction: DirectionName | UnsetType = UNSET
    """Of a line: which ways along it. ONE: as its points follow each other."""
    line: EncodedPolyline | UnsetType = UNSET
    """One point where nothing more is known."""
    area: EncodedPolyline | UnsetType = UNSET
    """The ring around everything it concerns."""
    lat: float | UnsetType = UNSET
    lon: float | UnsetType = UNSET
    """Of its middle."""
    distance: float | UnsetType = UNSET
    """m from the place asked about, as the crow flies"""
    begin: datetime | UnsetType = UNSET
    end: datetime | UnsetType = UNSET
    """Absent: not known."""
    schedule: tuple[SpellBody, ...] | UnsetType = UNSET
    """When it holds within these; absent: all the time."""
    times: tuple[Span, ...] | UnsetType = UNSET
    """The next ones in which it holds, some days ahead."""
    concerns: tuple[TravellerName, ...] | UnsetType = UNSET
    """Absent: everyone who drives."""
    exempt: tuple[TravellerName, ...] | UnsetType = UNSET
    closed_to: tuple[ProfileName, ...] | UnsetType = UNSET
    """Whom our own ways lead round it while it holds."""
    closes_stops: bool | UnsetType = UNSET
    """Lines call at no stop within its area."""
    severity: SeverityName | UnsetType = UNSET
    speed: float | UnsetType = UNSET
    """km/h at which one gets along there"""
    delay: int | UnsetType = UNSET
    """s"""
    max_speed: float | UnsetType = UNSET
    """km/h"""
    max_height: float | UnsetType = UNSET
    """m, as the next two"""
    max_width: float | UnsetType = UNSET
    max_length: float | UnsetType = UNSET
    max_weight: float | UnsetType = UNSET
    """t"""
    confidence: float | UnsetType = UNSET
    """0 … 1: how sure its source is"""
    reported_at: datetime | UnsetType = UNSET
    updated_at: datetime | UnsetType = UNSET
    subtype: str | UnsetType = UNSET
    """The source's own finer word."""
    text: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    """Of the web always, with http or https."""
    authority: str | UnsetType = UNSET
    """Who decided or reported it."""
    part_of: str | UnsetType = UNSET
    """Id of the incident that it is a part of."""


class IncidentsAnswer(Camel, frozen=True):
    """Incidents."""

    incidents: tuple[Incident, ...]
    next_page_cursor: str | UnsetType = UNSET
    """Absent: there are no more."""
