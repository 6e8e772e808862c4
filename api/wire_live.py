"""The JSON of what live sources say: alerts as MOTIS v6 has them; ages, occupancy and vehicles are
additions."""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel

OccupancyName = Literal[
    "EMPTY",
    "MANY_SEATS_AVAILABLE",
    "FEW_SEATS_AVAILABLE",
    "STANDING_ROOM_ONLY",
    "CRUSHED_STANDING_ROOM_ONLY",
    "FULL",
    "NOT_ACCEPTING_PASSENGERS",
    "NOT_BOARDABLE",
]
"""GTFS-Realtime's; absent where it is not known."""


class TimeRange(Camel, frozen=True):
    """From `start` to before `end`; without one of them without bound."""

    start: datetime | UnsetType = UNSET
    end: datetime | UnsetType = UNSET


class Alert(Camel, frozen=True, kw_only=True):
    """What is out of order; texts are plain text that somebody else wrote."""

    header_text: str
    description_text: str
    communication_period: tuple[TimeRange, ...] | UnsetType = UNSET
    impact_period: tuple[TimeRange, ...] | UnsetType = UNSET
    cause: str | UnsetType = UNSET
    cause_detail: str | UnsetType = UNSET
    effect: str | UnsetType = UNSET
    effect_detail: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    tts_header_text: str | UnsetType = UNSET
    tts_description_text: str | UnsetType = UNSET
    severity_level: str | UnsetType = UNSET
    image_url: str | UnsetType = UNSET
    image_alternative_text: str | UnsetType = UNSET


class VehicleOnMap(Camel, frozen=True, kw_only=True):
    """Where the vehicle of a trip is, as it says itself."""

    lat: float
    lon: float
    bearing: float | UnsetType = UNSET
    """Degrees clockwise from north."""
    speed: float | UnsetType = UNSET
    """m/s"""
    label: str | UnsetType = UNSET
    occupancy: OccupancyName | UnsetType = UNSET
    congestion: str | UnsetType = UNSET
    """GTFS-Realtime's CongestionLevel."""
    data_age: int | UnsetType = UNSET
    """Seconds since it was there."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""
    live_source: str
    """Source id."""
