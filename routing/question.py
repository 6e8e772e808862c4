"""What can be asked of the planner; bounded by whoever makes it (api, command line)."""

from dataclasses import dataclass, field
from enum import Enum

from maas.model import TRANSIT_MODES, LatLon, Mode, Profile, TimeMeaning
from routing.parking.wanted import USUAL_STAY_S, Spared
from routing.rentals.wanted import Wanted

SEARCH_LIMIT_S = 5.0
ANY_VEHICLE = Wanted()


@dataclass(frozen=True, slots=True)
class End:
    """Where a question starts or ends: a stop by its id, or a position."""

    stop_id: str | None = None
    at: LatLon | None = None
    level: float | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class KnownOffset:
    """A stop that whoever asks knows the way to: it takes so long, by this mode."""

    stop_id: str
    seconds: int
    mode: Mode = Mode.WALK


@dataclass(frozen=True, slots=True)
class ViaStop:
    """A stop to visit on the way; a station stands for its platforms."""

    stop_id: str
    stay_s: int = 0
    """At least; 0: one may stay in the vehicle."""


class Realtime(Enum):
    """What live news does to an answer (MOTIS's realtimeMode)."""

    OFF = "OFF"
    """Nothing: all is as scheduled."""
    ANNOTATION_ONLY = "ANNOTATION_ONLY"
    """Searched as scheduled; what is known is told of what was found."""
    REALTIME = "REALTIME"
    """Searched as vehicles are known to run."""


class Sort(Enum):
    """What the itineraries of an answer are put in order by."""

    DEPARTURE = "departure"
    DURATION = "duration"
    GHG = "ghg"
    PRICE = "price"
    WALKING = "walking"


@dataclass(frozen=True, slots=True)
class Question:
    """One journey question; defaults are MOTIS v6's."""

    origin: End
    destination: End
    time: int
    """Unix s: departure, or arrival when `meaning` is ARRIVE_BY."""
    meaning: TimeMeaning = TimeMeaning.DEPART_AT
    window_s: int = 900
    """Length of the departure (arrival) window searched at first."""
    timetable_view: bool = True
    """All Pareto departures in a window; False: only the earliest arrivals from `time` on."""
    wanted: int = 5
    """The window grows until this many itineraries are found (or 24 h are searched)."""
    at_most: int | None = None
    """Cut longer answers to this many itineraries."""
    cursor: str = ""
    max_transfers: int = 14
    max_travel_s: int | None = None
    min_transfer_s: int = 0
    additional_transfer_s: int = 0
    transfer_factor: float = 1.0
    max_matching_m: float = 250.0
    profile: Profile = Profile.WALK
    """WALK or WHEELCHAIR: who walks."""
    walk_speed_m_s: float | None = None
    """None: the territory's speed for `profile`."""
    bike_speed_m_s: float | None = None
    transit_modes: frozenset[Mode] = frozenset(TRANSIT_MODES)
    vias: tuple[ViaStop, ...] = ()
    """Visited in this order. There are no direct ways then."""
    with_bike: bool = False
    """A bike is taken along: only trips that are known to take bikes."""
    sharing: bool = False
    """Ride offers count as vehicles of lines do; they are of mode RIDE_SHARING."""
    passengers: int = 1
    """Who travel together: so many seats an offer must have."""
    realtime: Realtime = Realtime.REALTIME
    direct_modes: tuple[Mode, ...] = (Mode.WALK,)
    access_modes: tuple[Mode, ...] = (Mode.WALK,)
    egress_modes: tuple[Mode, ...] = (Mode.WALK,)
    max_access_s: int = 900
    max_egress_s: int = 900
    max_direct_s: int = 1800
    fastest_direct_factor: float = 10.0
    straight_radius_m: float | None = None
    """MOTIS's `radius`: access and egress as the crow flies within this radius."""
    direct_rental: Wanted = ANY_VEHICLE
    """What may be rented where RENTAL is a direct mode."""
    access_rental: Wanted = ANY_VEHICLE
    egress_rental: Wanted = ANY_VEHICLE
    bike_parking: bool = False
    """Where BIKE is a mode to or from lines, the bike is left where bikes are parked."""
    stay_s: int = USUAL_STAY_S
    """For so long one parks: what that costs is told."""
    spared: Spared | None = None
    """Of driving all the way, by whoever drives to lines or from them; None: nothing."""
    vehicle_class: str = ""
    """Of one's own car, in a word of the territory's policies; empty: nothing is known of it."""
    access_offsets: tuple[KnownOffset, ...] = ()
    """Not empty: exactly these stops are reached from the origin; streets are not asked."""
    egress_offsets: tuple[KnownOffset, ...] = ()
    leg_alternatives: int = 0
    """What else one could take is told of each vehicle, at most so many."""
    detailed_legs: bool = True
    join_in_seat_legs: bool = True
    sort: Sort = Sort.DEPARTURE
    time_limit_s: float = SEARCH_LIMIT_S
    languages: tuple[str, ...] = field(default=())
