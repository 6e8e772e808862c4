"""What kernels are given: one NamedTuple of arrays per subject.

Times are int32 seconds from the window's base; in a mirrored window they are negated. `FAR` stands
for "no way" where numbers are added (maas.units.NEVER would overflow).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from maas.arrays import Bools, Int32s, Int64s

UInt64s = npt.NDArray[np.uint64]

FAR = 2**30
"""Seconds no search ever adds up to; two of them still fit an int32 only if one is small."""

SEATED = 1 << 30
"""Flag of a log entry: its run was entered by staying seated after the entry before."""

MAY_ALIGHT, MAY_BOARD = 1, 2
"""Flags in the lowest bits of a call; the stop stands above them."""


DONE, STOPPED, LOG_FULL, STARTS_FULL, FOUND_FULL, RIDES_FULL = 0, 1, 2, 3, 4, 5
"""How a search ended."""


START, TIMING = 0, 1
"""Columns of Runs.run."""
ARRIVES, DEPARTS = 0, 1
"""Columns of Runs.time."""


class Runs(NamedTuple):
    """The trips that run in a window, in patterns without overtaking.

    `first_call[p] : first_call[p + 1]` slices call; `first_run[p] : first_run[p + 1]` are the
    pattern's runs, earliest first. Most runs differ from others in their start alone: they share
    a timing, one row of time for every call of the pattern.
    """

    first_call: Int32s
    call: Int32s
    """stop << 2 | flags"""
    first_run: Int32s
    run: Int32s
    """[n_runs, 2] START, when it departs from its first call; TIMING, the first row of its time."""
    time: Int32s
    """[., 2] ARRIVES, DEPARTS: s after START, call by call."""
    mode: Int32s
    """[n_patterns] Index into model.TRANSIT_MODES."""
    first_boarding: Int32s
    """[n_stops + 1] slices boarding."""
    boarding: Int32s
    """The calls at each stop where one may board."""
    pattern_of: Int32s
    """[n_calls]"""


class Seats(NamedTuple):
    """Where passengers get by staying in their vehicle (in-seat transfers), however far.

    `first_onward[p] : first_onward[p + 1]` slices onward, the patterns a vehicle of pattern p goes
    on in, at once or later; `first_link[o] : first_link[o + 1]` slices link: (run of p, run of
    onward[o]), both rising, so that the first link from run r or later enters the earliest run.
    """

    first_onward: Int32s
    onward: Int32s
    first_link: Int32s
    link: Int32s
    first_next: Int32s
    """[n_runs + 1] slices next: the runs the vehicle of a run goes on as."""
    next: Int32s


class Walks(NamedTuple):
    """Changes between stops on foot. `first[s] : first[s + 1]` slices stop, seconds."""

    first: Int32s
    stop: Int32s
    seconds: Int32s
    change: Int32s
    """[n_stops] From vehicle to vehicle at the same stop; FAR where forbidden."""


class Graph(NamedTuple):
    """`first[s] : first[s + 1]` slices stop, seconds: steps from stop s."""

    first: Int32s
    stop: Int32s
    seconds: Int32s


class Hierarchy(NamedTuple):
    """The graph of shortest steps of vehicles and walks, contracted (kernels.hierarchy)."""

    order: Int32s
    """Stops as they were contracted."""
    first: Int32s
    """[order + 1, 2] slices edge of each rank: [0] steps from it, [1] steps to it."""
    edge: Int32s
    """[2, ., 2] The other end, seconds."""
    core: Int32s
    """Stops not contracted."""
    first_step: Int32s
    """[n_stops + 1] slices step: steps of the core that end at a stop."""
    step: Int32s
    """[., 2] Where it starts, seconds."""
    shorter: Int32s
    """[., 3] From, to, seconds: steps the graph lacks, or that are shorter than it says."""


class Ends(NamedTuple):
    """Stops an end of the question is connected to."""

    stop: Int32s
    seconds: Int32s


class Ask(NamedTuple):
    """A question in the window's stops and times."""

    start: int
    """Earliest start, s."""
    window: int
    """0: earliest arrivals for `start` alone; else every start in [start, start + window]."""
    max_boardings: int
    max_travel: int
    modes: int
    """Bit m: mode m may be used."""
    factor: float
    """Below 1, changes are that much shorter than those the lower bounds know."""
    mirrored: bool


class Scratch(NamedTuple):
    """Memory of one thread, allocated once; every search leaves marks and boards cleared."""

    labels: Int32s
    """[n_layers * n_stops, 4] Columns as in kernels.labels: one row per stop (and round)."""
    boarded_by: Int32s
    """[n_stops] Entry of the log after which one is ready at the stop; -1: access."""
    egress: Int32s
    """[n_stops] Seconds to the destination, FAR where it is not connected."""
    ridden: Int32s
    """[n_calls] run << 4 | round: the earliest run of the pattern ridden over a call, and when."""
    arrived: UInt64s
    """Bits: stops a vehicle reached earlier in this round."""
    ready: UInt64s
    """Bits: stops one can board at earlier than in the round before."""
    boards: UInt64s
    """Bits: calls to board at in this round."""
    board_words: UInt64s
    """Bits: words of boards that have any."""
    seat: Int32s
    """[n_patterns, 2] Earliest run entered by staying seated, the entry that tells from where."""
    seated: Int32s
    """[n_patterns] Patterns entered by staying seated."""
    target: Int32s
    """[18, 2] Arrival at the destination with at most k boardings, the entry that made it."""
    log: Int32s
    """[., 4] Entries: run; board << 16 | alight; entry before (-1: access); pattern (| SEATED)."""
    first_start: Int32s
    """[.] The first of the starts of each second from Ask.start on, -1: none."""
    starts: Int32s
    """[., 2] Starts to search from: row of access, the next start of the same second."""
    found: Int32s
    """[., 6] Journeys found: start, arrival, boardings, entry; seconds of access and egress."""
    rides: Int32s
    """[., 10] Their rides, columns as in kernels.journeys."""
    first_ride: Int32s
    counters: Int64s
    """[5] Entries of the log, journeys, seats, starts, stop visits."""
    bound: Int32s
    settled: Bools
    head: Int32s
    item: Int32s
