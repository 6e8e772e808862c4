"""What lies on the ground between and around the streets: quarters, woods, a lagoon, tracks."""

from cmath import phase, rect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi, radians, sin
from random import Random

from maas.demo.lines import METRO, RAIL, TRAM, Line
from maas.demo.names import CITY
from maas.demo.plane import nearest_on, smooth
from maas.demo.streets import OLD_CENTRE_M, StreetPlan

PEOPLE = 184_000
SUBURBS = (
    *(("La Saline", 186), ("Les Charmes", 152), ("Le Phare", 104), ("Vieux-Four", 61)),
    *(("Bel-Orme", 20), ("Les Vanniers", -24), ("Port-Tournant", -68), ("Les Mûriers", -112)),
)
"""Names of quarters, and in which direction from the centre they lie (degrees from the east)."""

SQUARES = (("Place du Beffroi", 0, 0), ("Place des Halles", -2, 1), ("Place du Mail", 1, -3))
"""Names of squares and the corner of the lattice south-west of each."""

WOODS = {
    "Bois des Alisiers": (38, 1.45, 0.3),
    "Bois Hortense": (-62, 1.5, 0.24),
    "Forêt de Coudrac": (118, 1.75, 0.45),
}
"""Names, directions, distances and half widths (in radii of the city)."""

FIELDS = ((72, 1.6, 0.3), (8, 1.75, 0.34), (-30, 1.8, 0.36), (-95, 1.65, 0.3), (140, 1.4, 0.2))
SHORE = ((168, 1.1), (178, 1.06), (190, 1.07), (203, 1.07), (214, 1.16))
"""Where the city ends at the water: directions, and distances in its radii."""

BEYOND = ((223, 1.6), (216, 2.1), (200, 2.5), (182, 2.6), (168, 2.4), (162, 1.9), (163, 1.4))
"""The far shore of the lagoon, in the same way."""

TOWN_M = 420.0
LAKE_M = 460.0


@dataclass(frozen=True, slots=True)
class Ground:
    """An area or (not closed) a line of the map."""

    line: tuple[complex, ...]
    tags: tuple[tuple[str, str], ...]
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class Settlement:
    """A name on the map."""

    at: complex
    tags: tuple[tuple[str, str], ...]


def plan_ground(plan: StreetPlan, lines: Sequence[Line], random: Random) -> list[Ground]:
    """Everything that is an area or a track."""
    green = [
        _around(plan, place, (("natural", "wood"), ("name", name)), random)
        for name, place in WOODS.items()
    ]
    fields = [_around(plan, place, (("landuse", "farmland"),), random) for place in FIELDS]
    homes = (("landuse", "residential"),)
    towns = [Ground(_blob(at, TOWN_M, random), homes) for at in town_stations(plan, lines).values()]
    city = [Ground(_edge(plan), homes), *_industry(plan), *_squares(plan)]
    return [*green, *fields, *towns, *city, *_water(plan, random), *_tracks(lines)]


def plan_settlements(plan: StreetPlan, lines: Sequence[Line]) -> list[Settlement]:
    """The city, its quarters, and the towns at the ends of its railways."""
    city = (("place", "city"), ("name", CITY), ("population", str(PEOPLE)))
    found = [Settlement(0j, city)]
    for name, direction in SUBURBS:
        at = rect(0.6 * plan.radius_m, radians(direction))
        found.append(Settlement(at, (("place", "suburb"), ("name", name))))
    towns = town_stations(plan, lines).items()
    return [*found, *(Settlement(at, (("place", "town"), ("name", name))) for name, at in towns)]


def town_stations(plan: StreetPlan, lines: Sequence[Line]) -> dict[str, complex]:
    """The stations outside the city, which bear the names of their towns."""
    return {
        stop.name: stop.at
        for line in lines
        if line.mode == RAIL
        for stop, _ in line.ways[0].calls
        if abs(stop.at) > 1.2 * plan.radius_m
    }


def _around(
    plan: StreetPlan,
    place: tuple[float, float, float],
    tags: tuple[tuple[str, str], ...],
    random: Random,
) -> Ground:
    """A blob outside of the city."""
    direction, far, wide = place
    middle = rect(far * plan.radius_m, radians(direction))
    return Ground(_blob(middle, wide * plan.radius_m, random), tags)


def _edge(plan: StreetPlan) -> tuple[complex, ...]:
    """Around all corners of streets, a house's depth beyond the farthest in each direction."""
    step = 5
    far = [OLD_CENTRE_M] * (360 // step)
    for z in plan.corners.values():
        i = int((phase(z) % (2 * pi)) / radians(step)) % len(far)
        far[i] = max(far[i], abs(z) + 70)
    even = [max(far[i - 1], far[i], far[(i + 1) % len(far)]) for i in range(len(far))]
    return tuple(rect(r, radians(step * i + step / 2)) for i, r in enumerate(even))


def _industry(plan: StreetPlan) -> Iterator[Ground]:
    """Works beside the river, where it comes into the city."""
    rim = ((0.72, -2), (0.94, -1), (0.95, -13), (0.7, -15))
    ring = tuple(rect(r * plan.radius_m, radians(direction)) for r, direction in rim)
    yield Ground(ring, (("landuse", "industrial"), ("name", "Zone de la Manufacture")))


def _blob(middle: complex, wide: float, random: Random) -> tuple[complex, ...]:
    """A round thing with an uneven rim."""
    start = random.uniform(0, 2 * pi)
    return tuple(
        middle + rect(wide * (1 + 0.16 * sin(3 * a + start) + 0.07 * sin(7 * a - start)), a)
        for a in (2 * pi * i / 48 for i in range(48))
    )


def _water(plan: StreetPlan, random: Random) -> Iterator[Ground]:
    """The lake that the river comes from, the lagoon it runs into, and a beach."""
    lake = (("natural", "water"), ("water", "lake"), ("name", "Lac d'Orlène"))
    yield Ground(_blob(plan.river[0], LAKE_M, random), lake)
    rim = [rect(r * plan.radius_m, radians(direction)) for direction, r in (*SHORE, *BEYOND)]
    ring = smooth([*rim, rim[0]], 120)[:-1]
    lagoon = (("natural", "water"), ("water", "lagoon"), ("name", "Lagune de l'Estran"))
    yield Ground(tuple(ring), lagoon)
    near = [z for z in ring if abs(z) < 1.1 * plan.radius_m and z.imag < -250]
    strip = [z for z in near if nearest_on(plan.river, z)[0] > 200]
    if len(strip) > 1:  # a village has no beach
        yield Ground((*strip, *(z * 0.975 for z in reversed(strip))), (("natural", "beach"),))


def _squares(plan: StreetPlan) -> Iterator[Ground]:
    """Blocks of the old centre without houses."""
    for name, i, j in SQUARES:
        corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
        if all(corner in plan.corners for corner in corners):
            ring = tuple(plan.corners[corner] for corner in corners)
            yield Ground(ring, (("place", "square"), ("name", name)))


def _tracks(lines: Sequence[Line]) -> Iterator[Ground]:
    """Rails in the street for trams, tunnels for the metro."""
    for line in lines:
        if line.mode == TRAM:
            yield Ground(line.ways[0].path, (("railway", "tram"),), is_closed=False)
        elif line.mode == METRO:
            tags = (("railway", "subway"), ("tunnel", "yes"), ("layer", "-1"))
            yield Ground(line.ways[0].path, tags, is_closed=False)
