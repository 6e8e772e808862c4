"""Villages beyond the invented city's lines: some streets, and a road to a station or the city.

Drawn without chance, as the towns are. Nobody gets there but by car, or in somebody's.
"""

from cmath import exp, rect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi, radians

from maas.demo.plane import smooth
from maas.demo.streets import Corner, Street, StreetPlan
from maas.demo.towns import Town, lattice_streets

BLOCKS, BLOCK_M = 2, 80.0
"""So many blocks from the middle to each side."""
RIM_M = 110.0
"""From the outermost corners to the fields."""

VILLAGES = (
    ("Saint-Orlain", "Les Vernelles", 135, 1.0),
    ("Quatre-Lanternes", "Les Vernelles", 25, 1.0),
    ("Vaulunaire", "Marsanche", -20, 1.1),
    ("Bois-Fougères", "Marsanche", 60, 0.9),
    ("Grivemont", "", 139, 1.8),
)
"""Name; the town whose station is the nearest ("": the city); where it lies from there: direction
(degrees from the east), and how far (radii of the city)."""


@dataclass(frozen=True, slots=True)
class Village:
    """A lattice of streets in the fields."""

    name: str
    town: str
    """Where its road leads; "": into the city."""
    middle: complex
    corners: dict[Corner, complex]
    streets: tuple[Street, ...]
    gate: Corner
    """The corner where its road begins."""
    road: tuple[complex, ...]
    """Ends at a corner of the town, or of the city."""

    @property
    def ring(self) -> tuple[complex, ...]:
        """Around its houses."""
        far = max(abs(z - self.middle) for z in self.corners.values()) + RIM_M
        return tuple(self.middle + rect(far, 2 * pi * k / 16) for k in range(16))


def plan_villages(plan: StreetPlan, towns: Sequence[Town]) -> tuple[Village, ...]:
    """Draw those of VILLAGES whose town has streets."""
    driven = {corner: plan.corners[corner] for corner in sorted(plan.graph())}
    ends = {"": (0j, driven)} | {town.name: (town.station, town.corners) for town in towns}
    drawn = []
    for name, town, direction, far in VILLAGES:
        if town in ends:
            origin, corners = ends[town]
            middle = origin + rect(far * plan.radius_m, radians(direction))
            drawn.append(_village(name, town, middle, corners))
    return tuple(drawn)


def _village(name: str, town: str, middle: complex, ends: Mapping[Corner, complex]) -> Village:
    turn = exp(1j * len(name))
    side = range(-BLOCKS, BLOCKS + 1)
    corners = {(i, j): middle + complex(i, j) * BLOCK_M * turn for i in side for j in side}
    end = min(ends.values(), key=lambda z: abs(z - middle))
    gate = min(corners, key=lambda corner: abs(corners[corner] - end))
    start = corners[gate]
    bend = (start + end) / 2 + 0.07j * (end - start)
    road = (start, *smooth((start, bend, end), 120)[1:-1], end)
    return Village(name, town, middle, corners, lattice_streets(corners), gate, road)
