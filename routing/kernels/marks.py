"""Sets of small numbers as bits of 64-bit words, and search in rising times."""

import numpy as np

from routing.kernels.kernel import inlined, kernel

DE_BRUIJN = 0x077CB531
"""Each of its 32 windows of five bits is another number."""
BIT_OF = np.zeros(32, np.int64)
for _bit in range(32):
    BIT_OF[((DE_BRUIJN << _bit) & 0xFFFFFFFF) >> 27] = _bit


@inlined
def mark(bits, i):
    """Set bit i. bits: in/out"""
    bits[i >> 6] |= np.uint64(1) << np.uint64(i & 63)


@inlined
def trailing_zeros(bits):
    """The position of the lowest bit set (of any at all)."""
    lowest = bits & ~(bits - np.uint64(1))
    low = np.int64(lowest & np.uint64(0xFFFFFFFF))
    if low != 0:
        return BIT_OF[((low * DE_BRUIJN) & 0xFFFFFFFF) >> 27]
    high = np.int64(lowest >> np.uint64(32))
    return 32 + BIT_OF[((high * DE_BRUIJN) & 0xFFFFFFFF) >> 27]


@inlined
def first_from(times, low, high, time):
    """The first place in times[low:high] (rising) that is not before a time, else high."""
    while low < high:
        middle = (low + high) >> 1
        if times[middle] < time:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def is_marked(bits, i):
    """Whether bit i is set."""
    return (bits[i >> 6] >> np.uint64(i & 63)) & np.uint64(1) != 0


@inlined
def mark_twice(bits, words, i):
    """Set bit i, and the bit of its word. bits, words: in/out"""
    mark(bits, i)
    mark(words, i >> 6)


@kernel
def next_word(words, word):
    """The first bit set from a word on, or -1."""
    group = word >> 6
    if group >= words.size:
        return -1
    left = words[group] >> np.uint64(word & 63) << np.uint64(word & 63)
    while left == 0:
        group += 1
        if group == words.size:
            return -1
        left = words[group]
    return (group << 6) + trailing_zeros(left)


@kernel
def next_bit(bits, words, i):
    """The first bit set from i on, or -1.

    words: uint64[.]  bits that are set where a word of bits has any
    """
    word = i >> 6
    if word >= bits.size:
        return -1
    left = bits[word] >> np.uint64(i & 63) << np.uint64(i & 63)
    if left == 0:
        word = next_word(words, word + 1)
        if word < 0:
            return -1
        left = bits[word]
    return (word << 6) + trailing_zeros(left)


@kernel
def clear_twice(bits, words):
    """Clear all bits. bits, words: in/out"""
    word = next_word(words, 0)
    while word >= 0:
        bits[word] = 0
        word = next_word(words, word + 1)
    words[:] = 0


@inlined
def next_bit_before(bits, i, end):
    """The first bit set from i on and before end, else end."""
    while i < end:
        left = bits[i >> 6] >> np.uint64(i & 63)
        if left != 0:
            return min(i + trailing_zeros(left), end)
        i = ((i >> 6) + 1) << 6
    return end
