"""Google's encoded polylines with six decimals, as MOTIS v2 and later send them.

Source: "Encoded Polyline Algorithm Format", Google Maps Platform.
"""

import numpy as np

from api.wire import EncodedPolyline
from maas.arrays import Float64s

PRECISION = 6
EMPTY = EncodedPolyline()


def encode(points: Float64s) -> EncodedPolyline:
    """Encode [n, 2] latitudes and longitudes. O(n), without a Python loop over points."""
    if points.shape[0] == 0:
        return EMPTY
    fixed = np.rint(points * 10**PRECISION).astype(np.int64)
    steps = np.diff(fixed, axis=0, prepend=np.zeros((1, 2), np.int64)).ravel()
    zigzag = (steps << 1) ^ (steps >> 63)
    groups = np.empty((zigzag.size, 6), np.int64)
    for i in range(6):
        groups[:, i] = zigzag >> 5 * i & 31
    used = np.maximum(1, 6 - (groups[:, ::-1] != 0).argmax(axis=1))
    used[zigzag == 0] = 1
    place = np.arange(6)
    groups[place < used[:, None] - 1] |= 32
    text = (groups + 63).astype(np.uint8)[place < used[:, None]].tobytes().decode("ascii")
    return EncodedPolyline(points=text, precision=PRECISION, length=points.shape[0])


def decode(text: str) -> Float64s:
    """[n, 2] latitudes and longitudes of an encoded polyline.

    Raises:
        ValueError: the text ends within a number.
    """
    values: list[int] = []
    value = shift = 0
    for letter in text:
        group = ord(letter) - 63
        value |= (group & 31) << shift
        shift += 5
        if group < 32:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(values) % 2:
        raise ValueError("the polyline ends within a point")
    steps = np.array(values, np.float64).reshape(-1, 2)
    points: Float64s = np.add.accumulate(steps, axis=0) / 10**PRECISION
    return points
