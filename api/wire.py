"""The JSON of every answer, as types: what is sent and what `/openapi.json` says are one thing.

Names, types and meaning are MOTIS v6's where it has them (schemas of the same name). A member that
is not known is absent, never null.
"""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from api.camel import Camel as Camel
from api.wire_fares import FareTransfer, Price, TicketUrls
from api.wire_incident import IncidentOnLeg
from api.wire_live import Alert, OccupancyName
from api.wire_offer import Offer
from api.wire_parked import Parked, Policy
from api.wire_rental import Rental


class EncodedPolyline(Camel, frozen=True, omit_defaults=False):
    """Google's encoding of a line, 1e-6 degrees."""

    points: str = ""
    precision: int = 6
    length: int = 0


class Place(Camel, frozen=True):
    """A point of an itinerary."""

    name: str
    lat: float
    lon: float
    stop_id: str | UnsetType = UNSET
    parent_id: str | UnsetType = UNSET
    level: float | UnsetType = UNSET
    tz: str | UnsetType = UNSET
    arrival: datetime | UnsetType = UNSET
    departure: datetime | UnsetType = UNSET
    scheduled_arrival: datetime | UnsetType = UNSET
    scheduled_departure: datetime | UnsetType = UNSET
    track: str | UnsetType = UNSET
    scheduled_track: str | UnsetType = UNSET
    stop_code: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    vertex_type: Literal["NORMAL", "BIKESHARE", "TRANSIT"] | UnsetType = UNSET
    pickup_type: Literal["NORMAL", "NOT_ALLOWED"] | UnsetType = UNSET
    dropoff_type: Literal["NORMAL", "NOT_ALLOWED"] | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    alerts: tuple[Alert, ...] | UnsetType = UNSET
    occupancy: OccupancyName | UnsetType = UNSET
    """On departure; an addition."""
    importance: float | UnsetType = UNSET
    modes: tuple[str, ...] | UnsetType = UNSET


class Emissions(Camel, frozen=True):
    """What travelling so gives off, for one person; use and upstream energy."""

    ghg: float
    """g CO2e"""
    nox: float
    """mg"""
    pm10: float
    """mg"""
    method_url: str | UnsetType = UNSET
    """Said once of an itinerary, not again of its legs."""


class StepInstruction(Camel, frozen=True):
    """One instruction on a street."""

    relative_direction: str
    distance: float
    from_level: float
    to_level: float
    polyline: EncodedPolyline
    street_name: str
    exit: str
    stay_on: bool
    area: bool
    osm_way: int | UnsetType = UNSET
    toll: bool | UnsetType = UNSET
    access_restriction: str | UnsetType = UNSET


class Leg(Camel, frozen=True):
    """One continuous move in one mode."""

    mode: str
    from_: Place = msgspec.field(name="from")
    to: Place
    duration: int
    start_time: datetime
    end_time: datetime
    scheduled_start_time: datetime
    scheduled_end_time: datetime
    real_time: bool
    scheduled: bool
    leg_geometry: EncodedPolyline
    distance: float | UnsetType = UNSET
    interline_with_previous_leg: bool | UnsetType = UNSET
    headsign: str | UnsetType = UNSET
    trip_from: Place | UnsetType = UNSET
    trip_to: Place | UnsetType = UNSET
    route_id: str | UnsetType = UNSET
    route_url: str | UnsetType = UNSET
    direction_id: str | UnsetType = UNSET
    route_color: str | UnsetType = UNSET
    route_text_color: str | UnsetType = UNSET
    route_type: int | UnsetType = UNSET
    agency_name: str | UnsetType = UNSET
    agency_url: str | UnsetType = UNSET
    agency_fare_url: str | UnsetType = UNSET
    agency_id: str | UnsetType = UNSET
    trip_id: str | UnsetType = UNSET
    route_short_name: str | UnsetType = UNSET
    route_long_name: str | UnsetType = UNSET
    trip_short_name: str | UnsetType = UNSET
    display_name: str | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    source: str | UnsetType = UNSET
    data_source: str | UnsetType = UNSET
    intermediate_stops: tuple[Place, ...] | UnsetType = UNSET
    steps: tuple[StepInstruction, ...] | UnsetType = UNSET
    rental: Rental | UnsetType = UNSET
    parking: Parked | UnsetType = UNSET
    """Where one's own car or bike is left, or one comes back to it; an addition."""
    policies: tuple[Policy, ...] | UnsetType = UNSET
    """Rules of places that the leg passes or goes round: low-emission zones, school streets, quiet
    zones, bans of trucks; an addition."""
    offer: Offer | UnsetType = UNSET
    """Whose car one rides in, where it is a private one; an addition."""
    incidents: tuple[IncidentOnLeg, ...] | UnsetType = UNSET
    """Closures the leg goes round, and what is out of the ordinary on its way; an addition."""
    bikes_allowed: bool | UnsetType = UNSET
    wheelchair_accessible: Literal["ACCESSIBLE", "NOT_ACCESSIBLE"] | UnsetType = UNSET
    fare_transfer_index: int | UnsetType = UNSET
    effective_fare_leg_index: int | UnsetType = UNSET
    ticket_urls: TicketUrls | UnsetType = UNSET
    emissions: Emissions | UnsetType = UNSET
    alternatives: tuple[tuple["Leg", ...], ...] | UnsetType = UNSET
    alerts: tuple[Alert, ...] | UnsetType = UNSET
    missed: bool | UnsetType = UNSET
    """True: it leaves before the leg before has arrived; this and the rest are additions."""
    live_source: str | UnsetType = UNSET
    """Source id; absent where nothing is known but the timetable."""
    data_age: int | UnsetType = UNSET
    """Seconds since it was known."""
    stale: bool | UnsetType = UNSET
    """True: that is more than 5 minutes ago."""
    occupancy: OccupancyName | UnsetType = UNSET
    """When it is boarded."""
    vehicle_label: str | UnsetType = UNSET


class Itinerary(Camel, frozen=True):
    """A way from door to door; what goes beyond `legs` is an addition to MOTIS v6."""

    duration: int
    start_time: datetime
    end_time: datetime
    transfers: int
    id: str
    legs: tuple[Leg, ...]
    fare_transfers: tuple[FareTransfer, ...] | UnsetType = UNSET
    price: Price | UnsetType = UNSET
    emissions: Emissions | UnsetType = UNSET
    least_emissions: bool | UnsetType = UNSET
    """True: no other way of this answer emits less greenhouse gas."""


class RoutingError(Camel, frozen=True):
    """Why lines lead nowhere though both ends are good."""

    code: Literal[
        "NO_STOPS_IN_RANGE",
        "NO_TRANSIT_CONNECTION",
        "NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW",
        "OUTSIDE_SERVICE_PERIOD",
        "WALKING_BETTER_THAN_TRANSIT",
    ]
    description: str
    input_field: str | UnsetType = UNSET


class PlanAnswer(Camel, frozen=True):
    """Itineraries; `routingErrors` and what comes after it are additions to MOTIS v6."""

    request_parameters: dict[str, str]
    debug_output: dict[str, int]
    from_: Place = msgspec.field(name="from")
    to: Place
    direct: tuple[Itinerary, ...]
    itineraries: tuple[Itinerary, ...]
    previous_page_cursor: str
    next_page_cursor: str
    routing_errors: tuple[RoutingError, ...] | UnsetType = UNSET
    search_incomplete: bool | UnsetType = UNSET
    """True when the search met its time limit: there may be better ways."""
    pending: tuple[str, ...] | UnsetType = UNSET
    """Sources that were asked for ride offers and have not answered yet: asked again in a moment,
    the same question has theirs, too."""


class Health(Camel, frozen=True):
    """Whether every live source was tried once since the start."""

    rt: bool
    gbfs: bool


class Alive(Camel, frozen=True, omit_defaults=False):
    """The process answers."""

    status: Literal["live"] = "live"


class SourceHealth(Camel, frozen=True):
    """How one source is doing."""

    id: str
    kind: str
    live: bool
    tried: bool
    state: str
    last_good: datetime | UnsetType = UNSET
    age: int | UnsetType = UNSET
    """Of what is known, s: since it was made, as far as a source says, else since it was read."""
    last_error: str | UnsetType = UNSET
    """What went wrong at the last try, in words."""
    warning: str | UnsetType = UNSET
    """What is doubtful about the data in use, in words."""
    match_rate: float | UnsetType = UNSET
    """Share of the trips a live source names that the timetable has."""


class Readiness(Camel, frozen=True):
    """Whether questions can be answered, and from what."""

    status: Literal["ready", "starting"]
    generation: str
    version: str
    sources: tuple[SourceHealth, ...]
