"""One rule of the road for each drawn map."""

import pytest

from maas.model import Profile
from tests.streetmaps import StreetMap, Town

WALK, WHEELCHAIR, BIKE, CAR = Profile

SQUARE = """
A-------B
|       |
|       |
C-------D
"""
"""A to B is 200 m, the way round by C and D 800 m: 300 down, 200 over, 300 up."""


def square(direct: str, around: str = "highway=residential", **nodes: str) -> Town:
    """The square with a street AB of its own and a street ACDB around."""
    return Town(StreetMap(SQUARE, {"AB": direct, "ACDB": around}, nodes))


def test_everyone_takes_the_short_street() -> None:
    town = square("highway=residential")
    assert [town.way("A", "B", profile) for profile in Profile] == ["AB"] * 4


@pytest.mark.parametrize(
    ("tags", "walk", "bike", "car"),
    [
        ("highway=motorway oneway=no", "ACDB", "ACDB", "AB"),
        ("highway=trunk motorroad=yes", "ACDB", "ACDB", "AB"),
        ("highway=trunk", "AB", "AB", "AB"),
        ("highway=footway", "AB", "ACDB", "ACDB"),
        ("highway=footway bicycle=yes", "AB", "AB", "ACDB"),
        ("highway=pedestrian", "AB", "ACDB", "ACDB"),
        ("highway=cycleway", "AB", "AB", "ACDB"),
        ("highway=cycleway foot=no", "ACDB", "AB", "ACDB"),
        ("highway=track", "AB", "AB", "ACDB"),
        ("highway=track motor_vehicle=yes surface=asphalt maxspeed=50", "AB", "AB", "AB"),
        ("highway=residential access=no", "ACDB", "ACDB", "ACDB"),
        ("highway=residential access=private", "ACDB", "ACDB", "ACDB"),
        ("highway=residential access=no foot=yes", "AB", "ACDB", "ACDB"),
        ("highway=residential vehicle=no", "AB", "ACDB", "ACDB"),
        ("highway=residential vehicle=no bicycle=yes", "AB", "AB", "ACDB"),
        ("highway=residential motor_vehicle=no", "AB", "AB", "ACDB"),
        ("highway=residential motor_vehicle=no motorcar=yes", "AB", "AB", "AB"),
        ("highway=residential access=permissive", "AB", "AB", "AB"),
        ("highway=residential bicycle=use_sidepath", "AB", "ACDB", "AB"),
        ("highway=residential sidewalk=separate foot=use_sidepath", "ACDB", "AB", "AB"),
        ("highway=construction", "ACDB", "ACDB", "ACDB"),
        ("highway=proposed", "ACDB", "ACDB", "ACDB"),
    ],
)
def test_access_tags(tags: str, walk: str, bike: str, car: str) -> None:
    town = square(tags)
    found = [town.way("A", "B", profile) for profile in (WALK, BIKE, CAR)]
    assert found == [walk, bike, car]


@pytest.mark.parametrize(
    ("tags", "there", "back", "back_by_bike"),
    [
        ("oneway=yes", "AB", "BDCA", "BDCA"),
        ("oneway=-1", "ACDB", "BA", "BA"),
        ("junction=roundabout", "AB", "BDCA", "BDCA"),
        ("oneway=yes oneway:bicycle=no", "AB", "BDCA", "BA"),
        ("oneway=yes cycleway=opposite", "AB", "BDCA", "BA"),
        ("oneway=yes cycleway=opposite_lane", "AB", "BDCA", "BA"),
        ("oneway=yes cycleway:left=opposite_track", "AB", "BDCA", "BA"),
        ("oneway=yes cycleway:left=lane cycleway:left:oneway=-1", "AB", "BDCA", "BA"),
        ("oneway=no", "AB", "BA", "BA"),
        ("oneway=reversible", "ACDB", "BDCA", "BDCA"),
    ],
)
def test_oneways(tags: str, there: str, back: str, back_by_bike: str) -> None:
    town = square(f"highway=residential {tags}")
    found = [town.way("A", "B", CAR), town.way("B", "A", CAR), town.way("B", "A", BIKE)]
    assert found == [there, back, back_by_bike]
    assert [town.way("A", "B", WALK), town.way("B", "A", WALK)] == ["AB", "BA"]


def test_motorways_are_oneway_without_saying_so() -> None:
    town = square("highway=motorway")
    assert [town.way("A", "B", CAR), town.way("B", "A", CAR)] == ["AB", "BDCA"]


@pytest.mark.parametrize(
    ("tags", "walk", "wheelchair", "bike", "car"),
    [
        ("barrier=bollard", "AEB", "AEB", "AEB", "ACDB"),
        ("barrier=lift_gate", "AEB", "AEB", "AEB", "AEB"),
        ("barrier=gate", "AEB", "AEB", "AEB", "AEB"),
        ("barrier=gate access=private", "ACDB", "ACDB", "ACDB", "ACDB"),
        ("barrier=gate access=no foot=yes", "AEB", "AEB", "ACDB", "ACDB"),
        ("barrier=bollard motor_vehicle=yes", "AEB", "AEB", "AEB", "AEB"),
        ("barrier=stile", "AEB", "ACDB", "ACDB", "ACDB"),
        ("barrier=kerb kerb=raised", "AEB", "ACDB", "AEB", "AEB"),
        ("kerb=lowered", "AEB", "AEB", "AEB", "AEB"),
        ("barrier=wall", "ACDB", "ACDB", "ACDB", "ACDB"),
        ("barrier=toll_booth", "AEB", "AEB", "AEB", "AEB"),
    ],
)
def test_barriers(tags: str, walk: str, wheelchair: str, bike: str, car: str) -> None:
    drawing = SQUARE.replace("A-------B", "A---E---B")
    ways = {"AEB": "highway=residential", "ACDB": "highway=residential"}
    town = Town(StreetMap(drawing, ways, {"E": tags}))
    found = [town.way("A", "B", profile) for profile in (WALK, WHEELCHAIR, BIKE, CAR)]
    assert found == [walk, wheelchair, bike, car]


def test_one_may_go_up_to_a_barrier_from_either_side() -> None:
    drawing = SQUARE.replace("A-------B", "A-E-F-G-B")
    ways = {"AEFGB": "highway=residential", "ACDB": "highway=residential"}
    town = Town(StreetMap(drawing, ways, {"F": "barrier=wall"}))
    assert town.way("A", "E", WALK) == "AE"
    assert town.way("E", "G", WALK) == "EACDBG"


def test_cars_use_ways_for_residents_only_to_arrive_and_to_leave() -> None:
    drawing = SQUARE.replace("A-------B", "A---E---B")
    ways = {"AEB": "highway=residential motor_vehicle=destination", "ACDB": "highway=residential"}
    town = Town(StreetMap(drawing, ways))
    assert town.way("A", "B", BIKE) == "AEB"
    middle = town.network.ways  # E lies inside the way: cars that start there may leave it
    assert middle.id.size == 2
    assert [town.way("C", "E", CAR), town.way("E", "D", CAR)] == ["CAE", "EBD"]
    assert town.way("C", "D", CAR) == "CD"


def test_cars_do_not_pass_through_ways_for_residents() -> None:
    drawing = """
    M---A---B---N
        |   |
        C---D
    """
    streets = {"MA": 1, "BN": 1, "ACDB": 1}
    ways = dict.fromkeys(streets, "highway=residential")
    town = Town(StreetMap(drawing, {**ways, "AB": "highway=residential access=destination"}))
    assert town.way("M", "N", CAR) == "MACDBN"
    assert town.way("M", "N", WALK) == "MABN"


def test_wheels_cannot_take_steps() -> None:
    town = square("highway=steps")
    found = [town.way("A", "B", profile) for profile in Profile]
    assert found == ["AB", "ACDB", "ACDB", "ACDB"]
    assert square("highway=steps ramp:wheelchair=yes").way("A", "B", WHEELCHAIR) == "AB"


@pytest.mark.parametrize(
    "tags",
    ["wheelchair=no", "smoothness=horrible", "surface=sand", "incline=15%", "width=0.5"],
)
def test_what_stops_a_wheelchair(tags: str) -> None:
    town = square(f"highway=footway {tags}")
    assert [town.way("A", "B", WALK), town.way("A", "B", WHEELCHAIR)] == ["AB", "ACDB"]


def test_steps_and_rough_ground_take_longer() -> None:
    flat = square("highway=footway")
    assert flat.seconds("A", "B", WALK) == 167  # 200 m at 1.2 m/s
    assert flat.seconds("A", "B", WHEELCHAIR) == 222  # at 0.9 m/s
    assert square("highway=steps").seconds("A", "B", WALK) == 333
    assert square("highway=footway surface=cobblestone").seconds("A", "B", WHEELCHAIR) == 378
    paved = square("highway=cycleway surface=asphalt").seconds("A", "B", BIKE)
    assert (paved, square("highway=cycleway surface=gravel").seconds("A", "B", BIKE)) == (48, 67)


@pytest.mark.parametrize(
    ("tags", "seconds"),
    [
        ("highway=residential maxspeed=50", 18),  # 200 m at 40 km/h
        ("highway=residential maxspeed=30", 30),
        ("highway=residential maxspeed=20+mph", 29),
        ("highway=primary maxspeed=PT:urban", 18),
        ("highway=motorway oneway=no", 7),
        ("highway=living_street", 80),
    ],
)
def test_speeds_of_cars(tags: str, seconds: int) -> None:
    assert square(tags).seconds("A", "B", CAR) == seconds


def test_speed_limits_differ_by_direction() -> None:
    town = square("highway=primary maxspeed:forward=100 maxspeed:backward=50")
    assert (town.seconds("A", "B", CAR), town.seconds("B", "A", CAR)) == (9, 18)


def test_ferries_take_their_time_and_carry_cars_where_said() -> None:
    ways = {
        "AC": "highway=residential",
        "CD": "route=ferry duration=00:10",
        "DB": "highway=residential",
        "AB": "highway=residential access=no",
    }
    town = Town(StreetMap(SQUARE, ways))
    assert town.way("A", "B", WALK) == "ACDB"
    assert town.seconds("C", "D", WALK) == 900  # ten minutes, and five of waiting
    assert town.way("A", "B", BIKE) == "ACDB"
    assert town.way("A", "B", CAR) == "-"
    with_cars = {**ways, "CD": "route=ferry duration=10 motor_vehicle=yes"}
    assert Town(StreetMap(SQUARE, with_cars)).way("A", "B", CAR) == "ACDB"


def test_elevators_join_levels_and_take_a_minute() -> None:
    drawing = """
    A---E---B
    """
    ways = {"AE": "highway=footway level=0", "EB": "highway=footway level=-1"}
    town = Town(StreetMap(drawing, ways, {"E": "highway=elevator"}))
    assert town.seconds("A", "B", WALK) == 167 + 60
    assert town.seconds("A", "B", WHEELCHAIR) == 222 + 60
    path = town.path("A", "B", WALK)
    assert path is not None
    assert [step.relative for step in path.steps] == ["DEPART", "ELEVATOR", "CONTINUE"]
    assert (path.steps[1].from_level, path.steps[1].to_level) == (0.0, -1.0)


def test_one_walks_straight_across_a_square() -> None:
    drawing = """
    X---A-------B
        |       |
        |       |
        C-------D---Y
    """
    streets = {"XA": "highway=footway", "DY": "highway=footway"}
    town = Town(StreetMap(drawing, {"ABDCA": "highway=pedestrian area=yes", **streets}))
    assert town.way("X", "Y", WALK) == "XADY"
    path = town.path("A", "D", WALK)
    assert path is not None
    assert path.steps[0].area
    assert path.distance_m == pytest.approx(360.6, abs=0.1)
    around = Town(StreetMap(drawing, {"ABDCA": "highway=pedestrian", **streets}))
    assert around.way("X", "Y", WALK) in {"XABDY", "XACDY"}


def test_escalators_carry_one_way() -> None:
    town = square("highway=steps conveying=forward")
    assert [town.way("A", "B", WALK), town.way("B", "A", WALK)] == ["AB", "BDCA"]
