"""Everything that can be reached from one start: the search without a destination."""

from maas.units import NEVER
from routing.kernels.kernel import kernel
from routing.kernels.labels import ENTRY, READY, VEHICLE
from routing.kernels.raptor import search
from routing.kernels.subjects import SEATED


@kernel
def reach_all(
    runs,       # Runs
    seats,      # Seats
    walks,      # Walks
    access,     # Ends  where one starts
    egress,     # Ends  empty
    ask,        # Ask  window 0
    scratch,    # Scratch
    stop,       # uint8[1]  set by another thread to end the search
    seconds,    # int32[n_stops]  out: from the start, NEVER beyond ask.max_travel
    boardings,  # int32[n_stops]  out: the fewest that take no longer
):  # fmt: skip
    """Search with bounds of nothing, then read the labels. Returns how the search ended."""
    scratch.bound[:] = 0
    status = search(runs, seats, walks, access, egress, ask, scratch, stop)
    labels, log = scratch.labels, scratch.log
    for at in range(seconds.size):
        ridden, ready = labels[at, VEHICLE], labels[at, READY]
        time, n = NEVER, 0
        if ready != NEVER:
            time, n = ready, count_boardings(log, scratch.boarded_by[at])
        if ridden != NEVER and ridden <= time:
            k = count_boardings(log, labels[at, ENTRY])
            n = k if ridden < time else min(k, n)
            time = ridden
        is_near = time != NEVER and time - ask.start <= ask.max_travel
        seconds[at] = time - ask.start if is_near else NEVER
        boardings[at] = n
    return status


@kernel
def count_boardings(log, entry):
    """How many vehicles were boarded up to an entry of the log; -1: none yet."""
    n = 0
    while entry >= 0:
        if not log[entry, 3] & SEATED:
            n += 1
        entry = log[entry, 2]
    return n
