"""What a question is answered with: itineraries of legs, ready to be rendered by anyone.

Made by routing, read by api and the command line. Times are Unix seconds; live and scheduled times
are equal where no live source says otherwise.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from maas.arrays import Float64s
from maas.emissions import Emissions
from maas.hindered import IncidentOnLeg
from maas.live import Alert
from maas.live.trips import Occupancy
from maas.model import LatLon, Mode
from maas.offered import OfferOnLeg
from maas.parked import ParkingOnLeg, PolicyOnLeg
from maas.prices import FarePlace, FareTransfer, Price
from maas.rented import RentalOnLeg


class VertexType(Enum):
    """What kind of point a place is."""

    NORMAL = "NORMAL"
    TRANSIT = "TRANSIT"
    BIKESHARE = "BIKESHARE"
    """A vehicle to rent, of whatever kind, is taken or left here."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point of an itinerary: an end, or a stop of a line."""

    name: str
    at: LatLon
    vertex: VertexType = VertexType.NORMAL
    level: float | None = None
    stop_id: str | None = None
    parent_id: str | None = None
    stop_code: str | None = None
    description: str | None = None
    zone: str | None = None
    """IANA time zone."""
    track: str | None = None
    scheduled_track: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A place with the times one is there; pickup and drop-off as the line allows."""

    place: Place
    arrival: int | None = None
    departure: int | None = None
    scheduled_arrival: int | None = None
    scheduled_departure: int | None = None
    may_board: bool = True
    may_alight: bool = True
    cancelled: bool = False
    """The vehicle was to stop here and does not."""
    occupancy: Occupancy = Occupancy.UNKNOWN
    """How full the vehicle is when it departs."""
    alerts: tuple[Alert, ...] = ()
    """What is out of order at the stop."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction on a street: go `relative` along `street` for `distance_m`.

    `relative` is one of MOTIS's relativeDirection values (DEPART, LEFT, ELEVATOR, …); `first` and
    `last` are point numbers in the leg's geometry.
    """

    relative: str
    distance_m: float
    street: str
    first: int
    last: int
    way: int | None = None
    """OSM way id."""
    exit: str = ""
    stay_on: bool = False
    area: bool = False
    from_level: float = 0.0
    to_level: float = 0.0
    toll: bool = False
    access_restriction: str | None = None


@dataclass(frozen=True, slots=True)
class TripOnLeg:
    """The trip of a transit leg: what a passenger reads on the vehicle, and whose it is."""

    trip_id: str
    """`YYYYMMDD_HH:MM_<source>:<trip_id>` (service day, scheduled first departure)."""
    origin: Place
    """Where the trip starts, not where it is boarded."""
    destination: Place
    headsign: str
    route_id: str
    route_short_name: str
    route_long_name: str
    route_type: int
    route_url: str
    route_color: str
    route_text_color: str
    direction: int | None
    trip_short_name: str
    display_name: str
    agency_id: str
    agency_name: str
    agency_url: str
    agency_fare_url: str
    wheelchair: bool | None
    bikes: bool | None
    source: str
    """`<source id>/trips.txt:<line>`"""
    data_source: str
    """Source id."""
    has_live_headsign: bool = False
    """The headsign is not the one of the timetable."""


@dataclass(frozen=True, slots=True)
class LiveSource:
    """Who says how a trip really runs, and since when."""

    source: str
    """Source id."""
    known_at: int
    """Unix s"""
    vehicle: str = ""
    """What its vehicle is called."""


def no_points() -> Float64s:
    """A geometry without points."""
    return np.empty((0, 2))


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """One continuous move in one mode.

    `geometry` is [n, 2] latitude, longitude; `origin` and `destination` are calls whose departure
    and arrival bound the leg.
    """

    mode: Mode
    origin: Call
    destination: Call
    geometry: Float64s
    distance_m: float | None = None
    """Over streets; of a ride along its shape, else from stop to stop."""
    steps: tuple[Step, ...] = ()
    trip: TripOnLeg | None = None
    rental: RentalOnLeg | None = None
    parking: ParkingOnLeg | None = None
    """Where one's own car or bike is left at the end of the leg, or was at its beginning."""
    policies: tuple[PolicyOnLeg, ...] = ()
    """Rules of places it passes, such as low-emission zones."""
    offer: OfferOnLeg | None = None
    """Whose car it is, where one rides in a private one."""
    incidents: tuple[IncidentOnLeg, ...] = ()
    """Closures it goes round, and what is out of the ordinary on its way."""
    vehicle_class: str = ""
    """What the car was said to be; empty: nothing, or no car."""
    intermediate: tuple[Call, ...] = ()
    stays_seated: bool = False
    """The vehicle of the leg before became this trip: no change, no transfer counted."""
    real_time: bool = False
    """Live times are known; else nobody can say that it is on time."""
    scheduled: bool = True
    """Stands in the timetable; else it is run in addition."""
    cancelled: bool = False
    """The trip does not run, or not from and to these stops."""
    missed: bool = False
    """It leaves before the leg before has arrived."""
    live: LiveSource | None = None
    """None: nothing is known but the timetable."""
    occupancy: Occupancy = Occupancy.UNKNOWN
    """How full the vehicle is when it is boarded, as far as is known before."""
    alerts: tuple[Alert, ...] = ()
    """What is out of order on the line; of the stops their calls tell."""
    emissions: Emissions | None = None
    """None: not known."""
    alternatives: tuple[tuple["Leg", ...], ...] | None = None
    """What one could take instead of this vehicle, each with a leg on foot before and after it;
    None: not asked for."""
    fare: FarePlace | None = None
    """Where in the itinerary's fares it is paid; None: not in a vehicle of a line."""

    @property
    def departure(self) -> int:
        """When the leg starts (Unix s)."""
        assert self.origin.departure is not None
        return self.origin.departure

    @property
    def arrival(self) -> int:
        """When the leg ends (Unix s)."""
        assert self.destination.arrival is not None
        return self.destination.arrival

    @property
    def duration(self) -> int:
        """Seconds between departure and arrival."""
        return self.arrival - self.departure


@dataclass(frozen=True, slots=True, eq=False)
class Itinerary:
    """A way from door to door."""

    legs: tuple[Leg, ...]
    emits_least: bool = False
    """No other way of the answer gives off less greenhouse gas."""
    fares: tuple[FareTransfer, ...] = ()
    price: Price | None = None

    @property
    def emissions(self) -> Emissions | None:
        """What all legs give off together; None where that of one is not known."""
        total = Emissions()
        for leg in self.legs:
            if leg.emissions is None:
                return None
            total += leg.emissions
        return total

    @property
    def departure(self) -> int:
        """When one leaves (Unix s)."""
        return self.legs[0].departure

    @property
    def arrival(self) -> int:
        """When one is there (Unix s)."""
        return self.legs[-1].arrival

    @property
    def duration(self) -> int:
        """Seconds from door to door."""
        return self.arrival - self.departure

    @property
    def boardings(self) -> int:
        """How often one gets on a vehicle of a line."""
        return sum(leg.trip is not None and not leg.stays_seated for leg in self.legs)

    @property
    def walked_m(self) -> float:
        """Metres on foot."""
        return sum(leg.distance_m or 0.0 for leg in self.legs if leg.mode is Mode.WALK)

    @property
    def transfers(self) -> int:
        """Changes between vehicles of lines."""
        return max(0, self.boardings - 1)


@dataclass(frozen=True, slots=True)
class RoutingError:
    """Why there is no way by lines, in OpenTripPlanner's words."""

    code: str
    """NO_STOPS_IN_RANGE, NO_TRANSIT_CONNECTION, NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW,
    OUTSIDE_SERVICE_PERIOD or WALKING_BETTER_THAN_TRANSIT."""
    description: str
    input_field: str | None = None
    """FROM, TO, VIA or DATE_TIME."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the planner says to one question."""

    origin: Place
    destination: Place
    direct: tuple[Itinerary, ...]
    """Ways without lines; only on the first page."""
    itineraries: tuple[Itinerary, ...]
    """Pareto in departure, arrival and boardings, sorted by departure."""
    errors: tuple[RoutingError, ...] = ()
    complete: bool = True
    """False when the search met its time limit."""
    previous_cursor: str = ""
    next_cursor: str = ""
    measured: tuple[tuple[str, int], ...] = ()
    """Counters of the search for debugOutput: names and whole numbers."""
    pending: tuple[str, ...] = ()
    """Source ids of who was asked for offers and has not answered yet."""
