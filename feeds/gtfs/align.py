"""Where along a line of points a vehicle stops, in plane geometry.

Positions are fractional point numbers: 3.25 is a quarter of the way from point 3 to point 4.
"""

import numpy as np
import numpy.typing as npt

from maas.arrays import Float64s, Int32s

METRES_PER_DEGREE = 111_195.0

Points = npt.NDArray[np.float64]
"""[n, 2] Metres east and north of some origin."""


def plane(lat: Float64s, lon: Float64s, origin_lat: float) -> Points:
    """Positions in metres, true near the latitude of the origin."""
    east = lon * np.cos(np.radians(origin_lat))
    return np.column_stack([east, lat]) * METRES_PER_DEGREE


def at(line: Points, positions: Float64s) -> Points:
    """The points at fractional point numbers."""
    before = np.clip(positions.astype(np.int64), 0, len(line) - 2)
    share = (positions - before)[:, None]
    return line[before] + share * (line[before + 1] - line[before])


def by_distance(travelled: Float64s, along: Float64s) -> Float64s:
    """Positions by shape_dist_traveled of stops (`travelled`) and of points (`along`)."""
    return np.interp(travelled, along, np.arange(along.size, dtype=np.float64))


def by_projection(stops: Points, line: Points) -> Float64s:
    """Positions that never run backwards with the least sum of squared distances to the stops.

    Dynamic programming over stops x segments, so a line that crosses or doubles itself is read
    the way the stops go. O(stops x segments) time and memory.
    """
    share, cost = _nearest(stops, line)
    length = np.hypot(*np.diff(line, axis=0).T)
    came_from = np.zeros(cost.shape, np.int32)
    for i in range(1, len(stops)):
        back = np.maximum(share[i - 1] - share[i], 0.0) * length
        came_from[i], so_far = _cheapest_so_far(cost[i - 1], back * back)
        cost[i] += so_far
    positions = np.empty(len(stops))
    segment = int(np.argmin(cost[-1]))
    for i in range(len(stops) - 1, -1, -1):
        positions[i] = segment + share[i, segment]
        segment = int(came_from[i, segment])
    return np.maximum.accumulate(positions)


def _nearest(stops: Points, line: Points) -> tuple[Points, Points]:
    """[stops, segments] How far along each segment a stop is nearest, and its distance squared."""
    start, run = line[:-1], np.diff(line, axis=0)
    square = np.maximum((run * run).sum(axis=1), 1e-12)
    east = stops[:, 0, None] - start[None, :, 0]
    north = stops[:, 1, None] - start[None, :, 1]
    share = np.clip((east * run[:, 0] + north * run[:, 1]) / square, 0.0, 1.0)
    east -= share * run[:, 0]
    north -= share * run[:, 1]
    return share, east * east + north * north


def _cheapest_so_far(cost: Float64s, stay: Float64s) -> tuple[Int32s, Float64s]:
    """For each segment, the cheapest one to come from, and at which cost.

    It is an earlier one, or the same at the price `stay` of waiting where one would have to run
    backwards. The earliest of equals.
    """
    i = np.arange(cost.size)
    least = np.minimum.accumulate(cost)
    lower = np.ones(cost.size, np.bool_)
    lower[1:] = cost[1:] < least[:-1]
    earlier = np.maximum.accumulate(np.where(lower, i, 0))
    before = np.roll(least, 1)
    before[0] = np.inf
    stays = cost + stay < before
    return np.where(stays, i, np.roll(earlier, 1)).astype(np.int32), np.minimum(cost + stay, before)
