"""Draws everybody who offers seats: a way over the roads for each errand, and who they are."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from maas.demo.carpool.drives import CarpoolPlaces, Drive, Driver
from maas.demo.carpool.errands import Errand, errands
from maas.demo.carpool.meeting import marked_places, placed
from maas.demo.carpool.roads import Ride, Roads
from maas.demo.carpool.trains import Trains
from maas.demo.lines import Line
from maas.demo.names import FIRST, LAST
from maas.demo.plane import Projection

STOPS_PER_COMMUTER = 5
ASKED, BY_WEEK = 0.75, 0.25
"""Shares: of drivers with the operator who is asked, the others publish; of those who say once for
all on which days they drive."""
NEIGHBOURS = "Grivemont"
"""The village whose people publish, all of them."""
MET_M = 130
"""So near a place where people meet drivers stop there."""
CARS = ("Orline 2", "Orline Break", "Estran Mistral", "Estran Électrique", "Vernelle 500")
CENTS_PER_KM = (0, 8, 10, 10, 12, None)
GRADES = (None, 3, 4, 4, 5, 5)


def plan_carpool(
    roads: Roads, lines: tuple[Line, ...], seed: int, projection: Projection
) -> CarpoolPlaces:
    """Draw all drives; of its own chance, so that the rest of the city stays as it is."""
    trains, random = Trains(lines), Random(f"carpool {seed}")
    n_stops = len({stop.id for line in lines for way in line.ways for stop, _ in way.calls})
    marked = dict(marked_places(roads, projection))
    meeting = {z: place.name for z, place in marked.items()} | _at_stations(roads, trains)
    ride_of = _router(roads)
    asked: list[Drive] = []
    published: list[Drive] = []
    for errand in errands(roads, trains, n_stops // STOPS_PER_COMMUTER, random):
        who = Random(f"carpool {seed} {errand.person}")
        is_asked = who.random() < ASKED
        is_neighbour = NEIGHBOURS in (errand.origin.name, errand.goal.name)
        with_whom = asked if is_asked and not is_neighbour else published
        ride = ride_of(errand)
        id = f"{'av'[with_whom is published]}{len(with_whom) + 1:03d}"
        with_whom.append(
            Drive(
                id=id,
                driver=_driver(who),
                origin=errand.origin.name,
                goal=errand.goal.name,
                line=tuple(placed(z, projection) for z in ride.line),
                after_s=ride.after_s,
                met_at=_met(ride, meeting),
                starts=errand.time - (ride.after_s[-1] if errand.is_arrival else 0),
                weekdays=errand.days,
            )
        )
    return CarpoolPlaces(tuple(asked), tuple(published), tuple(marked.values()))


def _driver(who: Random) -> Driver:
    first, last = who.choice(FIRST), who.choice(LAST)
    return Driver(
        alias=f"{first} {last[0]}.",
        first_name=first,
        last_name=last,
        grade=who.choice(GRADES),
        car=who.choice(CARS),
        seats=who.choice((1, 2, 3, 3)),
        cents_per_km=who.choice(CENTS_PER_KM),
        by_week=who.random() < BY_WEEK,
    )


def _router(roads: Roads) -> Callable[[Errand], Ride]:
    """Finds ways; whatever many drive to, or from, is searched from once."""
    to, away = cache(roads.ways_to), cache(roads.ways_from)
    nearest = cache(roads.nearest)

    def ride(errand: Errand) -> Ride:
        origin, goal = nearest(errand.origin.at), nearest(errand.goal.at)
        return roads.ride(to(goal)[origin] if errand.is_arrival else away(origin)[goal])

    return ride


def _at_stations(roads: Roads, trains: Trains) -> dict[complex, str]:
    """The corners by stations that a street leads to."""
    found = {roads.nearest(z): (name, z) for name, z in trains.stations.items()}
    return {corner: name for corner, (name, z) in found.items() if abs(corner - z) < 2 * MET_M}


def _met(ride: Ride, meeting: Mapping[complex, str]) -> dict[int, str]:
    """Where along the way people meet."""
    met = {}
    for z, name in meeting.items():
        nearest = min(range(len(ride.line)), key=lambda i: abs(ride.line[i] - z))
        if abs(ride.line[nearest] - z) < MET_M:
            met[nearest] = name
    return met
