"""Points to the zoom level from which there is room for each of them."""

import numpy as np

from maas.arrays import Int32s, Int64s
from routing.atlas.mercator import WORLD_BITS


def first_zooms(order: Int64s, x: Int32s, y: Int32s, zooms: range, at_most: int) -> Int64s:
    """[n] From which zoom level on each point is one of the first so many of its tile.

    Those that never are have the end of the range.

    Args:
        order: the points, the most important first.
    """
    zoom = np.full(order.size, zooms.stop)
    for z in reversed(zooms):
        shift = WORLD_BITS - z
        tile = ((x[order].astype(np.int64) >> shift) << z) | y[order].astype(np.int64) >> shift
        by_tile = np.argsort(tile, kind="stable")
        first = np.searchsorted(tile[by_tile], tile[by_tile])
        among = np.arange(order.size) - first < at_most
        zoom[order[by_tile[among]]] = z
    return zoom
