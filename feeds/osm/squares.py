"""Ways across open areas: OSM draws the rim of a square, people walk straight over it."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil, cos, radians

import numpy as np

from maas.arrays import Float64s

MOST_ENTRANCES = 24
"""Of squares with more entrances only so many, evenly spread, are joined straight."""

Corner = tuple[int, int]
"""Latitude and longitude in 1e-7 degrees."""


def crossings(ring: Sequence[Corner], entrances: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of entrances that see each other across the area inside a ring.

    Args:
        ring: the corners in order, without the first again at the end.
        entrances: positions in the ring where streets arrive, ascending.
    """
    chosen = entrances[:: ceil(len(entrances) / MOST_ENTRANCES) or 1]
    plane = _plane(ring)
    for i, j in combinations(chosen, 2):
        is_rim = j - i == 1 or j - i == len(ring) - 1
        if not is_rim and _sees(plane, i, j):
            yield i, j


def _plane(ring: Sequence[Corner]) -> Float64s:
    """[n, 2] East and north on a plane around the first corner, in units of 1e-7 degrees."""
    corners = np.array(ring, np.float64)
    corners -= corners[0]
    east_share = cos(radians(ring[0][0] * 1e-7))
    return np.stack([corners[:, 1] * east_share, corners[:, 0]], axis=1)


def _sees(plane: Float64s, i: int, j: int) -> bool:
    """Whether the straight line between two corners stays inside the ring."""
    a, b = plane, np.roll(plane, -1, axis=0)
    p, q = plane[i], plane[j]
    crossed = (_side(p, q, a) * _side(p, q, b) < 0) & (_side(a, b, p) * _side(a, b, q) < 0)
    return not crossed.any() and _is_inside(a, b, (p + q) / 2)


def _side(p: Float64s, q: Float64s, r: Float64s) -> Float64s:
    """On which side of the line from p to q the point r lies: the sign."""
    along, across = q - p, r - p
    side: Float64s = along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0]
    return side


def _is_inside(a: Float64s, b: Float64s, point: Float64s) -> bool:
    """Even-odd rule over the edges from a to b."""
    spans = (a[:, 1] > point[1]) != (b[:, 1] > point[1])
    a, b = a[spans], b[spans]
    east = a[:, 0] + (point[1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool((east > point[0]).sum() % 2)
