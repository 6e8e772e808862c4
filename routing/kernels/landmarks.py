"""How far a few states are from all others: what draws goal-directed searches."""

from numba import njit

from routing.kernels.streets import NEVER, STATE_BITS, STATE_MASK, pop, push


@njit(cache=True, nogil=True)
def times_from(
    graph,  # Graph
    start,  # state
    ms,     # int32[n_states]  out: NEVER where there is no way
    heap,   # int64[n_arcs + 1]  scratch
):  # fmt: skip
    """Times from one state to all others, at the graph's own pace (Dijkstra)."""
    ms[:] = NEVER
    ms[start] = 0
    heap[0] = start
    n = 1
    while n > 0:
        key = pop(heap, n)
        n -= 1
        state = key & STATE_MASK
        if key >> STATE_BITS > ms[state]:
            continue
        for arc in range(graph.first_arc[state], graph.first_arc[state + 1]):
            there = graph.head[arc]
            at = (key >> STATE_BITS) + graph.move_ms[arc] + graph.fixed_ms[arc]
            if at < ms[there]:
                ms[there] = at
                push(heap, n, (at << STATE_BITS) | there)
                n += 1
