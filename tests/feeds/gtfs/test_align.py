"""Stops found along lines drawn on a plane."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gtfs.align import at, by_distance, by_projection


def points(*pairs: tuple[float, float]) -> np.ndarray:
    return np.array(pairs, np.float64)


def test_a_stop_beside_a_line_is_where_it_is_nearest() -> None:
    line = points((0, 0), (100, 0), (100, 100))
    stops = points((0, 5), (50, 5), (105, 50), (100, 100))
    assert by_projection(stops, line).tolist() == [0, 0.5, 1.5, 2]


def test_there_and_back_on_the_same_street() -> None:
    line = points((0, 0), (100, 0), (200, 0), (100, 0), (0, 0))
    stops = points((10, 0), (190, 0), (110, 0), (10, 0))
    assert by_projection(stops, line).tolist() == pytest.approx([0.1, 1.9, 2.9, 3.9])


def test_a_round_ends_where_it_began_but_later() -> None:
    line = points((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))
    stops = points((0, 0), (100, 100), (0, 0))
    assert by_projection(stops, line).tolist() == [0, 2, 4]


def test_points_twice_the_same_do_no_harm() -> None:
    line = points((0, 0), (0, 0), (100, 0), (100, 0))
    assert at(line, by_projection(points((50, 0)), line)).tolist() == [[50, 0]]


def test_distances_are_read_off() -> None:
    along = np.array([0.0, 10.0, 20.0, 40.0])
    assert by_distance(np.array([0.0, 15.0, 30.0, 99.0]), along).tolist() == [0, 1.5, 2.5, 3]


coordinate = st.integers(-5, 5).map(float)
polyline = st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=6)
shares = st.lists(st.integers(0, 8).map(lambda n: n / 8), min_size=1, max_size=6).map(sorted)


@settings(derandomize=True, deadline=None)
@given(polyline, shares)
def test_stops_on_the_line_in_its_order_are_found_there(line: list, shares: list) -> None:
    """However often the line crosses or doubles itself."""
    way = points(*line)
    stops = at(way, np.array(shares) * (len(way) - 1))
    found = by_projection(stops, way)
    assert (np.diff(found) >= 0).all()
    assert np.allclose(at(way, found), stops)
