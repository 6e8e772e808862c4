"""Where passengers get by staying in their vehicle, when some runs are not as scheduled.

A vehicle goes on as the trip it was to become, whichever of the two is late, unless one of them is
cancelled, does not call where they meet or ends (begins) elsewhere, or now starts before the other
ends.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np

from maas.arrays import Bools, Int32s
from maas.timetable import Timetable
from routing.kernels.subjects import ARRIVES, START, TIMING, Runs
from routing.overlays.live_trips import LiveTrips
from routing.window import Window
from routing.window_runs import Chosen

_Key = tuple[int, int]
"""Scheduled trip, service day."""


class Parts(NamedTuple):
    """What a window with live news is made of."""

    window: Window
    """The scheduled one."""
    trips: LiveTrips
    chosen: Chosen
    """The live runs, rows of `trips`."""
    number: Int32s
    """What the runs of the scheduled window are now; -1: they do not run as scheduled."""
    own: Int32s
    """What the live runs are."""


def follow_live(timetable: Timetable, parts: Parts, runs: Runs) -> tuple[Int32s, Int32s]:
    """(run left, run entered) of a window with live news.

    Args:
        runs: all of its runs.
    """
    window, number = parts.window, parts.number
    if not timetable.in_seat.trip.size:
        return window.seats.next, window.seats.next
    left = number[np.repeat(np.arange(number.size), np.diff(window.seats.first_next))]
    entered = number[window.seats.next]
    scheduled = (left >= 0) & (entered >= 0)
    links = _live_links(timetable, parts)
    if window.mirrored:
        links = links[:, ::-1]
    links = links[_in_time(runs, links, mirrored=window.mirrored)]
    return (
        np.append(left[scheduled], links[:, 0]),
        np.append(entered[scheduled], links[:, 1]),
    )


def _live_links(timetable: Timetable, parts: Parts) -> Int32s:
    """[., 2] Runs, and the runs their vehicles become, at least one of the two being live."""
    onward = _onward(timetable, parts.trips)
    if not onward:
        return np.empty((0, 2), np.int32)
    ends, begins = _runs_of(timetable, parts, onward)
    links = [
        (ends[left], begins[entered])
        for left, entered in sorted(onward.items())
        if left in ends and entered in begins
    ]
    return np.array(links, np.int32).reshape(-1, 2)


def _onward(timetable: Timetable, trips: LiveTrips) -> dict[_Key, _Key]:
    """What scheduled runs go on as, where one of the two stands among the live ones."""
    in_seat, service = timetable.in_seat, timetable.trips.service
    goes_on = (trips.base >= 0) & (np.diff(in_seat.first)[trips.base] > 0)
    comes = np.isin(trips.base, in_seat.trip)
    left, entered = ({*_keys(trips.base[rows], trips.day[rows])} for rows in (goes_on, comes))
    before: dict[int, list[int]] = defaultdict(list)
    rows = np.flatnonzero(np.isin(in_seat.trip, trips.base[comes]))
    origins = np.searchsorted(in_seat.first, rows, side="right").astype(np.int32) - 1
    for origin, after in _keys(origins, in_seat.trip[rows]):
        before[after].append(origin)
    asked = left | {(trip, day) for after, day in entered for trip in before[after]}
    days = {day for _, day in asked}
    active = {day: timetable.services.active(date.fromordinal(day)) for day in days}
    found: dict[_Key, _Key] = {}
    for trip, day in asked:
        candidates = in_seat.trip[in_seat.first[trip] : in_seat.first[trip + 1]].tolist()
        running = (after for after in candidates if active[day][service[after]])
        becomes = next(running, -1), day
        if (trip, day) in left or becomes in entered:
            found[trip, day] = becomes
    return found


def _keys(a: Int32s, b: Int32s) -> Iterable[tuple[int, int]]:
    return zip(a.tolist(), b.tolist(), strict=True)


def _runs_of(
    timetable: Timetable, parts: Parts, onward: dict[_Key, _Key]
) -> tuple[dict[_Key, int], dict[_Key, int]]:
    """The runs that call where they were to end, and those that call where they were to begin."""
    window, trips, chosen, number, own = parts
    asked = np.array([trip for link in onward.items() for trip, _ in link], np.int32)
    rows = np.flatnonzero((number >= 0) & np.isin(window.trip, asked))
    keys = _keys(window.trip[rows], window.day[rows])
    scheduled = dict(zip(keys, number[rows].tolist(), strict=True))
    base = trips.base[chosen.trip]
    found = []
    for last in (True, False):
        rows = np.flatnonzero(base >= 0)
        rows = rows[_calls_there(timetable, trips, chosen.trip[rows], last=last)]
        keys = _keys(base[rows], chosen.day[rows])
        found.append(scheduled | dict(zip(keys, own[rows].tolist(), strict=True)))
    return found[0], found[1]


def _calls_there(timetable: Timetable, trips: LiveTrips, live: Int32s, *, last: bool) -> Bools:
    """[n] Which live trips call at the last (first) stop they were to, or in its station."""
    own = trips.timetable
    call = own.trips.first_time[live + 1] - 1 if last else own.trips.first_time[live]
    now = _end_of(own, live, last=last)
    planned = _end_of(timetable, trips.base[live], last=last)
    same = timetable.stations(now) == timetable.stations(planned)
    calls: Bools = same & ~trips.skipped[call]
    return calls


def _end_of(timetable: Timetable, trip: Int32s, *, last: bool) -> Int32s:
    """[n] The last (first) stop of trips."""
    patterns, pattern = timetable.patterns, timetable.trips.pattern[trip]
    stop: Int32s = patterns.stop[
        patterns.first_stop[pattern + 1] - 1 if last else patterns.first_stop[pattern]
    ]
    return stop


def _in_time(runs: Runs, links: Int32s, *, mirrored: bool) -> Bools:
    """Which runs entered start no earlier than the run left ends, and do not start with it."""
    left, entered = links.T
    pattern = np.searchsorted(runs.first_run, links, side="right") - 1
    length = (runs.first_call[1:] - runs.first_call[:-1])[pattern]
    begin, timing = runs.run[links, START], runs.run[links, TIMING]
    end = begin + runs.time[timing + length - 1, ARRIVES]
    later = end[:, 0] < end[:, 1] if mirrored else begin[:, 0] < begin[:, 1]
    in_time: Bools = (begin[:, 1] >= end[:, 0]) & later & (left != entered)
    return in_time
