"""What turning, waiting and giving way cost, each drawn."""

import pytest

from maas.model import Profile
from tests.streetmaps import StreetMap, Town

CAR, WALK = Profile.CAR, Profile.WALK

CROSS = """
        N
        |
        |
W-------X-------E
        |
        |
        S
"""
ARMS = dict.fromkeys(("WX", "NX", "EX", "SX"), "highway=residential maxspeed=45")


def cross(node: str = "", **ways: str) -> Town:
    """A crossing X with four arms, each of about 300 or 200 metres, at 36 km/h."""
    return Town(StreetMap(CROSS, {**ARMS, **ways}, {"X": node} if node else {}))


def driven(town: Town, origin: str, destination: str) -> int:
    """Seconds beyond those of moving along."""
    path = town.path(origin, destination, CAR)
    assert path is not None
    return round(path.seconds - path.distance_m / 10.0)


def test_across_those_who_come_costs_most() -> None:
    town = cross()
    assert [driven(town, "S", end) for end in "NEW"] == [0, 3, 5]  # 2.5 s to the right


def test_where_there_is_no_choice_nothing_is_paid() -> None:
    town = Town(StreetMap("A---B\n    |\n    C\n", {"AB": ARMS["WX"], "BC": ARMS["WX"]}))
    assert driven(town, "A", "C") == 0


@pytest.mark.parametrize(
    ("node", "seconds"),
    [
        ("highway=traffic_signals", 8),
        ("highway=stop", 5),
        ("highway=give_way", 2),
        ("highway=mini_roundabout", 2),
        ("barrier=lift_gate", 15),
        ("railway=level_crossing", 15),
        ("highway=crossing crossing=traffic_signals", 8),
        ("highway=crossing crossing=zebra", 0),
    ],
)
def test_what_stands_at_a_node_makes_cars_wait(node: str, seconds: int) -> None:
    town = cross(node)
    assert driven(town, "S", "N") == seconds
    assert town.seconds("S", "N", WALK) == cross().seconds("S", "N", WALK)


def test_who_comes_from_a_lesser_street_gives_way() -> None:
    wide = "highway=primary maxspeed=45"
    town = cross(WX=wide, EX=wide)
    assert [driven(town, "S", "N"), driven(town, "W", "E")] == [3, 0]
    lights = cross("highway=traffic_signals", WX=wide, EX=wide)
    assert [driven(lights, "S", "N"), driven(lights, "W", "E")] == [8, 8]


@pytest.mark.parametrize(
    ("tags", "there", "back"),
    [
        ("highway=stop", 5, 0),  # the nearer end is ahead of who goes there
        ("highway=stop direction=backward", 0, 5),
        ("highway=traffic_signals", 8, 8),
        ("highway=traffic_signals traffic_signals:direction=forward", 8, 0),
    ],
)
def test_signs_between_junctions_bind_who_comes_to_them(tags: str, there: int, back: int) -> None:
    drawing = "\nM--A-----S--B--N\n"
    ways = dict.fromkeys(("ASB", "MA", "BN"), ARMS["WX"])
    town = Town(StreetMap(drawing, ways, {"S": tags}))
    assert [driven(town, "M", "N"), driven(town, "N", "M")] == [there, back]


@pytest.mark.parametrize(("ring", "right", "left"), [("PDCQP", 3, 5), ("PQCDP", 5, 3)])
def test_roundabouts_tell_on_which_side_people_drive(ring: str, right: int, left: int) -> None:
    drawing = """
        N
        |
    W---X---E   P---Q
        |       |   |
        S---A---D---C
    """
    ways = {**ARMS, "SA": ARMS["WX"], "AD": ARMS["WX"]}
    town = Town(StreetMap(drawing, {**ways, ring: "highway=tertiary junction=roundabout"}))
    assert [driven(town, "N", "W"), driven(town, "N", "E")] == [right, left]
