"""Edges as pieces of streets: lines as other platforms want incidents told.

They take one street at a time, by its name and as one line in the direction of travel. Edges of one
name are strung together, straight on where streets of one name meet; each edge is told once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import atan2, cos, pi, radians

import numpy as np

from maas.arrays import Bools, Int32s
from maas.live.incidents import Direction
from maas.model import Profile
from maas.streets import StreetNetwork
from maas.streets.tables import E7

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one street."""

    street: str
    """Its name; "" where the map knows none."""
    line: Line
    """Lat and lon of each point, in the direction of travel."""
    direction: Direction
    """ONE or BOTH."""


@dataclass(frozen=True, slots=True, eq=False)
class NamedStreets:
    """The streets of a generation, for who tells of them by name."""

    network: StreetNetwork

    def pieces(self, directed: Int32s, profile: Profile | None) -> tuple[Piece, ...]:
        """Some directed edges as pieces of streets: by name, then from south to north.

        Args:
            profile: who must be able to travel an edge for it to be told; None: no matter who.
        """
        return pieces(self.network, directed, profile)


@dataclass(frozen=True, slots=True)
class _Move:
    """An edge travelled one way."""

    directed: int
    tail: int
    head: int
    """OSM node ids, which outlive any numbering of ours."""
    line: Line


def pieces(network: StreetNetwork, directed: Int32s, profile: Profile | None) -> tuple[Piece, ...]:
    """The same of a network."""
    told = directed if profile is None else directed[_open_to(network, directed, profile)]
    by_name: dict[str, set[int]] = {}
    for each, way in zip(told.tolist(), network.edges.way[told >> 1].tolist(), strict=True):
        by_name.setdefault(network.ways.name[way], set()).add(each)
    found = [piece for name, edges in by_name.items() for piece in _street(network, name, edges)]
    return tuple(sorted(found, key=lambda piece: (piece.street, piece.line, piece.direction)))


def _open_to(network: StreetNetwork, directed: Int32s, profile: Profile) -> Bools:
    bits = network.ways.open[network.edges.way[directed >> 1]].astype(np.int64)
    is_open: Bools = (bits >> (2 * profile + (directed & 1)) & 1).astype(np.bool_)
    return is_open


def _street(network: StreetNetwork, name: str, edges: set[int]) -> Iterator[Piece]:
    """Where both ways of an edge are meant it is told once; there one may string either way."""
    both = {each for each in edges if each ^ 1 in edges}
    for direction, own in ((Direction.BOTH, both), (Direction.ONE, edges - both)):
        moves = sorted((_move(network, each) for each in own), key=_by_nodes)
        for trail in _trails(moves):
            yield Piece(name, _joined(trail), direction)


def _by_nodes(move: _Move) -> tuple[int, int, int]:
    return move.tail, move.head, move.directed & 1


def _move(network: StreetNetwork, directed: int) -> _Move:
    edges, points = network.edges, network.points
    edge = directed >> 1
    of = slice(int(edges.first_point[edge]), int(edges.first_point[edge + 1]))
    lat, lon = (points.lat_e7[of] * E7).tolist(), (points.lon_e7[of] * E7).tolist()
    line = tuple(zip(lat, lon, strict=True))
    ends = network.vertices.id[[edges.tail[edge], edges.head[edge]]].tolist()
    if directed & 1:
        return _Move(directed, ends[1], ends[0], line[::-1])
    return _Move(directed, ends[0], ends[1], line)


def _trails(moves: Iterable[_Move]) -> Iterator[list[_Move]]:
    """All moves in as few trails as walking straight on gives, those with a free end first."""
    left: dict[int, list[_Move]] = {}
    arriving: dict[int, int] = {}
    begun: set[int] = set()
    for move in moves:
        left.setdefault(move.tail, []).append(move)
        arriving[move.head] = arriving.get(move.head, 0) + 1
    for node in [*left, *left]:  # in the second round rings are left, which have no end
        is_ring = node in begun
        begun.add(node)
        while left[node] and (is_ring or _is_end(left, arriving, node)):
            yield _walk(left, arriving, left[node][0])


def _is_end(left: dict[int, list[_Move]], arriving: dict[int, int], node: int) -> bool:
    """Whether more leaves than comes or, of what goes both ways, only one edge is there."""
    leaving, coming = len(left[node]), arriving.get(node, 0)
    is_both = any(_back(left, move) is not None for move in left[node])
    return leaving % 2 == 1 if is_both else leaving > coming


def _walk(left: dict[int, list[_Move]], arriving: dict[int, int], first: _Move) -> list[_Move]:
    """On from a move as straight as it goes, taking away what was walked and its way back."""
    trail = [first]
    while True:
        last = trail[-1]
        for walked in (last, _back(left, last)):
            if walked is not None:
                left[walked.tail].remove(walked)
                arriving[walked.head] -= 1
        onward = left.get(last.head, [])
        if not onward:
            return trail
        trail.append(min(onward, key=lambda move: _bend(last.line, move.line)))


def _back(left: dict[int, list[_Move]], move: _Move) -> _Move | None:
    """The same edge the other way, if that is still to be told."""
    ways = left.get(move.head, ())
    return next((each for each in ways if each.directed == move.directed ^ 1), None)


def _bend(before: Line, after: Line) -> float:
    """By how much one turns (rad), whichever way."""
    turned = _heading(*after[:2]) - _heading(*before[-2:])
    return abs((turned + pi) % (2 * pi) - pi)


def _heading(begin: tuple[float, float], end: tuple[float, float]) -> float:
    return atan2((end[1] - begin[1]) * cos(radians(begin[0])), end[0] - begin[0])


def _joined(trail: list[_Move]) -> Line:
    return (trail[0].line[0], *(point for move in trail for point in move.line[1:]))
