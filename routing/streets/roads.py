"""What is true of roads now, and the streets of cars with that in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from routing.kernels.streets import Graph
from routing.streets.searching import Streets

QUICKEST = 0.8
"""Of its usual time no edge takes less: speeds are four fifths of a limit, this is the limit."""


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """The roads that are not as usual. The overlay of all sources of road states.

    Of all arrays a row is a directed edge.
    """

    directed: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    """Sorted, each once."""
    share: Float64s = field(default_factory=lambda: np.empty(0))
    """Of its usual time, lights and corners aside, driving it takes."""
    is_closed: Bools = field(default_factory=lambda: np.empty(0, np.bool_))
    since: int = 0
    """The moment of which all this is true (Unix s)."""
    until: int | None = None
    """When by itself something changes next (Unix s); None: never."""
    findings: Mapping[SourceId, tuple[Finding, ...]] = field(default_factory=dict)
    """What could not be used."""
    batches: Mapping[SourceId, Batch] = field(default_factory=dict)
    """What it was made of."""

    def holds(self, at: int) -> bool:
        """Whether all this is true at a moment (Unix s), as far as the same news go."""
        return self.since <= at and (self.until is None or at < self.until)

    def is_like(self, other: "Roads") -> bool:
        """Whether the same roads are otherwise, and in the same way."""
        return (
            np.array_equal(self.directed, other.directed)
            and np.array_equal(self.share, other.share)
            and np.array_equal(self.is_closed, other.is_closed)
        )


def driven(streets: Streets, roads: Roads) -> Streets:
    """The streets of cars as they are now; what is as usual is shared.

    Bounds of goal-directed searches stay true: what takes longer than usual breaks none, and where
    something takes less all of them are lowered by as much.
    """
    share = np.maximum(roads.share, QUICKEST)
    quickest = float(min(share.min(initial=1.0), 1.0))
    move_ms = streets.graph.edge_move_ms.copy()
    move_ms[roads.directed] = np.ceil(move_ms[roads.directed] * share).astype(np.int32)
    graph, back = (
        each._replace(
            move_ms=move_ms[each.edge], edge_move_ms=move_ms, far_ms=each.far_ms * quickest
        )
        for each in (streets.graph, streets.back)
    )
    slowed = replace(streets, graph=graph, back=back, ms_per_m=streets.ms_per_m * quickest)
    return closed(slowed, roads.directed[roads.is_closed])


def closed(streets: Streets, directed: Int32s) -> Streets:
    """The streets of any profile without some directed edges: no way begins, ends or leads there.

    Their arcs are taken out, rather than made long: a stop where such an edge begins must not be
    found on it.
    """
    if not directed.size:
        return streets
    is_closed = np.zeros(streets.graph.entry.size, np.bool_)
    is_closed[directed] = True
    entry = np.where(is_closed, -1, streets.graph.entry).astype(np.int32)
    graph, back = (_without(each, is_closed, entry) for each in (streets.graph, streets.back))
    return replace(streets, graph=graph, back=back)


def _without(graph: Graph, is_closed: Bools, entry: Int32s) -> Graph:
    kept = ~is_closed[graph.edge]
    before = np.append(0, np.cumsum(kept, dtype=np.int32)).astype(np.int32)
    return graph._replace(
        first_arc=before[graph.first_arc],
        tail=graph.tail[kept],
        head=graph.head[kept],
        edge=graph.edge[kept],
        move_ms=graph.move_ms[kept],
        fixed_ms=graph.fixed_ms[kept],
        entry=entry,
    )
