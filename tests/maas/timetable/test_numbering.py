"""Lists of stop_sequence, shared where trips number their calls alike."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.timetable import Numbering

NUMBERS = st.lists(st.integers(0, 9), max_size=5, unique=True).map(sorted)


@given(st.lists(NUMBERS, max_size=8))
@settings(derandomize=True, deadline=None)
def test_every_trip_keeps_its_numbers(lists: list[list[int]]) -> None:
    made = Numbering.of_lists(np.array(numbers, np.int32) for numbers in lists)
    assert [made.numbers(i, len(n)).tolist() for i, n in enumerate(lists)] == lists


def test_trips_that_count_alike_share_a_list() -> None:
    longest = np.arange(1, 60, dtype=np.int32)
    made = Numbering.of_lists([longest[:5], longest, longest[:30], np.array([1, 3], np.int32)])
    assert made.number.size == longest.size + 2
