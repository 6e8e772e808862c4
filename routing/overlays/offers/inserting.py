"""The runs of an offer whose driver goes out of the way: one for each point of pickup."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from maas.live import RideOffer
from routing.carpool.course import Course
from routing.carpool.detours import Detours, Halt, Terms
from routing.carpool.laid import Laid
from routing.carpool.meeting import Point


@dataclass(frozen=True, slots=True)
class Call:
    """A point at a moment of a run."""

    point: Point
    at_s: float
    may_board: bool = False
    may_alight: bool = False
    detour_s: float = 0.0


Run = Sequence[Call]


@dataclass(frozen=True, slots=True, eq=False)
class Insertions:
    """An offer, its way, and where it may be left."""

    offer: RideOffer
    course: Course
    terms: Terms
    detours: Detours
    met: Sequence[tuple[int, Call]]
    """The waypoints at which people are met (their rows), as told."""

    def laid(self) -> Laid:
        """All runs: those boarded at a waypoint first, then by pickup."""
        agreed = (self._from(row, call) for row, call in self.met if call.may_board)
        picked = (self._picked(i, halt) for i, halt in enumerate(self.detours.halts))
        if not self.detours.halts:
            return laid_of(self.offer, [[call for _, call in self.met]])
        return laid_of(self.offer, list(filter(None, (*agreed, *picked))))

    def _from(self, row: int, board: Call) -> Run:
        """Boarded at one waypoint; empty: one cannot get off."""
        calls = [call for at, call in self.met if at > row and call.may_alight]
        calls += [
            Call(halt.point, halt.at_s, False, True, halt.detour_s)
            for halt in self.detours.halts
            if self.course.pieces[halt.piece].leg >= row
        ]
        return _run(Call(board.point, board.at_s, may_board=True), calls)

    def _picked(self, row: int, halt: Halt) -> Run:
        """Boarded at one point; empty: one cannot get off."""
        pieces = self.course.pieces
        leg = pieces[halt.piece].leg
        calls = [
            Call(call.point, self.course.at_s[at] + halt.detour_s, False, True, halt.detour_s)
            for at, call in self.met
            if at > leg and call.may_alight
        ]
        for each in self.detours.onward[row]:
            point = self.detours.halts[each.to].point
            calls.append(Call(point, each.at_s, False, True, each.detour_s))
        for other in self.detours.halts:
            both = (leg, halt.detour_s), (pieces[other.piece].leg, other.detour_s)
            if other.piece > halt.piece and self.terms.allow(*both):
                whole_s = halt.detour_s + other.detour_s
                calls.append(Call(other.point, other.at_s + halt.detour_s, False, True, whole_s))
        return _run(Call(halt.point, halt.at_s, may_board=True), calls)


def _run(board: Call, calls: Sequence[Call]) -> Run:
    """Boarded once, left at one of some calls, each of which is for itself."""
    left = (
        Call(call.point, call.at_s, False, True, call.detour_s)
        for call in sorted(calls, key=lambda call: (call.at_s, call.point))
    )
    return [board, *left] if calls else []


def laid_of(offer: RideOffer, runs: Sequence[Run]) -> Laid:
    """Runs as columns. Seconds are rounded up: nobody is there sooner than told."""
    calls = [call for run in runs for call in run]
    row: dict[Point, int] = {}
    point = [row.setdefault(call.point, len(row)) for call in calls]
    first = np.concatenate([[0], np.cumsum([len(run) for run in runs])])
    return Laid(
        offer,
        tuple(row),
        first.astype(np.int32),
        np.array(point, np.int32),
        np.array([ceil(call.at_s) for call in calls], np.int32),
        np.array([call.may_board for call in calls], np.bool_),
        np.array([call.may_alight for call in calls], np.bool_),
        np.array([ceil(call.detour_s) for call in calls], np.int32),
    )
