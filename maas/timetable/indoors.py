"""Which stops lie inside stop places whose pathways are known, and where those meet the street."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s, Texts
from maas.model import PathwayMode, StopKind
from maas.timetable.pathways import Pathways
from maas.timetable.rows import stack_rows
from maas.timetable.tables import Stops


@dataclass(frozen=True, slots=True, eq=False)
class Indoors:
    """What pathways say of every stop."""

    door: Bools
    """[n_stops] Pathways begin here from the street: at entrances, and at stops on the street."""
    inside: Bools
    """[n_stops] Platforms (with their areas and copies) that pathways join with a door in both
    directions: they cannot be reached from the street but through one."""
    cut_off: Bools
    """[n_stops] Places with pathways of which none leads from a door, or none to one."""


def find_indoors(stops: Stops, pathways: Pathways) -> Indoors:
    """Tell what is inside from what is on the street.

    A platform to which no chain of pathways leads is taken for one on the street: a gap in the
    data must not take its trips away.
    """
    kind, n = stops.kind, len(stops.id)
    has_pathway = np.zeros(n, np.bool_)
    has_pathway[pathways.from_stop] = has_pathway[pathways.to_stop] = True
    on_street = (kind == StopKind.STOP) & ((stops.parent < 0) | stops.direct)
    door = has_pathway & ((kind == StopKind.ENTRANCE) | on_street)
    joining = with_areas(stops, pathways)
    back = joining.both_ways
    tail = np.concatenate([joining.from_stop, joining.to_stop[back]])
    head = np.concatenate([joining.to_stop, joining.from_stop[back]])
    joined = _reached(door, tail, head) & _reached(door, head, tail)
    platform = np.isin(kind, [StopKind.STOP, StopKind.BOARDING_AREA]) & ~on_street
    inside = joined & platform
    copies = kind == StopKind.SPLIT
    inside[copies] = inside[stops.parent[copies]]
    return Indoors(door, inside, has_pathway & ~joined)


def with_areas(stops: Stops, pathways: Pathways) -> Pathways:
    """The pathways and, after them, a walk between each platform and every area on it."""
    met = np.unique(np.concatenate([pathways.from_stop, pathways.to_stop]))
    area = met[(stops.kind[met] == StopKind.BOARDING_AREA) & (stops.parent[met] >= 0)]
    n = area.size
    walks = Pathways(
        from_stop=area,
        to_stop=stops.parent[area],
        mode=np.full(n, PathwayMode.WALKWAY, np.uint8),
        both_ways=np.ones(n, np.bool_),
        seconds=np.full(n, -1, np.int32),
        length_m=np.full(n, np.nan, np.float32),
        stairs=np.zeros(n, np.int16),
        slope=np.zeros(n, np.float32),
        width_m=np.full(n, np.nan, np.float32),
        sign=Texts.of([""] * n),
        reversed_sign=Texts.of([""] * n),
    )
    return stack_rows([pathways, walks])


def _reached(seeds: Bools, tail: Int32s, head: Int32s) -> Bools:
    """All that chains of arcs lead to."""
    reached = seeds
    while True:
        more = reached.copy()
        more[head[reached[tail]]] = True
        if np.array_equal(more, reached):
            return reached
        reached = more
