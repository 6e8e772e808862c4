"""The JSON of incidents as staff see them, and of what became of writing one."""

from datetime import datetime

from msgspec import UNSET, UnsetType

from api.camel import Camel
from api.incidents.staff.body import IncidentBody
from api.incidents.staff.query import OwnStatusName


class TakenIncident(Camel, frozen=True, omit_defaults=False):
    """What became of an incident: it is on disk, and every worker is told of what is published."""

    id: str
    """`incidents:<local>`"""
    number: int
    """The version of the data from which on that holds: what stands behind the last dot of
    `Maas-Version`."""


class IncidentVersion(Camel, frozen=True):
    """One version of an incident that staff wrote."""

    version: int
    at: datetime
    by: str
    """What the key was called with which it was written."""
    key: str
    """Its id."""
    status: OwnStatusName
    incident: IncidentBody
    """As it may be sent again; a street that was only named has its lines."""
    changed: tuple[str, ...] | UnsetType = UNSET
    """Of a history: the members that the version before had otherwise."""


class OwnIncident(Camel, frozen=True):
    """The newest version of an incident that staff wrote."""

    id: str
    """`incidents:<local>`"""
    newest: IncidentVersion


class OwnIncidents(Camel, frozen=True, omit_defaults=False):
    """Incidents that staff wrote, by id."""

    incidents: tuple[OwnIncident, ...]
    truncated: bool = False
    """True: there are more than `limit`."""


class IncidentHistory(Camel, frozen=True):
    """All that staff ever wrote of an incident, oldest first."""

    id: str
    versions: tuple[IncidentVersion, ...]
