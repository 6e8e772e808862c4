"""Service windows: the runs of a few service days as absolute seconds, ready for the kernels.

A window is built once per base day, profile and direction. A mirrored window runs backwards (times
negated, stops and walks reversed), so that one search text answers "depart at" and "arrive by".
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.model import Access, Profile
from maas.timetable import Timetable, Transfers
from maas.units import service_midnight
from routing.kernels.subjects import FAR, MAY_ALIGHT, MAY_BOARD, Graph, Runs, Seats, Walks
from routing.kernels.window import fill, follow_seats, list_boardings, shortest_hops, split

DAY_S = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """What runs around one day; `stop_of` and `number_of` translate stops (-1: nothing calls)."""

    base: int
    """Unix s of second 0."""
    mirrored: bool
    runs: Runs
    seats: Seats
    walks: Walks
    steps: Graph
    """Shortest hops of vehicles, for lower bounds."""
    walks_back: Graph
    trip: Int32s
    day: Int32s
    """Of each run: the trip, and the service day as a proleptic ordinal."""
    stop_of: Int32s
    number_of: Int32s


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Runs in the order of the window: their trip, service day, s to add, pattern."""

    trip: Int32s
    day: Int32s
    offset: Int32s
    pattern: Int32s


def local_day(timetable: Timetable, time: int) -> date:
    """The calendar day of a Unix time, where the (first) timetable is at home."""
    return datetime.fromtimestamp(time, ZoneInfo(timetable.zones[0])).date()


def open_window(
    timetable: Timetable, transfers: Transfers, day: date, profile: Profile, mirrored: bool
) -> Window:
    """Lay out everything that runs in the three days from (mirrored: up to) a day."""
    base = service_midnight(day, ZoneInfo(timetable.zones[0]))
    span = (base - 2 * DAY_S, base + DAY_S) if mirrored else (base, base + 3 * DAY_S)
    chosen = _choose(timetable, profile, base, span)
    part = _split(timetable, chosen)
    order = np.lexsort((part, chosen.pattern))
    if mirrored:
        order = np.lexsort((-np.arange(order.size), part, chosen.pattern))
    chosen = _Chosen(*(getattr(chosen, name)[order] for name in _Chosen.__slots__))
    fresh = np.ones(order.size, np.bool_)
    part = part[order]
    fresh[1:] = (part[1:] != part[:-1]) | (chosen.pattern[1:] != chosen.pattern[:-1])
    first_run = np.append(np.flatnonzero(fresh), order.size).astype(np.int32)
    usable = _usable_stops(timetable, profile)
    stop_of, number_of = _number_stops(timetable, chosen.pattern[first_run[:-1]])
    runs = _lay_out(timetable, chosen, first_run, number_of, usable, mirrored)
    seats = _seats(timetable, chosen, first_run, mirrored)
    walks, walks_back = _walks(transfers, stop_of, number_of, mirrored)
    steps = _steps(runs, seats, first_run)
    return Window(
        base, mirrored, runs, seats, walks, steps, walks_back,
        chosen.trip, chosen.day, stop_of, number_of,
    )  # fmt: skip


def _choose(timetable: Timetable, profile: Profile, base: int, span: tuple[int, int]) -> _Chosen:
    """The trips of every service day that run within a span, pattern by pattern, by departure."""
    trips = timetable.trips
    starts = timetable.stop_times.depart[trips.first_time[:-1]]
    ends = timetable.stop_times.arrive[trips.first_time[1:] - 1]
    allowed = _usable_trips(timetable, profile)
    longest = int(ends.max(initial=0)) // DAY_S + 1
    found: list[tuple[Int32s, Int32s, Int32s]] = []
    for zone, name in enumerate(timetable.zones):
        here = allowed & (timetable.patterns.zone[trips.pattern] == zone)
        first = datetime.fromtimestamp(span[0], UTC).date() - timedelta(days=longest + 1)
        last = datetime.fromtimestamp(span[1], UTC).date() + timedelta(days=1)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            service_day = date.fromordinal(ordinal)
            midnight = service_midnight(service_day, ZoneInfo(name))
            runs = here & timetable.services.active(service_day)[trips.service]
            runs &= (starts < span[1] - midnight) & (ends >= span[0] - midnight)
            trip = np.flatnonzero(runs).astype(np.int32)
            found.append((trip, np.full_like(trip, ordinal), np.full_like(trip, midnight - base)))
    trip, day, offset = (np.concatenate([part[i] for part in found]) for i in range(3))
    order = np.lexsort((starts[trip] + offset, trips.pattern[trip]))
    return _Chosen(trip[order], day[order], offset[order], trips.pattern[trip[order]])


def _usable_trips(timetable: Timetable, profile: Profile) -> Bools:
    """Wheelchair users are not sent on trips known to be closed to them; unknown ones they may."""
    if profile is not Profile.WHEELCHAIR:
        return np.ones(timetable.trips.service.size, np.bool_)
    return np.not_equal(timetable.trips.wheelchair, Access.NO)


def _usable_stops(timetable: Timetable, profile: Profile) -> Bools:
    if profile is not Profile.WHEELCHAIR:
        return np.ones(timetable.stops.wheelchair.size, np.bool_)
    return np.not_equal(timetable.stops.wheelchair, Access.NO)


def _split(timetable: Timetable, chosen: _Chosen) -> Int32s:
    first_time = timetable.trips.first_time
    n_patterns = timetable.patterns.first_stop.size - 1
    first_run = np.searchsorted(chosen.pattern, np.arange(n_patterns + 1)).astype(np.int32)
    length = np.diff(timetable.patterns.first_stop)[chosen.pattern]
    part = np.zeros_like(chosen.trip)
    times = timetable.stop_times
    split(
        first_run, first_time[chosen.trip], length, chosen.offset,
        times.arrive, times.depart, part, np.empty_like(part),
    )  # fmt: skip
    return part


def _number_stops(timetable: Timetable, patterns: Int32s) -> tuple[Int32s, Int32s]:
    """Number the stops something calls at, so that neighbours on a pattern are neighbours."""
    first = timetable.patterns.first_stop
    n_stops = timetable.stops.parent.size
    used, where = np.unique(timetable.patterns.stop[_calls(first, patterns)], return_index=True)
    stop_of = used[np.argsort(where)].astype(np.int32)
    number_of = np.full(n_stops, -1, np.int32)
    number_of[stop_of] = np.arange(stop_of.size, dtype=np.int32)
    return stop_of, number_of


def _calls(first: Int32s, patterns: Int32s) -> Int64s:
    """The rows of the stops of many patterns, one pattern after another."""
    length = np.diff(first)[patterns].astype(np.int64)
    begins = np.cumsum(length) - length
    return np.repeat(first[patterns] - begins, length) + np.arange(length.sum())


def _lay_out(
    timetable: Timetable,
    chosen: _Chosen,
    first_run: Int32s,
    number_of: Int32s,
    usable: Bools,
    mirrored: bool,
) -> Runs:
    table = timetable.patterns
    pattern = chosen.pattern[first_run[:-1]]
    length = np.diff(table.first_stop)[pattern]
    first_call = np.append(0, np.cumsum(length)).astype(np.int32)
    rows = _calls(table.first_stop, pattern)
    board, alight = table.may_board[rows], table.may_alight[rows]
    stop = table.stop[rows]
    begins, ends = first_call[:-1], first_call[1:] - 1
    board[ends] = False
    alight[begins] = False
    if mirrored:
        turned = np.repeat(begins + ends, length) - np.arange(rows.size)
        stop, board, alight = stop[turned], alight[turned], board[turned]
    flags = (board & usable[stop]) * MAY_BOARD + (alight & usable[stop]) * MAY_ALIGHT
    call = ((number_of[stop] << 2) + flags).astype(np.int32)
    first_time = np.append(0, np.cumsum(length.astype(np.int64) * np.diff(first_run)))
    arrive, depart, leaving = np.empty((3, int(first_time[-1])), np.int32)
    fill(
        first_call, first_run, first_time, timetable.trips.first_time[chosen.trip], chosen.offset,
        mirrored, timetable.stop_times.arrive, timetable.stop_times.depart,
        arrive, depart, leaving,
    )  # fmt: skip
    n_stops = int(number_of.max(initial=-1)) + 1
    first_boarding = np.zeros(n_stops + 1, np.int32)
    boarding = np.empty(int(np.count_nonzero(call & MAY_BOARD)), np.int32)
    pattern_of = np.repeat(np.arange(pattern.size, dtype=np.int32), length)
    runs = Runs(
        first_call, call, first_run, first_time[:-1], arrive, depart, leaving, table.mode[pattern],
        first_boarding, boarding, pattern_of,
    )  # fmt: skip
    list_boardings(runs, np.empty(n_stops, np.int32), first_boarding, boarding)
    return runs


def _seats(timetable: Timetable, chosen: _Chosen, first_run: Int32s, mirrored: bool) -> Seats:
    """Follow every vehicle through the trips it becomes."""
    n_runs, n_patterns = chosen.trip.size, first_run.size - 1
    left, entered = _continuations(timetable, chosen)
    if mirrored:
        left, entered = entered, left
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


def _continuations(timetable: Timetable, chosen: _Chosen) -> tuple[Int32s, Int32s]:
    """(run, run its vehicle becomes): the first candidate whose service runs on the same day."""
    nobody = np.empty(0, np.int32)
    if not timetable.in_seat.trip.size:
        return nobody, nobody
    first, candidates = timetable.in_seat.first, timetable.in_seat.trip
    active = {
        day: timetable.services.active(date.fromordinal(day)) for day in set(chosen.day.tolist())
    }
    run_of = {
        key: run
        for run, key in enumerate(zip(chosen.trip.tolist(), chosen.day.tolist(), strict=True))
    }
    starts = timetable.stop_times.depart[timetable.trips.first_time[:-1]]
    ends = timetable.stop_times.arrive[timetable.trips.first_time[1:] - 1]
    links = []
    for (trip, day), run in run_of.items():
        for after in candidates[first[trip] : first[trip + 1]].tolist():
            if not active[day][timetable.trips.service[after]]:
                continue
            if (
                starts[after] >= ends[trip]
                and starts[after] > starts[trip]
                and (after, day) in run_of
            ):
                links.append((run, run_of[after, day]))
            break
    left, entered = np.array(links, np.int32).reshape(-1, 2).T
    return left, entered


def _walks(
    transfers: Transfers, stop_of: Int32s, number_of: Int32s, mirrored: bool
) -> tuple[Walks, Graph]:
    """Transfers between stops something calls at, in the window's numbers; and their reverse."""
    n_stops = stop_of.size
    origin = np.repeat(np.arange(transfers.first.size - 1), np.diff(transfers.first))
    a, b = number_of[origin], number_of[transfers.stop]
    if mirrored:
        a, b = b, a
    known = (a >= 0) & (b >= 0) & (a != b)
    a, b, seconds = a[known], b[known], transfers.seconds[known]
    there, back = _graph(n_stops, a, b, seconds), _graph(n_stops, b, a, seconds)
    change = np.minimum(transfers.change[stop_of], FAR).astype(np.int32)
    return Walks(there.first, there.stop, there.seconds, change), back


def _graph(n: int, a: Int32s, b: Int32s, seconds: Int32s) -> Graph:
    """Steps a -> b by a, of parallel ones the shortest."""
    order = np.lexsort((seconds, b, a))
    a, b, seconds = a[order], b[order], seconds[order]
    best = np.ones(a.size, np.bool_)
    best[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    first = np.searchsorted(a[best], np.arange(n + 1)).astype(np.int32)
    return Graph(first, b[best].astype(np.int32), seconds[best].astype(np.int32))


def _steps(runs: Runs, seats: Seats, first_run: Int32s) -> Graph:
    """The shortest time of any run between neighbouring stops; by staying seated, none."""
    n_stops = runs.first_boarding.size - 1
    seconds = np.empty_like(runs.call)
    shortest_hops(runs, seconds)
    stop = runs.call >> 2
    hop = np.flatnonzero(seconds < FAR)
    pattern_of = np.repeat(np.arange(first_run.size - 1), np.diff(first_run))
    left = pattern_of[np.repeat(np.arange(first_run[-1]), np.diff(seats.first_next))]
    entered = pattern_of[seats.next]
    last, first = stop[runs.first_call[left + 1] - 1], stop[runs.first_call[entered]]
    moved = last != first
    a = np.concatenate([stop[hop - 1], last[moved]])
    b = np.concatenate([stop[hop], first[moved]])
    both = np.concatenate([seconds[hop], np.zeros(np.count_nonzero(moved), np.int32)])
    return _graph(n_stops, b, a, both)
