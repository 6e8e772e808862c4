"""When runs depart, and which one is caught."""

from routing.kernels.kernel import inlined
from routing.kernels.subjects import DEPARTS, START, TIMING


@inlined
def departure(runs, run, position):
    """When a run departs from a position of its pattern."""
    return runs.run[run, START] + runs.time[runs.run[run, TIMING] + position, DEPARTS]


@inlined
def first_to_catch(runs, position, low, high, ready):
    """The first of the runs low to high (of one pattern) that departs when ready or later."""
    while low < high:
        middle = (low + high) >> 1
        if departure(runs, middle, position) < ready:
            low = middle + 1
        else:
            high = middle
    return low
