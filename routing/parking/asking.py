"""What is asked of places to park, and what is found."""

from dataclasses import dataclass

from maas.itinerary import Place
from maas.live.parking import Purpose
from maas.model import Box, Profile
from maas.parked import ParkingFee
from routing.parking.sites import Room, Site
from routing.parking.wanted import USUAL_STAY_S
from routing.question import End, Question

CARS = frozenset({Purpose.CAR})


@dataclass(frozen=True, slots=True)
class ParkingQuestion:
    """Where to park; of circle and box all that are given must hold."""

    now: int
    """Unix s."""
    n: int
    """The best so many are told."""
    place: End | None = None
    """Where one walks to from there; without `origin` also where one drives off."""
    radius_m: float = 0.0
    """Around `place`, as the crow flies."""
    box: Box | None = None
    origin: End | None = None
    """Where one drives off."""
    purposes: frozenset[Purpose] = CARS
    height_m: float = 0.0
    """Of the vehicle: what is known to be lower is left out."""
    needs_disabled_bay: bool = False
    free_only: bool = False
    """Only where there is known to be room."""
    by_price: bool = False
    """The cheapest first, else the one from which one is there soonest."""
    stay_s: int = USUAL_STAY_S
    """For which prices are told."""
    vehicle_class: str = ""
    """What the car is, in a word of the territory's policies: kept out of what is closed to it."""
    profile: Profile = Profile.WALK
    walk_speed_m_s: float | None = None
    """None: the territory's for `profile`."""
    max_matching_m: float = 250.0


@dataclass(frozen=True, slots=True, eq=False)
class FoundSite:
    """A place to park, and the way over it."""

    site: Site
    room: Room
    """For whoever asks: where a bay for disabled people is needed, of these."""
    metres: float
    """As the crow flies from the place, else from the middle of the box."""
    drive_s: int | None = None
    """From the origin by car (to a bike park by bike); None: not known, or no way."""
    walk_s: int | None = None
    """From there to the place."""
    fee: ParkingFee | None = None
    """None: not known."""


@dataclass(frozen=True, slots=True)
class FoundParking:
    """The answer, best first."""

    sites: tuple[FoundSite, ...]
    n_more: int
    """How many others there are."""
    place: Place | None = None
    origin: Place | None = None


def onward_of(asked: ParkingQuestion) -> Question:
    """Who walks on from a place to park."""
    nowhere = End()
    return Question(
        asked.place or nowhere,
        asked.place or nowhere,
        asked.now,
        profile=asked.profile,
        walk_speed_m_s=asked.walk_speed_m_s,
        max_matching_m=asked.max_matching_m,
        vehicle_class=asked.vehicle_class,
    )
