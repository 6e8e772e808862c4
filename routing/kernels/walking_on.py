"""A second walk in the memory of the first: from where rented vehicles were left."""

import numpy as np

from routing.kernels.kernel import kernel
from routing.kernels.streets import Aim, offer


@kernel
def seed_vertices(walk, left, first, limit_ms, scratch):
    """Walk on from vertices where vehicles were left; `first` numbers them among candidates."""
    aim = Aim(0.0, 0.0, 0.0)
    for i in range(left.shape[0]):
        ms = np.int64(left[i, 1])
        offer(walk, left[i, 0], ms, -1 - 2 * (first + i), aim, limit_ms, scratch)


@kernel
def reopen(scratch):
    """Let states be settled anew where somebody comes earlier than whoever was there before."""
    for i in range(scratch.counts[0]):
        scratch.is_settled[scratch.touched[i]] = 0


@kernel
def candidates_of(graph, found, stops, scratch, candidate):
    """The candidate (out: int32[n]) from which one comes to each of some stops that were found.

    Backward `graph` is the one turned around.
    """
    for i in range(stops.size):
        by = found.by[stops[i]]
        if by < 0:
            candidate[i] = -1 - by
            continue
        while scratch.via[by] >= 0:
            by = graph.tail[scratch.via[by]]
        candidate[i] = (-1 - scratch.via[by]) >> 1
