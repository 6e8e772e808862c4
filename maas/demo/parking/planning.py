"""Chooses where cars and bikes are left: inside blocks of the city, by termini, around stations."""

from cmath import rect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import radians

from msgspec.structs import replace

from maas.demo.lines import Line
from maas.demo.parking.places import Habit, Park, ParkingPlaces, Step
from maas.demo.plane import Projection, nearest_on
from maas.demo.streets import OLD_CENTRE_M, StreetPlan
from maas.demo.towns import Town

HALF_M = (20, 13)
"""From the middle of a car park to its sides."""
DRY_M = 90
"""From the middle of the river to the nearest car park."""

DAY = 24 * 60
IN_TOWN = (Step(30, 100), Step(60, 200), Step(120, 380), Step(180, 560), Step(240, 720),
           Step(DAY, 1800))  # fmt: skip
BY_DAY = (Step(60, 120), Step(120, 220), Step(300, 500), Step(DAY, 900))
SMALL_TOWN = (Step(60, 50), Step(120, 100), Step(240, 250), Step(DAY, 600))
TWO_EUROS = (Step(DAY, 200),)

NOWHERE = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Lot:
    """A car park in the plane, as a map draws it."""

    ring: tuple[complex, ...]
    park: Park


def _park(id: str, name: str, kind: str, capacity: int, habit: Habit, **more: object) -> Park:
    told = {"id": id, "name": name, "kind": kind, "capacity": capacity, "habit": habit, **more}
    return Park(at=NOWHERE, **told)  # type: ignore[arg-type]


CITY = (
    (480, 100, _park("halles", "Parking des Halles", "underground", 320, Habit.CENTRE,
                     tariff=IN_TOWN, height_cm=190, disabled=8, charging=6)),
    (470, 20, _park("beffroi", "Parking du Beffroi", "building", 540, Habit.CROWDED,
                    tariff=IN_TOWN, height_cm=200, disabled=12, charging=10)),
    (520, 195, _park("opera", "Parking de l'Opéra", "underground", 280, Habit.CENTRE,
                     tariff=BY_DAY, height_cm=195, disabled=6, by_day_only=True)),
    (750, 140, _park("gare", "Parking Gare Centrale", "building", 410, Habit.CENTRE,
                     tariff=IN_TOWN, height_cm=210, disabled=10, is_silent=True)),
    (760, 60, _park("mail", "Parking du Mail", "ground", 90, Habit.RESIDENTS,
                    tariff=BY_DAY, disabled=3)),
    (700, 145, _park("velos-gare", "Vélostation Gare Centrale", "bikes", 160, Habit.COMMUTERS)),
)  # fmt: skip
"""How far from the middle of the city (m), in which direction (degrees from the east), what."""

TERMINI = (
    ("T3", 0, _park("pr-nord", "", "ground", 260, Habit.COMMUTERS, disabled=6, charging=4)),
    ("T1", 0, _park("pr-est", "", "ground", 180, Habit.EARLY, disabled=4)),
    ("T3", 0, _park("velos-nord", "", "bikes", 40, Habit.COMMUTERS)),
)
"""Line, which of its ends, what lies beside it; named by the stop."""

STADIUM = (900, 35, _park("stade", "Parking du Stade", "ground", 70, Habit.RESIDENTS, disabled=2))
"""The map alone knows it."""

TOWN = (
    (0, 0, _park("gare", "P+R {}", "ground", 140, Habit.COMMUTERS, disabled=4, charging=4)),
    (-1, -2, _park("gare-sud", "P+R {} Sud", "ground", 60, Habit.EARLY, disabled=2)),
    (1, 1, _park("mairie", "Parking de la Mairie", "building", 120, Habit.CENTRE,
                 tariff=SMALL_TOWN, height_cm=200, disabled=5)),
    (-2, 1, _park("marche", "Parking du Marché", "ground", 45, Habit.RESIDENTS, disabled=2)),
    (-1, 0, _park("velos", "Abri vélos de la gare", "bikes", 48, Habit.COMMUTERS)),
)  # fmt: skip
"""Which block of a town, seen from its station, and what stands there."""


def plan_parking(
    plan: StreetPlan, lines: Sequence[Line], towns: Sequence[Town], projection: Projection
) -> tuple[ParkingPlaces, tuple[Lot, ...]]:
    """(what sources tell of, everything a map draws)"""
    city = list(_in_city(plan, lines))
    told = [_placed(lot, projection) for lot in city]
    around = {town.name: list(_in_town(town, n)) for n, town in enumerate(towns)}
    places = ParkingPlaces(
        tuple(told[:-1]),
        {name: tuple(_placed(lot, projection) for lot in lots) for name, lots in around.items()},
    )
    return places, (*city, *(lot for lots in around.values() for lot in lots))


def _in_city(plan: StreetPlan, lines: Sequence[Line]) -> Iterator[Lot]:
    """Each in the nearest block that has none; what nobody tells of comes last."""
    blocks = list(_blocks(plan))
    wanted = [(rect(far, radians(way)), park) for far, way, park in CITY]
    ways = {line.id: line.ways[0] for line in lines}
    for line, end, park in TERMINI:
        stop, _ = ways[line].calls[end]
        is_bikes = park.kind == "bikes"
        name = f"{'Abri vélos' if is_bikes else 'P+R'} {stop.name}"
        wanted.append((stop.at, replace(park, name=name, is_park_and_ride=not is_bikes)))
    far, way, park = STADIUM
    for z, each in (*wanted, (rect(far, radians(way)), park)):
        nearest = sorted(blocks, key=lambda ring: abs(sum(ring) / 4 - z))
        block = next(ring for ring in nearest if _is_dry(plan, ring))
        blocks.remove(block)
        yield _lot(block, each)


def _blocks(plan: StreetPlan) -> Iterator[tuple[complex, ...]]:
    """Blocks between four corners outside the old centre, cut by no avenue."""
    for i, j in sorted(plan.corners):
        corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
        if i == j or any(corner not in plan.corners for corner in corners):
            continue
        ring = tuple(plan.corners[corner] for corner in corners)
        if abs(sum(ring) / 4) > OLD_CENTRE_M:
            yield ring


def _is_dry(plan: StreetPlan, ring: tuple[complex, ...]) -> bool:
    return nearest_on(plan.river, sum(ring) / 4)[0] > DRY_M


def _in_town(town: Town, number: int) -> Iterator[Lot]:
    """The second town asks two euros of who takes the train, and has a little more room."""
    for i, j, park in TOWN:
        block = (i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)
        is_ride = park.id.startswith("gare")
        told = replace(
            park,
            name=park.name.format(town.name),
            capacity=park.capacity + 20 * number,
            is_park_and_ride=is_ride,
            tariff=TWO_EUROS if is_ride and number else park.tariff,
        )
        yield _lot(tuple(town.corners[corner] for corner in block), told)


def _lot(block: Sequence[complex], park: Park) -> Lot:
    """Square to the first street of its block."""
    middle = sum(block) / len(block)
    along = (block[1] - block[0]) / abs(block[1] - block[0])
    long, short = HALF_M if park.kind != "bikes" else (8, 3)
    sides = (complex(long, short), complex(-long, short))
    ring = tuple(middle + along * side for side in (*sides, *(-side for side in sides)))
    return Lot(ring, park)


def _placed(lot: Lot, projection: Projection) -> Park:
    at = projection.place(sum(lot.ring) / len(lot.ring))
    return replace(lot.park, at=(round(at.lat, 6), round(at.lon, 6)))
