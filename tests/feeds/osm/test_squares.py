"""Who sees whom across an open area."""

from feeds.osm.squares import MOST_ENTRANCES, crossings

SQUARE = [(0, 0), (0, 100), (100, 100), (100, 0)]
HOOK = [(0, 0), (0, 300), (100, 300), (100, 100), (300, 100), (300, 0)]
"""An L: its arms end at corners 1, 2 and 4, 5."""


def test_diagonals_cross_a_square_and_sides_are_there_already() -> None:
    assert list(crossings(SQUARE, [0, 1, 2, 3])) == [(0, 2), (1, 3)]


def test_nobody_sees_round_a_corner() -> None:
    found = list(crossings(HOOK, [0, 1, 2, 3, 4, 5]))
    assert (0, 3) in found
    assert not {(1, 4), (2, 4), (1, 5), (2, 5)} & set(found)


def test_lines_outside_the_area_are_none() -> None:
    assert list(crossings(HOOK, [2, 4])) == []


def test_squares_without_or_with_very_many_entrances() -> None:
    assert list(crossings(SQUARE, [])) == []
    circle = [(i * i, i * (400 - i)) for i in range(200)]
    ends = {end for pair in crossings(circle, list(range(200))) for end in pair}
    assert len(ends) <= MOST_ENTRANCES
