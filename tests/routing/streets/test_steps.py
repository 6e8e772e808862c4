"""Instructions of drawn ways."""

from itertools import pairwise

import numpy as np
import pytest

from maas.model import LatLon, Profile
from routing.streets.steps import direction, turned_deg
from tests.streetmaps import StreetMap, Town

WALK, BIKE, CAR = Profile.WALK, Profile.BIKE, Profile.CAR


def town(drawing: str, *ways: str) -> Town:
    """A map of ways "ABC highway=… name=…"; all are residential streets unless they say."""
    named = dict(way.split(" ", 1) for way in ways)
    return Town(
        StreetMap(
            drawing,
            {k: v if "highway=" in v else f"highway=residential {v}" for k, v in named.items()},
        )
    )


@pytest.mark.parametrize(
    ("degrees", "name"),
    [
        (0, "CONTINUE"), (-19, "CONTINUE"), (30, "SLIGHTLY_RIGHT"), (-30, "SLIGHTLY_LEFT"),
        (90, "RIGHT"), (-90, "LEFT"), (150, "HARD_RIGHT"), (-180, "HARD_LEFT"),
    ],
)  # fmt: skip
def test_turns_have_names(degrees: float, name: str) -> None:
    assert direction(degrees) == name


def test_turns_are_measured_to_the_right() -> None:
    north = np.array([[0.0, 0.0], [0.001, 0.0]])
    east = np.array([[0.001, 0.0], [0.001, 0.001]])
    assert turned_deg(north, east) == pytest.approx(90, abs=0.1)
    assert turned_deg(east[::-1], north[::-1]) == pytest.approx(-90, abs=0.1)


GRID = """
A---B---C
    |
    D---E
"""


def test_edges_of_one_name_are_one_step() -> None:
    drawn = town(GRID, "AB name=High+Street", "BC name=High+Street", "BD name=Low", "DE name=Low")
    assert drawn.steps("A", "C", WALK) == ["DEPART High Street"]
    assert drawn.steps("A", "E", WALK) == ["DEPART High Street", "RIGHT Low"]
    assert drawn.steps("E", "C", WALK) == ["DEPART Low", "RIGHT High Street"]


def test_unnamed_paths_have_empty_names_and_each_turn_is_told() -> None:
    drawn = town(
        GRID, "AB highway=footway", "BC highway=footway", "BD highway=path", "DE highway=path"
    )
    assert drawn.steps("A", "C", WALK) == ["DEPART"]
    assert drawn.steps("A", "E", WALK) == ["DEPART", "RIGHT", "LEFT"]


def test_short_unnamed_joints_are_not_told() -> None:
    drawn = town("\nA---B---C\n", "AB name=High", "BC highway=service")
    b = drawn.positions["B"]
    for metres, told in ((5, ["DEPART High"]), (50, ["DEPART High", "CONTINUE"])):
        goal = LatLon(b.lat, b.lon + metres / 111_195)
        path = drawn.path(drawn.positions["A"], goal, WALK)
        assert path is not None
        assert [" ".join(filter(None, (s.relative, s.street))) for s in path.steps] == told


def test_stairs_are_told() -> None:
    drawn = town("\nA---B---C---D\n", "AB name=Up", "BC highway=steps", "CD name=Up")
    assert drawn.steps("A", "D", WALK) == ["DEPART Up", "STAIRS", "CONTINUE Up"]


def test_roads_without_name_go_by_their_number() -> None:
    drawn = town("\nA---B---C\n", "AB highway=primary ref=N+1", "BC highway=service ref=x")
    assert drawn.steps("A", "C", CAR) == ["DEPART N 1", "CONTINUE"]


ROUNDABOUT = """
        N
        |
        B
      /   \\
 W--C       A--E
      \\   /
        D
        |
        S
"""


@pytest.mark.parametrize(("goal", "exit"), [("E", "1"), ("N", "2"), ("W", "3")])
def test_exits_of_roundabouts_are_counted(goal: str, exit: str) -> None:
    ring = "highway=primary junction=roundabout"
    arms = ("NB name=N", "WC name=W", "AE name=E", "DS name=S")
    drawn = town(ROUNDABOUT, f"ABCDA {ring}", *arms)
    steps = drawn.steps("S", goal, CAR)
    assert steps[:2] == ["DEPART S", f"CIRCLE_COUNTERCLOCKWISE {exit}"]
    assert steps[2].endswith(goal)
    left_hand = town(ROUNDABOUT, f"ADCBA {ring}", *arms)
    assert left_hand.steps("S", goal, CAR)[1].startswith("CIRCLE_CLOCKWISE")


def test_turning_back_is_told() -> None:
    drawn = town(GRID, "AB name=A", "BC name=C", "BD name=D", "DE oneway=no")
    between = LatLon(drawn.positions["B"].lat, drawn.positions["B"].lon + 2e-4)
    assert drawn.path("A", between, CAR) is not None


def test_geometry_and_distance_begin_and_end_at_the_true_positions() -> None:
    drawn = town(GRID, "ABC name=High", "BDE name=Low")
    a, e = drawn.positions["A"], drawn.positions["E"]
    origin, goal = LatLon(a.lat + 1e-4, a.lon + 3e-4), LatLon(e.lat - 1e-4, e.lon)
    path = drawn.path(origin, goal, WALK)
    assert path is not None
    assert path.geometry[0].tolist() == [origin.lat, origin.lon]
    assert path.geometry[-1].tolist() == [goal.lat, goal.lon]
    points = [LatLon(*point) for point in path.geometry.tolist()]
    assert path.distance_m == pytest.approx(
        sum(a.distance_m(b) for a, b in pairwise(points)), rel=1e-4
    )
    assert sum(step.distance_m for step in path.steps) == pytest.approx(path.distance_m)
    assert [(step.first, step.last) for step in path.steps] == [(0, 2), (2, len(points) - 1)]
    assert path.seconds == pytest.approx(path.distance_m / 1.2, abs=1)


def test_both_ends_on_one_edge() -> None:
    drawn = town("\nA---B\n", "AB name=High")
    a = drawn.positions["A"]
    near, far = LatLon(a.lat, a.lon + 2e-4), LatLon(a.lat, a.lon + 7e-4)
    for ends in ((near, far), (far, near)):
        path = drawn.path(*ends, WALK)
        assert path is not None
        assert path.distance_m == pytest.approx(near.distance_m(far), rel=1e-3)
        assert [step.relative for step in path.steps] == ["DEPART"]


def test_on_a_oneway_one_goes_round_to_what_lies_behind() -> None:
    drawn = town(
        GRID.replace("D---E", "D----"), "AB oneway=yes name=High", "BDA name=Round", "BC x=y"
    )
    a = drawn.positions["A"]
    near, far = LatLon(a.lat, a.lon + 2e-4), LatLon(a.lat, a.lon + 7e-4)
    ahead, behind = drawn.path(near, far, CAR), drawn.path(far, near, CAR)
    assert ahead is not None and behind is not None
    assert ahead.distance_m == pytest.approx(near.distance_m(far), rel=1e-3)
    assert behind.distance_m > 300
