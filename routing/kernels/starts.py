"""When to leave: the starts a range search has to try, latest first, and the labels they set."""

from routing.kernels.catching import departure, first_to_catch
from routing.kernels.kernel import kernel
from routing.kernels.labels import N_STARTS, READY, lower
from routing.kernels.marks import mark
from routing.kernels.subjects import ARRIVES, FAR, MAY_ALIGHT, START, TIMING


@kernel
def prepare(runs, access, egress, ask, scratch):
    """Clear what a search reads first; list its starts. Returns how many there are."""
    scratch.counters[:] = 0
    scratch.target[:, 0] = FAR
    scratch.egress[:] = FAR
    scratch.ridden[:] = FAR
    scratch.first_start[: ask.window + 1] = -1
    for i in range(egress.stop.size):
        stop = egress.stop[i]
        scratch.egress[stop] = min(scratch.egress[stop], egress.seconds[i])
    if ask.window == 0:
        return 0
    return list_starts(runs, access, ask, scratch.first_start, scratch.starts)


@kernel
def list_starts(runs, access, ask, first_start, starts):
    """When one must leave to catch a run at a stop of access, in the window.

    first_start: int32[.]  out: the first of the starts of each second from ask.start on, else -1
    starts: int32[., 2]  out: row of access, the next start of the same second
    Returns how many there are, whether or not they fit.
    """
    n = 0
    for i in range(access.stop.size):
        stop = access.stop[i]
        earliest = ask.start + access.seconds[i]
        for b in range(runs.first_boarding[stop], runs.first_boarding[stop + 1]):
            call = runs.boarding[b]
            pattern = runs.pattern_of[call]
            position = call - runs.first_call[pattern]
            if not (ask.modes >> runs.mode[pattern]) & 1:
                continue
            run, end = runs.first_run[pattern], runs.first_run[pattern + 1]
            run = first_to_catch(runs, position, run, end, earliest)
            while run < end and departure(runs, run, position) <= earliest + ask.window:
                if n < starts.shape[0]:
                    offset = departure(runs, run, position) - earliest
                    starts[n, 0], starts[n, 1] = i, first_start[offset]
                    first_start[offset] = n
                n += 1
                run += 1
    return n


@kernel
def last_arrival(runs, egress, scratch):
    """When at the latest any run leads to the destination; FAR if there is none to lead to.

    Drivers who come near a place where no line goes are few: nobody need be followed for longer.
    """
    if egress.stop.size == 0:
        return FAR
    last = -FAR
    for pattern in range(runs.mode.size):
        first, run = runs.first_call[pattern], runs.first_run[pattern + 1] - 1
        if run < runs.first_run[pattern]:
            continue
        start, timing = runs.run[run, START], runs.run[run, TIMING] - first
        for at in range(first + 1, runs.first_call[pattern + 1]):
            seconds = scratch.egress[runs.call[at] >> 2]
            if seconds < FAR and runs.call[at] & MAY_ALIGHT:
                last = max(last, start + runs.time[timing + at, ARRIVES] + seconds)
    return last


@kernel
def everywhere(access, scratch, start):
    """Leave at a time for every stop of access and wait there for whatever comes."""
    scratch.counters[N_STARTS] += 1
    for i in range(access.stop.size):
        stop = access.stop[i]
        scratch.labels[stop, READY] = min(scratch.labels[stop, READY], start + access.seconds[i])
        scratch.boarded_by[stop] = -1
        mark(scratch.ready, stop)


@kernel
def latest_start(first_start, offset):
    """The latest second with a start that is not after one, -1 if there is none."""
    while offset >= 0 and first_start[offset] < 0:
        offset -= 1
    return offset


@kernel
def leave(access, scratch, offset, start, stride, n_layers):
    """Leave at a time when, at some stops of access, a run is just caught: board only there.

    Labels of the others stay as a later start left them: all runs that could be caught there since
    were ridden by the starts that just caught them.
    """
    scratch.counters[N_STARTS] += 1
    row = scratch.first_start[offset]
    while row >= 0:
        i = scratch.starts[row, 0]
        stop, time = access.stop[i], start + access.seconds[i]
        if time < scratch.labels[stop, READY]:
            lower(scratch.labels, READY, time, stop, stride, n_layers)
        scratch.boarded_by[stop] = -1
        mark(scratch.ready, stop)
        row = scratch.starts[row, 1]
