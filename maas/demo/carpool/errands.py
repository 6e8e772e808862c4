"""Who drives where and when: to trains and home from them, to work and back, and otherwise."""

from cmath import rect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle, islice
from math import radians
from random import Random

from maas.demo.carpool.roads import Roads
from maas.demo.carpool.trains import CENTRAL, Trains
from maas.demo.names import CITY
from maas.demo.towns import Town
from maas.demo.villages import Village

HOUR = 3600
GOALS = (
    ("Les Halles", 420, 100),
    ("Opéra", 600, 195),
    ("Place du Mail", 760, 60),
    ("Campus du Phare", 0.55, 104),
    ("Zone de la Manufacture", 0.72, -6),
    ("Clinique des Charmes", 0.5, 152),
    ("Port-Tournant", 0.6, -68),
)
"""Where people work: how far from the middle (m; below 1: radii of the city), direction (degrees
from the east)."""

WORKDAYS = ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4), (0, 1, 3, 4), (0, 1, 2, 3), (1, 2, 3))
MORNING, EVENING = (7.9, 0.75), (17.4, 0.9)
"""When commuters are at work, and leave it: hours, the usual one and how far from it most are."""
OTHER_HOURS = (9.0, 21.5)
SUBURBS = 0.55
"""From so many radii of the city on people drive to work."""
LIVE_OUTSIDE = 0.5
"""Share of commuters."""
FIRST_S, LAST_S = 6 * HOUR, 22 * HOUR
"""Trains that people are driven to, and fetched from."""
LEAD_S, WAIT_S = (330, 520), (270, 480)
"""How long before a train they are at the station, and after it they leave there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a way begins or ends."""

    name: str
    at: complex


@dataclass(frozen=True, slots=True)
class Errand:
    """A way that somebody drives."""

    person: int
    origin: Spot
    goal: Spot
    time: int
    """s of the day."""
    is_arrival: bool
    """Whether that is when they want to be there."""
    days: tuple[int, ...]
    """0 (Monday) … 6."""


def errands(roads: Roads, trains: Trains, n_commuters: int, random: Random) -> Iterator[Errand]:
    """All of them; beside commuters a third as many drive for other reasons."""
    persons = count(1)
    yield from _by_trains(roads, trains, persons, random)
    for person in islice(persons, n_commuters):
        home, work = _home(roads, random), _work(roads, random)
        days = random.choice(WORKDAYS)
        there, back = (round(random.gauss(*hours) * HOUR) for hours in (MORNING, EVENING))
        yield Errand(person, home, work, there, True, days)
        yield Errand(person, work, home, back, False, days)
    for person in islice(persons, n_commuters // 3):
        home, work, is_out = _home(roads, random), _work(roads, random), random.random() < 0.5
        time, chosen = round(random.uniform(*OTHER_HOURS) * HOUR), random.sample(range(7), 3)
        ends = (home, work) if is_out else (work, home)
        yield Errand(person, *ends, time, is_out, tuple(sorted(chosen)))


def _by_trains(
    roads: Roads, trains: Trains, persons: Iterator[int], random: Random
) -> Iterator[Errand]:
    """One to each train towards the city and one home from each, the villages by turns."""
    for name in dict.fromkeys(station_of(village) for village in roads.villages):
        station = Spot(name, trains.stations[name])
        near = [village for village in roads.villages if station_of(village) == name]
        for is_leaving, (low, high) in ((True, LEAD_S), (False, WAIT_S)):
            for days, times in trains.times(name, is_leaving).items():
                by_day = [time for time in times if FIRST_S <= time <= LAST_S]
                for time, village, person in zip(by_day, cycle(near), persons, strict=False):
                    home, apart_s = _in(village, random), random.randrange(low, high)
                    if is_leaving:
                        yield Errand(person, home, station, time - apart_s, True, days)
                    else:
                        yield Errand(person, station, home, time + apart_s, False, days)


def station_of(village: Village) -> str:
    """Where people of a village take the train."""
    return village.town or CENTRAL


def _home(roads: Roads, random: Random) -> Spot:
    """In a village, a town or a suburb."""
    if random.random() < LIVE_OUTSIDE:
        return _in(random.choice(roads.places), random)
    far = SUBURBS * roads.plan.radius_m
    suburbs = [z for _, z in sorted(roads.plan.corners.items()) if abs(z) > far]
    return Spot(CITY, random.choice(suburbs))


def _in(place: Town | Village, random: Random) -> Spot:
    return Spot(place.name, random.choice(tuple(place.corners.values())))


def _work(roads: Roads, random: Random) -> Spot:
    name, far, direction = random.choice(GOALS)
    return Spot(name, rect(far * roads.plan.radius_m if far < 1 else far, radians(direction)))
