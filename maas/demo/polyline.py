"""Lines as text: Google's encoded polylines, in steps of 1e-5 degrees."""

from collections.abc import Sequence

Point = tuple[float, float]
"""Latitude, longitude."""


def encoded(line: Sequence[Point]) -> str:
    """A line as text."""
    letters, before = [], (0, 0)
    for point in line:
        at = round(point[0] * 1e5), round(point[1] * 1e5)
        for step in (at[0] - before[0], at[1] - before[1]):
            bits = ~(step << 1) if step < 0 else step << 1
            while bits >= 32:
                letters.append(chr((32 | bits & 31) + 63))
                bits >>= 5
            letters.append(chr(bits + 63))
        before = at
    return "".join(letters)
