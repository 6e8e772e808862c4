"""Google's encoded polylines: with six decimals as MOTIS v2 and later send them, seven before.

Source: "Encoded Polyline Algorithm Format", Google Maps Platform.
"""

from dataclasses import dataclass

import numpy as np

from api.wire import EncodedPolyline
from maas.arrays import Float64s, Int64s

PRECISION = 6
EMPTY = EncodedPolyline()

SHIFTS = np.arange(0, 35, 5)
"""A number is written in groups of five bits, lowest first; 360 degrees need up to seven groups."""

GROUP = np.arange(SHIFTS.size)
LEAST = 1 << SHIFTS[1:]
"""The least number that needs one group more."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its encoding, from which pieces can be cut without encoding them again."""

    text: str
    ends: Int64s
    """Where the text of each point ends."""
    fixed: Int64s
    """[n, 2] Degrees times 10**precision."""
    precision: int

    @classmethod
    def of(cls, points: Float64s, precision: int = PRECISION) -> "Line":
        """Encode [n, 2] latitudes and longitudes. O(n), without a Python loop over points."""
        fixed = np.rint(points * 10**precision).astype(np.int64)
        steps = fixed.copy()
        steps[1:] -= fixed[:-1]
        text, lengths = _letters(steps.ravel())
        return cls(text, lengths.reshape(-1, 2).sum(axis=1).cumsum(), fixed, precision)

    @property
    def whole(self) -> EncodedPolyline:
        """All of it."""
        return EncodedPolyline(points=self.text, precision=self.precision, length=self.ends.size)

    def piece(self, first: int, last: int) -> EncodedPolyline:
        """The points `first` to `last` inclusive: one position in full, then the same steps."""
        if not 0 <= first <= last < self.ends.size:
            return EMPTY
        start = "".join(_number(degrees) for degrees in self.fixed[first].tolist())
        steps = self.text[int(self.ends[first]) : int(self.ends[last])]
        return EncodedPolyline(
            points=start + steps, precision=self.precision, length=last - first + 1
        )


def _letters(numbers: Int64s) -> tuple[str, Int64s]:
    """(text of all numbers, how many letters each has)."""
    zigzag = (numbers << 1) ^ (numbers >> 63)
    lengths = np.searchsorted(LEAST, zigzag, side="right") + 1
    groups = zigzag[:, None] >> SHIFTS & 31
    groups += 63 + 32 * (lengths[:, None] - 1 > GROUP)
    used = lengths[:, None] > GROUP
    return groups[used].astype(np.uint8).tobytes().decode("ascii"), lengths


def _number(value: int) -> str:
    zigzag = value << 1 ^ value >> 63
    text = ""
    while zigzag >= 32:
        text += chr((zigzag & 31 | 32) + 63)
        zigzag >>= 5
    return text + chr(zigzag + 63)


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
