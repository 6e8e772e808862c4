"""Lines as people and machines draw them along streets: where on one is what is near it."""

from typing import NamedTuple

import numpy as np

from routing.kernels.kernel import kernel

BESIDE_M = 20.0
"""Being beside the line by so much costs as much as being off."""
BEND = 0.1
"""By so much of the way to the nearest told point a street may leave the line between two."""
MOST_BESIDE_M = 45.0


class Line(NamedTuple):
    """A drawn line, on a plane around its first point."""

    x_m: np.ndarray  # float64[n]
    y_m: np.ndarray  # float64[n]
    at_m: np.ndarray  # float64[n]  since the first point, along the line
    lat_e7: float  # of the first point
    lon_e7: float
    east_m: float  # metres per unit of longitude
    step_m: float  # between the places where streets may be left and entered; divides its length
    name: int  # that edges should have; -1: any
    profiles: int  # bit p: edges that profile p may travel


@kernel
def place(line, i, share):
    """A position between points i and i + 1 of a line."""
    x = line.x_m[i] + share * (line.x_m[i + 1] - line.x_m[i])
    return x, line.y_m[i] + share * (line.y_m[i + 1] - line.y_m[i])


@kernel
def segment_at(line, at_m):
    """The last segment that begins at or before so many metres."""
    low, high = 0, line.at_m.size - 2
    while low < high:
        middle = (low + high + 1) >> 1
        if line.at_m[middle] <= at_m:
            low = middle
        else:
            high = middle - 1
    return low


@kernel
def bend_m(line, at_m):
    """By how much a street may leave the line there: told points are sure, the line between not."""
    i = segment_at(line, at_m)
    apart = min(at_m - line.at_m[i], line.at_m[i + 1] - at_m)
    return min(MOST_BESIDE_M, BESIDE_M + BEND * max(apart, 0.0))


@kernel
def nearest_ahead(line, x, y, at_m, until_m):
    """The point of a line nearest to (x, y) between two places along it: (metres², where)."""
    i = segment_at(line, at_m)
    best, where = np.inf, at_m
    while i < line.at_m.size - 1 and line.at_m[i] <= until_m:
        dx, dy = line.x_m[i + 1] - line.x_m[i], line.y_m[i + 1] - line.y_m[i]
        length = line.at_m[i + 1] - line.at_m[i]
        if length > 0.0:
            share = ((x - line.x_m[i]) * dx + (y - line.y_m[i]) * dy) / (length * length)
            share = min(max(share, (at_m - line.at_m[i]) / length, 0.0), 1.0)
            share = min(share, max((until_m - line.at_m[i]) / length, 0.0))
            px, py = x - line.x_m[i] - share * dx, y - line.y_m[i] - share * dy
            if px * px + py * py < best:
                best, where = px * px + py * py, line.at_m[i] + share * length
        i += 1
    return best, where
