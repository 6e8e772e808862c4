"""When to leave: the starts a range search has to try, latest first, and the labels they set."""

import numpy as np
from numba import njit

from routing.kernels.catching import departure, first_to_catch
from routing.kernels.labels import N_STARTS, READY, lower
from routing.kernels.marks import mark
from routing.kernels.subjects import FAR


@njit(cache=True, nogil=True)
def prepare(runs, access, egress, ask, scratch):
    """Clear what a search reads first; list its starts. Returns how many there are."""
    scratch.counters[:] = 0
    scratch.target[:, 0] = FAR
    scratch.egress[:] = FAR
    scratch.ridden[:] = FAR
    for i in range(egress.stop.size):
        stop = egress.stop[i]
        scratch.egress[stop] = min(scratch.egress[stop], egress.seconds[i])
    n_starts = list_starts(runs, access, ask, scratch.starts) if ask.window > 0 else 0
    if n_starts <= scratch.starts.size:
        scratch.starts[:n_starts].sort()
    return n_starts


@njit(cache=True, nogil=True)
def list_starts(runs, access, ask, starts):
    """When one must leave to catch a run at a stop of access, in the window.

    starts: int64[.]  out: (start - ask.start) << 32 | row of access, unsorted, repeated
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
                if n < starts.size:
                    offset = np.int64(departure(runs, run, position) - earliest)
                    starts[n] = (offset << 32) | i
                n += 1
                run += 1
    return n


@njit(cache=True, nogil=True)
def everywhere(access, scratch, start):
    """Leave at a time for every stop of access and wait there for whatever comes."""
    scratch.counters[N_STARTS] += 1
    for i in range(access.stop.size):
        stop = access.stop[i]
        scratch.labels[stop, READY] = min(scratch.labels[stop, READY], start + access.seconds[i])
        scratch.boarded_by[stop] = -1
        mark(scratch.ready, stop)


@njit(cache=True, nogil=True)
def leave(access, scratch, row, start, stride, n_layers):
    """Leave at a time when, at some stops of access, a run is just caught: board only there.

    Returns the row of scratch.starts after all those of this start.
    """
    scratch.counters[N_STARTS] += 1
    for i in range(access.stop.size):
        stop, time = access.stop[i], start + access.seconds[i]
        if time < scratch.labels[stop, READY]:
            lower(scratch.labels, READY, time, stop, stride, n_layers)
    offset = scratch.starts[row - 1] >> 32
    while row > 0 and scratch.starts[row - 1] >> 32 == offset:
        stop = access.stop[scratch.starts[row - 1] & 0xFFFFFFFF]
        scratch.boarded_by[stop] = -1
        mark(scratch.ready, stop)
        row -= 1
    return row
