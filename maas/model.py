"""The words every layer speaks: positions, modes, profiles, ids.

Nothing here knows a format, a file or a kernel.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from typing import NewType, Self

from maas.units import great_circle_m

SourceId = NewType("SourceId", str)
"""The id of a configured source, unique over all territories served: `[a-z0-9-]{1,32}`."""


@dataclass(frozen=True, slots=True)
class LatLon:
    """A position on earth, WGS 84 degrees. One that exists is in range.

    Raises:
        ValueError: a coordinate is not a number or not on earth.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"({self.lat}, {self.lon}) is not a position on earth")

    def distance_m(self, other: Self) -> float:
        """Great-circle distance in metres."""
        return great_circle_m(self.lat, self.lon, other.lat, other.lon)


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of the earth between two parallels and two meridians, not across the 180th."""

    south_west: LatLon
    north_east: LatLon

    def __contains__(self, at: LatLon) -> bool:
        low, high = self.south_west, self.north_east
        return low.lat <= at.lat <= high.lat and low.lon <= at.lon <= high.lon


class Mode(StrEnum):
    """How a leg is travelled; names are MOTIS v6's."""

    WALK = "WALK"
    BIKE = "BIKE"
    RENTAL = "RENTAL"
    CAR = "CAR"
    CAR_PARKING = "CAR_PARKING"
    """By car to a place to park and on from there on foot, or back; asked for, never of a leg."""
    CAR_DROPOFF = "CAR_DROPOFF"
    """Driven by somebody who goes on; asked for, never of a leg."""
    TRAM = "TRAM"
    SUBWAY = "SUBWAY"
    FERRY = "FERRY"
    AIRPLANE = "AIRPLANE"
    BUS = "BUS"
    COACH = "COACH"
    HIGHSPEED_RAIL = "HIGHSPEED_RAIL"
    LONG_DISTANCE = "LONG_DISTANCE"
    NIGHT_RAIL = "NIGHT_RAIL"
    REGIONAL_RAIL = "REGIONAL_RAIL"
    SUBURBAN = "SUBURBAN"
    FUNICULAR = "FUNICULAR"
    AERIAL_LIFT = "AERIAL_LIFT"
    ODM = "ODM"
    RIDE_SHARING = "RIDE_SHARING"
    OTHER = "OTHER"

    @property
    def is_transit(self) -> bool:
        """Whether a vehicle of a line (or an offer) is boarded."""
        return self not in STREET_MODES


STREET_MODES = frozenset(
    {Mode.WALK, Mode.BIKE, Mode.RENTAL, Mode.CAR, Mode.CAR_PARKING, Mode.CAR_DROPOFF}
)

CAR_MODES = frozenset({Mode.CAR, Mode.CAR_PARKING, Mode.CAR_DROPOFF})
"""Those for which somebody drives a car of their own."""

TRANSIT_MODES: tuple[Mode, ...] = tuple(mode for mode in Mode if mode not in STREET_MODES)
"""The transit modes in the order of the numbers used in arrays (`Patterns.mode`)."""


_ROUTE_TYPES: tuple[tuple[Mode, frozenset[int]], ...] = (
    (Mode.TRAM, frozenset({0, *range(900, 1000)})),
    (Mode.SUBWAY, frozenset({1, 400, 401, 402})),
    (Mode.REGIONAL_RAIL, frozenset({2, 100, 103, 106, 107, 108, *range(110, 114), 117})),
    (Mode.HIGHSPEED_RAIL, frozenset({101})),
    (Mode.LONG_DISTANCE, frozenset({102, 104, 114})),
    (Mode.NIGHT_RAIL, frozenset({105})),
    (Mode.SUBURBAN, frozenset({109, 403, 404})),
    (Mode.BUS, frozenset({3, 11, 203, 204, 208, *range(700, 715), 716, 800})),
    (Mode.COACH, frozenset({200, 201, 202, 205, 206, 207, 209})),
    (Mode.ODM, frozenset({715})),
    (Mode.FERRY, frozenset({4, 1000, 1200})),
    (Mode.FUNICULAR, frozenset({5, 7, 116, 1400})),
    (Mode.AERIAL_LIFT, frozenset({6, *range(1300, 1400)})),
    (Mode.RIDE_SHARING, frozenset({1551})),
)


def mode_of(route_type: int) -> Mode:
    """The mode of a basic or extended GTFS route type, as MOTIS sorts them."""
    for mode, types in _ROUTE_TYPES:
        if route_type in types:
            return mode
    return Mode.OTHER


class Profile(IntEnum):
    """Who moves over streets; the number is the index of every per-profile array."""

    WALK = 0
    WHEELCHAIR = 1
    BIKE = 2
    CAR = 3


class Access(IntEnum):
    """Yes, no or unknown, as `wheelchair_boarding`, `bikes_allowed` … say it."""

    UNKNOWN = 0
    YES = 1
    NO = 2


class StopKind(IntEnum):
    """What a row of the stops table is: GTFS `location_type`, and our split stops."""

    STOP = 0
    STATION = 1
    ENTRANCE = 2
    NODE = 3
    BOARDING_AREA = 4
    SPLIT = 5
    """A copy of its parent stop for trips whose transfers differ there (see timetable.py)."""


class PathwayMode(IntEnum):
    """What leads from place to place inside a stop place; numbers are GTFS `pathway_mode`."""

    WALKWAY = 1
    STAIRS = 2
    MOVING_WALKWAY = 3
    ESCALATOR = 4
    ELEVATOR = 5
    FARE_GATE = 6
    EXIT_GATE = 7


class TimeMeaning(Enum):
    """What the time of a question is: the earliest departure or the latest arrival."""

    DEPART_AT = "depart"
    ARRIVE_BY = "arrive"
