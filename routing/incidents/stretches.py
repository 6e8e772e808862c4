"""Stretches of streets that people tell in words: by name, from one cross street to another."""

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.errors import BadQuery
from maas.model import LatLon
from routing.incidents.matcher import Matcher
from routing.incidents.named import NO_NAME
from routing.incidents.points import find_point
from routing.incidents.street_parts import (
    GAP_M,
    apart_m,
    directed_of,
    is_open,
    parts_of,
    positions,
    vertices_of,
)

CROSSING_M = 30.0
"""So near to a street a cross street that nowhere touches it meets it, over carriageways."""
MOST = 2000
"""Edges of one name; the longest streets of large cities have some hundreds."""
REACH_M = 20_000.0
"""Of a street of very many towns the parts so near to a position are looked at."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What somebody tells of one."""

    street: str = ""
    """"": whichever is nearest to `at`."""
    from_street: str = ""
    to_street: str = ""
    """Both or neither."""
    near: LatLon | None = None
    """Which part of the street, if there are several."""
    at: LatLon | None = None
    """Only the piece there, between two crossings."""
    is_one_way: bool = False
    """Only from the one cross street to the other."""


def find_stretch(matcher: Matcher, told: Stretch, bits: int) -> Int32s:
    """The directed edges of a stretch, sorted.

    Args:
        bits: of the profiles that may travel them.

    Raises:
        BadQuery: no street is called so, several are, or it does not lead there; names what of
            it: `street`, `from`, `to`, `near`, `direction`.
    """
    if bool(told.from_street) != bool(told.to_street):
        raise BadQuery("to" if told.from_street else "from", "is missing: give both or neither")
    if told.is_one_way and not told.from_street:
        raise BadQuery("direction", "of a street that is only named needs from and to")
    if told.at is not None or not told.street:
        return _around(matcher, told, bits)
    parts = parts_of(matcher, _named(matcher, told.street, "street", told.near, bits))
    if told.from_street:
        return _between(matcher, told, parts, bits)
    return directed_of(matcher, _chosen(matcher, told, parts), bits)


def _named(matcher: Matcher, name: str, member: str, near: LatLon | None, bits: int) -> Int32s:
    """The edges of a name."""
    edges = matcher.names.edges(name)
    edges = edges[is_open(matcher, edges, bits)]
    if not edges.size:
        raise BadQuery(member, "is the name of no street here that they may travel")
    if near is not None and edges.size > MOST:
        tails = positions(matcher, matcher.network.edges.tail[edges])
        edges = edges[apart_m(tails, np.array([[near.lat, near.lon]]))[:, 0] <= REACH_M]
    if edges.size > MOST:
        raise BadQuery(member, "is the name of very many streets here; tell town")
    return edges


def _around(matcher: Matcher, told: Stretch, bits: int) -> Int32s:
    """Along a street from a position both ways, as far as another street meets it."""
    if told.at is None:
        raise BadQuery("line", "is missing; or give an area, or a street by its name")
    of, name, number = matcher.network.edges, matcher.lanes.name, matcher.names.number(told.street)
    found = find_point(matcher, (told.at.lat, told.at.lon), number, bits).directed >> 1
    if not found.size:
        raise BadQuery("near", "is at no street that they may travel")
    seed = int(found[0])
    if told.street and name[seed] != number:
        raise BadQuery("near", "is not at the street that is named")
    is_same = of.way == of.way[seed]
    if name[seed] != NO_NAME:
        is_same |= name == name[seed]
    own = np.flatnonzero(is_same)
    everywhere = np.arange(of.way.size, dtype=np.int32)
    others = np.flatnonzero(~is_same & is_open(matcher, everywhere, bits))
    crossed = set(np.concatenate([of.tail[others], of.head[others]]).tolist())
    return directed_of(matcher, _spread(matcher, own.astype(np.int32), seed, crossed), bits)


def _spread(matcher: Matcher, own: Int32s, seed: int, crossed: set[int]) -> Int32s:
    """The edges that are met from one of them without passing where another street meets."""
    of = matcher.network.edges
    at: dict[int, list[int]] = {}
    for edge in own.tolist():
        for vertex in (int(of.tail[edge]), int(of.head[edge])):
            at.setdefault(vertex, []).append(edge)
    met, waiting = {seed}, [seed]
    while waiting:
        edge = waiting.pop()
        for vertex in {int(of.tail[edge]), int(of.head[edge])} - crossed:
            fresh = [each for each in at[vertex] if each not in met]
            met.update(fresh)
            waiting += fresh
    return np.array(sorted(met), np.int32)


def _chosen(matcher: Matcher, told: Stretch, parts: list[Int32s]) -> Int32s:
    """The part that is meant."""
    if told.near is not None:
        here = np.array([[told.near.lat, told.near.lon]])
        return min(parts, key=lambda part: apart_m(_ends(matcher, part), here).min())
    if len(parts) > 1:
        lat, lon = _ends(matcher, parts[0])[0]
        where = f"one at {lat:.4f}, {lon:.4f}"
        text = f"is the name of {len(parts)} streets here, {where}; tell town, or from and to"
        raise BadQuery("street", text)
    return parts[0]


def _between(matcher: Matcher, told: Stretch, parts: list[Int32s], bits: int) -> Int32s:
    """The shortest way along the street from the one cross street to the other, and back."""
    begins = _met(matcher, told, "from", parts, bits)
    ends = _met(matcher, told, "to", parts, bits)
    both = [i for i in range(len(parts)) if begins[i] and ends[i]]
    if not both:
        raise BadQuery("to", "meets another street of this name than from does")
    if told.near is not None:
        part = _chosen(matcher, told, [parts[i] for i in both])
        row = next(i for i in both if parts[i] is part)
    elif len(both) == 1:
        row = both[0]
    else:
        raise BadQuery("street", "meets both cross streets in several places; tell town or near")
    along = _Along.of(matcher, parts[row], bits)
    there = along.way(begins[row], ends[row])
    back = set() if told.is_one_way else along.way(ends[row], begins[row])
    if not there | back:
        raise BadQuery("to", "is not reached along this street")
    return np.array(sorted(there | back), np.int32)


def _met(
    matcher: Matcher, told: Stretch, member: str, parts: list[Int32s], bits: int
) -> list[set[int]]:
    """The vertices of each part where a cross street meets it."""
    name = told.from_street if member == "from" else told.to_street
    there = _ends(matcher, _named(matcher, name, member, told.near, bits))
    own = [vertices_of(matcher, part) for part in parts]
    off_m = [apart_m(positions(matcher, each), there).min(axis=1) for each in own]
    within_m = 0.0 if min(each.min() for each in off_m) == 0 else CROSSING_M
    met = [set(a[b <= within_m].tolist()) for a, b in zip(own, off_m, strict=True)]
    if not any(met):
        raise BadQuery(member, "does not meet this street")
    return met


@dataclass(frozen=True, slots=True)
class _Along:
    """Moves along one street: from each vertex (metres, directed edge, next vertex)."""

    moves: dict[int, list[tuple[float, int, int]]]

    @classmethod
    def of(cls, matcher: Matcher, part: Int32s, bits: int) -> "_Along":
        """Of a part; where it is cut one goes straight on, along no edge (-1)."""
        moves: dict[int, list[tuple[float, int, int]]] = {}
        of = matcher.network.edges
        for directed in directed_of(matcher, part, bits).tolist():
            ends = int(of.tail[directed >> 1]), int(of.head[directed >> 1])
            tail, head = ends[::-1] if directed & 1 else ends
            length_m = float(matcher.lanes.length_m[directed >> 1])
            moves.setdefault(tail, []).append((length_m, directed, head))
        vertices = vertices_of(matcher, part)
        apart = apart_m(positions(matcher, vertices), positions(matcher, vertices))
        for i, j in np.argwhere((apart <= GAP_M) & (apart > 0)).tolist():
            cost = 2 * float(apart[i, j])  # only where there is no other way
            moves.setdefault(int(vertices[i]), []).append((cost, -1, int(vertices[j])))
        return cls(moves)

    def way(self, begins: set[int], ends: set[int]) -> set[int]:
        """The directed edges of the shortest way (Dijkstra), none if there is no way."""
        before: dict[int, tuple[int, int]] = {}
        settled: set[int] = set()
        heap = [(0.0, vertex, -1, -1) for vertex in sorted(begins)]
        while heap:
            metres, vertex, directed, previous = heappop(heap)
            if vertex in settled:
                continue
            settled.add(vertex)
            before[vertex] = directed, previous
            if vertex in ends:
                return _traced(before, vertex)
            for length_m, onward, head in self.moves.get(vertex, ()):
                heappush(heap, (metres + length_m, head, onward, vertex))
        return set()


def _traced(before: dict[int, tuple[int, int]], vertex: int) -> set[int]:
    way: set[int] = set()
    while vertex >= 0:
        directed, vertex = before[vertex]
        if directed >= 0:
            way.add(directed)
    return way


def _ends(matcher: Matcher, edges: Int32s) -> Float64s:
    return positions(matcher, vertices_of(matcher, edges))
