"""The streets of the invented city: a bent lattice with a river, bridges, avenues and parks.

A lattice of corners is narrowed towards the old centre, twisted and shaken; corners in the river
or in a park are taken out, and some streets with them, but never so many that a part is cut off.
"""

from cmath import exp, phase, rect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from random import Random

import networkx as nx

from maas.demo.names import RIVER, avenue_names, street_names
from maas.demo.plane import Line, contains, nearest_on, smooth, wander

SPACING_M = 115.0
CORNERS_OF_360 = 56
"""Corners along a side of the lattice of a city of 360 stops."""
BOULEVARD = 5
"""Blocks from the centre to the ring of boulevards."""
N_BRIDGES = 5
RIVER_HALF_WIDTH_M = 42.0
OLD_CENTRE_M = 330.0

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Street:
    """A piece of street between two corners; `line` runs from a to b."""

    a: Corner
    b: Corner
    line: tuple[complex, ...]
    kind: str
    """The value of OpenStreetMap's `highway`."""
    name: str
    is_bridge: bool = False
    is_oneway: bool = False


@dataclass(frozen=True, slots=True)
class Park:
    """A green place with ways across it."""

    ring: tuple[complex, ...]


@dataclass(frozen=True, slots=True)
class StreetPlan:
    """Everything on the ground."""

    radius_m: float
    corners: dict[Corner, complex]
    streets: tuple[Street, ...]
    river: tuple[complex, ...]
    """Its middle line."""
    parks: tuple[Park, ...]

    def graph(self) -> nx.Graph:
        """Where vehicles of lines may run; weight favours wide streets, `street` is the piece."""
        liking = {"primary": 0.7, "secondary": 0.75, "residential": 1.4}
        graph = nx.Graph()
        for street in self.streets:
            if street.kind in liking and not street.is_oneway:
                metres = abs(street.line[0] - street.line[-1])
                weight = metres * liking[street.kind]
                graph.add_edge(street.a, street.b, weight=weight, street=street)
        return graph.subgraph(max(nx.connected_components(graph), key=len)).copy()


def plan_streets(n_stops: int, random: Random) -> StreetPlan:
    """Draw the streets of a city for about so many stops."""
    side = max(20, round(CORNERS_OF_360 * (n_stops / 360) ** 0.5))
    lattice = Lattice(side, random)
    river = _river(lattice.radius_m, random)
    corners = {c: z for c, z in lattice.corners() if nearest_on(river, z)[0] > 75}
    parks = _parks(corners, river)
    for park in parks:
        for corner in [c for c, z in corners.items() if _well_inside(park.ring, z)]:
            del corners[corner]
    kinds = _thinned(_between_corners(lattice, corners, river), corners, lattice, random)
    bridges = _bridges(lattice, corners, river)
    whole = max(nx.connected_components(nx.Graph([*kinds, *bridges])), key=len)
    kinds = {ends: kind for ends, kind in (kinds | bridges).items() if ends[0] in whole}
    streets = _named(kinds, corners, frozenset(bridges), random)
    corners = {corner: z for corner, z in corners.items() if corner in whole}
    return StreetPlan(lattice.radius_m, corners, tuple(streets), tuple(river), tuple(parks))


class Lattice:
    """Corners by whole numbers, (0, 0) in the old centre, and where each lies."""

    def __init__(self, side: int, random: Random) -> None:
        self.half = side // 2
        self.radius_m = self.half * SPACING_M
        self._random = random
        self._turn = random.uniform(0.15, 0.3)
        self._waves = [(random.uniform(0, 2 * pi), random.uniform(1.0, 2.2)) for _ in range(3)]

    def corners(self) -> Iterator[tuple[Corner, complex]]:
        """All corners inside the city limit, shaken a little."""
        for i in range(-self.half, self.half + 1):
            for j in range(-self.half, self.half + 1):
                z = self.place(i, j)
                shaken = complex(self._random.gauss(0, 9), self._random.gauss(0, 9))
                limit = self.radius_m * (0.9 + 0.08 * sin(3 * phase(z or 1) + self._waves[0][0]))
                if abs(z) < limit:
                    yield (i, j), z + shaken

    def place(self, i: float, j: float) -> complex:
        """Narrow towards the centre, twisted around it, waved everywhere."""
        z = complex(i, j) * SPACING_M
        far = min(1.0, abs(z) / self.radius_m)
        z *= 0.74 + 0.26 * far
        z *= exp(1j * self._turn * (1 - far) ** 2 * 3)
        swing = sum(
            cos(f * z.real / 700 + p) + 1j * sin(f * z.imag / 800 + p) for p, f in self._waves
        )
        return z + 22 * swing

    def kind(self, a: Corner, b: Corner, middle: complex) -> str:
        """What a street between two neighbouring corners is."""
        if abs(middle) < OLD_CENTRE_M:
            return "pedestrian"
        ring = max(map(abs, a)) == max(map(abs, b)) == BOULEVARD
        same_row, same_column = a[1] == b[1], a[0] == b[0]
        if ring or (same_row and a[1] == 0) or (same_column and a[0] == 0):
            return "primary"
        wide = (same_row and a[1] % 6 == 3) or (same_column and a[0] % 6 == 3)
        return "secondary" if wide else "residential"


def _river(radius_m: float, random: Random) -> list[complex]:
    through = [rect(1.5 * radius_m, 0.12), 0.6 * radius_m - 160j, 60 - 520j, -0.5 * radius_m - 640j,
               -1.5 * radius_m - 300j]  # fmt: skip
    return wander(smooth(through, 60), 60, 2200, random)


def _parks(corners: dict[Corner, complex], river: Line) -> list[Park]:
    """Three parks of some blocks where corners stand all around."""
    parks = []
    for i, j, width in ((4, 6, 3), (-11, 3, 4), (7, -12, 3)):
        rim = [(i + k, j) for k in range(width)] + [(i + width, j + k) for k in range(width)]
        rim += [(i + width - k, j + width) for k in range(width)]
        rim += [(i, j + width - k) for k in range(width)]
        ring = [corners[c] for c in rim if c in corners]
        if len(ring) == len(rim) and min(nearest_on(river, z)[0] for z in ring) > 100:
            parks.append(Park(tuple(ring)))
    return parks


def _well_inside(ring: Line, z: complex) -> bool:
    return contains(ring, z) and nearest_on([*ring, ring[0]], z)[0] > 20


def _between_corners(
    lattice: Lattice, corners: dict[Corner, complex], river: Line
) -> dict[tuple[Corner, Corner], str]:
    """Streets between neighbours on the same bank, and two avenues that cut across."""
    kinds = {}
    for (i, j), z in corners.items():
        for other in ((i + 1, j), (i, j + 1)):
            if other in corners and same_bank(river, z, corners[other]):
                middle = (z + corners[other]) / 2
                kinds[(i, j), other] = lattice.kind((i, j), other, middle)
        across = (i + 1, j + 1)
        avenue = i == j and abs(i) >= BOULEVARD and abs(i + 1) >= BOULEVARD
        if avenue and across in corners and same_bank(river, z, corners[across]):
            kinds[(i, j), across] = "primary"
    return kinds


def same_bank(river: Line, a: complex, b: complex) -> bool:
    """Whether one gets from a to b without crossing the middle of the river."""
    return not any(_cross(a, b, c, d) for c, d in pairwise(river))


def _cross(a: complex, b: complex, c: complex, d: complex) -> bool:
    def left(p: complex, q: complex, r: complex) -> bool:
        return ((q - p).conjugate() * (r - p)).imag > 0

    return left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)


def _thinned(
    kinds: dict[tuple[Corner, Corner], str],
    corners: dict[Corner, complex],
    lattice: Lattice,
    random: Random,
) -> dict[tuple[Corner, Corner], str]:
    """Take small streets out, more of them far from the centre; what hangs together stays so."""
    graph = nx.Graph()
    for (a, b), kind in kinds.items():
        graph.add_edge(a, b, weight=random.random() if kind == "residential" else 0.0)
    keep = {frozenset(edge) for edge in nx.minimum_spanning_edges(graph, data=False)}
    kept = {}
    for (a, b), kind in kinds.items():
        out = 0.34 if abs(corners[a]) > 0.55 * lattice.radius_m else 0.12
        if kind != "residential" or frozenset((a, b)) in keep or random.random() > out:
            kept[a, b] = kind
    return kept


def _bridges(
    lattice: Lattice, corners: dict[Corner, complex], river: Line
) -> dict[tuple[Corner, Corner], str]:
    """Wide streets go on over the river at a few places, one footbridge among them."""
    columns = [i for i in range(-lattice.half, lattice.half + 1) if i == 0 or i % 6 == 3]
    found: list[tuple[float, Corner, Corner]] = []
    for i in columns:
        column = sorted(j for (k, j) in corners if k == i)
        for a, b in pairwise(column):
            ends = corners[i, a], corners[i, b]
            if not same_bank(river, *ends) and abs(ends[1] - ends[0]) < 420:
                found.append((abs(i), (i, a), (i, b)))
    found.sort()
    bridges = {(a, b): "primary" if a[0] == 0 else "secondary" for _, a, b in found[:N_BRIDGES]}
    if len(found) > N_BRIDGES:
        bridges[found[N_BRIDGES][1:]] = "footway"
    return bridges


def _named(
    kinds: dict[tuple[Corner, Corner], str],
    corners: dict[Corner, complex],
    bridges: frozenset[tuple[Corner, Corner]],
    random: Random,
) -> list[Street]:
    """Give every piece its line, its name (one along several blocks) and its direction."""
    small, wide = street_names(random), avenue_names(random)
    names: dict[tuple[str, int, int, str], str] = {}
    streets = []
    for (a, b), kind in sorted(kinds.items()):
        way = "row" if a[1] == b[1] else "column" if a[0] == b[0] else "across"
        lane, run = (a[1], a[0]) if way == "row" else (a[0], a[1])
        is_wide = kind in ("primary", "secondary")
        stretch = run // 14 if is_wide else (run + 3 * lane) // 6
        key = (way, lane if way != "across" else 0, stretch, "wide" if is_wide else "small")
        if key not in names:
            names[key] = next(wide if is_wide else small)
        ends = corners[a], corners[b]
        is_bridge = (a, b) in bridges
        bend = 0 if is_bridge else (ends[1] - ends[0]) * 1j * random.gauss(0, 0.03)
        name = f"Pont de {RIVER} {abs(a[0])}" if is_bridge and a[0] else names[key]
        name = "Grand Pont" if is_bridge and not a[0] else name
        oneway = kind == "residential" and random.random() < 0.12
        line = (ends[0], sum(ends) / 2 + bend, ends[1])
        streets.append(Street(a, b, line, kind, name, is_bridge, oneway))
    return streets
