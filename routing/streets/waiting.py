"""Where cars wait on their way: lights, signs, gates; told by the network, paid at the end of the
edge on which they stand by whoever drives on.
"""

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.streets import Control, StreetNetwork

WAIT_MS = {
    Control.SIGNALS: 8_000,
    Control.STOP: 5_000,
    Control.GIVE_WAY: 2_000,
    Control.HALT: 15_000,
}
"""On average; a light is green for about half of those who come, and some stop short of it."""

TOWARDS_JUNCTION = frozenset({Control.STOP, Control.GIVE_WAY})
"""Signs that bind who comes to the nearer end of their street, unless they say which way."""


def waits_ms(network: StreetNetwork) -> Int32s:
    """[2 n_edges] What one waits on a directed edge or at its end; of several things the longest.

    Source of whom signs without direction bind: wiki.openstreetmap.org, Tag:highway=stop.
    """
    row, edge, bits = _on_edges(network)
    first = network.edges.first_point
    ends = row == first[edge], row == first[edge + 1] - 1
    ms = np.zeros(2 * network.n_edges, np.int32)
    for control, wait_ms in WAIT_MS.items():
        heeded = [bits >> 2 * control + direction & 1 > 0 for direction in (0, 1)]
        if control in TOWARDS_JUNCTION:
            vague = heeded[0] & heeded[1] & ~ends[0] & ~ends[1]
            heeded[0] &= ~vague | _nearer_head(network, row, edge)
            heeded[1] &= ~vague | ~_nearer_head(network, row, edge)
        for direction in (0, 1):
            met = heeded[direction] & ~ends[direction]  # there the edge only begins
            directed = 2 * edge[met] + direction
            ms[directed] = np.maximum(ms[directed], wait_ms)
    return ms


def _on_edges(network: StreetNetwork) -> tuple[Int64s, Int64s, Int64s]:
    """Points at which something stands: their rows, whose edges they are of, what it is."""
    node, point = network.controls.node, network.points.id
    if not node.size:
        nothing = np.empty(0, np.int64)
        return nothing, nothing, nothing
    at = np.minimum(np.searchsorted(node, point), node.size - 1)
    row = np.flatnonzero(node[at] == point)
    edge = np.searchsorted(network.edges.first_point, row, side="right") - 1
    return row, edge, network.controls.bits[at[row]].astype(np.int64)


def _nearer_head(network: StreetNetwork, row: Int64s, edge: Int64s) -> Bools:
    """Whether points lie nearer to where their edges end than to where they begin."""
    points, first = network.points, network.edges.first_point
    lat, lon = points.lat_e7.astype(np.float64), points.lon_e7.astype(np.float64)
    east = np.cos(np.radians(lat[row] * 1e-7))
    tail, head = (
        np.hypot(lat[row] - lat[end], (lon[row] - lon[end]) * east)
        for end in (first[edge], first[edge + 1] - 1)
    )
    nearer: Bools = head < tail
    return nearer
