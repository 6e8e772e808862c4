"""RAPTOR in rounds, for one start or for every start of a window (rRAPTOR).

Delling, Pajor, Werneck: Round-Based Public Transit Routing (2012). Different here: two labels per
stop (a vehicle's arrival, ready to board at all), because transfers are not closed; lower bounds to
the destination prune labels and runs; staying seated enters runs without boarding; an append-only
log says how each label came about.
"""

import numpy as np

from maas.units import NEVER
from routing.kernels.catching import departure, first_to_catch
from routing.kernels.kernel import inlined, kernel
from routing.kernels.labels import (
    BOUND,
    ENTRY,
    N_FOUND,
    N_LOG,
    N_SEATED,
    N_VISITS,
    READY,
    VEHICLE,
    lower,
)
from routing.kernels.marks import (
    clear_twice,
    is_marked,
    mark,
    mark_twice,
    next_bit,
    next_bit_before,
    trailing_zeros,
)
from routing.kernels.starts import everywhere, last_arrival, latest_start, leave, prepare
from routing.kernels.subjects import (
    ARRIVES,
    DONE,
    FAR,
    FOUND_FULL,
    LOG_FULL,
    MAY_ALIGHT,
    SEATED,
    START,
    STARTS_FULL,
    STOPPED,
    TIMING,
)

POLL = 255
"""The stop flag is looked at whenever these bits of the number of a pattern are 1."""


@kernel
def search(runs, seats, walks, access, egress, ask, scratch, stop):
    """All Pareto-optimal journeys (start, arrival, boardings). scratch.found: out

    The first start is just past the window, whence one may wait for any run; then come all in it
    at which a run is just caught, latest first. Labels are kept (per round): what a later start
    reached as early is not worth leaving sooner for, be it beyond the window. Needs the lower
    bounds in scratch.bound; another thread may end it by `stop[0]`. Returns how it ended.
    """
    counters, target = scratch.counters, scratch.target
    stride = scratch.bound.size if ask.window > 0 else 0
    if prepare(runs, access, egress, ask, scratch) > scratch.starts.shape[0]:
        return STARTS_FULL
    n_layers, last = add_layer(scratch, 0), last_arrival(runs, egress, scratch)
    offset = ask.window + 1 if ask.window > 0 else 0
    everywhere(access, scratch, ask.start + offset)
    while offset >= 0:
        start = ask.start + offset
        limit = min(start + ask.max_travel, last) + 1
        for k in range(1, ask.max_boardings + 1):
            if k == n_layers and stride > 0:
                n_layers = add_layer(scratch, k)
            if not collect(runs, scratch, (k - 1) * stride, min(target[k, 0], limit)):
                break
            before = target[k, 0]
            status = ride(runs, seats, ask.modes, scratch, k, stride, n_layers, limit, False, stop)
            clear_twice(scratch.boards, scratch.board_words)
            if status == DONE and counters[N_SEATED] > 0:
                status = ride(
                    runs, seats, ask.modes, scratch, k, stride, n_layers, limit, True, stop
                )
            if status != DONE:
                return status
            if target[k, 0] < before and offset <= ask.window:
                if counters[N_FOUND] == scratch.found.shape[0]:
                    return FOUND_FULL
                found = scratch.found[counters[N_FOUND]]
                found[0], found[1], found[2], found[3] = start, target[k, 0], k, target[k, 1]
                counters[N_FOUND] += 1
            walk(walks, scratch, k, stride, n_layers, limit)
        scratch.ready[:] = 0
        offset = latest_start(scratch.first_start, offset - 1)
        if offset >= 0:
            leave(access, scratch, offset, ask.start + offset, stride, n_layers)
    return DONE


@kernel
def add_layer(scratch, k):
    """Open the labels of round k: what the round before reached, nothing to board. Returns k + 1"""
    labels, n_stops = scratch.labels, scratch.bound.size
    for stop in range(n_stops):
        row = k * n_stops + stop
        if k == 0:
            labels[row, VEHICLE] = NEVER
            labels[row, READY] = NEVER
        else:
            labels[row, VEHICLE] = labels[row - n_stops, VEHICLE]
            labels[row, READY] = labels[row - n_stops, READY]
        labels[row, BOUND] = scratch.bound[stop]
    return k + 1


@kernel
def collect(runs, scratch, before, bound):
    """Mark every call at which a stop just made ready can be boarded. Returns whether there is any.

    before: first row of the labels of the round before
    """
    found = False
    for word in range(scratch.ready.size):
        bits = scratch.ready[word]
        scratch.ready[word] = 0
        while bits:
            stop = (word << 6) + trailing_zeros(bits)
            bits &= bits - np.uint64(1)
            if scratch.labels[before + stop, READY] + scratch.bound[stop] < bound:
                found = True
                for i in range(runs.first_boarding[stop], runs.first_boarding[stop + 1]):
                    mark_twice(scratch.boards, scratch.board_words, runs.boarding[i])
    return found


@kernel
def ride(runs, seats, modes, scratch, k, stride, n_layers, limit, seated, stop):
    """Ride along patterns from marked calls on, each in the earliest run we can catch (or sit in).

    A run is left where it is too late for the destination, and where it or an earlier one of its
    pattern was ridden before in no later a round: nothing new can follow.
    """
    labels, ridden, log, target = scratch.labels, scratch.ridden, scratch.log, scratch.target
    layer, n_log, n_visits = k * stride, scratch.counters[N_LOG], 0
    bound, onward = min(target[k, 0], limit), min(target[k + 1, 0], limit)
    n_items, item, at = scratch.counters[N_SEATED], 0, 0
    while True:
        entry, board, start, timing = -1, 0, 0, 0
        if seated:
            if item == n_items:
                break
            pattern = scratch.seated[item]
            at = runs.first_call[pattern] + 1
        else:
            at = next_bit(scratch.boards, scratch.board_words, at)
            if at < 0:
                break
            pattern = runs.pattern_of[at]
        item += 1
        first, end = runs.first_call[pattern], runs.first_call[pattern + 1]
        first_run, none = runs.first_run[pattern], runs.first_run[pattern + 1]
        run = top = none  # we sit in none yet; only runs before top are of use
        if (
            n_log + end - first + seats.first_onward[pattern + 1] - seats.first_onward[pattern]
            > log.shape[0]
        ):
            return LOG_FULL
        if (item & POLL) == 1 and stop[0]:
            return STOPPED
        if seated:
            run, entry = scratch.seat[pattern, 0], scratch.seat[pattern, 1]
            start, timing = runs.run[run, START], runs.run[run, TIMING] - first
            scratch.seat[pattern, 0] = FAR
        elif not (modes >> runs.mode[pattern]) & 1:
            at = end
        while at < end:
            n_visits += 1
            if run < none:  # alight: are we here earlier than anyone before?
                row = layer + (runs.call[at] >> 2)
                time = start + runs.time[timing + at, ARRIVES]
                ahead = time + labels[row, BOUND]
                known = covered(ridden[at], k, none) <= run
                if not (known or seated):
                    ridden[at] = run << 4 | k
                if known or ahead >= bound:
                    top, run = run, none
                else:
                    if time < labels[row, VEHICLE] and runs.call[at] & MAY_ALIGHT:
                        egress = scratch.egress[runs.call[at] >> 2]
                        if ahead < onward or egress < FAR:
                            lower(labels, VEHICLE, time, row, stride, n_layers)
                            labels[row, ENTRY] = n_log
                            mark(scratch.arrived, runs.call[at] >> 2)
                            note(
                                log,
                                n_log,
                                run,
                                board,
                                at - first,
                                entry,
                                pattern,
                                seated,
                            )
                            if time + egress < bound:
                                bound = time + egress
                                onward = min(bound, onward)
                                reach_target(target, k, bound, n_log)
                            n_log += 1
            if is_marked(scratch.boards, at):  # board: could we catch an earlier run from here?
                ready = labels[layer - stride + (runs.call[at] >> 2), READY]
                most = min(run, top, covered(ridden[at + 1], k, none))
                position = at - first
                if most > first_run and departure(runs, most - 1, position) >= ready:
                    run = first_to_catch(runs, position, first_run, most - 1, ready)
                    start, timing = runs.run[run, START], runs.run[run, TIMING] - first
                    board, entry = position, scratch.boarded_by[runs.call[at] >> 2]
            at = at + 1 if run < none else next_bit_before(scratch.boards, at + 1, end)
        if run < none and not seated:
            n_log = stay(runs, seats, scratch, n_log, pattern, run, board, entry, bound)
    scratch.counters[N_LOG] = n_log
    scratch.counters[N_VISITS] += n_visits
    if seated:
        scratch.counters[N_SEATED] = 0
    return DONE


@inlined
def covered(ridden, k, none):
    """The earliest run of a pattern known to be ridden over a call with at most k boardings."""
    return ridden >> 4 if (ridden & 15) <= k else none


@inlined
def note(log, n_log, run, board, alight, before, pattern, seated):
    """Write one ride into the log."""
    log[n_log, 0] = run
    log[n_log, 1] = board << 16 | alight
    log[n_log, 2] = before
    log[n_log, 3] = pattern | SEATED if seated else pattern


@inlined
def reach_target(target, k, arrival, entry):
    """Remember the earliest arrival at the destination with k boardings (or more)."""
    target[k, 1] = entry
    while k < target.shape[0] and target[k, 0] > arrival:
        target[k, 0] = arrival
        k += 1


@kernel
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
        begin = runs.run[entered, START]
        if entered >= scratch.seat[after, 0] or begin + scratch.bound[stop] >= bound:
            continue
        if scratch.seat[after, 0] == FAR:
            scratch.seated[scratch.counters[N_SEATED]] = after
            scratch.counters[N_SEATED] += 1
        scratch.seat[after, 0] = entered
        scratch.seat[after, 1] = n_log
        note(scratch.log, n_log, left, board, last, entry, pattern, False)
        n_log += 1
    return n_log


@kernel
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


@kernel
def walk(walks, scratch, k, stride, n_layers, limit):
    """Change where vehicles arrived: at the same stop, or on foot to another (one walk)."""
    labels, layer = scratch.labels, k * stride
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
            entry = labels[layer + stop, ENTRY]
            arrive_ready(
                scratch, layer, stride, n_layers, stop, time + walks.change[stop], entry, bound
            )
            for i in range(walks.first[stop], walks.first[stop + 1]):
                there = time + walks.seconds[i]
                arrive_ready(scratch, layer, stride, n_layers, walks.stop[i], there, entry, bound)


@inlined
def arrive_ready(scratch, layer, stride, n_layers, stop, time, entry, bound):
    """Be ready to board at a stop, if earlier than before and in time for the destination."""
    labels, row = scratch.labels, layer + stop
    if time < labels[row, READY] and time + labels[row, BOUND] < bound:
        lower(labels, READY, time, row, stride, n_layers)
        scratch.boarded_by[stop] = entry
        mark(scratch.ready, stop)
