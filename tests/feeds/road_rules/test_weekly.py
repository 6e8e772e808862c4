"""Hours that come again every week."""

import pytest

from feeds.road_rules import hours_of, settled, spans
from maas.live.incidents import Hours


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("08:00-12:00", ((28_800, 43_200),)),
        ("8:00-9:00, 22:00-06:00,", ((28_800, 32_400), (79_200, 21_600))),
        ("24:00-1:00", ((0, 3600),)),
        ("00:00-24:00", ((0, 86_400),)),
        ("22:00-23:59,00:00-05:00", ((79_200, 86_400), (0, 18_000))),
        ("", ()),
        ("8-9", None),
        ("08:00", None),
        ("30:00-31:00", None),
        ("08:00-12:00 14:00", None),
    ],
)
def test_spans(told: str, found: tuple[tuple[int, int], ...] | None) -> None:
    assert spans(told) == found


def test_days_with_the_same_hours_are_told_together() -> None:
    told = hours_of({6: [(0, 3600)], 1: [(0, 3600), (0, 3600)], 2: [(7200, 3600)]})
    assert told == (Hours((1, 6), 0, 3600), Hours((2,), 7200, 3600))


def test_all_the_time_needs_no_hours() -> None:
    always = Hours((0, 1, 2, 3, 4, 5, 6), 0, 86_400)
    monday = Hours((0,), 0, 3600)
    assert settled([monday, always]) == ()
    assert settled([monday, monday]) == (monday,)
