"""What can be rented, laid on the streets: made of the records of live sources, read by the search.

A fleet is the vehicles of one system that are ridden, returned and told alike. Positions are joined
to the streets once, when news comes, not when somebody asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag

from maas.arrays import Bools, Bytes, Float32s, Float64s, Int32s
from maas.live import (
    PricingPlan,
    RentalAlert,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.model import Profile, SourceId
from maas.report import Finding
from maas.snapshot import Batch
from routing.streets.joined import Joined
from routing.streets.on_edges import OnEdges

NO_LIMIT = 2**31 - 1
"""As a count of places: however many one brings."""


class Ground(IntFlag):
    """What the rules of a system forbid on an edge; 0: everything is allowed."""

    NO_PASS = 1
    NO_START = 2
    NO_END = 4
    """Neither on the street nor at a station."""
    STATIONS_ONLY = 8


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Where vehicles of a fleet can be taken, or left. Of all arrays a row is a spot."""

    place: Int32s
    """Row of the system's stations; -1 - row of its vehicles."""
    at: Float64s
    """[n, 2] latitude, longitude."""
    count: Int32s
    """How many vehicles can be taken together, or left: at least 1."""
    range_m: Float32s
    """How far the vehicle goes (of a station's: the one that goes farthest); inf: not limited."""
    home: Int32s
    """Row of the station where it must be left; -1: wherever the fleet's rule says."""
    foot: OnEdges
    """For who walks."""
    ride: OnEdges
    """For who rides."""


@dataclass(frozen=True, slots=True, eq=False)
class Fleet:
    """Vehicles of one system that are ridden, returned and told alike."""

    system: int
    """Row of `Rentals.systems`."""
    type: VehicleType
    profile: Profile
    """Whose streets it uses: BIKE or CAR, or WALK for what may only be pushed."""
    speed_m_s: float | None
    """None: as who rides does (bicycles), or as the streets allow (cars), which a number limits."""
    taking: Spots
    leaving: Spots
    """Stations with a place for it."""
    anywhere: bool
    """It may be left on any street where the ground allows."""
    ground: Bytes | None = None
    """[n_edges] Ground; None: everything is allowed everywhere."""
    max_kmh: Bytes | None = None
    """[n_edges] Slow zones, 0 where none; None: there are none."""


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """One system with all that is known of it; rows are in the order of the message."""

    source_id: SourceId
    id: str
    """`<source>` or, of a manifest's systems, `<source>:<system id>`, however many can be read."""
    told: RentalSystem
    types: Mapping[str, VehicleType]
    plans: Mapping[str, PricingPlan]
    stations: tuple[RentalStation, ...]
    vehicles: tuple[RentalVehicle, ...]
    zones: tuple[RentalZone, ...]
    alerts: tuple[RentalAlert, ...]


Area = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
"""GeoJSON's MultiPolygon [polygon][ring][point] of (lon, lat)."""


@dataclass(frozen=True, slots=True, eq=False)
class Covered:
    """The edges that lie in an area."""

    edge: Int32s
    """Ascending."""
    is_whole: Bools
    """Whether all of the edge does; the others cross the rim."""


@dataclass(frozen=True, slots=True, eq=False)
class Rentals:
    """Every vehicle to rent of a territory. The overlay of all sources of rental vehicles."""

    systems: tuple[System, ...] = ()
    fleets: tuple[Fleet, ...] = ()
    since: int = 0
    """The moment of which all this is true (Unix s)."""
    until: int | None = None
    """When by itself something changes next, as counts become unknown or a system opens (Unix s):
    then the overlay is to be made anew. None: never."""
    findings: Mapping[SourceId, tuple[Finding, ...]] = field(default_factory=dict)
    """What could not be used on these streets."""
    parts: "Mapping[SourceId, Part]" = field(default_factory=dict)
    """What it was put together from, kept for the next overlay on the same streets."""

    def holds(self, at: int) -> bool:
        """Whether all this is true at a moment (Unix s), as far as the same news go."""
        return self.since <= at and (self.until is None or at < self.until)

    def moment(self, at: int) -> int:
        """One moment for all at which the same is true: by it answers are remembered."""
        return self.since if self.holds(at) else at


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What was made of the batch of one source."""

    batch: Batch
    rentals: Rentals
    """Of this source alone."""
    joined: Mapping[Profile, Joined]
    """Positions rarely change …"""
    covered: Mapping[Area, Covered]
    """… and areas of zones and stations hardly ever."""
