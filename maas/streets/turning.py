"""Turn restrictions between OSM ways to runs of directed edges."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from maas.arrays import Int64s
from maas.streets.chains import Turn
from maas.streets.tables import Edges, Restrictions


class _Streets:
    """Edges by way and by end, for the few ways that restrictions name."""

    def __init__(self, way_id: Int64s, vertex_id: Int64s, edges: Edges) -> None:
        self._edges = edges
        self._vertex_id = vertex_id
        self._way = {int(id): row for row, id in enumerate(way_id.tolist())}
        self._by_way = np.argsort(edges.way, kind="stable")
        self._sorted_way = edges.way[self._by_way]

    def ends(self, way_id: int) -> list[tuple[int, int, int]]:
        """(directed edge, id of its first node, id of its last) of a way, both directions."""
        row = self._way.get(way_id, -1)
        low, high = np.searchsorted(self._sorted_way, [row, row + 1])
        directed = []
        for edge in self._by_way[low:high].tolist():
            tail = int(self._vertex_id[self._edges.tail[edge]])
            head = int(self._vertex_id[self._edges.head[edge]])
            directed += [(2 * edge, tail, head), (2 * edge + 1, head, tail)]
        return directed


def resolve(turns: Iterable[Turn], way_id: Int64s, vertex_id: Int64s, edges: Edges) -> Restrictions:
    """Find the edges of each restriction.

    One whose ways do not meet at its node is left out: nobody can make that turn. One that names a
    way running through its node applies to both of the way's edges there.
    """
    streets = _Streets(way_id, vertex_id, edges)
    runs = [(run, turn.only) for turn in turns for run in _runs(streets, turn)]
    first = np.zeros(len(runs) + 1, np.int32)
    np.cumsum([len(run) for run, _ in runs], out=first[1:])
    edge = np.array([edge for run, _ in runs for edge in run], np.int32)
    return Restrictions(first, edge, np.array([only for _, only in runs], np.bool_))


def _runs(streets: _Streets, turn: Turn) -> list[tuple[int, ...]]:
    """All runs of directed edges that a restriction speaks of."""
    if turn.node is not None:
        into = [edge for edge, _, head in streets.ends(turn.origin) if head == turn.node]
        out = [edge for edge, tail, _ in streets.ends(turn.onto) if tail == turn.node]
        return [(a, b) for a in into for b in out if _is_turn(a, b, turn)]
    return _runs_over(streets, turn)


def _is_turn(into: int, out: int, turn: Turn) -> bool:
    """Whether going from one edge to the other is what the restriction means.

    Turning back on one way is meant only where both members are that way.
    """
    return into != out ^ 1 or turn.origin == turn.onto


def _runs_over(streets: _Streets, turn: Turn) -> list[tuple[int, ...]]:
    """Runs of a restriction over ways: along each via way from where the way before ends."""
    ends = {way: streets.ends(way) for way in (turn.origin, *turn.over, turn.onto)}
    shared = _meeting(ends, (turn.origin, *turn.over, turn.onto))
    if shared is None:
        return []
    runs: list[tuple[int, ...]] = [
        (edge,) for edge, _, head in ends[turn.origin] if head == shared[0]
    ]
    for way, start, goal in zip(turn.over, shared, shared[1:], strict=False):
        path = _along(ends[way], start, goal)
        if not path:
            return []
        runs = [(*run, *path) for run in runs]
    out = [edge for edge, tail, _ in ends[turn.onto] if tail == shared[-1]]
    return [(*run, edge) for run in runs for edge in out]


def _meeting(
    ends: Mapping[int, Sequence[tuple[int, int, int]]], ways: Sequence[int]
) -> list[int] | None:
    """Where each way meets the next, or None if two of them do not meet in exactly one node."""
    nodes = [{tail for _, tail, _ in ends[way]} for way in ways]
    shared = [a & b for a, b in pairwise(nodes)]
    if any(len(meeting) != 1 for meeting in shared):
        return None
    return [next(iter(meeting)) for meeting in shared]


def _along(directed: Sequence[tuple[int, int, int]], start: int, goal: int) -> tuple[int, ...]:
    """The directed edges of one way from a node to another; empty if there is no such run."""
    best: dict[int, tuple[int, ...]] = {start: ()}
    frontier = [start]
    while frontier and goal not in best:
        node = frontier.pop(0)
        for edge, tail, head in directed:
            if tail == node and head not in best:
                best[head] = (*best[node], edge)
                frontier.append(head)
    return best.get(goal, ())
