"""Transit search: which vehicles lead from stops near one place to stops near another.

The face of the kernels: it picks the service window, speaks the timetable's stops and Unix time,
and knows neither streets nor places.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bytes, Int32s
from maas.model import TRANSIT_MODES, Mode, Profile, TimeMeaning
from maas.timetable import Timetable, Transfers
from routing.kernels.bounds import lower_bounds
from routing.kernels.journeys import ON_FOOT, STAYED, unroll
from routing.kernels.labels import N_FOUND
from routing.kernels.raptor import search
from routing.kernels.subjects import DONE, FAR, RIDES_FULL, STOPPED, Ask, Ends, Scratch
from routing.scratch import allocate, enlarged
from routing.window import Window, local_day, open_window

DAY_S = 86_400
MAX_BOARDINGS = 15
WINDOWS_KEPT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Offsets:
    """Stops an end is connected to, with the seconds it takes (walk, change of mode: all)."""

    stop: Int32s
    seconds: Int32s


@dataclass(frozen=True, slots=True, eq=False)
class TransitQuestion:
    """What is asked of the transit search."""

    access: Offsets
    egress: Offsets
    time: int
    """Unix s: departure, or arrival when `meaning` is ARRIVE_BY."""
    window_s: int = 0
    """0: the earliest arrivals (latest departures) only. Else, of all journeys that leave at `time`
    or later (arrive by `time`), the Pareto-optimal ones that leave in [time, time + window_s]
    (arrive in [time - window_s, time]); at most a day."""
    meaning: TimeMeaning = TimeMeaning.DEPART_AT
    profile: Profile = Profile.WALK
    max_transfers: int = 14
    max_travel_s: int = DAY_S
    """From leaving the origin (`time`, where only one departure is asked for) to the end."""
    min_transfer_s: int = 0
    additional_transfer_s: int = 0
    transfer_factor: float = 1.0
    modes: frozenset[Mode] = frozenset(TRANSIT_MODES)


@dataclass(frozen=True, slots=True)
class Ride:
    """One vehicle, from a stop position of its trip's pattern to another. Unix s."""

    trip: int
    day: date
    """Service day."""
    board: int
    alight: int
    departure: int
    arrival: int
    stays_seated: bool = False
    """The vehicle of the ride before goes on as this trip."""


@dataclass(frozen=True, slots=True)
class Change:
    """The way on foot between two rides; absent when they meet at one stop."""

    from_stop: int
    to_stop: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Journey:
    """Rides from the origin to the destination, left as late and ended as soon as they allow."""

    departure: int
    arrival: int
    access_stop: int
    access_s: int
    egress_stop: int
    egress_s: int
    legs: tuple[Ride | Change, ...]

    @property
    def boardings(self) -> int:
        """How many vehicles one gets on; staying seated is not a boarding."""
        return sum(isinstance(leg, Ride) and not leg.stays_seated for leg in self.legs)


class Counters(NamedTuple):
    """What a search did."""

    labels: int
    starts: int
    visits: int


@dataclass(frozen=True, slots=True)
class TransitResult:
    """Journeys by departure, then arrival; not `complete` when the search was ended early."""

    journeys: tuple[Journey, ...]
    complete: bool
    counters: Counters


class TransitRouter:
    """Answers transit questions on one timetable. Safe to share between threads."""

    def __init__(self, timetable: Timetable, transfers: Mapping[Profile, Transfers]) -> None:
        self._timetable = timetable
        self._transfers = transfers
        self._windows: OrderedDict[tuple[date, Profile, bool], Window] = OrderedDict()
        self._lock = threading.Lock()
        self._local = threading.local()

    def warm(self, at: int | None = None) -> None:
        """Compile (or load) every kernel with the types of real data; open the windows of a day.

        Args:
            at: Unix s; default: noon of the first service day.
        """
        zone = ZoneInfo(self._timetable.zones[0])
        noon = datetime.combine(self._timetable.services.first, time(12), zone)
        stop = self._timetable.patterns.stop[:1].astype(np.int32)
        here = Offsets(stop, np.zeros(stop.size, np.int32))
        for meaning in TimeMeaning:
            when = int(noon.timestamp()) if at is None else at
            self.search(TransitQuestion(here, here, when, 3600, meaning))

    def search(self, question: TransitQuestion, stop: Bytes | None = None) -> TransitResult:
        """Every Pareto-optimal journey: leaving late, arriving early, few boardings.

        Args:
            question: what is asked.
            stop: [1] another thread may set it to 1 to end the search; what was found is returned.
        """
        mirrored = question.meaning is TimeMeaning.ARRIVE_BY
        day = local_day(self._timetable, question.time)
        window = _adjusted(self._window(day, question.profile, mirrored), question)
        access, egress = _ends(window, question.access), _ends(window, question.egress)
        if mirrored:
            access, egress = egress, access
        stop = np.zeros(1, np.uint8) if stop is None else stop
        if not (access.stop.size and egress.stop.size):
            return TransitResult((), True, Counters(0, 0, 0))
        ask = _ask(window.base, mirrored, question)
        scratch, complete = self._run(window, access, egress, ask, question.transfer_factor, stop)
        labels, found, _, starts, visits = scratch.counters.tolist()
        journeys = _journeys(window, scratch, found)
        return TransitResult(journeys, complete, Counters(labels, starts, visits))

    def _window(self, day: date, profile: Profile, mirrored: bool) -> Window:
        key = (day, profile, mirrored)
        with self._lock:
            if key not in self._windows:
                transfers = self._transfers[profile]
                self._windows[key] = open_window(self._timetable, transfers, *key)
            self._windows.move_to_end(key)
            while len(self._windows) > WINDOWS_KEPT:
                self._windows.popitem(last=False)
            return self._windows[key]

    def _run(
        self, window: Window, access: Ends, egress: Ends, ask: Ask, factor: float, stop: Bytes
    ) -> tuple[Scratch, bool]:
        """Search, with more memory where this thread's is too small."""
        if not hasattr(self._local, "scratch"):
            self._local.scratch = {}
        kept: dict[tuple[int, int, int, int], Scratch] = self._local.scratch
        core = window.hierarchy.step.shape[0]
        size = (window.stop_of.size, window.runs.mode.size, window.runs.call.size, core)
        scratch = kept.pop(size, None) or allocate(*size)
        while True:
            lower_bounds(
                window.hierarchy, egress, ask.max_travel,
                scratch.head, scratch.item, scratch.settled, scratch.bound,
            )  # fmt: skip
            if factor < 1:  # changes are shorter than those the bounds know
                np.multiply(scratch.bound, factor, out=scratch.bound, casting="unsafe")
            subjects = (window.runs, window.seats, window.walks, access, egress)
            status = search(*subjects, ask, scratch, stop)
            if status in (DONE, STOPPED):
                found = scratch.found[: scratch.counters[N_FOUND]]
                tables = (scratch.log, found, scratch.rides, scratch.first_ride)
                if unroll(*subjects, *tables):
                    break
                status = RIDES_FULL
            scratch = enlarged(scratch, status)
        if status == DONE:
            kept[size] = scratch
        return scratch, status == DONE


def _adjusted(window: Window, question: TransitQuestion) -> Window:
    """The window with the question's own idea of how long a change takes."""
    asked = (question.min_transfer_s, question.additional_transfer_s, question.transfer_factor)
    if asked == (0, 0, 1.0):
        return window
    seconds = _lengthened(window.walks.seconds, *asked)
    change = _lengthened(window.walks.change, *asked)
    return replace(window, walks=window.walks._replace(seconds=seconds, change=change))


def _lengthened(seconds: Int32s, least: int, more: int, factor: float) -> Int32s:
    """max(least, factor x seconds + more), whole seconds; FAR stays FAR."""
    longer = np.maximum(np.ceil(seconds * factor) + more, least)
    return np.where(seconds < FAR, np.minimum(longer, FAR - 1), FAR).astype(np.int32)


def _ask(base: int, mirrored: bool, question: TransitQuestion) -> Ask:
    span = min(question.window_s, DAY_S)
    start = base - question.time if mirrored else question.time - base
    modes = sum(1 << TRANSIT_MODES.index(mode) for mode in question.modes)
    boardings = min(question.max_transfers + 1, MAX_BOARDINGS)
    return Ask(start, span, boardings, min(question.max_travel_s, DAY_S), modes)


def _ends(window: Window, offsets: Offsets) -> Ends:
    """In the window's stops, each once."""
    stop = window.number_of[offsets.stop]
    order = np.lexsort((offsets.seconds, stop))
    stop, seconds = stop[order], offsets.seconds[order]
    kept = stop >= 0
    kept[1:] &= stop[1:] != stop[:-1]
    return Ends(stop[kept].astype(np.int32), seconds[kept].astype(np.int32))


def _journeys(window: Window, scratch: Scratch, n: int) -> tuple[Journey, ...]:
    """What the kernels found, forwards and in the timetable's words."""
    first = scratch.first_ride[: n + 1].tolist()
    rides = scratch.rides[: first[-1]].tolist() if n else []
    found = scratch.found[:n, 4:].tolist()
    journeys = [
        _journey(window, rides[first[i] : first[i + 1]], *ends) for i, ends in enumerate(found)
    ]
    return tuple(sorted(journeys, key=lambda j: (j.departure, j.arrival, len(j.legs))))


def _journey(window: Window, rows: list[list[int]], access_s: int, egress_s: int) -> Journey:
    """One journey; a row of a mirrored window tells of its end what others tell of their start."""
    rides, base = [], window.base
    for row in rows:
        run, pattern, board, alight, _, _, departs, arrives, origin, end = row
        trip, day = int(window.trip[run]), date.fromordinal(int(window.day[run]))
        if window.mirrored:
            last = int(window.runs.first_call[pattern + 1] - window.runs.first_call[pattern]) - 1
            board, alight = last - alight, last - board
            departs, arrives, origin, end = -arrives, -departs, end, origin
        rides.append(((trip, day, board, alight, base + departs, base + arrives), origin, end))
    between = [(row[STAYED], row[ON_FOOT]) for row in rows[1:]]
    if window.mirrored:
        rides, between = rides[::-1], between[::-1]
        access_s, egress_s = egress_s, access_s
    legs: list[Ride | Change] = []
    stops = window.stop_of
    for i, (ride, origin, _) in enumerate(rides):
        stayed, on_foot = between[i - 1] if i else (0, 0)
        if i and not stayed and rides[i - 1][2] != origin:
            legs.append(Change(int(stops[rides[i - 1][2]]), int(stops[origin]), on_foot))
        legs.append(Ride(*ride, stays_seated=bool(stayed)))
    return Journey(
        rides[0][0][4] - access_s,
        rides[-1][0][5] + egress_s,
        int(stops[rides[0][1]]),
        access_s,
        int(stops[rides[-1][2]]),
        egress_s,
        tuple(legs),
    )
