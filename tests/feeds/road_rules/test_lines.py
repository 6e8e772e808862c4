"""Lines of several pieces, and points that cannot be."""

import pytest

from feeds.notices import Notices
from feeds.road_rules import RULES, joined, line, rings
from feeds.road_rules.lines import MOST_POINTS

A, B, C, D, E = ((41.0, -8.0 + i / 1000) for i in range(5))


def test_pieces_that_touch_are_one_line_as_the_first_runs() -> None:
    assert joined([(A, B)]) == ((A, B),)
    assert joined([(B, A), (C, B), (C, D)]) == ((D, C, B, A),)
    assert joined([(B, C), (D, C), (A, B)]) == ((A, B, C, D),)


def test_pieces_apart_stay_apart() -> None:
    assert joined([(A, B), (C, D)]) == ((A, B), (C, D))


def test_a_ring_is_a_line_that_comes_back() -> None:
    assert joined([(A, B), (B, C), (C, A)]) == ((A, B, C, A),)


def test_crumbs_are_no_streets() -> None:
    crumb = (A, (41.00001, -8.0))
    assert joined([(C, D), crumb, (E,)]) == ((C, D),)
    assert joined([crumb]) == (crumb,)
    assert joined([(E,), (A,)]) == ((E,),)
    assert joined([(), ()]) == ()


@pytest.mark.parametrize(
    "bad",
    [(91, 0), (0, 181), (0, 0), (None, 1), ("nan", 1), (True, 2), ("1e3", 2), (float("nan"), 2)],
)
def test_points_that_cannot_be_are_left_out(bad: tuple[object, object]) -> None:
    notices = Notices("line", RULES)
    assert line([A, bad, B, B], notices) == (A, B)
    assert [each.rule for each in notices.findings] == ["invalid_point"]


def test_a_line_has_an_end() -> None:
    notices = Notices("line", RULES)
    points = [(41 + i / 1e6, -8.0) for i in range(MOST_POINTS + 5)]
    assert len(line(points, notices)) == MOST_POINTS
    assert [each.rule for each in notices.findings] == ["too_many_points"]


def test_rings_have_three_corners() -> None:
    corners = A, B, (42.0, -8.0)
    assert rings([(A, B, A), (*corners, A), corners, ()]) == (corners, corners)
