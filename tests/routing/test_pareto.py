"""The Pareto filter against the definition, on random sets."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.pareto import pareto, unbeaten


@dataclass(frozen=True, order=True)
class Point:
    departure: int
    arrival: int
    boardings: int


small = st.integers(0, 4)
points = st.lists(st.builds(Point, small, small, small), max_size=12)


def dominates(a: Point, b: Point) -> bool:
    as_good = a.departure >= b.departure and a.arrival <= b.arrival and a.boardings <= b.boardings
    return as_good and a != b


@settings(derandomize=True, deadline=None)
@given(points)
def test_keeps_exactly_what_nothing_dominates(candidates: list[Point]) -> None:
    expected = {c for c in candidates if not any(dominates(o, c) for o in candidates)}
    assert pareto(candidates) == sorted(expected)


@settings(derandomize=True, deadline=None)
@given(points, points)
def test_rivals_remove_what_they_dominate_and_leave_equals(
    candidates: list[Point], rivals: list[Point]
) -> None:
    expected = [c for c in candidates if not any(dominates(r, c) for r in rivals)]
    assert unbeaten(candidates, rivals) == expected
