"""Sets of small numbers as bits of 64-bit words, and search in rising times."""

import numpy as np
from numba import njit

DE_BRUIJN = np.zeros(64, np.uint8)
for _bit in range(64):
    DE_BRUIJN[((0x03F79D71B4CB0A89 << _bit) & (2**64 - 1)) >> 58] = _bit


@njit(cache=True, nogil=True)
def mark(bits, i):
    """Set bit i. bits: in/out"""
    bits[i >> 6] |= np.uint64(1) << np.uint64(i & 63)


@njit(cache=True, nogil=True)
def trailing_zeros(bits):
    """The position of the lowest bit set (de Bruijn multiplication)."""
    lowest = bits & (~bits + np.uint64(1))
    return np.int64(DE_BRUIJN[(lowest * np.uint64(0x03F79D71B4CB0A89)) >> np.uint64(58)])


@njit(cache=True, nogil=True)
def first_from(times, low, high, time):
    """The first place in times[low:high] (rising) that is not before a time, else high."""
    while low < high:
        middle = (low + high) >> 1
        if times[middle] < time:
            low = middle + 1
        else:
            high = middle
    return low
