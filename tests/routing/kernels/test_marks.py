"""Sets of bits, beside sets of numbers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.kernels.marks import clear_twice, mark, mark_twice, next_bit

N = 5 * 64 * 64 + 100


def bits_of(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Room for n bits, and for those of their words."""
    return np.zeros(n // 64 + 1, np.uint64), np.zeros(n // 4096 + 1, np.uint64)


@settings(derandomize=True, deadline=None)
@given(st.sets(st.integers(0, N - 1), max_size=30))
def test_bits_are_found_in_order_wherever_they_lie(numbers: set[int]) -> None:
    bits, words = bits_of(N)
    for number in numbers:
        mark_twice(bits, words, number)
    found, at = [], next_bit(bits, words, 0)
    while at >= 0:
        found.append(at)
        at = next_bit(bits, words, at + 1)
    assert found == sorted(numbers)
    clear_twice(bits, words)
    assert not bits.any()
    assert not words.any()


def test_only_words_that_are_known_to_have_bits_are_looked_at() -> None:
    bits, words = bits_of(N)
    mark(bits, 7000)
    assert next_bit(bits, words, 0) == -1
    assert next_bit(bits, words, 6999) == 7000
