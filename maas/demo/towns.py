"""Two small towns around stations outside the invented city, each with a road into it.

Their streets are drawn without chance, so that the city stays what its seed makes of it.
"""

from cmath import exp
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maas.demo.ground import town_stations
from maas.demo.lines import Line
from maas.demo.names import DRIVEN_TO, TOWN_STREETS
from maas.demo.plane import smooth
from maas.demo.streets import Corner, Street, StreetPlan

BLOCKS, BLOCK_M = 3, 92.0
"""So many blocks from the middle to each side."""


@dataclass(frozen=True, slots=True)
class Town:
    """A lattice of streets around a station."""

    name: str
    station: complex
    corners: dict[Corner, complex]
    streets: tuple[Street, ...]
    gate: tuple[Corner, Corner]
    """The corner of the town where its road begins, that of the city where it ends."""
    road: tuple[complex, ...]


def plan_towns(plan: StreetPlan, lines: Sequence[Line]) -> tuple[Town, ...]:
    """Draw those of DRIVEN_TO that have a station."""
    stations = town_stations(plan, lines)
    driven = {corner: plan.corners[corner] for corner in sorted(plan.graph())}
    return tuple(_town(driven, name, stations[name]) for name in DRIVEN_TO if name in stations)


def _town(city: Mapping[Corner, complex], name: str, station: complex) -> Town:
    turn = exp(1j * (0.2 + 0.5 * DRIVEN_TO.index(name)))
    beside = station + 40 * turn  # the station itself stands off the street
    side = range(-BLOCKS, BLOCKS + 1)
    corners = {(i, j): beside + complex(i, j) * BLOCK_M * turn for i in side for j in side}
    into = min(city, key=lambda corner: abs(city[corner] - station))
    end = city[into]
    gate = min(corners, key=lambda corner: abs(corners[corner] - end))
    start = corners[gate]
    bend = (start + end) / 2 + 0.08j * (end - start)
    road = tuple(smooth((start, bend, end), 120))
    return Town(name, station, corners, lattice_streets(corners), (gate, into), road)


def lattice_streets(corners: Mapping[Corner, complex]) -> tuple[Street, ...]:
    """Streets between all neighbours of a lattice; the two through its middle are wider."""
    names = iter(TOWN_STREETS)
    rows = {j: next(names) for j in sorted({j for _, j in corners})}
    columns = {i: next(names) for i in sorted({i for i, _ in corners})}
    return tuple(_between(corners, rows, columns))


def _between(
    corners: Mapping[Corner, complex], rows: Mapping[int, str], columns: Mapping[int, str]
) -> Iterator[Street]:
    for (i, j), z in corners.items():
        for other, name, lane in (((i + 1, j), rows[j], j), ((i, j + 1), columns[i], i)):
            if other in corners:
                kind = "residential" if lane else "secondary"
                yield Street((i, j), other, (z, corners[other]), kind, name)
