"""The graph of cars: states are directed edges, turn restrictions are arcs that are not there.

Two rules need an edge to stand there more than once (its twins):
- a way that is open only to reach or to leave something on it (`DESTINATION`) has one state for
  those who have been nowhere else yet, one for those who came from outside and may not go on;
- a restriction over a via way needs a state for those who came by its first way.
"""

from collections.abc import Iterable

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.model import Profile
from maas.streets import Restrictions, StreetNetwork, WayFlag
from maas.streets.chains import ranges
from routing.kernels.streets import Graph
from routing.streets.automaton import Automaton
from routing.streets.graphs import Arcs, directed_tails, graph, is_blocked_at, offsets
from routing.streets.profiles import costs
from routing.streets.turning import turns_ms
from routing.streets.waiting import waits_ms


def turn_graph(network: StreetNetwork) -> Graph:
    """The graph of cars."""
    paid = costs(network, Profile.CAR)
    into, out = _turns(network, paid.is_open)
    automaton = _layered(network, paid.is_open, into, out)
    for before, last, only in _rules(network.restrictions):
        automaton.restrict(before, last, only)
    edge, tail, head = automaton.laid_out()
    stuck = np.flatnonzero(np.bincount(tail, minlength=edge.size) == 0)
    arcs = _arcs(network, edge, tail, head, stuck)
    entry, twin = _entries(edge, 2 * network.n_edges)
    vertex = np.append(directed_tails(network)[edge], 0)
    return graph(network, paid, arcs, entry, vertex)._replace(twin=twin)


def _arcs(network: StreetNetwork, edge: Int64s, tail: Int64s, head: Int64s, stuck: Int64s) -> Arcs:
    """Transitions as arcs that travel the edge of their tail.

    Where nothing follows an edge, an arc leads to one last state from which nothing leads on, so
    that every edge has an arc by which stops on it are found.
    """
    paid_ms = turns_ms(network, edge[tail], edge[head], waits_ms(network))
    tail = np.append(tail, stuck)
    head = np.append(head, np.full(stuck.size, edge.size))
    return Arcs(tail, head, edge[tail], np.append(paid_ms, np.zeros(stuck.size, np.int32)))


def _turns(network: StreetNetwork, is_open: Bools) -> tuple[Int64s, Int64s]:
    """All pairs of open directed edges of which the second may follow the first.

    Nobody turns back but where there is no other way on: at a dead end or a barrier.
    """
    begins = directed_tails(network)
    directed = np.flatnonzero(is_open)
    by_begin = directed[np.argsort(begins[directed], kind="stable")]
    first = offsets(begins[directed], network.n_vertices)
    ends = begins[directed ^ 1]
    n_out = np.diff(first)[ends]
    into = np.repeat(directed, n_out)
    out = by_begin[ranges(first[ends], n_out)]
    is_back = out == into ^ 1
    passes = ~is_blocked_at(network, Profile.CAR)[begins[into ^ 1]]
    goes_on = ~is_back & passes
    n_on = np.bincount(into[goes_on], minlength=is_open.size)
    kept = goes_on | is_back & (n_on[into] == 0)
    return into[kept], out[kept]


def _layered(network: StreetNetwork, is_open: Bools, into: Int64s, out: Int64s) -> Automaton:
    """A state for each open directed edge, a second one for ways that one may not pass through."""
    directed = np.flatnonzero(is_open)
    flags = network.ways.flags[network.edges.way]
    ends_only = np.repeat(flags & WayFlag.DESTINATION > 0, 2)
    inside = np.full(is_open.size, -1)
    inside[directed] = np.arange(directed.size)
    from_outside = inside.copy()
    doubled = directed[ends_only[directed]]
    from_outside[doubled] = directed.size + np.arange(doubled.size)
    enters = ~ends_only[into] & ends_only[out]
    stays = ends_only[into] & ends_only[out]
    return Automaton(
        np.concatenate([directed, doubled]),
        np.concatenate([inside[into], from_outside[into[stays]]]),
        np.concatenate(
            [np.where(enters, from_outside[out], inside[out]), from_outside[out[stays]]]
        ),
    )


def _rules(restrictions: Restrictions) -> Iterable[tuple[tuple[int, ...], frozenset[int], bool]]:
    """Restrictions by what one came along: (edges before, last edges, whether only those).

    What is forbidden comes first, so that nobody is sent where nobody may go.
    """
    rules: dict[tuple[tuple[int, ...], bool], set[int]] = {}
    for row, only in enumerate(restrictions.only.tolist()):
        begin, end = restrictions.first[row : row + 2]
        run = tuple(restrictions.edge[begin:end].tolist())
        rules.setdefault((run[:-1], only), set()).add(run[-1])
    forbidding_first = sorted(rules.items(), key=lambda rule: rule[0][1])
    return [(before, frozenset(last), only) for (before, only), last in forbidding_first]


def _entries(edge: Int64s, n_directed: int) -> tuple[Int32s, Int32s]:
    """The first state of each directed edge, and the next state of the same edge of each state."""
    order = np.argsort(edge, kind="stable")
    entry = np.full(n_directed, -1, np.int32)
    entry[edge[::-1]] = np.arange(edge.size)[::-1]
    twin = np.full(edge.size + 1, -1, np.int32)
    same = edge[order[1:]] == edge[order[:-1]]
    twin[order[:-1][same]] = order[1:][same]
    return entry, twin
