"""Which trips run in a service window, and their layout as patterns without overtaking."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.model import Access, Profile
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.kernels.subjects import MAY_ALIGHT, MAY_BOARD, Runs
from routing.kernels.window import list_boardings, split, time_runs

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Chosen:
    """The runs of a window, by their part of a pattern, earliest first.

    `first_run[p] : first_run[p + 1]` are the runs of the window's pattern p.
    """

    trip: Int32s
    day: Int32s
    """Service day, proleptic ordinal."""
    offset: Int32s
    """Seconds to add to the trip's times."""
    pattern: Int32s
    """The timetable's pattern."""
    first_run: Int32s


def choose(timetable: Timetable, usable: Bools, base: int, mirrored: bool) -> Chosen:
    """The usable trips of all service days that run in a window, parted so none overtakes.

    Args:
        base: Unix s of the window's second 0.
    """
    span = (base - 2 * DAY_S, base + DAY_S) if mirrored else (base, base + 3 * DAY_S)
    trip, day, offset = _active(timetable, usable, base, span)
    pattern = timetable.trips.pattern[trip]
    start = timetable.stop_times.depart[timetable.trips.first_time[trip]] + offset
    order = np.lexsort((start, pattern))
    trip, day, offset, pattern = trip[order], day[order], offset[order], pattern[order]
    part = _parts(timetable, trip, offset, pattern)
    number = np.arange(trip.size)
    order = np.lexsort((-number if mirrored else number, part, pattern))
    part, pattern = part[order], pattern[order]
    fresh = np.ones(part.size, np.bool_)
    fresh[1:] = (part[1:] != part[:-1]) | (pattern[1:] != pattern[:-1])
    first_run = np.append(np.flatnonzero(fresh), part.size).astype(np.int32)
    return Chosen(trip[order], day[order], offset[order], pattern, first_run)


def _active(
    timetable: Timetable, usable: Bools, base: int, span: tuple[int, int]
) -> tuple[Int32s, Int32s, Int32s]:
    """Trip, service day and seconds to add, of everything usable that runs within a span."""
    trips = timetable.trips
    starts = timetable.stop_times.depart[trips.first_time[:-1]]
    ends = timetable.stop_times.arrive[trips.first_time[1:] - 1]
    longest = int(ends.max(initial=0)) // DAY_S + 1
    found: list[tuple[Int32s, Int32s, Int32s]] = []
    for zone, name in enumerate(timetable.zones):
        here = usable & (timetable.patterns.zone[trips.pattern] == zone)
        first = datetime.fromtimestamp(span[0], UTC).date() - timedelta(days=longest + 1)
        last = datetime.fromtimestamp(span[1], UTC).date() + timedelta(days=1)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            service_day = date.fromordinal(ordinal)
            midnight = service_midnight(service_day, ZoneInfo(name))
            runs = here & timetable.services.active(service_day)[trips.service]
            runs &= (starts < span[1] - midnight) & (ends >= span[0] - midnight)
            trip = np.flatnonzero(runs).astype(np.int32)
            found.append((trip, np.full_like(trip, ordinal), np.full_like(trip, midnight - base)))
    nothing = np.empty(0, np.int32)
    trip, day, offset = (np.concatenate([nothing, *(one[i] for one in found)]) for i in range(3))
    return trip, day, offset


def usable_trips(timetable: Timetable, profile: Profile, with_bike: bool) -> Bools:
    """The trips one may take.

    Wheelchair users are not sent on trips known to be closed to them; unknown ones they may take.
    A bike is taken only where the feed says so: left behind, it ends the journey.
    """
    usable = np.ones(timetable.trips.service.size, np.bool_)
    if profile is Profile.WHEELCHAIR:
        usable &= np.not_equal(timetable.trips.wheelchair, Access.NO)
    if with_bike:
        usable &= np.equal(timetable.trips.bikes, Access.YES)
    return usable


def _usable_stops(timetable: Timetable, profile: Profile) -> Bools:
    if profile is not Profile.WHEELCHAIR:
        return np.ones(timetable.stops.wheelchair.size, np.bool_)
    return np.not_equal(timetable.stops.wheelchair, Access.NO)


def _parts(timetable: Timetable, trip: Int32s, offset: Int32s, pattern: Int32s) -> Int32s:
    """Which part of its pattern each run belongs to, so that none overtakes another."""
    n_patterns = timetable.patterns.first_stop.size - 1
    first_run = np.searchsorted(pattern, np.arange(n_patterns + 1)).astype(np.int32)
    length = np.diff(timetable.patterns.first_stop)[pattern]
    part = np.zeros_like(trip)
    times = timetable.stop_times
    split(
        first_run, timetable.trips.first_time[trip], length, offset,
        times.arrive, times.depart, part, np.empty_like(part),
    )  # fmt: skip
    return part


def number_stops(timetable: Timetable, patterns: Int32s) -> tuple[Int32s, Int32s]:
    """Number the stops something calls at, so that neighbours on a pattern are neighbours."""
    stop_of = stops_called(timetable, patterns)
    number_of = np.full(timetable.stops.parent.size, -1, np.int32)
    number_of[stop_of] = np.arange(stop_of.size, dtype=np.int32)
    return stop_of, number_of


def stops_called(timetable: Timetable, patterns: Int32s) -> Int32s:
    """The stops some patterns call at, each once, in the order of calls."""
    calls = _calls(timetable.patterns.first_stop, patterns)
    used, where = np.unique(timetable.patterns.stop[calls], return_index=True)
    return used[np.argsort(where)].astype(np.int32)


def _calls(first: Int32s, patterns: Int32s) -> Int64s:
    """The rows of the stops of many patterns, one pattern after another."""
    length = np.diff(first)[patterns].astype(np.int64)
    begins = np.cumsum(length) - length
    return np.repeat(first[patterns] - begins, length) + np.arange(length.sum())


def lay_out(
    timetable: Timetable, chosen: Chosen, number_of: Int32s, profile: Profile, mirrored: bool
) -> Runs:
    """Write calls, times and boardings of every pattern of the window."""
    table, first_run, usable = (
        timetable.patterns,
        chosen.first_run,
        _usable_stops(timetable, profile),
    )
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
    run, known = np.empty((2, chosen.trip.size, 2), np.int32)
    every = np.empty((int((length.astype(np.int64) * np.diff(first_run)).sum()), 2), np.int32)
    n_rows = time_runs(
        first_call, first_run, timetable.trips.first_time[chosen.trip], chosen.offset, mirrored,
        timetable.stop_times.arrive, timetable.stop_times.depart, known, run, every,
    )  # fmt: skip
    n_stops = int(number_of.max(initial=-1)) + 1
    first_boarding = np.zeros(n_stops + 1, np.int32)
    boarding = np.empty(int(np.count_nonzero(call & MAY_BOARD)), np.int32)
    pattern_of = np.repeat(np.arange(pattern.size, dtype=np.int32), length)
    mode = table.mode[pattern].astype(np.int32)
    runs = Runs(
        first_call, call, first_run, run, every[:n_rows].copy(), mode,
        first_boarding, boarding, pattern_of,
    )  # fmt: skip
    list_boardings(runs, np.empty(n_stops, np.int32), first_boarding, boarding)
    return runs
