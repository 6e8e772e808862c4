"""Strongly connected components: which states can reach one another."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def strong_components(
    first_arc,  # int32[n + 1]
    head,       # int32[n_arcs]
):  # fmt: skip
    """int32[n]: the number of each state's component.

    Tarjan (1972), with the call stack written out: `next_arc` is where a state's scan stands,
    `caller` the state it was entered from.
    """
    n = first_arc.size - 1
    component, order, low = np.full(n, -1, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32)
    next_arc, caller = first_arc[:-1].copy(), np.full(n, -1, np.int32)
    stack, n_stack, n_seen, n_components = np.empty(n, np.int32), 0, 0, 0
    for root in range(n):
        if order[root]:
            continue
        state = np.int64(root)
        while state >= 0:
            if not order[state]:
                n_seen += 1
                order[state] = low[state] = n_seen
                stack[n_stack] = state
                n_stack += 1
            descended = False
            while next_arc[state] < first_arc[state + 1] and not descended:
                there = head[next_arc[state]]
                next_arc[state] += 1
                if not order[there]:
                    caller[there] = state
                    state = np.int64(there)
                    descended = True
                elif component[there] < 0:
                    low[state] = min(low[state], order[there])
            if descended:
                continue
            if low[state] == order[state]:
                while True:
                    n_stack -= 1
                    component[stack[n_stack]] = n_components
                    if stack[n_stack] == state:
                        break
                n_components += 1
            above = np.int64(caller[state])
            if above >= 0:
                low[above] = min(low[above], low[state])
            state = above
    return component
