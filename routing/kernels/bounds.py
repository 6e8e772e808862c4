"""Lower bounds to the destination: how long the way from each stop takes if nobody ever waits."""

from routing.kernels.kernel import inlined, kernel
from routing.kernels.subjects import FAR


@kernel
def lower_bounds(
    hierarchy,  # Hierarchy
    ends,       # Ends  stops with seconds from them to the destination
    limit,      # s; beyond it a stop's bound is FAR
    head,       # int32[limit + 1]  scratch: top item of each second's stack, all -1; left so
    item,       # int32[stops + steps of the core, 2]  scratch: stop, item below
    settled,    # bool[n_stops]  scratch
    bound,      # int32[n_stops]  out: s from each stop to the destination
):  # fmt: skip
    """From the destination up to the core, through it, and down to every stop. O(steps + limit).

    The sweep down is PHAST's (Delling et al. 2011): stops in reverse order of contraction. What
    steps shorter than those contracted improve is swept again, until they improve nothing.
    """
    bound[:] = FAR
    for i in range(ends.stop.size):
        bound[ends.stop[i]] = min(bound[ends.stop[i]], ends.seconds[i])
    relax(hierarchy.shorter, limit, bound)
    sweep(hierarchy, limit, head, item, settled, bound)
    while relax(hierarchy.shorter, limit, bound):
        sweep(hierarchy, limit, head, item, settled, bound)


@kernel
def relax(steps, limit, bound):
    """Take steps backwards until none improves a bound. Returns whether any did.

    steps: int32[., 3]  from, to, seconds
    """
    improved, again = False, True
    while again:
        again = False
        for i in range(steps.shape[0]):
            here = bound[steps[i, 1]] + steps[i, 2]
            if here <= limit and here < bound[steps[i, 0]]:
                bound[steps[i, 0]] = here
                improved = again = True
    return improved


@kernel
def sweep(hierarchy, limit, head, item, settled, bound):
    """Lower every bound as far as the others allow by the steps contracted. bound: in/out"""
    first, edge, order = hierarchy.first, hierarchy.edge, hierarchy.order
    for rank in range(order.size):
        here = bound[order[rank]]
        if here <= limit:
            for e in range(first[rank, 1], first[rank + 1, 1]):
                before, there = edge[1, e, 0], here + edge[1, e, 1]
                bound[before] = min(bound[before], there)
    settle_core(hierarchy, limit, head, item, settled, bound)
    for rank in range(order.size - 1, -1, -1):
        here = bound[order[rank]]
        for e in range(first[rank, 0], first[rank + 1, 0]):
            here = min(here, bound[edge[0, e, 0]] + edge[0, e, 1])
        bound[order[rank]] = here if here <= limit else FAR


@kernel
def settle_core(hierarchy, limit, head, item, settled, bound):
    """Dijkstra among the stops not contracted, with a bucket per second (Dial 1969).

    A stop is settled once, so that each step is pushed at most once.
    """
    first, step = hierarchy.first_step, hierarchy.step
    n_items = n_left = 0
    for i in range(hierarchy.core.size):
        stop = hierarchy.core[i]
        settled[stop] = False
        if bound[stop] <= limit:
            push(head, item, n_items, stop, bound[stop])
            n_items += 1
            n_left += 1
        else:
            bound[stop] = FAR
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
            for i in range(first[stop], first[stop + 1]):
                before, there = step[i, 0], here + step[i, 1]
                if there < bound[before] and there <= limit:
                    bound[before] = there
                    push(head, item, n_items, before, there)
                    n_items += 1
                    n_left += 1


@inlined
def push(head, item, n_items, stop, second):
    """Put a stop on top of the stack of a second."""
    item[n_items, 0] = stop
    item[n_items, 1] = head[second]
    head[second] = n_items
