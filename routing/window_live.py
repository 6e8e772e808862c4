"""A service window with live news in it: late, rerouted and added runs, none that is cancelled.

Runs that are not as scheduled are taken out of the window's patterns (which may leave some empty)
and those of the live timetable appended as further patterns; stops keep their numbers. So kernels
see patterns without overtaking, as in any window, and know nothing of news.
"""

from dataclasses import replace

import numpy as np

from maas.arrays import Bools, Int32s
from maas.timetable import Timetable, Transfers
from routing.kernels.subjects import MAY_BOARD, TIMING, Runs
from routing.kernels.window import list_boardings
from routing.overlays.live_trips import LiveTrips
from routing.window import Window, WindowKey
from routing.window_graph import hops, joined, lay_walks, seated_hops, shorter, walked
from routing.window_live_seats import Parts, follow_live
from routing.window_runs import Chosen, choose, lay_out, stops_called, usable_trips
from routing.window_seats import seats_of


def with_live(
    window: Window, key: WindowKey, timetable: Timetable, transfers: Transfers, trips: LiveTrips
) -> Window:
    """A scheduled window as its runs are known to run; itself where there is no news of them.

    Its hierarchy is the scheduled one with the steps that live runs take in less time, or that no
    scheduled run takes: bounds stay below every journey without a graph contracted anew.
    """
    kept = ~trips.is_superseded(window.trip, window.day)
    usable = usable_trips(trips.timetable, key.profile, key.with_bike) & ~trips.cancelled
    chosen = choose(trips.timetable, usable, window.base, window.mirrored)
    if kept.all() and not chosen.trip.size:
        return window
    stop_of, number_of = _numbered(window, trips.timetable, chosen)
    added = lay_out(trips.timetable, chosen, number_of, key.profile, window.mirrored)
    runs = _merged(window.runs, kept, added, stop_of.size)
    links = follow_live(timetable, Parts(window, kept, trips, chosen), runs)
    seats = seats_of(*links, runs.first_run)
    walks, steps = window.walks, joined(hops(added), seated_hops(runs, seats))
    if stop_of.size > window.stop_of.size:
        walks = lay_walks(transfers, stop_of, number_of, window.mirrored)
        steps = joined(steps, walked(walks))
    return replace(
        window,
        runs=runs,
        seats=seats,
        walks=walks,
        hierarchy=window.hierarchy._replace(shorter=shorter(window.graph, steps)),
        trip=np.append(window.trip[kept], chosen.trip + np.int32(trips.n_scheduled)),
        day=np.append(window.day[kept], chosen.day),
        stop_of=stop_of,
        number_of=number_of,
    )


def _numbered(window: Window, timetable: Timetable, chosen: Chosen) -> tuple[Int32s, Int32s]:
    """The stops of the window and, numbered on, those that only live runs call at."""
    called = stops_called(timetable, chosen.pattern[chosen.first_run[:-1]])
    new = called[window.number_of[called] < 0]
    if not new.size:
        return window.stop_of, window.number_of
    number_of = window.number_of.copy()
    number_of[new] = window.stop_of.size + np.arange(new.size, dtype=np.int32)
    return np.append(window.stop_of, new), number_of


def _merged(runs: Runs, kept: Bools, added: Runs, n_stops: int) -> Runs:
    """The runs kept of a window, then others. Timings of runs left out stay: they are few."""
    before = np.cumsum(np.append(False, kept), dtype=np.int32)
    first_run = before[runs.first_run]
    run = added.run.copy()
    run[:, TIMING] += runs.time.shape[0]
    call = np.concatenate([runs.call, added.call])
    first_boarding = np.zeros(n_stops + 1, np.int32)
    boarding = np.empty(int(np.count_nonzero(call & MAY_BOARD)), np.int32)
    made = Runs(
        np.append(runs.first_call, added.first_call[1:] + runs.first_call[-1]),
        call,
        np.append(first_run, added.first_run[1:] + first_run[-1]),
        np.concatenate([runs.run[kept], run]),
        np.concatenate([runs.time, added.time]),
        np.concatenate([runs.mode, added.mode]),
        first_boarding,
        boarding,
        np.concatenate([runs.pattern_of, added.pattern_of + np.int32(runs.mode.size)]),
    )
    list_boardings(made, np.empty(n_stops, np.int32), first_boarding, boarding)
    return made
