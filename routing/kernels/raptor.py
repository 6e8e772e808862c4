"""RAPTOR in rounds, for one start or for every start of a window (rRAPTOR).

Delling, Pajor, Werneck: Round-Based Public Transit Routing (2012). Different here: two labels per
stop (a vehicle's arrival, ready to board at all), because transfers are not closed; lower bounds to
the destination prune labels and runs; staying seated enters runs without boarding; an append-only
log says how each label came about.
"""

import numpy as np
from numba import njit

from maas.units import NEVER
from routing.kernels.labels import (
    BOARD,
    BOUND,
    EGRESS,
    N_FOUND,
    N_LOG,
    N_SEATED,
    N_VISITS,
    READY,
    VEHICLE,
    lower,
)
from routing.kernels.marks import first_from, mark, trailing_zeros
from routing.kernels.starts import everywhere, leave, prepare
from routing.kernels.subjects import (
    DONE,
    FAR,
    FOUND_FULL,
    LOG_FULL,
    MAY_ALIGHT,
    MAY_BOARD,
    SEATED,
    STARTS_FULL,
    STOPPED,
)

POLL = 255
"""The stop flag is looked at once every so many patterns (and one)."""


@njit(cache=True, nogil=True)
def search(runs, seats, walks, access, egress, ask, scratch, stop):
    """All Pareto-optimal journeys (start, arrival, boardings). scratch.found: out

    The first start is the window's end, from where one may wait for any run; then every earlier
    one at which a run is just caught. Labels are kept (per round): what a later start reached as
    early is not worth leaving sooner for, be it beyond the window. Needs the lower bounds in
    scratch.bound; another thread ends the search by `stop[0]`. Returns how it ended.
    """
    counters, target = scratch.counters, scratch.target
    stride = scratch.bound.size if ask.window > 0 else 0
    row = prepare(runs, access, egress, ask, scratch)
    if row > scratch.starts.size:
        return STARTS_FULL
    n_layers = add_layer(scratch, 0)
    everywhere(access, scratch, ask.start + ask.window)
    offset = ask.window
    while offset >= 0:
        start = ask.start + offset
        limit = start + ask.max_travel + 1
        for k in range(1, ask.max_boardings + 1):
            if k == n_layers and stride > 0:
                n_layers = add_layer(scratch, k)
            n_queued = collect(
                runs, ask, scratch, (k - 1) * stride, k * stride, target[k, 0], limit
            )
            if n_queued == 0:
                break
            before = target[k, 0]
            status = ride(runs, seats, scratch, k, stride, n_layers, limit, n_queued, False, stop)
            forget_boards(scratch, k * stride)
            if status == DONE and counters[N_SEATED] > 0:
                n_queued = counters[N_SEATED]
                status = ride(
                    runs, seats, scratch, k, stride, n_layers, limit, n_queued, True, stop
                )
            if status != DONE:
                return status
            if target[k, 0] < before:
                if counters[N_FOUND] == scratch.found.shape[0]:
                    return FOUND_FULL
                found = scratch.found[counters[N_FOUND]]
                found[0], found[1], found[2], found[3] = start, target[k, 0], k, target[k, 1]
                counters[N_FOUND] += 1
            walk(walks, scratch, k, stride, n_layers, limit)
        scratch.ready[:] = 0
        offset = -1
        if row > 0:
            offset = scratch.starts[row - 1] >> 32
            row = leave(access, scratch, row, ask.start + offset, stride, n_layers)
    return DONE


@njit(cache=True, nogil=True)
def add_layer(scratch, k):
    """Open the labels of round k: what the round before reached, nothing to board. Returns k + 1"""
    n_stops = scratch.bound.size
    for stop in range(n_stops):
        label = scratch.labels[k * n_stops + stop]
        if k == 0:
            label[VEHICLE] = NEVER
            label[READY] = NEVER
        else:
            label[VEHICLE] = scratch.labels[(k - 1) * n_stops + stop, VEHICLE]
            label[READY] = scratch.labels[(k - 1) * n_stops + stop, READY]
        label[BOARD] = NEVER
        label[BOUND] = scratch.bound[stop]
    return k + 1


@njit(cache=True, nogil=True)
def collect(runs, ask, scratch, before, layer, bound, limit):
    """Queue the patterns that serve a stop just made ready; put its time into BOARD.

    Returns how many are queued.
    """
    bound = min(bound, limit)
    for word in range(scratch.ready.size):
        bits = scratch.ready[word]
        while bits:
            stop = (word << 6) + trailing_zeros(bits)
            bits &= bits - np.uint64(1)
            time = scratch.labels[before + stop, READY]
            if time + scratch.bound[stop] >= bound:
                continue
            scratch.labels[layer + stop, BOARD] = time
            scratch.traces[stop, BOARD] = scratch.traces[stop, READY]
            for b in range(runs.first_boarding[stop], runs.first_boarding[stop + 1]):
                pattern, position = runs.boarding[b, 0], runs.boarding[b, 1]
                bit = np.uint64(1) << np.uint64(pattern & 63)
                if not (ask.modes >> runs.mode[pattern]) & 1:
                    continue
                if scratch.queued[pattern >> 6] & bit:
                    scratch.reach[pattern, 0] = min(scratch.reach[pattern, 0], position)
                    scratch.reach[pattern, 1] = max(scratch.reach[pattern, 1], position)
                else:
                    scratch.queued[pattern >> 6] |= bit
                    scratch.reach[pattern, 0] = position
                    scratch.reach[pattern, 1] = position
    n_queued = 0
    for word in range(scratch.queued.size):
        bits = scratch.queued[word]
        scratch.queued[word] = 0
        while bits:
            scratch.queue[n_queued] = (word << 6) + trailing_zeros(bits)
            bits &= bits - np.uint64(1)
            n_queued += 1
    if n_queued == 0:
        forget_boards(scratch, layer)
    return n_queued


@njit(cache=True, nogil=True)
def forget_boards(scratch, layer):
    """Clear BOARD and the marks of all stops that were ready."""
    for word in range(scratch.ready.size):
        bits = scratch.ready[word]
        scratch.ready[word] = 0
        while bits:
            stop = (word << 6) + trailing_zeros(bits)
            bits &= bits - np.uint64(1)
            scratch.labels[layer + stop, BOARD] = NEVER


@njit(cache=True, nogil=True)
def ride(runs, seats, scratch, k, stride, n_layers, limit, n_queued, seated, stop):
    """Ride along queued patterns, each in the earliest run we can catch (or sit in already)."""
    labels, traces, log, target = scratch.labels, scratch.traces, scratch.log, scratch.target
    layer, n_log, n_visits = k * stride, scratch.counters[N_LOG], 0
    bound, onward = min(target[k, 0], limit), min(target[k + 1, 0], limit)
    for q in range(n_queued):
        pattern = scratch.seated[q] if seated else scratch.queue[q]
        first = runs.first_call[pattern]
        n = runs.first_call[pattern + 1] - first
        n_onward = 0 if seated else seats.first_onward[pattern + 1] - seats.first_onward[pattern]
        if n_log + n + n_onward > log.shape[0]:
            return LOG_FULL
        if (q & POLL) == POLL and stop[0]:
            return STOPPED
        first_run = runs.first_run[pattern]
        m = runs.first_run[pattern + 1] - first_run
        base = runs.first_time[pattern]
        run, board, entry = m, 0, -1  # m: we sit in none yet
        i, last = scratch.reach[pattern, 0], scratch.reach[pattern, 1]
        if seated:
            i, last, run, entry = (
                0,
                0,
                scratch.seat[pattern, 0] - first_run,
                scratch.seat[pattern, 1],
            )
            scratch.seat[pattern, 0] = FAR
        while i < n and (run < m or i <= last):
            call = runs.call[first + i]
            at = call >> 2
            label = labels[layer + at]
            n_visits += 1

            # Alight: are we here earlier than anyone before, and in time for the destination?
            if run < m:
                time = runs.arrive[base + run * n + i]
                ahead = time + label[BOUND]
                if ahead >= bound:
                    run = m
                elif time < label[VEHICLE] and call & MAY_ALIGHT:
                    egress = traces[at, EGRESS]
                    if ahead < onward or egress < FAR:
                        lower(labels, VEHICLE, time, layer + at, stride, n_layers)
                        mark(scratch.arrived, at)
                        traces[at, VEHICLE] = n_log
                        note(log, n_log, first_run + run, board, i, entry, pattern, seated)
                        if time + egress < bound:
                            bound = time + egress
                            onward = min(bound, onward)
                            reach_target(target, k, bound, n_log)
                        n_log += 1

            # Board: could we catch an earlier run from here?
            ready = label[BOARD]
            if ready < NEVER and call & MAY_BOARD:
                here = base + i * m
                if run == m or (run > 0 and runs.depart[here + run - 1] >= ready):
                    run = first_from(runs.depart, here, here + run, ready) - here
                    board, entry = i, traces[at, BOARD]
            i += 1
        if run < m and n_onward > 0:
            n_log = stay(runs, seats, scratch, n_log, pattern, first_run + run, board, entry, bound)
    scratch.counters[N_LOG] = n_log
    scratch.counters[N_VISITS] += n_visits
    if seated:
        scratch.counters[N_SEATED] = 0
    return DONE


@njit(cache=True, nogil=True)
def note(log, n_log, run, board, alight, before, pattern, seated):
    """Write one ride into the log."""
    entry = log[n_log]
    entry[0] = run
    entry[1] = board << 16 | alight
    entry[2] = before
    entry[3] = pattern | SEATED if seated else pattern


@njit(cache=True, nogil=True)
def reach_target(target, k, arrival, entry):
    """Remember the earliest arrival at the destination with k boardings (or more)."""
    target[k, 1] = entry
    while k < target.shape[0] and target[k, 0] > arrival:
        target[k, 0] = arrival
        k += 1


@njit(cache=True, nogil=True)
def stay(runs, seats, scratch, n_log, pattern, run, board, entry, bound):
    """Stay seated at the end of a pattern: enter the earliest run of every pattern after it.

    Every run from `run` on could be boarded just as well (none overtakes), so each enters what its
    vehicle becomes; of a pattern entered, the earliest run is the best.
    """
    last = runs.first_call[pattern + 1] - runs.first_call[pattern] - 1
    for o in range(seats.first_onward[pattern], seats.first_onward[pattern + 1]):
        after = seats.onward[o]
        link = first_link(seats, o, run)
        if link == seats.first_link[o + 1]:
            continue
        left, entered = seats.link[link, 0], seats.link[link, 1]
        stop = runs.call[runs.first_call[after]] >> 2
        m = runs.first_run[after + 1] - runs.first_run[after]
        time = runs.depart[runs.first_time[after] + entered - runs.first_run[after]]
        if m == 0 or entered >= scratch.seat[after, 0] or time + scratch.bound[stop] >= bound:
            continue
        if scratch.seat[after, 0] == FAR:
            scratch.seated[scratch.counters[N_SEATED]] = after
            scratch.counters[N_SEATED] += 1
        scratch.seat[after, 0] = entered
        scratch.seat[after, 1] = n_log
        note(scratch.log, n_log, left, board, last, entry, pattern, False)
        n_log += 1
    return n_log


@njit(cache=True, nogil=True)
def first_link(seats, onward, run):
    """The first link of a pattern's onward pattern that leaves run or a later one."""
    low, high = seats.first_link[onward], seats.first_link[onward + 1]
    while low < high:
        middle = (low + high) >> 1
        if seats.link[middle, 0] < run:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def walk(walks, scratch, k, stride, n_layers, limit):
    """Change where vehicles arrived: at the same stop, or on foot to another (one walk)."""
    labels, traces, layer = scratch.labels, scratch.traces, k * stride
    bound = min(scratch.target[k + 1, 0], limit)
    for word in range(scratch.arrived.size):
        bits = scratch.arrived[word]
        scratch.arrived[word] = 0
        while bits:
            stop = (word << 6) + trailing_zeros(bits)
            bits &= bits - np.uint64(1)
            time = labels[layer + stop, VEHICLE]
            if time + labels[layer + stop, BOUND] >= bound:
                continue
            entry = traces[stop, VEHICLE]
            arrive_ready(
                scratch, layer, stride, n_layers, stop, time + walks.change[stop], entry, bound
            )
            for i in range(walks.first[stop], walks.first[stop + 1]):
                there = time + walks.seconds[i]
                arrive_ready(scratch, layer, stride, n_layers, walks.stop[i], there, entry, bound)


@njit(cache=True, nogil=True)
def arrive_ready(scratch, layer, stride, n_layers, stop, time, entry, bound):
    """Be ready to board at a stop, if earlier than before and in time for the destination."""
    label = scratch.labels[layer + stop]
    if time < label[READY] and time + label[BOUND] < bound:
        lower(scratch.labels, READY, time, layer + stop, stride, n_layers)
        scratch.traces[stop, READY] = entry
        mark(scratch.ready, stop)
