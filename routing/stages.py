"""Staged windows: a window as many times over as there may be vias visited, from 0 to all.

Stop `stage * n + stop` is a stop for who has visited so many vias. Vehicles that call at a via lead
from stage to stage, and so do stays on foot, so that an ordinary search from stage 0 to the last
one finds exactly the journeys that visit all vias; the kernels know nothing of it.

Within a pattern the stage at a call depends on where one boarded: before or after the via. A
pattern is therefore laid out once for each piece between vias, boarded in that piece only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from maas.arrays import Bools, Int32s
from maas.streets.chains import ranges
from routing.journeys import Change, Journey, Ride
from routing.kernels.bounds import lower_bounds
from routing.kernels.subjects import (
    DONE,
    MAY_BOARD,
    Ask,
    Ends,
    Hierarchy,
    Runs,
    Scratch,
    Seats,
    Walks,
)
from routing.kernels.window import list_boardings
from routing.staying import on_foot_s, restaged
from routing.vias import Via, Vias
from routing.window import Window
from routing.window_seats import seats_of


@dataclass(frozen=True, slots=True, eq=False)
class Staged:
    """A staged window, what it was made of, and its vias in the order of the search."""

    window: Window
    plain: Window
    vias: Vias

    def ends(self, access: Ends, egress: Ends) -> tuple[Ends, Ends]:
        """Where a search begins and ends, given the stops of both ends."""
        return self.vias.from_origin(access), self.vias.to_destination(egress)

    def lower_bounds(self, egress: Ends, ask: Ask, scratch: Scratch) -> None:
        """From every stop to the destination: over the next via, then as from there."""
        n_stops, n_vias = self.plain.stop_of.size, len(self.vias.stay)
        goal = egress
        for stage in range(n_vias, -1, -1):
            bound = scratch.bound[stage * n_stops : (stage + 1) * n_stops]
            lower_bounds(
                self.plain.hierarchy, goal, ask.max_travel,
                scratch.head, scratch.item, scratch.settled, bound,
            )  # fmt: skip
            if stage > 0:
                stop = np.flatnonzero(self.vias.member[stage - 1]).astype(np.int32)
                goal = Ends(stop, bound[stop])
        if ask.factor < 1:  # changes are shorter than those the bounds know
            scratch.bound[:] = scratch.bound * ask.factor

    def journey(self, journey: Journey, access: Ends, egress: Ends) -> Journey:
        """A journey found in the staged window, its walks told apart from its stays.

        Args:
            access: where the search began, in the plain window's stops; egress: where it ended.
        """
        if self.plain.mirrored:
            access, egress = egress, access
        number = self.plain.number_of
        access_s = _least(access, number[journey.access_stop])
        egress_s = _least(egress, number[journey.egress_stop])
        ridden = [self._forward(leg) for leg in journey.legs if isinstance(leg, Ride)]
        rides = restaged(self.plain, self.vias.turned(), ridden)
        first, last = rides[0], rides[-1]
        stay = self._in_order.stay
        return replace(
            journey,
            departure=first.departure - _with_stays(access_s, stay[: first.stages[0]]),
            arrival=last.arrival + _with_stays(egress_s, stay[last.stages[1] :]),
            legs=self._legs(journey, iter(rides)),
            access_s=access_s,
            egress_s=egress_s,
        )

    def _legs(self, journey: Journey, rides: Iterator[Ride]) -> tuple[Ride | Change, ...]:
        legs = [next(rides) if isinstance(leg, Ride) else leg for leg in journey.legs]
        for i, leg in enumerate(legs):
            if isinstance(leg, Change):
                legs[i] = self._change(leg, legs[i - 1], legs[i + 1])
        return tuple(legs)

    @property
    def _in_order(self) -> Vias:
        """The vias in the order of travel."""
        return self.vias.turned() if self.plain.mirrored else self.vias

    def _forward(self, ride: Ride) -> Ride:
        """A ride whose stages are counted from the origin."""
        if not self.plain.mirrored:
            return ride
        boarding, alighting = (len(self.vias.stay) - stage for stage in ride.stages)
        return replace(ride, stages=(boarding, alighting))

    def _change(self, change: Change, before: Ride | Change, after: Ride | Change) -> Change:
        assert isinstance(before, Ride)
        assert isinstance(after, Ride)
        here, there = self.plain.number_of[[change.from_stop, change.to_stop]].tolist()
        ends = (there, here) if self.plain.mirrored else (here, there)
        walk_s = on_foot_s(self.plain, *ends)
        ways = self._in_order.on_foot(before.stages[1], here, there, walk_s)
        stay_s = next(way.stay_s for way in ways if way.stage >= after.stages[0])
        return replace(change, seconds=walk_s, stay_s=stay_s)


def _least(ends: Ends, stop: int) -> int:
    """Seconds of the shortest way between an end and a stop."""
    return int(ends.seconds[ends.stop == stop].min())


def _with_stays(seconds: int, stays: Sequence[int]) -> int:
    """Seconds of the way from (to) an end with stays; at a stop itself they are the traveller's."""
    return seconds + (sum(stays) if seconds else 0)


class _Layout(NamedTuple):
    """Copies of patterns: the first of each stage and pattern, by stage, then all others."""

    pattern: Int32s
    """[n_copies]"""
    stage: Int32s
    """[., n calls of all copies]"""
    board: Bools
    """Calls where this copy may be boarded, as far as its pattern may be."""


def warm_stages(window: Window, ask: Ask, scratch: Scratch) -> int:
    """Compile what vias need and other searches do within one kernel."""
    nowhere = Ends(*(np.zeros(0, np.int32) for _ in range(2)))
    lower_bounds(
        window.hierarchy, nowhere, ask.max_travel,
        scratch.head, scratch.item, scratch.settled, scratch.bound,
    )  # fmt: skip
    return DONE


def staged(window: Window, vias: Sequence[Via]) -> Staged:
    """Lay out a window for the vias of a question, given in the order of travel."""
    ordered = vias[::-1] if window.mirrored else vias
    chosen = Vias.of(ordered, window.number_of, window.stop_of.size)
    layout = _lay_out(window.runs, chosen)
    runs, rows = _runs(window, layout, len(vias) + 1)
    made = replace(
        window,
        runs=runs,
        seats=_seats(window, layout, runs, rows),
        walks=_walks(window.walks, chosen),
        hierarchy=Hierarchy(*window.hierarchy),  # another object: its bounds are others
        trip=window.trip[rows],
        day=window.day[rows],
        stop_of=np.tile(window.stop_of, len(vias) + 1),
        stages=len(vias) + 1,
    )
    return Staged(made, window, chosen)


def _lay_out(runs: Runs, vias: Vias) -> _Layout:
    """Which copies of patterns there are, the stage at each of their calls."""
    n_stages, n_patterns = len(vias.stay) + 1, runs.mode.size
    advance = vias.advance()
    usable, stop = (runs.call & 3) != 0, runs.call >> 2
    stage = np.repeat(np.arange(n_stages, dtype=np.int32), stop.size)
    board = np.ones(stage.size, np.bool_)
    pattern = np.tile(np.arange(n_patterns, dtype=np.int32), n_stages)
    passes = usable & (advance != np.arange(n_stages)[:, None]).any(axis=0)[stop]
    more: list[tuple[int, Int32s, Bools]] = []
    for touched in np.unique(runs.pattern_of[passes]).tolist():
        first, end = runs.first_call[touched], runs.first_call[touched + 1]
        for s in range(n_stages):
            after = np.where(usable[first:end], advance[:, stop[first:end]], -1)
            pieces = _pieces(after, s)
            here = slice(s * stop.size + first, s * stop.size + end)
            stage[here], board[here] = next(pieces)
            more += [(touched, *piece) for piece in pieces]
    return _Layout(
        np.append(pattern, np.array([one[0] for one in more], np.int32)),
        np.concatenate([stage, *(one[1] for one in more)]),
        np.concatenate([board, *(one[2] for one in more)]),
    )


def _pieces(after: Int32s, stage: int) -> Iterator[tuple[Int32s, Bools]]:
    """How a pattern is ridden from each piece between vias: (stage at its calls, where to board).

    after: [n_stages, n] the stage after each call by the stage before; -1: nobody gets on or off.
    The first is always given: a vehicle may enter the pattern with those who stayed seated.
    """
    n = after.shape[1]
    begin = 0
    for end in [*np.flatnonzero(after[stage] > stage).tolist(), n]:
        if end > begin or begin == 0:
            stages, now = np.full(n, stage, np.int32), stage
            for i in range(end, n):
                now = max(now, int(after[now, i]))
                stages[i] = now
            board = np.zeros(n, np.bool_)
            board[begin:end] = True
            yield stages, board
        begin = end + 1


def _runs(window: Window, layout: _Layout, n_stages: int) -> tuple[Runs, Int32s]:
    """The copies' runs, and the rows of the window's they are made of."""
    runs, n_stops = window.runs, window.stop_of.size
    length, n_runs = (np.diff(first)[layout.pattern] for first in (runs.first_call, runs.first_run))
    call = runs.call[ranges(runs.first_call[layout.pattern], length)]
    call = np.where(layout.board, call, call & ~MAY_BOARD) + (layout.stage * n_stops << 2)
    rows = ranges(runs.first_run[layout.pattern], n_runs).astype(np.int32)
    first_boarding = np.zeros(n_stages * n_stops + 1, np.int32)
    boarding = np.empty(int(np.count_nonzero(call & MAY_BOARD)), np.int32)
    made = Runs(
        _offsets(length), call.astype(np.int32), _offsets(n_runs), runs.run[rows], runs.time,
        runs.mode[layout.pattern], first_boarding, boarding,
        np.repeat(np.arange(layout.pattern.size, dtype=np.int32), length),
    )  # fmt: skip
    list_boardings(made, np.empty(n_stages * n_stops, np.int32), first_boarding, boarding)
    return made, rows


def _seats(window: Window, layout: _Layout, runs: Runs, rows: Int32s) -> Seats:
    """Who stays seated enters the first copy of the stage in which the vehicle arrived."""
    plain, seats = window.runs, window.seats
    last_stage = layout.stage[runs.first_call[1:] - 1]
    copy_of = np.repeat(np.arange(layout.pattern.size), np.diff(runs.first_run))
    pattern_of = np.repeat(np.arange(plain.mode.size), np.diff(plain.first_run))
    n_next = np.diff(seats.first_next)[rows]
    left = np.repeat(np.arange(rows.size, dtype=np.int32), n_next)
    after = seats.next[ranges(seats.first_next[rows], n_next)]
    entered = last_stage[copy_of[left]] * plain.mode.size + pattern_of[after]
    shift = runs.first_run[:-1] - plain.first_run[layout.pattern]
    return seats_of(left, (after + shift[entered]).astype(np.int32), runs.first_run)


def _walks(walks: Walks, vias: Vias) -> Walks:
    """Walks within each stage, and those and stays that lead to a later one."""
    n_stops, n_stages = walks.change.size, len(vias.stay) + 1
    origin = np.repeat(np.arange(n_stops, dtype=np.int32), np.diff(walks.first))
    any_via: Bools = np.any(vias.member, axis=0)
    near = any_via[origin] | any_via[walks.stop]
    far = np.stack([origin, walks.stop, walks.seconds])[:, ~near]
    moves = [*zip(*(column[near].tolist() for column in (origin, *walks[1:3])), strict=True)]
    moves += [(stop, stop, int(walks.change[stop])) for stop in np.flatnonzero(any_via).tolist()]
    rows = [
        (stage * n_stops + here, later * n_stops + there, seconds)
        for stage in range(n_stages)
        for here, there, walk_s in moves
        for later, seconds, _ in vias.on_foot(stage, here, there, walk_s)
        if here != there or later > stage
    ]
    step = np.array([[n_stops], [n_stops], [0]], np.int32)
    columns = [far + stage * step for stage in range(n_stages)]
    columns.append(np.array(rows, np.int32).reshape(-1, 3).T)
    here, there, seconds = np.concatenate(columns, axis=1)
    order = np.argsort(here, kind="stable")  # quick: all but the last rows are in order
    first = np.searchsorted(here[order], np.arange(n_stages * n_stops + 1)).astype(np.int32)
    return Walks(first, there[order], seconds[order], np.tile(walks.change, n_stages))


def _offsets(sizes: Int32s) -> Int32s:
    return np.append(0, np.cumsum(sizes)).astype(np.int32)
