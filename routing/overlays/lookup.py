"""Ids to rows, many at once."""

from collections.abc import Sequence

import numpy as np

from maas.arrays import Ids, Int32s, Int64s, Texts
from routing.kernels.ids import find_ids


def ranks_of(ids: Ids, wanted: Sequence[str]) -> tuple[Int64s, Int64s]:
    """[n] For each wanted id where its rows begin and end in `ids.order`, lowest row first."""
    texts = Texts.of(wanted)
    low, high = np.zeros((2, len(wanted)), np.int64)
    find_ids(ids.texts.utf8, ids.texts.first, ids.order, texts.utf8, texts.first, low, high)
    return low, high


def rows_of(ids: Ids, wanted: Sequence[str]) -> Int32s:
    """[n] The first row with each id; -1: none."""
    low, high = ranks_of(ids, wanted)
    found = np.full(low.size, -1, np.int32)
    there = high > low
    found[there] = ids.order[low[there]]
    return found
