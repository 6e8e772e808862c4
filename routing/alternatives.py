"""What else one could take in place of each vehicle of a journey, everything around it as it is.

Alternatives of a vehicle are the other vehicles that can be caught after the one before and arrive
in time for the one after; none that another of them beats by leaving later and arriving earlier.
Without a vehicle before (after), they leave (arrive) within `LOOK_S` of it. Those that depart at
nearly its time come first; vias stay visited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from maas.arrays import Int32s
from maas.model import TimeMeaning
from routing.journeys import Journey, Ride
from routing.kernels.alternatives import (
    ACCESS,
    ALIGHT,
    BOARD,
    COST,
    END_RUN,
    LAST_RUN,
    N_COLUMNS,
    RUN,
    list_vehicles,
)
from routing.kernels.journeys import time_on_foot
from routing.kernels.subjects import ARRIVES, DEPARTS, FAR, Ends, Walks
from routing.live_timetable import LiveTimetable
from routing.rides import stop_at
from routing.transit import TransitRouter
from routing.transit_question import Offsets, TransitQuestion, ask_of
from routing.transit_result import Laid

LOOK_S = 2 * 3600
ROOM = 1 << 12
"""Vehicles listed without asking for more memory."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One vehicle of a journey, with what is around it."""

    rides: tuple[Ride, ...]
    """More than one where passengers stay seated."""
    before: Ride | None
    after: Ride | None


def stretches_of(journey: Journey) -> tuple[Stretch, ...]:
    """The vehicles of a journey, in order."""
    seated: list[list[Ride]] = []
    for leg in journey.legs:
        if not isinstance(leg, Ride):
            continue
        if leg.stays_seated:
            seated[-1].append(leg)
        else:
            seated.append([leg])
    return tuple(
        Stretch(
            tuple(rides),
            seated[i - 1][-1] if i > 0 else None,
            seated[i + 1][0] if i + 1 < len(seated) else None,
        )
        for i, rides in enumerate(seated)
    )


class Alternatives:
    """Finds alternatives among trips as they run."""

    def __init__(self, running: LiveTimetable, router: TransitRouter) -> None:
        self._running = running
        self._router = router

    def warm(self, at: int | None = None) -> None:
        """Compile the kernels with the window of a day (default: the first)."""
        nowhere = self._router.nowhere(at)
        _Search(self._running, self._router.laid_out(nowhere), nowhere).warm()

    def of(self, journey: Journey, question: TransitQuestion, n: int) -> list[list[Journey]]:
        """Up to n alternatives of each vehicle, by departure.

        Each is the piece of a journey around one vehicle: its access leads from where the vehicle
        before is left (or from the origin), its egress to where the one after is boarded.

        Args:
            question: the one that the journey answers.
        """
        begin = min(leg.departure for leg in journey.legs if isinstance(leg, Ride)) - LOOK_S
        if question.meaning is TimeMeaning.DEPART_AT:
            begin = max(begin, min(question.time, journey.departure))
        asked = replace(question, time=begin, meaning=TimeMeaning.DEPART_AT, window_s=0)
        search = _Search(self._running, self._router.laid_out(asked), asked)
        latest = journey.arrival + LOOK_S
        if question.meaning is TimeMeaning.ARRIVE_BY:
            latest = min(latest, max(question.time, journey.arrival))
        return [search.around(stretch, (begin, latest), n) for stretch in stretches_of(journey)]


class _Search:
    """The alternatives of one journey's vehicles, in the window of its day."""

    def __init__(self, running: LiveTimetable, laid: Laid, question: TransitQuestion) -> None:
        self._running = running
        self._laid = laid
        self._window = laid.window
        self._runs = laid.window.runs
        self._question = question
        self._modes = ask_of(laid.window, question).modes
        self._stops = laid.window.stop_of.size // laid.window.stages

    def warm(self) -> None:
        """List nothing."""
        none = np.zeros(0, np.int32)
        to_go = np.full(self._window.stop_of.size, FAR, np.int32)
        self._listed(Ends(none, none), to_go, (0, 0, 0), none)
        time_on_foot(self._window.walks, 0, 0)

    def around(self, stretch: Stretch, span: tuple[int, int], n: int) -> list[Journey]:
        """The n alternatives that depart nearest to a vehicle, by departure."""
        access = self._access(stretch.before)
        to_go = np.full(self._window.stop_of.size, FAR, np.int32)
        egress = self._egress(stretch.after)
        np.minimum.at(to_go, egress.stop, egress.seconds)
        rows = self._listed(access, to_go, self._between(stretch, span), self._runs_of(stretch))
        kept = _unbeaten([self._piece(row, access, to_go, stretch) for row in rows.tolist()])
        departure = stretch.rides[0].departure
        nearest = sorted(kept, key=lambda piece: abs(_boarded_at(piece) - departure))[:n]
        return sorted(nearest, key=_boarded_at)

    def _between(self, stretch: Stretch, span: tuple[int, int]) -> tuple[int, int, int]:
        """Earliest begin of the access, latest departure, latest end of the egress; window's s."""
        first, last = stretch.rides[0], stretch.rides[-1]
        begin, end = max(span[0], first.departure - LOOK_S), min(span[1], last.arrival + LOOK_S)
        latest = first.departure + LOOK_S
        if stretch.before is not None:
            begin = stretch.before.arrival
        if stretch.after is not None:
            end = latest = stretch.after.departure
        base = self._window.base
        return begin - base, latest - base, end - base

    def _access(self, before: Ride | None) -> Ends:
        if before is None:
            return self._laid.access
        return _steps_from(self._window.walks, self._number(before, before.alight, 1))

    def _egress(self, after: Ride | None) -> Ends:
        if after is None:
            return self._laid.egress
        lowest = self._number(after, after.board, 0)
        stages = range(lowest, self._window.stop_of.size, self._stops)
        return _steps_to(self._window.walks, np.array(stages, np.int32))

    def _number(self, ride: Ride, position: int, side: int) -> int:
        """The window's number of the stop at a position of a ride, in the stage it is ridden in."""
        stop = self._stop(ride, position)
        return int(self._window.number_of[stop]) + ride.stages[side] * self._stops

    def _runs_of(self, stretch: Stretch) -> Int32s:
        """The runs of a vehicle, in every stage."""
        trip, day = self._window.trip, self._window.day
        own = [
            np.flatnonzero((trip == ride.trip) & (day == ride.day.toordinal()))
            for ride in stretch.rides
        ]
        return np.concatenate(own).astype(np.int32)

    def _listed(
        self, access: Ends, to_go: Int32s, between: tuple[int, int, int], own: Int32s
    ) -> Int32s:
        """Every vehicle by its best stops, the best vehicle first."""
        window = self._window
        room = ROOM
        while True:
            found = np.empty((room, N_COLUMNS), np.int32)
            n = list_vehicles(
                window.runs, window.seats, access, to_go, between, self._modes, own, found
            )
            if n < room:
                break
            room = n + 1
        ranked = found[np.argsort(found[:n, COST], kind="stable")]
        end = ranked[:, END_RUN]
        ends = np.stack([window.trip[end], window.day[end]])
        _, first = np.unique(ends, axis=1, return_index=True)
        best: Int32s = ranked[np.sort(first)]
        return best

    def _piece(self, row: list[int], access: Ends, to_go: Int32s, stretch: Stretch) -> Journey:
        """A vehicle as the piece of a journey."""
        rides = self._rides(row)
        last_call = self._runs.first_call[self._pattern(row[LAST_RUN])] + row[ALIGHT]
        here, there = self._stop(rides[0], rides[0].board), self._stop(rides[-1], rides[-1].alight)
        return Journey(
            rides[0].departure - int(access.seconds[row[ACCESS]]),
            rides[-1].arrival + int(to_go[self._runs.call[last_call] >> 2]),
            here,
            self._access_s(stretch.before, here),
            there,
            self._egress_s(stretch.after, there),
            rides,
        )

    def _rides(self, row: list[int]) -> tuple[Ride, ...]:
        """The rides of a vehicle, from where it is boarded to where it is left."""
        rides = []
        run, board = row[RUN], row[BOARD]
        while run != row[LAST_RUN]:
            pattern = self._pattern(run)
            end = int(self._runs.first_call[pattern + 1] - self._runs.first_call[pattern]) - 1
            rides.append(self._ride(run, board, end))
            run, board = int(self._window.seats.next[self._window.seats.first_next[run]]), 0
        rides.append(self._ride(run, board, row[ALIGHT]))
        first, *seated = rides
        return (first, *(replace(ride, stays_seated=True) for ride in seated))

    def _ride(self, run: int, board: int, alight: int) -> Ride:
        begin, timing = self._runs.run[run].tolist()
        begin += self._window.base
        departs = begin + int(self._runs.time[timing + board, DEPARTS])
        arrives = begin + int(self._runs.time[timing + alight, ARRIVES])
        day = date.fromordinal(int(self._window.day[run]))
        return Ride(int(self._window.trip[run]), day, board, alight, departs, arrives)

    def _pattern(self, run: int) -> int:
        return int(np.searchsorted(self._runs.first_run, run, side="right")) - 1

    def _stop(self, ride: Ride, position: int) -> int:
        return stop_at(self._running, ride, position)

    def _access_s(self, before: Ride | None, stop: int) -> int:
        """Seconds of the way to a stop without any stay."""
        if before is None:
            return _least(self._question.access, stop)
        return self._walk_s(self._stop(before, before.alight), stop)

    def _egress_s(self, after: Ride | None, stop: int) -> int:
        if after is None:
            return _least(self._question.egress, stop)
        return self._walk_s(stop, self._stop(after, after.board))

    def _walk_s(self, here: int, there: int) -> int:
        """Seconds on foot between two stops, 0 at the same one."""
        a, b = self._window.number_of[[here, there]].tolist()
        return int(time_on_foot(self._laid.walks, a, b))


def _least(offsets: Offsets, stop: int) -> int:
    return int(offsets.seconds[offsets.stop == stop].min())


def _steps_from(walks: Walks, stop: int) -> Ends:
    """Where one may board after alighting at a stop."""
    steps = slice(walks.first[stop], walks.first[stop + 1])
    stops = np.append(walks.stop[steps], np.int32(stop))
    return _possible(stops, np.append(walks.seconds[steps], walks.change[stop]))


def _steps_to(walks: Walks, stops: Int32s) -> Ends:
    """Where one may alight to board at one of some stops."""
    steps = np.flatnonzero(np.isin(walks.stop, stops))
    origins = np.searchsorted(walks.first, steps, side="right").astype(np.int32) - 1
    seconds = np.append(walks.seconds[steps], walks.change[stops])
    return _possible(np.append(origins, stops), seconds)


def _possible(stops: Int32s, seconds: Int32s) -> Ends:
    known = seconds < FAR
    return Ends(stops[known].astype(np.int32), seconds[known].astype(np.int32))


def _unbeaten(pieces: Sequence[Journey]) -> list[Journey]:
    """Those that no other leaves after and arrives before; equals stay."""
    kept: list[Journey] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.departure, piece.arrival)):
        if not kept or piece.arrival < kept[-1].arrival or _is_equal(piece, kept[-1]):
            kept.append(piece)
    return kept


def _is_equal(a: Journey, b: Journey) -> bool:
    return (a.departure, a.arrival) == (b.departure, b.arrival)


def _boarded_at(piece: Journey) -> int:
    ride = piece.legs[0]
    assert isinstance(ride, Ride)
    return ride.departure
