"""Live news of trips: what GTFS-Realtime calls TripUpdate, TripModifications, Shape and Stop.

Ids are the feed's own, without the source's prefix. Times are Unix s, delays s (late is positive),
times of day s of the service day. Members that say nothing are None, "" or UNKNOWN.
Source: GTFS Realtime reference (proto of 2026-06).
"""

from enum import IntEnum

import msgspec


class TripRelationship(IntEnum):
    """How a trip relates to the timetable; numbers are GTFS-RT's."""

    SCHEDULED = 0
    ADDED = 1
    """Deprecated: NEW, or an extra run of a scheduled trip."""
    UNSCHEDULED = 2
    """Of frequencies.txt with exact_times=0."""
    CANCELED = 3
    REPLACEMENT = 5
    DUPLICATED = 6
    DELETED = 7
    NEW = 8


class StopRelationship(IntEnum):
    """How a call relates to the timetable; numbers are GTFS-RT's."""

    SCHEDULED = 0
    SKIPPED = 1
    NO_DATA = 2
    UNSCHEDULED = 3


class Occupancy(IntEnum):
    """How full a vehicle is; numbers are GTFS-RT's, UNKNOWN is ours."""

    UNKNOWN = -1
    EMPTY = 0
    MANY_SEATS_AVAILABLE = 1
    FEW_SEATS_AVAILABLE = 2
    STANDING_ROOM_ONLY = 3
    CRUSHED_STANDING_ROOM_ONLY = 4
    FULL = 5
    NOT_ACCEPTING_PASSENGERS = 6
    NO_DATA_AVAILABLE = 7
    NOT_BOARDABLE = 8


class TripKey(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What names a trip (TripDescriptor)."""

    trip_id: str = ""
    route_id: str = ""
    direction: int = -1
    start_date: int = 0
    """YYYYMMDD as a number; 0: not said."""
    start_time: int = -1
    """s of the service day; -1: not said."""
    relationship: TripRelationship = TripRelationship.SCHEDULED
    modified_by: str = ""
    """Id of the Detour that selects the trip (modified_trip.modifications_id)."""
    affected_trip_id: str = ""


class VehicleLabel(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What names a vehicle (VehicleDescriptor)."""

    id: str = ""
    label: str = ""
    wheelchair: int = 0
    """maas.model.Access"""


class StopEvent(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When a vehicle arrives or departs."""

    time: int | None = None
    delay: int | None = None
    scheduled: int | None = None
    """Of trips that no timetable knows."""
    uncertainty: int | None = None


class StopUpdate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """News of one call (StopTimeUpdate)."""

    sequence: int | None = None
    stop_id: str = ""
    arrival: StopEvent | None = None
    departure: StopEvent | None = None
    relationship: StopRelationship = StopRelationship.SCHEDULED
    assigned_stop_id: str = ""
    headsign: str = ""
    may_board: bool | None = None
    may_alight: bool | None = None
    occupancy: Occupancy = Occupancy.UNKNOWN
    """When it departs."""


class TripProperties(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is other than scheduled, or said of trips that are not."""

    trip_id: str = ""
    start_date: int = 0
    start_time: int = -1
    shape_id: str = ""
    headsign: str = ""
    short_name: str = ""


class TripUpdate(msgspec.Struct, frozen=True, array_like=True, tag="trip", gc=False):
    """News of one trip."""

    key: TripKey
    stops: tuple[StopUpdate, ...] = ()
    timestamp: int | None = None
    """When this was known; None: when the message was made."""
    delay: int | None = None
    vehicle: VehicleLabel | None = None
    properties: TripProperties | None = None


class StopRef(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A call of a trip (StopSelector)."""

    sequence: int | None = None
    stop_id: str = ""


class SelectedTrips(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Trips that take the same detour."""

    trip_ids: tuple[str, ...] = ()
    shape_id: str = ""


class ReplacementStop(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stop called at instead."""

    stop_id: str
    travel_s: int | None = None
    """From the section's reference stop."""


class Section(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A piece of the way that is replaced (Modification)."""

    start: StopRef
    end: StopRef | None = None
    """None: only `start` (nothing is left out where there are replacement stops alone)."""
    delay: int = 0
    """Of all calls after it."""
    stops: tuple[ReplacementStop, ...] = ()
    alert_id: str = ""


class Detour(msgspec.Struct, frozen=True, array_like=True, tag="detour", gc=False):
    """Trips that run another way for some days (TripModifications)."""

    id: str
    trips: tuple[SelectedTrips, ...] = ()
    start_times: tuple[int, ...] = ()
    """s of the service day; of frequency trips."""
    dates: tuple[int, ...] = ()
    """YYYYMMDD as numbers."""
    sections: tuple[Section, ...] = ()


class LiveShape(msgspec.Struct, frozen=True, array_like=True, tag="shape", gc=False):
    """A way that shapes.txt does not have."""

    id: str
    points: tuple[tuple[float, float], ...] = ()
    """Latitude, longitude."""


class LiveStop(msgspec.Struct, frozen=True, array_like=True, tag="stop", gc=False):
    """A stop that stops.txt does not have."""

    id: str
    name: str
    lat: float
    lon: float
    code: str = ""
    platform: str = ""
    parent_id: str = ""
    wheelchair: int = 0
    """maas.model.Access"""
