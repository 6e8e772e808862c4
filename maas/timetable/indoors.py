"""Which stops lie inside stop places whose pathways are known, and where those meet the street."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import StopKind
from maas.timetable.pathways import Pathways
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
    tail, head = _arcs(stops, pathways, has_pathway)
    joined = _reached(door, tail, head) & _reached(door, head, tail)
    platform = np.isin(kind, [StopKind.STOP, StopKind.BOARDING_AREA]) & ~on_street
    inside = joined & platform
    copies = kind == StopKind.SPLIT
    inside[copies] = inside[stops.parent[copies]]
    return Indoors(door, inside, has_pathway & ~joined)


def _arcs(stops: Stops, pathways: Pathways, has_pathway: Bools) -> tuple[Int32s, Int32s]:
    """Pathways in the directions they are open to, and platforms with the areas on them."""
    both = pathways.both_ways
    area = np.flatnonzero((stops.kind == StopKind.BOARDING_AREA) & (stops.parent >= 0))
    area = area[has_pathway[area]].astype(np.int32)
    platform = stops.parent[area]
    return (
        np.concatenate([pathways.from_stop, pathways.to_stop[both], area, platform]),
        np.concatenate([pathways.to_stop, pathways.from_stop[both], platform, area]),
    )


def _reached(seeds: Bools, tail: Int32s, head: Int32s) -> Bools:
    """All that chains of arcs lead to."""
    reached = seeds
    while True:
        more = reached.copy()
        more[head[reached[tail]]] = True
        if np.array_equal(more, reached):
            return reached
        reached = more
