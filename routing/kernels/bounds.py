"""Lower bounds to the destination: how long the way from each stop takes if nobody ever waits."""

from numba import njit

from routing.kernels.subjects import FAR


@njit(cache=True, nogil=True)
def lower_bounds(
    steps,        # Graph  shortest hops of vehicles, backwards
    walks,        # Graph  walks, backwards
    egress,       # Ends
    limit,        # s; beyond it a stop's bound is FAR
    head,         # int32[limit + 1]  scratch: top item of each second's stack, all -1; left so
    item,         # int32[steps + walks + egress, 2]  scratch: stop, item below
    settled,      # bool[n_stops]  scratch
    bound,        # int32[n_stops]  out: s from each stop to the destination
):  # fmt: skip
    """Dijkstra from the destination with a bucket per second (Dial 1969). O(steps + walks + limit).

    A stop is settled once, so that each step is pushed at most once.
    """
    bound[:] = FAR
    settled[:] = False
    n_items = n_left = 0
    for i in range(egress.stop.size):
        stop, seconds = egress.stop[i], egress.seconds[i]
        if seconds < bound[stop] and seconds <= limit:
            bound[stop] = seconds
            push(head, item, n_items, stop, seconds)
            n_items += 1
            n_left += 1
    here = -1
    while n_left > 0:
        here += 1
        while head[here] >= 0:
            stop = item[head[here], 0]
            head[here] = item[head[here], 1]
            n_left -= 1
            if settled[stop]:
                continue
            settled[stop] = True
            for graph in (steps, walks):
                for i in range(graph.first[stop], graph.first[stop + 1]):
                    before, there = graph.stop[i], here + graph.seconds[i]
                    if there < bound[before] and there <= limit:
                        bound[before] = there
                        push(head, item, n_items, before, there)
                        n_items += 1
                        n_left += 1


@njit(cache=True, nogil=True)
def push(head, item, n_items, stop, second):
    """Put a stop on top of the stack of a second."""
    item[n_items, 0] = stop
    item[n_items, 1] = head[second]
    head[second] = n_items
