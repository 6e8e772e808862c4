"""Where passengers of a service window get by staying in their vehicle."""

from datetime import date

import numpy as np

from maas.arrays import Int32s
from maas.timetable import Timetable
from routing.kernels.subjects import Seats
from routing.kernels.window import follow_seats
from routing.window_runs import Chosen


def follow(timetable: Timetable, chosen: Chosen, mirrored: bool) -> Seats:
    """Follow every vehicle through the trips it becomes."""
    left, entered = _continuations(timetable, chosen)
    if mirrored:
        left, entered = entered, left
    return seats_of(left, entered, chosen.first_run)


def seats_of(left: Int32s, entered: Int32s, first_run: Int32s) -> Seats:
    """Follow vehicles that go on from runs left as runs entered; first_run as in `Runs`."""
    n_runs, n_patterns = int(first_run[-1]), first_run.size - 1
    order = np.argsort(left, kind="stable")
    left, entered = left[order], entered[order]
    first_next = np.searchsorted(left, np.arange(n_runs + 1)).astype(np.int32)
    pattern_of = np.repeat(np.arange(n_patterns, dtype=np.int32), np.diff(first_run))
    found = np.empty((0, 3), np.int32)
    for _ in range(2):  # count, then list
        seen = np.full((n_patterns, 2), -1, np.int32)
        stack = np.empty(n_runs + 1, np.int32)
        n = follow_seats(first_next, entered, pattern_of, seen, stack, found)
        found = found if found.size else np.empty((n, 3), np.int32)
    onward, run_left, run_entered = found.T.astype(np.int64)
    group = pattern_of[run_left].astype(np.int64) * n_patterns + onward
    order = np.lexsort((run_entered, -run_left, group))
    group, run_left, run_entered = group[order], run_left[order], run_entered[order]
    names, number = np.unique(group, return_inverse=True)
    earliest = np.minimum.accumulate(run_entered - (number << 32))
    better = np.append(True, earliest[1:] < earliest[:-1])[: group.size]
    number, run_left, run_entered = number[better], run_left[better], run_entered[better]
    order = np.lexsort((run_left, number))
    link = np.stack([run_left[order], run_entered[order]], axis=1).astype(np.int32)
    return Seats(
        np.searchsorted(names // n_patterns, np.arange(n_patterns + 1)).astype(np.int32),
        (names % n_patterns).astype(np.int32),
        np.searchsorted(number, np.arange(names.size + 1)).astype(np.int32),
        link,
        first_next,
        entered,
    )


def _continuations(timetable: Timetable, chosen: Chosen) -> tuple[Int32s, Int32s]:
    """(run, run its vehicle becomes): the first candidate whose service runs on the same day."""
    in_seat, trips = timetable.in_seat, timetable.trips
    links: list[tuple[int, int]] = []
    if in_seat.trip.size:
        days = set(chosen.day.tolist())
        active = {day: timetable.services.active(date.fromordinal(day)) for day in days}
        keys = list(zip(chosen.trip.tolist(), chosen.day.tolist(), strict=True))
        run_of = {key: run for run, key in enumerate(keys)}
        starts = timetable.stop_times.depart[trips.first_time[chosen.trip]] + chosen.offset
        ends = timetable.stop_times.arrive[trips.first_time[chosen.trip + 1] - 1] + chosen.offset
        for run in np.flatnonzero(np.diff(in_seat.first)[chosen.trip]).tolist():
            trip, day = keys[run]
            candidates = in_seat.trip[in_seat.first[trip] : in_seat.first[trip + 1]].tolist()
            runs = (after for after in candidates if active[day][trips.service[after]])
            after = run_of.get((next(runs, -1), day))
            if after is not None and starts[after] >= ends[run] and starts[after] > starts[run]:
                links.append((run, after))
    left, entered = np.array(links, np.int32).reshape(-1, 2).T
    return left, entered
