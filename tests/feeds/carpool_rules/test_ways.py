"""The piece of a way that is ridden, with no more corners than tell it."""

from itertools import pairwise
from math import cos, radians

import pytest

from feeds.carpool_rules import RULES, way_between
from feeds.notices import Notices
from feeds.positions import LatLon
from maas.units import great_circle_m

ROAD: list[LatLon] = [(48.0, 8.0), (48.0, 8.1), (48.1, 8.1), (48.1, 8.0), (48.02, 8.0)]
"""Nearly a square: it ends 2 km from where it begins."""


def between(way: list[LatLon], first: LatLon, last: LatLon) -> tuple[LatLon, ...]:
    """The piece, nothing being wrong with it."""
    notices = Notices("way", RULES)
    found = way_between(way, first, last, notices)
    assert bool(found) is not bool(notices.findings)
    return found


def test_ends_lie_between_corners() -> None:
    assert between(ROAD, (48.001, 8.05), (48.05, 8.101)) == (
        (48.0, 8.05),
        (48.0, 8.1),
        (48.05, 8.1),
    )


def test_a_way_that_comes_back_is_not_cut_short() -> None:
    assert len(between(ROAD, ROAD[0], ROAD[-1])) == 5
    there_and_back = [*ROAD[:3], ROAD[1], ROAD[0]]
    assert between(there_and_back, (48.05, 8.1), ROAD[0])[-2:] == (ROAD[1], ROAD[0])


@pytest.mark.parametrize(
    ("first", "last"),
    [((48.05, 8.1), (48.0, 8.05)), ((48.5, 8.0), (48.05, 8.1)), ((48.0, 8.05), (48.0, 8.05))],
)
def test_a_way_that_does_not_pass_both_in_turn_is_another_one(first: LatLon, last: LatLon) -> None:
    notices = Notices("way", RULES)
    assert way_between(ROAD[:3], first, last, notices) == ()
    assert [each.rule for each in notices.findings] == ["way_elsewhere"]


def test_no_way_is_no_mistake() -> None:
    notices = Notices("way", RULES)
    assert way_between([], ROAD[0], ROAD[1], notices) == ()
    assert notices.findings == ()


def test_straight_pieces_lose_their_corners_and_bends_keep_theirs() -> None:
    straight = [(48.0, 8.0 + i / 1000) for i in range(101)]
    assert len(between(straight, straight[0], straight[-1])) < 10
    bends = [(48.0 + (i % 2) / 1000, 8.0 + i / 1000) for i in range(101)]
    assert len(between(bends, bends[0], bends[-1])) == 101


def test_a_dead_end_is_driven_to_its_end() -> None:
    spur = [(48.0, 8.0), (48.0, 8.01), (48.005, 8.01), (48.0, 8.01), (48.0, 8.02)]
    assert (48.005, 8.01) in between(spur, spur[0], spur[-1])


def test_what_is_left_out_is_less_than_a_street_is_wide() -> None:
    """A long bend with a corner each 30 m, against the way with all of them."""
    bend = [(48.0 + 0.02 * (i / 200) ** 2, 8.0 + 0.0004 * i) for i in range(201)]
    kept = between(bend, bend[0], bend[-1])
    assert len(kept) < 60
    assert max(min(_off(corner, a, b) for a, b in pairwise(kept)) for corner in bend) < 10


def _off(place: LatLon, a: LatLon, b: LatLon) -> float:
    """How far a place is from the straight line between two (m)."""
    shrink = cos(radians(a[0]))
    north, east = b[0] - a[0], (b[1] - a[1]) * shrink
    share = ((place[0] - a[0]) * north + (place[1] - a[1]) * shrink * east) / (north**2 + east**2)
    share = min(max(share, 0.0), 1.0)
    near = a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
    return great_circle_m(*place, *near)
