"""The plane of web maps: Web Mercator as whole numbers, y to the south (EPSG:3857, scaled)."""

import numpy as np

from maas.arrays import Float64s, Int32s

WORLD_BITS = 30
"""The world is 2^30 units wide: 4 cm at the equator, a quarter of the finest tile's unit."""

NORTHMOST = 85.0511287798
"""Latitude at which the world is a square."""


def project(lat: Float64s, lon: Float64s) -> tuple[Int32s, Int32s]:
    """(x, y) of positions in degrees; what lies nearer to a pole is moved to the rim."""
    phi = np.radians(np.clip(lat, -NORTHMOST, NORTHMOST))
    x = (lon + 180.0) / 360.0
    y = 0.5 - np.arctanh(np.sin(phi)) / (2 * np.pi)
    return _scaled(x), _scaled(y)


def _scaled(share: Float64s) -> Int32s:
    units = np.rint(np.asarray(share) * 2.0**WORLD_BITS)
    return np.clip(units, 0, 2.0**WORLD_BITS - 1).astype(np.int32)
