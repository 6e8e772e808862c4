"""A service window with live news in it: late, rerouted and added runs, none that is cancelled.

Runs that are not as scheduled are taken out of the window's patterns, which may leave some empty.
Those of the live timetable come back into the pattern of the run they stand for, if they call as it
did and neither overtake nor are overtaken there; the rest are appended as further patterns. Stops
keep their numbers. So kernels see patterns without overtaking, as in any window.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from maas.arrays import Bools, Int32s
from maas.streets.chains import ranges
from maas.timetable import Timetable, Transfers
from routing.kernels.subjects import MAY_BOARD, START, TIMING, Runs
from routing.kernels.window import fit, list_boardings
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
    stop_of, number_of = numbered(window.stop_of, window.number_of, trips.timetable, chosen)
    added = lay_out(trips.timetable, chosen, number_of, key.profile, window.mirrored)
    origin = _patterns_of(window, kept, trips, chosen)
    runs, number, own = merged(window.runs, kept, added, origin, stop_of.size)
    parts = Parts(window, trips, chosen, number, own)
    seats = seats_of(*follow_live(timetable, parts, runs), runs.first_run)
    walks, steps = window.walks, joined(hops(added), seated_hops(runs, seats))
    if stop_of.size > window.stop_of.size:
        walks = lay_walks(transfers, stop_of, number_of, window.mirrored)
        steps = joined(steps, walked(walks))
    trip, day = np.empty((2, runs.run.shape[0]), np.int32)
    trip[number[kept]], day[number[kept]] = window.trip[kept], window.day[kept]
    trip[own], day[own] = chosen.trip + trips.n_scheduled, chosen.day
    return replace(
        window,
        runs=runs,
        seats=seats,
        walks=walks,
        hierarchy=window.hierarchy._replace(shorter=shorter(window.graph, steps)),
        trip=trip,
        day=day,
        stop_of=stop_of,
        number_of=number_of,
    )


def _patterns_of(window: Window, kept: Bools, trips: LiveTrips, chosen: Chosen) -> Int32s:
    """[n live runs] The window's pattern of the run each stands for; -1: none."""
    out = np.flatnonzero(~kept)
    key = window.trip[out].astype(np.int64) << 32 | window.day[out]
    order = np.argsort(key)
    wanted = trips.base[chosen.trip].astype(np.int64) << 32 | chosen.day
    at = np.searchsorted(key[order], wanted)
    found = at < key.size
    found[found] = key[order[at[found]]] == wanted[found]
    pattern = np.full(wanted.size, -1, np.int32)
    row = out[order[at[found]]]
    pattern[found] = np.searchsorted(window.runs.first_run, row, side="right") - 1
    return pattern


def numbered(
    stop_of: Int32s, number_of: Int32s, timetable: Timetable, chosen: Chosen
) -> tuple[Int32s, Int32s]:
    """The stops of a window and, numbered on, those that only further runs call at."""
    called = stops_called(timetable, chosen.pattern[chosen.first_run[:-1]])
    new = called[number_of[called] < 0]
    if not new.size:
        return stop_of, number_of
    number_of = number_of.copy()
    number_of[new] = stop_of.size + np.arange(new.size, dtype=np.int32)
    return np.append(stop_of, new), number_of


class _Fits(NamedTuple):
    """Live runs that take their place in patterns of the window, in the order of runs."""

    row: Int32s
    pattern: Int32s
    place: Int32s
    """The run kept before which each comes."""


def merged(
    runs: Runs, kept: Bools, added: Runs, origin: Int32s, n_stops: int
) -> tuple[Runs, Int32s, Int32s]:
    """All runs, and the numbers that those kept (-1: left out) and those added have among them.

    Timings of runs left out stay: they are few.

    Args:
        origin: [n added] the pattern each may fit into; -1: none.
    """
    first_run = np.cumsum(np.append(False, kept), dtype=np.int32)[runs.first_run]
    run, time = added.run.copy(), np.concatenate([runs.time, added.time])
    run[:, TIMING] += runs.time.shape[0]
    staying = runs._replace(first_run=first_run, run=runs.run[kept], time=time)
    fits = _fits(staying, added, run, origin)
    rest = np.ones(run.shape[0], np.bool_)
    rest[fits.row] = False
    n_fits = np.append(0, np.cumsum(np.bincount(fits.pattern, minlength=runs.mode.size)))
    inside = staying._replace(
        first_run=(first_run + n_fits).astype(np.int32),
        run=np.insert(staying.run, fits.place, run[fits.row], axis=0),
    )
    number, own = np.full(kept.size, -1, np.int32), np.empty(run.shape[0], np.int32)
    n_before = np.cumsum(np.bincount(fits.place, minlength=staying.run.shape[0] + 1))
    number[kept] = np.arange(staying.run.shape[0]) + n_before[:-1]
    own[fits.row] = fits.place + np.arange(fits.row.size, dtype=np.int32)
    own[rest] = inside.run.shape[0] + np.arange(np.count_nonzero(rest), dtype=np.int32)
    return _appended(inside, added, run, rest, n_stops), number, own


def _fits(staying: Runs, added: Runs, run: Int32s, origin: Int32s) -> _Fits:
    """Which live runs fit into the pattern of the run they stand for, and where."""
    own = np.repeat(np.arange(added.mode.size, dtype=np.int32), np.diff(added.first_run))
    row = np.flatnonzero(_call_alike(staying, added, own, origin)).astype(np.int32)
    row = row[np.lexsort((run[row, START], origin[row]))]
    place = np.empty(row.size, np.int32)
    fit(
        staying.first_call, staying.first_run, staying.run, staying.time,
        origin[row], run[row], place,
    )  # fmt: skip
    found = place >= 0
    return _Fits(row[found], origin[row[found]], place[found])


def _call_alike(staying: Runs, added: Runs, own: Int32s, origin: Int32s) -> Bools:
    """[n live runs] Whether a live run has the calls of another pattern of the window."""
    alike: Bools = origin >= 0
    rows = np.flatnonzero(alike)
    theirs, ours = origin[rows], own[rows]
    length = np.diff(added.first_call)[ours]
    alike[rows] = np.diff(staying.first_call)[theirs] == length
    alike[rows] &= staying.mode[theirs] == added.mode[ours]
    rows, length = np.flatnonzero(alike), length[alike[rows]]
    if rows.size:
        there = staying.call[ranges(staying.first_call[origin[rows]], length)]
        here = added.call[ranges(added.first_call[own[rows]], length)]
        begins = np.cumsum(length) - length
        alike[rows] = np.logical_and.reduceat(here == there, begins)
    return alike


def _appended(runs: Runs, added: Runs, run: Int32s, rest: Bools, n_stops: int) -> Runs:
    """Runs with those of some patterns that are left, in patterns of their own."""
    own = np.repeat(np.arange(added.mode.size), np.diff(added.first_run))
    n_runs = np.bincount(own[rest], minlength=added.mode.size).astype(np.int32)
    pattern = np.flatnonzero(n_runs)
    length = np.diff(added.first_call)[pattern]
    call = np.append(runs.call, added.call[ranges(added.first_call[pattern], length)])
    first_boarding = np.zeros(n_stops + 1, np.int32)
    boarding = np.empty(int(np.count_nonzero(call & MAY_BOARD)), np.int32)
    number = np.arange(runs.mode.size, runs.mode.size + pattern.size, dtype=np.int32)
    made = runs._replace(
        first_call=np.append(runs.first_call, _ends(runs.first_call, length)),
        call=call,
        first_run=np.append(runs.first_run, _ends(runs.first_run, n_runs[pattern])),
        run=np.concatenate([runs.run, run[rest]]),
        mode=np.append(runs.mode, added.mode[pattern]),
        first_boarding=first_boarding,
        boarding=boarding,
        pattern_of=np.append(runs.pattern_of, np.repeat(number, length)),
    )
    list_boardings(made, np.empty(n_stops, np.int32), first_boarding, boarding)
    return made


def _ends(first: Int32s, sizes: Int32s) -> Int32s:
    """Where slices after those of `first` end."""
    ends: Int32s = first[-1] + np.cumsum(sizes, dtype=np.int32)
    return ends
