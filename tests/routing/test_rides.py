"""Lines as they are drawn: few corners, and never far from the true one."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.rides import SHOWN_WITHIN_M, as_shown

METRE = 1 / 111_195
"""Degrees of latitude."""

metres = st.tuples(st.floats(-900, 900), st.floats(-900, 900))


def test_corners_that_nobody_sees_are_left_out() -> None:
    line = np.array([(0, 0), (2, 100), (-2, 200), (0, 300), (100, 300)]) * METRE
    assert (as_shown(line) == line[[0, 3, 4]]).all()


def test_a_loop_is_kept() -> None:
    line = np.array([(0, 0), (0, 100), (100, 100), (0, 0)]) * METRE
    assert (as_shown(line) == line).all()


@given(st.lists(metres, min_size=2, max_size=30))
@settings(derandomize=True, deadline=None)
def test_a_line_stays_near_all_its_points_and_keeps_its_ends(points: list[tuple[float]]) -> None:
    line = np.array(points) * METRE
    shown = as_shown(line)
    assert (shown[0] == line[0]).all() and (shown[-1] == line[-1]).all()
    assert max(_distance_m(point, shown) for point in line) < SHOWN_WITHIN_M + 0.3


def _distance_m(point: np.ndarray, line: np.ndarray) -> float:
    """From a point to the nearest piece of a line near the equator."""
    a, b = line[:-1], line[1:]
    along, to = b - a, point - a
    square = (along**2).sum(axis=1)
    share = np.clip((to * along).sum(axis=1) / np.where(square > 0, square, 1), 0, 1)
    return float(np.hypot(*(to - share[:, None] * along).T).min() / METRE)
