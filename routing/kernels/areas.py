"""Which edges lie in a polygon, wholly or in part. Plane geometry on degrees: areas are small."""

from typing import NamedTuple

import numpy as np
from numba import njit

OUTSIDE, TOUCHED, INSIDE = 0, 1, 2


class Outline(NamedTuple):
    """The sides of a polygon's rings, listed by the parallel bands that they pass.

    `first_side[b] : first_side[b + 1]` slices `side` for band b, which begins at
    south_e7 + b * band_e7. What lies in an odd number of rings is inside.
    """

    lat_e7: np.ndarray  # float64[n_sides, 2]  of both ends
    lon_e7: np.ndarray  # float64[n_sides, 2]
    first_side: np.ndarray  # int32[n_bands + 1]
    side: np.ndarray  # int32[n]
    south_e7: float
    band_e7: float


@njit(cache=True, nogil=True)
def band_at(outline, lat_e7):
    """The band of a latitude, the nearest one beyond the ends."""
    band = int((lat_e7 - outline.south_e7) / outline.band_e7)
    return max(0, min(band, outline.first_side.size - 2))


@njit(cache=True, nogil=True)
def is_inside(outline, lat_e7, lon_e7):
    """Whether a point is inside: a ray to the east crosses an odd number of sides.

    A side takes its southern end and not its northern one, so that a corner counts once.
    """
    odd = False
    band = band_at(outline, lat_e7)
    for i in range(outline.first_side[band], outline.first_side[band + 1]):
        side = outline.side[i]
        south, north = outline.lat_e7[side, 0], outline.lat_e7[side, 1]
        if (south > lat_e7) == (north > lat_e7):
            continue
        west, east = outline.lon_e7[side, 0], outline.lon_e7[side, 1]
        if lon_e7 < west + (east - west) * (lat_e7 - south) / (north - south):
            odd = not odd
    return odd


@njit(cache=True, nogil=True)
def turn(ay, ax, by, bx, cy, cx):
    """On which side of the line from a to b the point c is: its sign tells."""
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)


@njit(cache=True, nogil=True)
def crosses(outline, ay, ax, by, bx):
    """Whether the line from a to b meets a side."""
    for band in range(band_at(outline, min(ay, by)), band_at(outline, max(ay, by)) + 1):
        for i in range(outline.first_side[band], outline.first_side[band + 1]):
            side = outline.side[i]
            cy, dy = outline.lat_e7[side, 0], outline.lat_e7[side, 1]
            cx, dx = outline.lon_e7[side, 0], outline.lon_e7[side, 1]
            if max(cx, dx) < min(ax, bx) or min(cx, dx) > max(ax, bx):
                continue
            if max(cy, dy) < min(ay, by) or min(cy, dy) > max(ay, by):
                continue
            c_side, d_side = turn(ay, ax, by, bx, cy, cx), turn(ay, ax, by, bx, dy, dx)
            a_side, b_side = turn(cy, cx, dy, dx, ay, ax), turn(cy, cx, dy, dx, by, bx)
            apart = (c_side > 0.0) != (d_side > 0.0) or c_side == 0.0 or d_side == 0.0
            if apart and ((a_side > 0.0) != (b_side > 0.0) or a_side == 0.0 or b_side == 0.0):
                return True
    return False


@njit(cache=True, nogil=True)
def cover(
    outline,
    edges,        # int32[n]  those that may meet it
    first_point,  # int32[n_edges + 1]
    lat_e7,       # int32[n_points]
    lon_e7,       # int32[n_points]
    covered,      # uint8[n]  out: OUTSIDE, TOUCHED or INSIDE
):  # fmt: skip
    """How each edge lies to a polygon. O(points + sides near them)."""
    for i in range(edges.size):
        first, last = first_point[edges[i]], first_point[edges[i] + 1] - 1
        at = is_inside(outline, float(lat_e7[first]), float(lon_e7[first]))
        covered[i] = INSIDE if at else OUTSIDE
        for point in range(first, last):
            ends = float(lat_e7[point]), float(lon_e7[point])
            onto = float(lat_e7[point + 1]), float(lon_e7[point + 1])
            if crosses(outline, ends[0], ends[1], onto[0], onto[1]):
                covered[i] = TOUCHED
                break
