"""Numbers come back as they were."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.series.varints import decoded, encoded


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 2**63 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert decoded(encoded(numbers)).tolist() == numbers


def test_small_numbers_take_a_byte() -> None:
    assert encoded([0, 127, 128]) == bytes([0, 127, 128, 1])


@pytest.mark.parametrize("content", [bytes([128]), bytes([1, 200]), bytes([255] * 10 + [1])])
def test_what_is_no_number_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="number"):
        decoded(content)
