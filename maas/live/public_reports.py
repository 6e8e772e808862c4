"""What people say is wrong somewhere: on a road, at a stop, at a lift, in a car park.

All that is said of one thing is one `PublicReport`. Who said it stands nowhere in it, and where it
is no closer than a square of about 100 m. Times are Unix s, whole minutes.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from maas.live.incidents import Incident, IncidentKind


class ReportKind(StrEnum):
    """What is wrong."""

    OBSTACLE = "OBSTACLE"
    ACCIDENT = "ACCIDENT"
    WORKS = "WORKS"
    HAZARD = "HAZARD"
    LIFT_BROKEN = "LIFT_BROKEN"
    ESCALATOR_BROKEN = "ESCALATOR_BROKEN"
    STOP_CLOSED = "STOP_CLOSED"
    CAR_PARK_FULL = "CAR_PARK_FULL"
    BIKE_MISSING = "BIKE_MISSING"


ON_ROADS: Mapping[ReportKind, IncidentKind] = MappingProxyType(
    {
        ReportKind.OBSTACLE: IncidentKind.HAZARD,
        ReportKind.ACCIDENT: IncidentKind.ACCIDENT,
        ReportKind.WORKS: IncidentKind.WORKS,
        ReportKind.HAZARD: IncidentKind.HAZARD,
    }
)
"""Those that become incidents, and of which kind. None of them closes a road."""

AT_THINGS = frozenset({ReportKind.STOP_CLOSED, ReportKind.CAR_PARK_FULL, ReportKind.BIKE_MISSING})
"""Those that are wrong with a thing that has an id; where alone says too little."""


class ReportState(StrEnum):
    """How far it is to be believed."""

    UNVERIFIED = "UNVERIFIED"
    VERIFIED = "VERIFIED"
    """Enough say so, each independent of the others."""
    CONFIRMED = "CONFIRMED"
    """Staff say so."""
    REJECTED = "REJECTED"
    """Staff say it is not so."""
    GONE = "GONE"
    """Others say it is not so any more."""


SHOWN = frozenset({ReportState.UNVERIFIED, ReportState.VERIFIED, ReportState.CONFIRMED})
"""What everybody is told."""
BELIEVED = frozenset({ReportState.VERIFIED, ReportState.CONFIRMED})


class PublicReport(msgspec.Struct, frozen=True, array_like=True, tag="public-report", gc=False):
    """One thing that people say is wrong."""

    id: str
    kind: ReportKind
    state: ReportState
    lat: float
    lon: float
    first: int
    """When it was seen first."""
    last: int
    """When it was seen last."""
    end: int
    """Until then it holds, unless somebody says so again."""
    n: int
    """How often it was reported."""
    witnesses: int
    """How many independent ones say so now."""
    doubters: int = 0
    """How many independent ones say that it is gone."""
    confidence: float = 0.0
    """0 … 1"""
    street: str = ""
    at: str = ""
    """Id of the stop, car park, station or vehicle it is about."""
    text: str = ""
    """What staff say of it."""
    said: tuple[tuple[int, str], ...] = ()
    """What people wrote, and when: for staff alone, and for a day."""

    @property
    def incident(self) -> Incident | None:
        """The same as an incident; None: it is not on a road, or nobody is told of it."""
        kind = ON_ROADS.get(self.kind)
        if kind is None or self.state not in SHOWN:
            return None
        return Incident(
            self.id,
            kind,
            line=((self.lat, self.lon),),
            street=self.street,
            begin=self.first,
            end=self.end,
            confidence=self.confidence,
            reported_at=self.first,
            updated_at=self.last,
            subtype=self.kind.value,
            text=self.text,
            is_verified=self.state in BELIEVED,
        )
