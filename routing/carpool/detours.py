"""Where a driver may go out of the way for a passenger, and what it costs.

Each point by itself first: what passing it alone takes. Of those that the driver agrees to, the
most useful are kept, spread along the way. Then pairs: who is picked up at one point of a stretch
and let out at a later one of the same is driven from the one to the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.live import RideOffer
from maas.streets.chains import ranges
from maas.streets.tables import degrees
from routing.carpool.course import Course, Piece
from routing.carpool.kerbside import Kerbside
from routing.carpool.meeting import Point
from routing.carpool.passing import Passes
from routing.kernels.inserting import Kerbs

HALT_S = 60
"""What a halt costs beside the way, for somebody to get on or off."""
MOST_POINTS = 8
"""Of one offer, beside its waypoints. Of 12 as many people found a ride, at twice the time of a
question (benchmarks/carpool.py, Porto); each is a run of its own, with all others as calls."""
SECTIONS = 8
"""Parts of a driver's way, of each of which the best point is taken before any second one."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a driver agrees to."""

    most_s: int
    """By so much the driver arrives later."""
    most_aboard_s: int
    last_aboard: int
    """The last leg on which others are in the car (who get off at its end); -1: on none."""

    @classmethod
    def of(cls, offer: RideOffer) -> "Terms":
        """Those of an offer."""
        booked = [leg for leg, each in enumerate(offer.waypoints[:-1]) if each.aboard]
        last = max(booked, default=-1)
        return cls(offer.max_detour_s, offer.max_detour_aboard_s, last)

    def allow(self, *detours: tuple[int, float]) -> bool:
        """Whether detours (leg, s) are agreed to together. Those aboard are delayed by all that
        come before they get off."""
        aboard = sum(seconds for leg, seconds in detours if leg <= self.last_aboard)
        whole = sum(seconds for _, seconds in detours)
        return whole <= self.most_s and aboard <= self.most_aboard_s


@dataclass(frozen=True, slots=True)
class Halt:
    """A point passed alone."""

    point: Point
    piece: int
    """Row in Course.pieces."""
    row: int
    """Among the points of its piece."""
    at_s: float
    """When, after the driver's departure, if nobody else is passed before."""
    detour_s: float


@dataclass(frozen=True, slots=True)
class Onward:
    """A point passed after another one of the same piece."""

    to: int
    """Row of the halt."""
    at_s: float
    detour_s: float
    """Of both."""


@dataclass(frozen=True, slots=True, eq=False)
class Detours:
    """All that a driver may do for one passenger beside halting at waypoints."""

    halts: tuple[Halt, ...]
    onward: tuple[tuple[Onward, ...], ...]
    """[n_halts] What follows each on the same piece."""


@dataclass(frozen=True, slots=True, eq=False)
class _Passed:
    """The points of one piece."""

    piece: Piece
    points: Int32s
    kerbs: Kerbs
    alone: Passes

    def kerbs_of(self, rows: Sequence[int]) -> Kerbs:
        """Those of some of the points."""
        first, size = self.kerbs.first, np.diff(self.kerbs.first)[rows]
        at = ranges(first[rows], size)
        ends = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
        return Kerbs(ends, self.kerbs.edge[at], self.kerbs.share[at])


def find_detours(
    course: Course, kerbside: Kerbside, terms: Terms, waypoints: frozenset[Point]
) -> Detours:
    """The best points along a course, and what it takes to go from one to another.

    Args:
        waypoints: points at which the driver halts anyway.
    """
    if not course.pieces:
        return Detours((), ())
    passed = [_passed(piece, kerbside, terms) for piece in course.pieces]
    found = [_alone(i, each, terms) for i, each in enumerate(passed)]
    halts = _chosen(found, kerbside, course, waypoints)
    onward: dict[int, tuple[Onward, ...]] = {}
    for i, each in enumerate(passed):
        rows = [row for row, halt in enumerate(halts) if halt.piece == i]
        onward |= _onward(each, halts, rows, terms)
    return Detours(halts, tuple(onward[row] for row in range(len(halts))))


def _passed(piece: Piece, kerbside: Kerbside, terms: Terms) -> _Passed:
    """The points in the corridor of a piece: as far aside as the driver gets in half the time."""
    network = piece.stretch.streets.network
    directed = piece.stretch.directed
    edge = directed >> 1
    tail = np.where(directed & 1, network.edges.head[edge], network.edges.tail[edge])
    vertices = network.vertices
    lat, lon = degrees(vertices.lat_e7[tail]), degrees(vertices.lon_e7[tail])
    metres = float(network.edges.length_m[edge].sum())
    pace = metres / max(1.0, piece.stretch.base_ms / 1000.0)
    points = kerbside.along(lat, lon, (terms.most_s - HALT_S) / 2 * pace)
    kerbs = kerbside.kerbs(points)
    return _Passed(piece, points, kerbs, piece.stretch.passes(kerbs))


class _Alone(NamedTuple):
    """Points that the driver agrees to pass, each by itself."""

    piece: Int64s
    row: Int64s
    point: Int64s
    """Row of the kerbside."""
    at_s: Float64s
    detour_s: Float64s


def _alone(i: int, passed: _Passed, terms: Terms) -> _Alone:
    """Those of one piece."""
    piece, alone = passed.piece, passed.alone
    longer_ms = alone.whole_ms.astype(np.float64) - piece.stretch.base_ms
    detour_s = piece.scale * longer_ms / 1000.0 + HALT_S
    agreed = alone.is_passed & (detour_s <= terms.most_s)
    if piece.leg <= terms.last_aboard:
        agreed &= detour_s <= terms.most_aboard_s
    row = np.flatnonzero(agreed)
    at_ms = alone.at_ms[row].astype(np.float64)
    at_s = piece.start_s + piece.scale * at_ms / 1000.0
    point = passed.points[row].astype(np.int64)
    return _Alone(np.full(row.size, i), row, point, at_s, detour_s[row])


def _detour_s(passed: _Passed, passes: Passes, row: int, halts: int) -> float:
    return passed.piece.longer_s(int(passes.whole_ms[row])) + halts * HALT_S


def _chosen(
    found: Sequence[_Alone], kerbside: Kerbside, course: Course, waypoints: frozenset[Point]
) -> tuple[Halt, ...]:
    """Of each section of the way the best, then the second best; each point once."""
    all_ = _Alone(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
    section = (SECTIONS * all_.at_s / max(1.0, course.at_s[-1])).astype(np.int64)
    section = np.clip(section, 0, SECTIONS - 1)
    taken, n_of = set(waypoints), [0] * SECTIONS
    ranked: list[tuple[int, int, int]] = []
    order = np.lexsort((all_.row, all_.piece, all_.detour_s - kerbside.worth_s[all_.point]))
    for place, i in enumerate(order.tolist()):
        point, here = kerbside.points[all_.point[i]], int(section[i])
        if point not in taken and n_of[here] < MOST_POINTS:
            taken.add(point)
            ranked.append((n_of[here], place, i))
            n_of[here] += 1
    kept = [i for _, _, i in sorted(ranked)[:MOST_POINTS]]
    halts = [
        Halt(
            kerbside.points[all_.point[i]],
            int(all_.piece[i]),
            int(all_.row[i]),
            float(all_.at_s[i]),
            float(all_.detour_s[i]),
        )
        for i in kept
    ]
    return tuple(sorted(halts, key=lambda halt: (halt.piece, halt.at_s, halt.row)))


def _onward(
    passed: _Passed, halts: Sequence[Halt], rows: Sequence[int], terms: Terms
) -> dict[int, tuple[Onward, ...]]:
    """What follows each of the halts (some rows) of one piece on it."""
    piece = passed.piece
    kerbs = passed.kerbs_of([halts[i].row for i in rows])
    found = {}
    for i in rows:
        after = piece.stretch.onward(passed.alone, halts[i].row, kerbs)
        follow = (
            Onward(to, piece.at_s(int(after.at_ms[k])) + HALT_S, _detour_s(passed, after, k, 2))
            for k, to in enumerate(rows)
            if after.is_passed[k] and to != i
        )
        found[i] = tuple(each for each in follow if terms.allow((piece.leg, each.detour_s)))
    return found
