"""Encoded polylines: the published example, and back again for any line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.render.polyline import EMPTY, Line, decode

POINTS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=30)


def by_hand(points: list[tuple[float, float]]) -> str:
    """The published algorithm, number by number."""
    text, before = "", (0, 0)
    for point in points:
        now = tuple(round(degrees * 1e6) for degrees in point)
        for step in (now[0] - before[0], now[1] - before[1]):
            value = ~(step << 1) if step < 0 else step << 1
            while value >= 32:
                text += chr((value & 31 | 32) + 63)
                value >>= 5
            text += chr(value + 63)
        before = now
    return text


@given(POINTS)
@settings(derandomize=True, deadline=None)
def test_any_line_is_encoded_as_published_and_comes_back(points: list[tuple[float, float]]) -> None:
    line = np.array(points, np.float64).reshape(-1, 2)
    encoded = Line.of(line).whole
    assert encoded.points == by_hand(points)
    assert encoded.length == len(points)
    assert np.allclose(decode(encoded.points), line, rtol=0, atol=5.1e-7)


def test_a_cut_line_is_refused() -> None:
    with pytest.raises(ValueError, match="ends within a point"):
        decode(Line.of(np.array([(41.1, -8.6)])).text[:-1])


@given(POINTS, st.integers(0, 30), st.integers(0, 30))
@settings(derandomize=True, deadline=None)
def test_a_piece_is_what_its_points_encode_to(
    points: list[tuple[float, float]], first: int, last: int
) -> None:
    line = Line.of(np.array(points, np.float64).reshape(-1, 2))
    piece = line.piece(first, last)
    if first <= last < len(points):
        assert piece.points == by_hand(points[first : last + 1])
        assert piece.length == last - first + 1
    else:
        assert piece == EMPTY
