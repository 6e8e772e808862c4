"""What is out of the ordinary on roads: closures, works, jams, hazards, and rules for a time.

What Waze's partner feed, CIFS, DATEX II situations and DATEX II traffic regulations have in common.
Ids are the feed's own. Times are Unix s, speeds km/h. Unknown is None, "" or an empty tuple.
"""

from datetime import date
from enum import StrEnum

import msgspec

from maas.model import SourceId

INCIDENTS = SourceId("incidents")
"""The built-in source: what staff publish through us. No territory file may use its name."""
REPORTS = SourceId("reports")
"""The built-in source: what the public reports, clustered. No territory file may use its name."""
POLICIES = SourceId("policies")
"""The built-in source: rules of places of the territory file. No source may use its name."""


class IncidentKind(StrEnum):
    """What it is; types of CIFS, and what of DATEX II they lack."""

    CLOSURE = "CLOSURE"
    """Nobody named in `concerns` may pass."""
    WORKS = "WORKS"
    ACCIDENT = "ACCIDENT"
    HAZARD = "HAZARD"
    JAM = "JAM"
    EVENT = "EVENT"
    RESTRICTION = "RESTRICTION"
    """A rule that keeps some out, or slows them; not those who walk."""
    OTHER = "OTHER"


class Severity(StrEnum):
    """How bad it is."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    UNKNOWN = "UNKNOWN"


class Direction(StrEnum):
    """Which ways along its line it concerns."""

    ONE = "ONE"
    """As the points of the line follow each other."""
    BOTH = "BOTH"
    UNKNOWN = "UNKNOWN"


class Traveller(StrEnum):
    """Whom an incident concerns."""

    CAR = "CAR"
    TRUCK = "TRUCK"
    BUS = "BUS"
    BIKE = "BIKE"
    WALK = "WALK"


class Hours(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When it holds within its period, by the territory's clock."""

    weekdays: tuple[int, ...]
    """0 (Monday) … 6."""
    begin_s: int
    """Seconds of the day."""
    end_s: int
    """Not after `begin_s`: until then of the next day."""
    first: date | None = None
    last: date | None = None


class Incident(msgspec.Struct, frozen=True, array_like=True, tag="incident"):
    """One incident as one source tells it.

    Those that were written through us are kept by position: members are added at the end alone.
    """

    id: str
    kind: IncidentKind
    line: tuple[tuple[float, float], ...] = ()
    """Where it is, lat and lon; one point where nothing more is known."""
    area: tuple[tuple[float, float], ...] = ()
    """The ring around everything it concerns, where it is no line."""
    direction: Direction = Direction.UNKNOWN
    street: str = ""
    town: str = ""
    begin: int | None = None
    """None: before anyone knew."""
    end: int | None = None
    """None: not known; it holds while the source tells it."""
    hours: tuple[Hours, ...] = ()
    """Empty: all the time."""
    concerns: tuple[Traveller, ...] = ()
    """Empty: everyone who drives."""
    exempt: tuple[Traveller, ...] = ()
    severity: Severity = Severity.UNKNOWN
    is_closed: bool = False
    """Nobody it concerns gets through; works, accidents and events may be so, too."""
    kmh: float | None = None
    """How fast one gets along there."""
    delay_s: int | None = None
    max_kmh: float | None = None
    """A speed limit that holds for the time."""
    max_height_m: float | None = None
    max_width_m: float | None = None
    max_length_m: float | None = None
    max_weight_t: float | None = None
    confidence: float | None = None
    """0 … 1: how sure the source is."""
    reported_at: int | None = None
    updated_at: int | None = None
    subtype: str = ""
    """The feed's own finer word, such as `HAZARD_ON_ROAD_POT_HOLE`."""
    text: str = ""
    url: str = ""
    authority: str = ""
    """Who decided or reported it, by name; never a member of the public."""
    part_of: str = ""
    """Id of the incident of the same feed that it is a part of."""
    is_verified: bool = True
    """False: reported by too few. Then it is shown, and nobody is led otherwise for it."""
    closes_stops: bool = False
    """Lines neither pick up nor set down within its area (a crisis)."""
