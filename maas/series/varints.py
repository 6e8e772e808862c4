"""Whole numbers from 0 on, seven bits a byte, the lowest first (as protobuf has them)."""

from collections.abc import Iterable

import numpy as np

from maas.arrays import Int64s

LONGEST = 9
"""bytes, that 63 bits fit in."""


def encoded(numbers: Iterable[int]) -> bytes:
    """Numbers one after the other."""
    written = bytearray()
    for number in numbers:
        while number > 127:
            written.append(number & 127 | 128)
            number >>= 7
        written.append(number)
    return bytes(written)


def decoded(content: bytes) -> Int64s:
    """The numbers that stand one after the other.

    Raises:
        ValueError: the last one is cut off, or one is larger than 63 bits hold.
    """
    written = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(written < 128)
    if not written.size or not ends.size or ends[-1] != written.size - 1:
        if written.size:
            raise ValueError("a number is cut off")
        return np.empty(0, np.int64)
    starts = np.append(0, ends[:-1] + 1)
    lengths = ends - starts + 1
    if lengths.max() > LONGEST:
        raise ValueError("a number is too large")
    places = np.arange(written.size) - np.repeat(starts, lengths)
    bits = (written & 127).astype(np.int64) << 7 * places
    return np.add.reduceat(bits, starts)
