"""What is asked of a neighbourhood, and what is found there."""

from dataclasses import dataclass

from maas.itinerary import Place
from maas.live.parking import Purpose
from maas.live.rentals import FormFactor
from maas.model import Mode, Profile
from routing.boards import ServedStop
from routing.question import End, Question


@dataclass(frozen=True, slots=True)
class NearbyQuestion:
    """What is asked."""

    place: End
    now: int
    """Unix s: when vehicles are to be there."""
    n: int
    """The nearest so many things are told."""
    max_s: int
    """On foot."""
    radius_m: float | None = None
    """As the crow flies; None: as far as one walks in time."""
    transit_modes: frozenset[Mode] = frozenset()
    """Stops of lines by any of these."""
    with_rentals: bool = False
    forms: frozenset[FormFactor] = frozenset()
    """Of what is rented; empty: any."""
    parked: frozenset[Purpose] = frozenset()
    """Places to park these, open to everyone."""
    with_carpool_places: bool = False
    profile: Profile = Profile.WALK
    walk_speed_m_s: float | None = None
    """None: the territory's for `profile`."""
    max_matching_m: float = 250.0
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearStop:
    """A stop place of lines."""

    stop: ServedStop
    row: int
    """Of the timetable: the one of its stops that is reached first."""
    seconds: int
    metres: float | None = None
    """Of the walk; None: not known."""


@dataclass(frozen=True, slots=True)
class NearRental:
    """A station, or a vehicle that can be taken."""

    is_station: bool
    system: int
    """Row of `Rentals.systems`."""
    row: int
    """Among the system's stations (vehicles)."""
    at: tuple[float, float]
    seconds: int
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class NearParking:
    """A car park or bike park."""

    row: int
    """Of `Parking`."""
    at: tuple[float, float]
    seconds: int
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class NearCarpoolPlace:
    """A place where people who share cars meet."""

    id: str
    """In `Offers.places`."""
    at: tuple[float, float]
    seconds: int
    metres: float | None = None


Near = NearStop | NearRental | NearParking | NearCarpoolPlace


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A place and what is near it."""

    place: Place
    things: tuple[Near, ...]
    """The nearest first."""


def walk_of(asked: NearbyQuestion) -> Question:
    """Who walks from the place, and how far."""
    return Question(
        asked.place,
        asked.place,
        asked.now,
        profile=asked.profile,
        walk_speed_m_s=asked.walk_speed_m_s,
        max_matching_m=asked.max_matching_m,
        max_access_s=asked.max_s,
    )
