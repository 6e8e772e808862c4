"""What cannot be true of a car park is unknown, and said to be."""

import pytest

from feeds.notices import Notices
from feeds.parking_rules import NOTHING, RULES, Beside, plausible
from maas.live import ParkingFacility
from maas.live.parking import BayKind, Bays, OpeningStatus


def judged(
    free: int | None, capacity: int | None, beside: Beside = NOTHING
) -> tuple[int | None, int | None, list[str]]:
    """Free places and capacity that are believed, and the rules that were broken."""
    notices = Notices("parking", RULES)
    found = plausible(ParkingFacility("p", free=free, capacity=capacity), notices, beside)
    return found.free, found.capacity, [finding.rule for finding in notices.findings]


@pytest.mark.parametrize(
    ("free", "capacity", "believed", "rules"),
    [
        (30, 100, 30, []),
        (0, 100, 0, []),
        (100, 100, 100, []),
        (105, 100, 100, ["free_slightly_over_capacity"]),
        (106, 100, None, ["free_over_capacity"]),
        (2, 1, 1, ["free_slightly_over_capacity"]),
        (4, 1, None, ["free_over_capacity"]),
        (-1, 100, None, ["negative_count"]),
        (7, None, 7, []),
        (None, 100, None, []),
    ],
)
def test_free_places_are_within_the_capacity(
    free: int | None, capacity: int | None, believed: int | None, rules: list[str]
) -> None:
    assert judged(free, capacity) == (believed, capacity, rules)


@pytest.mark.parametrize(
    ("free", "capacity", "rules"),
    [(12, 0, ["capacity_of_zero"]), (3, -5, ["negative_count"])],
)
def test_a_capacity_of_nothing_is_not_said(free: int, capacity: int, rules: list[str]) -> None:
    assert judged(free, capacity) == (free, None, rules)


def test_none_free_of_none_is_not_full_but_unknown() -> None:
    assert judged(0, 0) == (None, None, ["none_of_none"])


@pytest.mark.parametrize(
    ("free", "beside", "believed", "rules"),
    [
        (30, Beside(occupied=70), 30, []),
        (30, Beside(occupied=85), 30, []),
        (30, Beside(occupied=95), None, ["counts_disagree"]),
        (20, Beside(occupied=20), None, ["occupied_as_free"]),
        (50, Beside(occupied=50), 50, []),
        (30, Beside(percent=70), 30, []),
        (30, Beside(percent=62), 30, []),
        (30, Beside(percent=30), None, ["occupied_as_free"]),
        (30, Beside(percent=5), None, ["percentage_disagrees"]),
        (30, Beside(percent=400), 30, []),
        (None, Beside(occupied=70), 30, []),
        (None, Beside(percent=70), 30, []),
        (None, Beside(occupied=103), 0, ["taken_over_capacity"]),
        (None, Beside(occupied=150), None, ["counts_disagree"]),
        (None, Beside(occupied=-3), None, ["negative_count"]),
    ],
)
def test_what_is_told_twice_must_agree(
    free: int | None, beside: Beside, believed: int | None, rules: list[str]
) -> None:
    assert judged(free, 100, beside) == (believed, 100, rules)


def test_what_is_taken_alone_makes_no_free_places() -> None:
    assert judged(None, None, Beside(occupied=70)) == (None, None, [])


def test_a_closed_car_park_keeps_its_free_places() -> None:
    told = ParkingFacility("p", free=40, capacity=50, status=OpeningStatus.CLOSED)
    assert plausible(told, Notices("parking", RULES)).free == 40


def test_bays_are_judged_by_themselves() -> None:
    notices = Notices("parking", RULES)
    bays = (
        Bays(BayKind.DISABLED, 4, 2),
        Bays(BayKind.WOMEN, 4, 30),
        Bays(BayKind.FAMILY, -1, None),
        Bays(BayKind.CHARGING, 4, 5),
    )
    found = plausible(ParkingFacility("p", bays=bays), notices)
    assert [(each.capacity, each.free) for each in found.bays] == [
        (4, 2),
        (4, None),
        (None, None),
        (4, 4),
    ]
    assert {each.rule: each.count for each in notices.findings} == {
        "bays_over_capacity": 2,
        "negative_count": 1,
    }
