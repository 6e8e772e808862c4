"""The most important first, and so many only."""

import numpy as np

from routing.atlas.mercator import WORLD_BITS
from routing.atlas.thinning import first_zooms


def test_from_afar_the_first_of_each_tile_are_shown() -> None:
    half = 1 << (WORLD_BITS - 1)
    x = np.array([5, 6, 7, half + 5], np.int32)
    y = np.array([5, 6, 7, half + 5], np.int32)
    order = np.array([2, 0, 1, 3])
    assert first_zooms(order, x, y, range(0, 3), 2).tolist() == [0, 3, 0, 1]


def test_where_there_is_room_all_are_shown_from_the_start() -> None:
    x = y = np.arange(10, dtype=np.int32)
    assert first_zooms(np.arange(10), x, y, range(4, 9), 10).tolist() == [4] * 10
