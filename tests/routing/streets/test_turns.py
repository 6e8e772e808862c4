"""Turn restrictions, each drawn. Ways are named so that every arm of a junction is one."""

import pytest

from maas.model import Profile
from tests.streetmaps import StreetMap, Town

CAR, BIKE = Profile.CAR, Profile.BIKE

CROSS = """
A-------N-------B
        |
    W---X---E
        |
C-------S-------D
"""
ARMS = dict.fromkeys(("WX", "NX", "EX", "SX", "NAWCSDEBN"), "highway=residential")


def cross(*restrictions: tuple[str, str], **ways: str) -> Town:
    """A crossing X with four arms and a ring around."""
    return Town(StreetMap(CROSS, {**ARMS, **ways}, relations=restrictions))


def test_without_restriction_one_turns() -> None:
    town = cross()
    assert [town.way("S", end, CAR) for end in "WNE"] == ["SXW", "SXN", "SXE"]


@pytest.mark.parametrize(
    "tags",
    [
        "restriction=no_left_turn",
        "restriction=no_left_turn except=bicycle",
        "restriction:motorcar=no_left_turn",
        "restriction=no_entry",
    ],
)
def test_forbidden_turns(tags: str) -> None:
    town = cross(("SX X WX", f"type=restriction {tags}"))
    assert town.way("S", "W", CAR) == "SCW"
    assert [town.way("S", end, CAR) for end in "NE"] == ["SXN", "SXE"]
    assert [town.way("N", "W", CAR), town.way("W", "S", CAR)] == ["NXW", "WXS"]
    assert town.way("S", "W", BIKE) == "SXW"


@pytest.mark.parametrize(
    "tags",
    [
        "restriction=no_left_turn except=motorcar;psv",
        "restriction:hgv=no_left_turn",
        "restriction:conditional=no_left_turn+@+(Mo-Fr+07:00-09:00)",
    ],
)
def test_restrictions_that_leave_cars_alone(tags: str) -> None:
    assert cross(("SX X WX", f"type=restriction {tags}")).way("S", "W", CAR) == "SXW"


def test_demanded_turns_forbid_all_others() -> None:
    town = cross(("SX X NX", "type=restriction restriction=only_straight_on"))
    assert town.way("S", "N", CAR) == "SXN"
    assert [town.way("S", end, CAR) for end in "WE"] == ["SCW", "SDE"]
    assert town.way("W", "E", CAR) == "WXE"


def test_a_demand_that_no_car_can_follow_is_no_demand() -> None:
    restriction = ("SX X NX", "type=restriction restriction=only_straight_on")
    assert cross(restriction, NX="highway=footway").way("S", "W", CAR) == "SXW"


VIA = """
    A---B---C
        |
D-------E---F
        |
        G
"""


def test_restrictions_over_a_way_bind_who_came_by_its_first_way() -> None:
    names = ("AB", "BC", "BE", "DE", "EF", "EG")
    ways = dict.fromkeys(names, "highway=residential")
    restriction = ("AB BE EF", "type=restriction restriction=no_left_turn")
    town = Town(StreetMap(VIA, ways, relations=[restriction]))
    assert [town.way("A", end, CAR) for end in "DG"] == ["ABED", "ABEG"]
    assert town.way("C", "F", CAR) == "CBEF"
    assert town.way("B", "F", CAR) == "BEF"
    assert town.way("A", "F", CAR) == "ABCBEF"  # turning at the dead end C is allowed


def test_demands_over_a_way() -> None:
    names = ("AB", "BC", "BE", "DE", "EF", "EG")
    ways = dict.fromkeys(names, "highway=residential")
    restriction = ("AB BE EF", "type=restriction restriction=only_left_turn")
    town = Town(StreetMap(VIA, ways, relations=[restriction]))
    assert [town.way("A", "F", CAR), town.way("A", "C", CAR)] == ["ABEF", "ABC"]
    assert town.way("C", "G", CAR) == "CBEG"
    assert town.way("A", "G", CAR) != "ABEG"


def test_nobody_turns_back_in_the_middle_of_a_street() -> None:
    drawing = """
    A---B---C---D
        |
        E
    """
    ways = dict.fromkeys(("AB", "BC", "CD", "BE"), "highway=residential")
    restriction = ("AB B BE", "type=restriction restriction=no_right_turn")
    town = Town(StreetMap(drawing, ways, relations=[restriction]))
    assert town.way("A", "E", CAR) == "ABCDCBE"


def test_one_may_turn_back_at_a_closed_gate() -> None:
    drawing = """
    A---B---C---D
        |
        E
    """
    ways = dict.fromkeys(("AB", "BC", "CD", "BE"), "highway=residential")
    restriction = ("AB B BE", "type=restriction restriction=no_right_turn")
    town = Town(StreetMap(drawing, ways, {"C": "barrier=bollard"}, [restriction]))
    assert town.way("A", "E", CAR) == "ABCBE"


def test_no_u_turn_at_a_dead_end() -> None:
    ways = dict.fromkeys(("AB", "BC", "BE", "DE", "EF", "EG"), "highway=residential")
    restrictions = [
        ("AB BE EF", "type=restriction restriction=no_left_turn"),
        ("BC C BC", "type=restriction restriction=no_u_turn"),
    ]
    town = Town(StreetMap(VIA, ways, relations=restrictions))
    assert town.way("A", "F", CAR) in {"ABEGEF", "ABEDEF"}


def test_relations_without_all_members_are_counted_and_left_out() -> None:
    town = cross(("SX WX", "type=restriction restriction=no_left_turn"))
    assert town.way("S", "W", CAR) == "SXW"
    assert [finding.rule for finding in town.report.findings] == ["restriction_without_members"]
