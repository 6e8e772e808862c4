"""Which rings cross themselves, held against asking of each two of their sides."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gbfs.areas import Point, _crosses

RING = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=9)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(RING)
def test_crossings_are_found_as_by_asking_of_each_two_sides(corners: list[Point]) -> None:
    ring = (*corners, corners[0])
    assert _crosses(ring) is any(cross(*two) for two in combinations(sides(ring), 2))


def test_a_ring_of_many_points_is_looked_at_too() -> None:
    there = [(i / 100, i % 2 / 1000) for i in range(5000)]
    back = [(lon, lat - 0.1) for lon, lat in reversed(there)]
    ring = (*there, *back, there[0])
    assert not _crosses(ring)
    assert _crosses((*there, (20.0, 0.5), (30.0, -0.5), *back, there[0]))


def sides(ring: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    return pairwise(ring)


def cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Each passes through the other."""
    return apart(one, other) and apart(other, one)


def apart(line: tuple[Point, Point], points: tuple[Point, Point]) -> bool:
    """Two points lie on different sides of a line, none of them on it."""
    (x, y), (to_x, to_y) = line
    turns = [(to_x - x) * (p[1] - y) - (to_y - y) * (p[0] - x) for p in points]
    return turns[0] * turns[1] < 0
