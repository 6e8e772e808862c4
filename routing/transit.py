"""Transit search: which vehicles lead from stops near one place to stops near another.

The face of the kernels: it picks the service window, speaks the timetable's stops and Unix time,
and knows neither streets nor places.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bytes, Int32s
from maas.model import TRANSIT_MODES, Mode, Profile, TimeMeaning
from maas.timetable import Timetable, Transfers
from maas.units import NEVER
from routing.journeys import Change, Journey, Ride, journeys_of
from routing.kernels.answer import answer
from routing.kernels.reach import reach_all
from routing.kernels.subjects import DONE, FAR, STOPPED, Ask, Ends, Hierarchy, Scratch
from routing.scratch import Sizes, allocate, enlarged, sizes_of
from routing.window import Window, WindowKey
from routing.windows import Windows

__all__ = [
    "Change",
    "Counters",
    "Journey",
    "Offsets",
    "Reached",
    "Ride",
    "TransitQuestion",
    "TransitResult",
    "TransitRouter",
]

DAY_S = 86_400
MAX_BOARDINGS = 15
SCRATCHES_KEPT = 2
"""Per thread: one each way of a day."""
MODE_BITS = {mode: 1 << number for number, mode in enumerate(TRANSIT_MODES)}


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
    with_bike: bool = False
    """Only in trips that are known to take bikes."""


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


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """Stops that can be reached (from which one can come), each once."""

    stop: Int32s
    seconds: Int32s
    boardings: Int32s
    """The fewest with which it takes no longer."""
    complete: bool


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """All that lower bounds depend on. The searches of one question share their bounds."""

    hierarchy: Hierarchy
    goal: Offsets
    limits: tuple[int, float]
    """Longest travel, factor on changes."""

    def is_same(self, other: "Aim") -> bool:
        """Whether these very objects make it up: nobody compares arrays to save a search."""
        return (
            self.hierarchy is other.hierarchy
            and self.goal is other.goal
            and self.limits == other.limits
        )


class TransitRouter:
    """Answers transit questions on one timetable. Safe to share between threads."""

    def __init__(self, timetable: Timetable, transfers: Mapping[Profile, Transfers]) -> None:
        self._timetable = timetable
        self._zone = ZoneInfo(timetable.zones[0])
        self._windows = Windows(timetable, transfers)
        self._local = threading.local()

    def warm(self, at: int | None = None) -> None:
        """Compile (or load) every kernel with the types of real data; open the windows of a day.

        Args:
            at: Unix s; default: noon of the first service day.
        """
        noon = datetime.combine(self._timetable.services.first, time(12), self._zone)
        when = int(noon.timestamp()) if at is None else at
        nowhere = Offsets(*(np.zeros(0, np.int32) for _ in range(2)))
        asked = [TransitQuestion(nowhere, nowhere, when, 3600, meaning) for meaning in TimeMeaning]
        self._windows.open_all([self._key(question) for question in asked])
        for question in asked:
            self.search(question)
            self.reach(replace(question, window_s=0))

    def search(self, question: TransitQuestion, stop: Bytes | None = None) -> TransitResult:
        """Every Pareto-optimal journey: leaving late, arriving early, few boardings.

        Args:
            question: what is asked.
            stop: [1] another thread may set it to 1 to end the search; what was found is returned.
        """
        mirrored = question.meaning is TimeMeaning.ARRIVE_BY
        window = self._window_of(question)
        access, egress = _ends(window, question.access), _ends(window, question.egress)
        if mirrored:
            access, egress = egress, access
        stop = np.zeros(1, np.uint8) if stop is None else stop
        ask = _ask(window, question)
        aim = Aim(
            window.hierarchy,
            question.access if mirrored else question.egress,
            (ask.max_travel, ask.factor),
        )
        subjects = (window.runs, window.seats, window.walks, window.hierarchy, access, egress, ask)
        scratch, complete = self._run(
            window, lambda scratch: answer(*subjects, scratch, self._is_aimed(scratch, aim), stop)
        )
        labels, found, _, starts, visits = scratch.counters.tolist()
        journeys = journeys_of(window, scratch, found)
        return TransitResult(journeys, complete, Counters(labels, starts, visits))

    def reach(self, question: TransitQuestion, stop: Bytes | None = None) -> Reached:
        """Every stop one can be at within `max_travel_s` of `time`; no window, no other end."""
        mirrored = question.meaning is TimeMeaning.ARRIVE_BY
        window = self._window_of(question)
        start = _ends(window, question.egress if mirrored else question.access)
        nowhere = Ends(np.empty(0, np.int32), np.empty(0, np.int32))
        seconds, boardings = np.empty((2, window.stop_of.size), np.int32)
        ask, stop = _ask(window, question), np.zeros(1, np.uint8) if stop is None else stop
        subjects = (window.runs, window.seats, window.walks, start, nowhere, ask)
        self._local.aimed = None
        _, complete = self._run(
            window, lambda scratch: reach_all(*subjects, scratch, stop, seconds, boardings)
        )
        near = np.flatnonzero(seconds != NEVER)
        return Reached(window.stop_of[near], seconds[near], boardings[near], complete)

    def _window_of(self, question: TransitQuestion) -> Window:
        return _adjusted(self._windows.of(self._key(question)), question)

    def _key(self, question: TransitQuestion) -> WindowKey:
        day = datetime.fromtimestamp(question.time, self._zone).date()
        mirrored = question.meaning is TimeMeaning.ARRIVE_BY
        return WindowKey(day, question.profile, mirrored, question.with_bike)

    def _is_aimed(self, scratch: Scratch, aim: Aim) -> bool:
        """Whether the bounds in a scratch are those of an aim already; from now on they are."""
        known: tuple[Scratch, Aim] | None = getattr(self._local, "aimed", None)
        self._local.aimed = scratch, aim
        return known is not None and known[0] is scratch and known[1].is_same(aim)

    def _run(self, window: Window, kernel: Callable[[Scratch], int]) -> tuple[Scratch, bool]:
        """Run a kernel, with more memory where this thread's is too small."""
        if not hasattr(self._local, "scratch"):
            self._local.scratch = {}
        kept: dict[Sizes, Scratch] = self._local.scratch
        sizes = sizes_of(window)
        scratch = kept.pop(sizes, None) or allocate(sizes)
        while (status := kernel(scratch)) not in (DONE, STOPPED):
            scratch = enlarged(scratch, status)
        if status == DONE:  # else its marks are not cleared
            while len(kept) >= SCRATCHES_KEPT:
                kept.pop(next(iter(kept)))
            kept[sizes] = scratch
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


def _ask(window: Window, question: TransitQuestion) -> Ask:
    since = question.time - window.base
    return Ask(
        -since if window.mirrored else since,
        min(question.window_s, DAY_S),
        min(question.max_transfers + 1, MAX_BOARDINGS),
        min(question.max_travel_s, DAY_S),
        sum(MODE_BITS[mode] for mode in question.modes),
        question.transfer_factor,
        window.mirrored,
    )


def _ends(window: Window, offsets: Offsets) -> Ends:
    """In the window's stops; those nothing calls at are left out."""
    stop = window.number_of[offsets.stop]
    known = stop >= 0
    if known.all():
        return Ends(stop, offsets.seconds.astype(np.int32))
    return Ends(stop[known], offsets.seconds[known].astype(np.int32))
