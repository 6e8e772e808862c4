"""The whole of a transit question in one call: every crossing from Python costs microseconds."""

from routing.kernels.bounds import lower_bounds
from routing.kernels.journeys import unroll
from routing.kernels.kernel import kernel
from routing.kernels.labels import N_FOUND
from routing.kernels.raptor import search
from routing.kernels.subjects import DONE, RIDES_FULL, STOPPED


@kernel
def answer(
    runs,       # Runs
    seats,      # Seats
    walks,      # Walks
    hierarchy,  # Hierarchy
    access,     # Ends
    egress,     # Ends
    ask,        # Ask
    scratch,    # Scratch; out: found, rides, first_ride, counters
    is_aimed,   # bool  scratch.bound holds the bounds of these very ends already
    stop,       # uint8[1]  set by another thread to end the search
):  # fmt: skip
    """Bounds, search, journeys. Returns DONE, STOPPED or which part of scratch is too small."""
    if not is_aimed:
        aim(hierarchy, egress, ask, scratch)
    status = search(runs, seats, walks, access, egress, ask, scratch, stop)
    if status not in (DONE, STOPPED):
        return status
    found = scratch.found[: scratch.counters[N_FOUND]]
    whole = unroll(
        runs, seats, walks, access, egress,
        scratch.log, found, scratch.rides, scratch.first_ride, ask.mirrored,
    )  # fmt: skip
    return status if whole else RIDES_FULL


@kernel
def aim(hierarchy, egress, ask, scratch):
    """Compute the lower bounds to the ends. scratch.bound: out"""
    lower_bounds(
        hierarchy, egress, ask.max_travel,
        scratch.head, scratch.item, scratch.settled, scratch.bound,
    )  # fmt: skip
    if ask.factor < 1:  # changes are shorter than those the bounds know
        for i in range(scratch.bound.size):
            scratch.bound[i] = int(scratch.bound[i] * ask.factor)
