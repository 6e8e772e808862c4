"""Drawn lines to the geometry of vector tiles: commands as protobuf varints (MVT 2.1, 4.3)."""

import numpy as np
from numba import njit

MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7
POINT, POLYGON = 1, 3


@njit(cache=True, nogil=True)
def encode(
    first_point,  # int32[n_lines + 1]  points of each line
    x,            # int32[n_points]
    y,            # int32[n_points]
    group,        # int32[n_lines]  feature of each line, ascending
    shape,        # uint8[n_lines]  Shape of each
    encoded,      # uint8[m]  out
    first_byte,   # int64[n_groups + 1]  out: bytes of each feature
):  # fmt: skip
    """Encode the geometry of every feature. `encoded` has room for 10 bytes a point and line."""
    n, line, n_lines = 0, 0, group.size
    for feature in range(first_byte.size - 1):
        first_byte[feature] = n
        at_x, at_y = 0, 0
        end = line
        while end < n_lines and group[end] == feature:
            end += 1
        if line < end and shape[line] == POINT:
            n = put(encoded, n, MOVE_TO | (end - line) << 3)
            for i in range(first_point[line], first_point[end]):
                n = step(encoded, n, x[i] - at_x, y[i] - at_y)
                at_x, at_y = x[i], y[i]
            line = end
        while line < end:
            low, high = first_point[line], first_point[line + 1]
            n = put(encoded, n, MOVE_TO | 1 << 3)
            for i in range(low, high):
                if i == low + 1:
                    n = put(encoded, n, LINE_TO | (high - low - 1) << 3)
                n = step(encoded, n, x[i] - at_x, y[i] - at_y)
                at_x, at_y = x[i], y[i]
            if shape[line] == POLYGON:
                n = put(encoded, n, CLOSE_PATH | 1 << 3)
            line += 1
    first_byte[-1] = n
    return n


@njit(cache=True, nogil=True)
def step(encoded, n, dx, dy):
    """A step east and south, signs folded into the lowest bit (zigzag)."""
    n = put(encoded, n, (np.int64(dx) << 1) ^ (np.int64(dx) >> 63))
    return put(encoded, n, (np.int64(dy) << 1) ^ (np.int64(dy) >> 63))


@njit(cache=True, nogil=True)
def put(encoded, n, value):
    """A whole number, seven bits a byte, the lowest first."""
    while value > 127:
        encoded[n] = value & 127 | 128
        value >>= 7
        n += 1
    encoded[n] = value
    return n + 1
