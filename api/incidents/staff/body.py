"""The JSON of an incident that staff write; a member that is not named here is refused."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from api.limits import MAX_AREA_POINTS, MAX_INCIDENT_LINES, MAX_INCIDENT_SPELLS
from api.strict import Body, Degrees, Latitude, Moment, Path, WebAddress, WeekdayName
from api.wire_incident import IncidentKindName

TravellerName = Literal["CAR", "TRUCK", "BUS", "BIKE", "WALK"]
CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
Position = tuple[Latitude, Degrees]
Name = Annotated[str, Meta(max_length=120)]
Metres = Annotated[float, Meta(gt=0, le=100)]
Speed = Annotated[float, Meta(ge=0, le=200)]
OWN_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}"
"""A part of it has `~` and its number behind."""


class SpellBody(Body, frozen=True, omit_defaults=True):
    """When it holds within its period, by the territory's clock."""

    begin: Annotated[str, Meta(pattern=f"^{CLOCK}$")]
    end: Annotated[
        str,
        Meta(
            pattern=f"^({CLOCK}|24:00)$",
            description="not after `begin`: until then of the next day",
        ),
    ]
    weekdays: Annotated[
        tuple[WeekdayName, ...], Meta(max_length=7, description="all if empty")
    ] = ()
    first: date | None = None
    last: date | None = None


class IncidentBody(Body, frozen=True, omit_defaults=True):
    """Something out of the ordinary on a road: where, when, for whom.

    Where: one of `line`, `lines` and `area`; or the `street` by its name alone, all of it, from one
    cross street to another, or only the piece between two crossings that is `near` a position.
    """

    kind: IncidentKindName
    id: (
        Annotated[str, Meta(pattern=f"^{OWN_ID}$", description="one is made if left out")] | None
    ) = None
    status: Annotated[
        Literal["DRAFT", "PUBLISHED"], Meta(description="a draft is seen by staff alone")
    ] = "PUBLISHED"
    version: (
        Annotated[
            int,
            Meta(ge=0, description="the one that this changes, 0 of a new one; refused (409) if "
                 "somebody else was faster. Left out: whichever is there"),
        ]
        | None
    ) = None  # fmt: skip
    line: Path | None = None
    lines: Annotated[
        tuple[Path, ...],
        Meta(max_length=MAX_INCIDENT_LINES, description="such as both carriageways"),
    ] = ()
    area: (
        Annotated[
            tuple[Position, ...],
            Meta(
                min_length=3,
                max_length=MAX_AREA_POINTS,
                description="latitude and longitude of the ring around all that is concerned",
            ),
        ]
        | None
    ) = None
    street: Annotated[str, Meta(max_length=120, description="one street, as signs name it")] = ""
    town: Name = ""
    from_: Annotated[str, Meta(max_length=120, description="cross street")] = field(
        default="", name="from"
    )
    to: Annotated[str, Meta(max_length=120, description="cross street")] = ""
    near: Position | None = None
    direction: Annotated[
        Literal["ONE", "BOTH", "UNKNOWN"],
        Meta(description="ONE: as the points of the line follow each other"),
    ] = "BOTH"
    begin: Annotated[Moment, Meta(description="now if left out")] | None = None
    end: Annotated[Moment, Meta(description="not known if left out")] | None = None
    schedule: Annotated[
        tuple[SpellBody, ...], Meta(max_length=MAX_INCIDENT_SPELLS, description="all the time")
    ] = ()
    concerns: Annotated[
        tuple[TravellerName | Literal["EVERYONE"], ...],
        Meta(max_length=5, description="everyone who drives if empty"),
    ] = ()
    exempt: Annotated[tuple[TravellerName, ...], Meta(max_length=5)] = ()
    is_closed: (
        Annotated[bool, Meta(description="nobody it concerns gets through; true of a CLOSURE")]
        | None
    ) = None
    closes_stops: Annotated[
        bool, Meta(description="lines do not call inside its area, as in a crisis")
    ] = False
    severity: Literal["LOW", "MEDIUM", "HIGH", "UNKNOWN"] = "UNKNOWN"
    speed: Annotated[Speed, Meta(description="km/h one gets along at")] | None = None
    delay: Annotated[int, Meta(ge=0, le=86_400, description="s")] | None = None
    max_speed: Annotated[Speed, Meta(description="km/h allowed")] | None = None
    max_height: Annotated[Metres, Meta(description="m")] | None = None
    max_width: Annotated[Metres, Meta(description="m")] | None = None
    max_length: Annotated[Metres, Meta(description="m")] | None = None
    max_weight: Annotated[Metres, Meta(description="t")] | None = None
    text: Annotated[str, Meta(max_length=1000, description="for everyone to read")] = ""
    url: WebAddress | None = None
    authority: Annotated[str, Meta(max_length=120, description="who decided it, by name")] = ""
