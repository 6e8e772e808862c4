"""Which directed edge may follow which, as an automaton that restrictions cut down."""

from collections.abc import Iterable

import numpy as np

from maas.arrays import Int64s
from routing.streets.graphs import offsets


class Automaton:
    """States are directed edges (several may be the same edge), transitions are turns.

    Restrictions touch few states, so these are kept aside as lists while all others stay arrays.
    """

    def __init__(self, edge: Int64s, tail: Int64s, head: Int64s) -> None:
        order = np.argsort(tail, kind="stable")
        self._n = edge.size
        self._edge = edge
        self._tail, self._head = tail[order], head[order]
        self._first = offsets(tail, edge.size)
        self._by_edge = np.argsort(edge, kind="stable")
        self._added: list[int] = []
        """The edges of states from `_n` on."""
        self._changed: dict[int, list[int]] = {}
        """What follows a state whose transitions are not those of the arrays any more."""

    def restrict(self, before: tuple[int, ...], last: frozenset[int], only: bool) -> None:
        """Forbid (or, with only, demand) to go on by `last` for those who came along `before`.

        A state is copied for each edge of `before` but the first: the copy knows which way one
        came, the original stays for all others.
        """
        for state in self._states_of(before[0]):
            self._restrict_from(state, before[1:], last, only)

    def _restrict_from(
        self, state: int, before: tuple[int, ...], last: frozenset[int], only: bool
    ) -> None:
        follows = self._follows(state)
        if not before:
            demanded = [there for there in follows if self._edge_of(there) in last]
            if only and not demanded:
                return  # what is demanded is not open to cars: they need not stop for it
            others = [there for there in follows if there not in demanded]
            self._changed[state] = demanded if only else others
            return
        for i, there in enumerate(follows):
            if self._edge_of(there) == before[0]:
                follows[i] = self._copy(there)
                self._restrict_from(follows[i], before[1:], last, only)
        self._changed[state] = follows

    def _states_of(self, edge: int) -> list[int]:
        low, high = np.searchsorted(self._edge, [edge, edge + 1], sorter=self._by_edge)
        added = [self._n + i for i, of in enumerate(self._added) if of == edge]
        return [int(state) for state in self._by_edge[low:high]] + added

    def _edge_of(self, state: int) -> int:
        return int(self._edge[state]) if state < self._n else self._added[state - self._n]

    def _follows(self, state: int) -> list[int]:
        if state in self._changed:
            return list(self._changed[state])
        begin, end = self._first[state : state + 2]
        return [int(there) for there in self._head[begin:end]]

    def _copy(self, state: int) -> int:
        self._added.append(self._edge_of(state))
        copy = self._n + len(self._added) - 1
        self._changed[copy] = self._follows(state)
        return copy

    def laid_out(self) -> tuple[Int64s, Int64s, Int64s]:
        """The edge of each state; tail and head of each transition."""
        changed = np.fromiter(self._changed, np.int64, len(self._changed))
        kept = ~np.isin(self._tail, changed)
        pairs = list(self._pairs())
        tail = np.array([tail for tail, _ in pairs], np.int64)
        head = np.array([head for _, head in pairs], np.int64)
        return (
            np.concatenate([self._edge, np.array(self._added, np.int64)]),
            np.concatenate([self._tail[kept], tail]),
            np.concatenate([self._head[kept], head]),
        )

    def _pairs(self) -> Iterable[tuple[int, int]]:
        return ((tail, head) for tail, follows in self._changed.items() for head in follows)
