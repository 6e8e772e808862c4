"""The JSON of boards, trips and stops; names, types and meaning are MOTIS v6's."""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from api.wire import Camel, Place
from api.wire_incident import IncidentOnLeg
from api.wire_live import OccupancyName, VehicleOnMap

Permission = Literal["NORMAL", "NOT_ALLOWED"]


class StopTime(Camel, frozen=True, kw_only=True):
    """A vehicle arriving at a stop, or departing from it.

    MOTIS asks for yes or no where feeds may say nothing: `bikesAllowed` and `wheelchairAccessible`
    say yes only where the feed does.
    """

    place: Place
    mode: str
    real_time: bool
    headsign: str
    trip_from: Place
    trip_to: Place
    agency_id: str
    agency_name: str
    agency_url: str
    route_id: str
    route_url: str | UnsetType = UNSET
    direction_id: str
    route_color: str | UnsetType = UNSET
    route_text_color: str | UnsetType = UNSET
    trip_id: str
    route_type: int
    route_short_name: str
    route_long_name: str
    trip_short_name: str
    display_name: str
    previous_stops: tuple[Place, ...] | UnsetType = UNSET
    next_stops: tuple[Place, ...] | UnsetType = UNSET
    pickup_dropoff_type: Permission
    cancelled: bool
    trip_cancelled: bool
    bikes_allowed: bool
    wheelchair_accessible: Literal["ACCESSIBLE", "NOT_ACCESSIBLE"]
    reservation: Literal["NONE", "COMPULSORY"]
    source: str
    data_source: str
    """Source id; this and the rest are additions."""
    scheduled: bool | UnsetType = UNSET
    """False: run in addition to the timetable."""
    live_source: str | UnsetType = UNSET
    """Source id; absent where nothing is known but the timetable."""
    data_age: int | UnsetType = UNSET
    """Seconds since it was known."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""
    occupancy: OccupancyName | UnsetType = UNSET
    vehicle_label: str | UnsetType = UNSET
    incidents: tuple[IncidentOnLeg, ...] | UnsetType = UNSET
    """What is closed on its usual way from here (to here, if it arrives)."""


class Board(Camel, frozen=True, kw_only=True):
    """A page of departures or arrivals."""

    stop_times: tuple[StopTime, ...]
    place: Place
    previous_page_cursor: str
    next_page_cursor: str


class Route(Camel, frozen=True, kw_only=True):
    """A route that serves a stop."""

    route_id: str
    route_short_name: str
    route_long_name: str
    mode: str
    agency_id: str
    agency_name: str
    agency_url: str
    route_color: str | UnsetType = UNSET
    route_text_color: str | UnsetType = UNSET
    route_type: int


class TripInfo(Camel, frozen=True, kw_only=True):
    """A trip and what passengers call it."""

    trip_id: str
    route_short_name: str | UnsetType = UNSET
    """Below version 4, in place of `displayName`."""
    display_name: str | UnsetType = UNSET


class TripSegment(Camel, frozen=True, kw_only=True):
    """A vehicle between two stops that follow each other."""

    trips: tuple[TripInfo, ...]
    route_color: str | UnsetType = UNSET
    mode: str
    distance: float
    from_: Place = msgspec.field(name="from")
    to: Place
    departure: datetime
    arrival: datetime
    scheduled_departure: datetime
    scheduled_arrival: datetime
    real_time: bool
    polyline: str
    """Google's encoding, with the precision asked for."""
    live_source: str | UnsetType = UNSET
    """Source id; this and the rest are additions."""
    data_age: int | UnsetType = UNSET
    """Seconds since it was known."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""
    vehicle: VehicleOnMap | UnsetType = UNSET
    """Where its vehicle is, told with the one segment of the answer that it is on or nearest to."""


class Stop(Camel, frozen=True, kw_only=True):
    """A stop and what serves it."""

    place: Place
    routes: tuple[Route, ...]
