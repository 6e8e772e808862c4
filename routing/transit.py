"""Transit search: which vehicles lead from stops near one place to stops near another.

The face of the kernels: it picks the service window, speaks the timetable's stops and Unix time,
and knows neither streets nor places.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bytes, Int32s
from maas.model import Profile, TimeMeaning
from maas.timetable import Timetable, Transfers
from maas.units import NEVER
from routing.bounds_learning import BoundsLearning
from routing.journeys import Change, Journey, Ride
from routing.kernels.answer import answer
from routing.kernels.reach import reach_all
from routing.kernels.subjects import Ends, Scratch
from routing.live_windows import KEPT as LIVE_KEPT
from routing.live_windows import Demand, LiveWindows
from routing.overlays.live_trips import LiveTrips
from routing.scratch import Scratches
from routing.stages import Staged, staged, warm_stages
from routing.transit_question import (
    Aim,
    Offsets,
    TransitQuestion,
    adjusted,
    aim_of,
    ask_of,
    both_ends,
    lengthening,
)
from routing.transit_result import Counters, Laid, Reached, TransitResult, result_of
from routing.vias import Via
from routing.window import Window, WindowKey, open_window
from routing.window_live import with_live
from routing.window_shut import passing, walking
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
    "Via",
]

STAGED_KEPT = 2
"""One question's, each way of a day; two or three times a window's memory."""


class TransitRouter:
    """Answers transit questions on one timetable. Safe to share between threads."""

    def __init__(self, timetable: Timetable, transfers: Mapping[Profile, Transfers]) -> None:
        self._timetable = timetable
        self._transfers = transfers
        self._zone = ZoneInfo(timetable.zones[0])
        self._windows = Windows(lambda key: open_window(timetable, transfers[key.profile], key))
        self._live: LiveWindows | Windows | None = None
        self._learning = BoundsLearning()
        self._demand = Demand()
        self._staged: OrderedDict[Hashable, Staged] = OrderedDict()
        self._lock = threading.Lock()
        self._scratches = Scratches()
        self._local = threading.local()

    def with_live(self, trips: LiveTrips | None) -> "TransitRouter":
        """A router that knows how runs are not as scheduled (None: no news), which shares all else
        with this one; this one goes on as it is. Opens the windows that were asked for lately."""
        made = copy(self)
        made._lock, made._staged, made._live = threading.Lock(), OrderedDict(), None
        if trips is not None and trips.n:
            made._live = LiveWindows(self._opening(trips), self._learning)
            for key in self._demand.lately():
                made._live.of(key)
        return made

    def with_runs(
        self,
        timetable: Timetable,
        transfers: Transfers,
        lay: Callable[[Window, WindowKey], Window],
        demand: Demand,
    ) -> "TransitRouter":
        """A router of more stops, in whose windows there are more runs than in this one's as they
        are known. Opens the windows that were asked for lately.

        Args:
            transfers: of who walks, between more stops.
            lay: adds runs to a window.
        """
        made = copy(self)
        made._lock, made._staged, made._demand = threading.Lock(), OrderedDict(), demand
        made._timetable, made._transfers = timetable, {**self._transfers, Profile.WALK: transfers}
        live = self._live
        known = live.laid if isinstance(live, LiveWindows) else (live or self._windows).of
        made._live = Windows(lambda key: lay(known(key), key), LIVE_KEPT)
        for key in demand.lately():
            made._live.of(key)
        return made

    def without(self, transfers: Mapping[Profile, Transfers], stops: Int32s) -> "TransitRouter":
        """A router with other changes on foot, none of them new or shorter, for whom no vehicle
        calls at some stops; it shares all else with this one."""
        usual = self._transfers
        if transfers is usual and not stops.size:
            return self
        made = copy(self)
        made._lock, made._staged, made._transfers = threading.Lock(), OrderedDict(), transfers

        def shut_in(windows: LiveWindows | Windows) -> Windows:
            def open_one(key: WindowKey) -> Window:
                others = transfers[key.profile]
                window = passing(windows.of(key), stops)
                return window if others is usual[key.profile] else walking(window, key, others)

            return Windows(open_one, LIVE_KEPT)

        made._windows = shut_in(self._windows)
        made._live = self._live and shut_in(self._live)
        return made

    def learned(self) -> None:
        """Wait until the bounds that live news made weak are as strong as they get."""
        self._learning.wait()

    def _opening(self, trips: LiveTrips) -> Callable[[WindowKey], Window]:
        """How windows are opened with news; it holds no router, which would outlive its use."""
        scheduled, timetable, transfers = self._windows, self._timetable, self._transfers

        def open_one(key: WindowKey) -> Window:
            window = scheduled.of(key)
            return with_live(window, key, timetable, transfers[key.profile], trips)

        return open_one

    def warm(self, at: int | None = None) -> None:
        """Compile (or load) every kernel with the types of real data; open the windows of a day.

        Args:
            at: Unix s; default: noon of the first service day.
        """
        nowhere = self.nowhere(at)
        asked = [replace(nowhere, window_s=3600, meaning=meaning) for meaning in TimeMeaning]
        self._windows.open_all([self._key(question) for question in asked])
        for question in asked:
            self.search(question)
            self.reach(replace(question, window_s=0))
        self._local.aimed = None
        window = self._window_of(nowhere)
        self._scratches.run(window, partial(warm_stages, window, ask_of(window, nowhere)))

    def nowhere(self, at: int | None = None) -> TransitQuestion:
        """A question without ends; at noon of the first service day if not said otherwise."""
        noon = datetime.combine(self._timetable.services.first, time(12), self._zone)
        none = Offsets(*(np.zeros(0, np.int32) for _ in range(2)))
        return TransitQuestion(none, none, int(noon.timestamp()) if at is None else at)

    def search(self, question: TransitQuestion, stop: Bytes | None = None) -> TransitResult:
        """Every Pareto-optimal journey: leaving late, arriving early, few boardings.

        Args:
            question: what is asked.
            stop: [1] another thread may set it to 1 to end the search; what was found is returned.
        """
        window = self._window_of(question)
        stop = np.zeros(1, np.uint8) if stop is None else stop
        if question.vias:
            return self._search_staged(self._staged_of(window, question), question, stop)
        access, egress = both_ends(window, question)
        ask = ask_of(window, question)
        aim = aim_of(window, question, ask)
        subjects = (window.runs, window.seats, window.walks, window.hierarchy, access, egress, ask)
        scratch, complete = self._scratches.run(
            window, lambda scratch: answer(*subjects, scratch, self._is_aimed(scratch, aim), stop)
        )
        return result_of(window, scratch, complete)

    def _search_staged(self, over: Staged, question: TransitQuestion, stop: Bytes) -> TransitResult:
        """The same over a window with a stage for each number of vias visited."""
        window = over.window
        access, egress = both_ends(over.plain, question)
        ask = ask_of(window, question)
        aim = aim_of(window, question, ask)
        ends = over.ends(access, egress)
        subjects = (window.runs, window.seats, window.walks, window.hierarchy, *ends, ask)

        def kernel(scratch: Scratch) -> int:
            if not self._is_aimed(scratch, aim):
                over.lower_bounds(egress, ask, scratch)
            status: int = answer(*subjects, scratch, True, stop)
            return status

        scratch, complete = self._scratches.run(window, kernel)
        result = result_of(window, scratch, complete)
        journeys = tuple(over.journey(each, access, egress) for each in result.journeys)
        return replace(result, journeys=journeys)

    def laid_out(self, question: TransitQuestion) -> Laid:
        """What a search of the question looks at."""
        window = self._window_of(question)
        ends = both_ends(window, question)
        if not question.vias:
            return Laid(window, *ends, window.walks)
        over = self._staged_of(window, question)
        return Laid(over.window, *over.ends(*ends), window.walks)

    def reach(self, question: TransitQuestion, stop: Bytes | None = None) -> Reached:
        """Every stop one can be at within `max_travel_s` of `time`; no window, no other end."""
        window = self._window_of(question)
        start, _ = both_ends(window, question)
        nowhere = Ends(np.empty(0, np.int32), np.empty(0, np.int32))
        seconds, boardings = np.empty((2, window.stop_of.size), np.int32)
        ask, stop = ask_of(window, question), np.zeros(1, np.uint8) if stop is None else stop
        subjects = (window.runs, window.seats, window.walks, start, nowhere, ask)
        self._local.aimed = None
        _, complete = self._scratches.run(
            window, lambda scratch: reach_all(*subjects, scratch, stop, seconds, boardings)
        )
        near = np.flatnonzero(seconds != NEVER)
        return Reached(window.stop_of[near], seconds[near], boardings[near], complete)

    def _window_of(self, question: TransitQuestion) -> Window:
        key = self._key(question)
        if not question.live:
            return adjusted(self._windows.of(key), question)
        self._demand.note(key)
        windows = self._live or self._windows
        return adjusted(windows.of(key), question)

    def _key(self, question: TransitQuestion) -> WindowKey:
        day = datetime.fromtimestamp(question.time, self._zone).date()
        mirrored = question.meaning is TimeMeaning.ARRIVE_BY
        return WindowKey(day, question.profile, mirrored, question.with_bike)

    def _staged_of(self, window: Window, question: TransitQuestion) -> Staged:
        """The question's window with its vias; kept for its next search, which looks further."""
        vias = tuple((via.stop.tobytes(), via.stay_s) for via in question.vias)
        key = (self._key(question), question.live, lengthening(question), vias)
        with self._lock:
            found = self._staged.pop(key, None)
        found = found or staged(window, question.vias)
        with self._lock:
            self._staged[key] = found
            while len(self._staged) > STAGED_KEPT:
                self._staged.popitem(last=False)
        return found

    def _is_aimed(self, scratch: Scratch, aim: Aim) -> bool:
        """Whether the bounds in a scratch are those of an aim already; from now on they are."""
        known: tuple[Scratch, Aim] | None = getattr(self._local, "aimed", None)
        self._local.aimed = scratch, aim
        return known is not None and known[0] is scratch and known[1].is_same(aim)
