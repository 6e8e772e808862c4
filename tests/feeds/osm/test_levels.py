"""Storeys of ways, and what joins them: stairs and elevators, drawn as nodes, ways and areas."""

from collections.abc import Mapping

import numpy as np
import pytest

from feeds.osm.levels import storeys
from maas.model import Profile
from maas.streets import Street
from tests.streetmaps import StreetMap, Town, tags_of

WALK, WHEELCHAIR = Profile.WALK, Profile.WHEELCHAIR
HALL = """
A---B---C---D
"""


@pytest.mark.parametrize(
    ("tags", "begin", "end"),
    [
        ("", 0, 0),
        ("level=2", 2, 2),
        ("level=-1;0", -1, 0),
        ("level=0;-1", 0, -1),
        ("level=0;-1 incline=up", -1, 0),
        ("level=-1;0 incline=down", 0, -1),
        ("level=0,1 incline=-5%", 1, 0),
        ("level=0;1 incline=10%", 0, 1),
        ("level=-2-1", -2, 1),
        ("level=0.5", 0.5, 0.5),
        ("level=0;roof", 0, 0),
        ("level=1 repeat_on=2-3", 1, 3),
        ("level=--1;;-", 0, 0),
    ],
)
def test_storeys_are_read_from_tags(tags: str, begin: float, end: float) -> None:
    found = storeys(tags_of(tags), climbs=True)
    assert (found.begin, found.end) == (begin, end)


def test_a_passage_that_is_repeated_lies_where_it_is_drawn() -> None:
    assert storeys(tags_of("level=1 repeat_on=2;3"), climbs=False).end == 1


def levels_of_steps(ways: Mapping[str, str]) -> list[float]:
    network = StreetMap(HALL, ways).read()[0]
    row = int(np.flatnonzero(network.ways.kind == Street.STEPS)[0])
    return network.ways.level[row].tolist()  # type: ignore[no-any-return]


def test_stairs_stand_on_the_storeys_they_join() -> None:
    below = {"AB": "highway=corridor level=-1", "CD": "highway=footway"}
    assert levels_of_steps({**below, "BC": "highway=steps level=0;-1"}) == [-1, 0]
    assert levels_of_steps({**below, "CB": "highway=steps level=-1;0"}) == [0, -1]
    assert levels_of_steps({**below, "BC": "highway=steps level=0;-1 incline=down"}) == [0, -1]
    assert levels_of_steps({"BC": "highway=steps level=0;-1", "CD": "highway=x"}) == [0, -1]


def test_stairs_without_storeys_join_those_they_meet() -> None:
    ways = {"AB": "highway=corridor level=-1", "CD": "highway=footway", "BC": "highway=steps"}
    assert levels_of_steps(ways) == [-1, 0]
    assert levels_of_steps({**ways, "CBA": "highway=path"}) == [0, 0]  # two storeys at B


def test_steps_of_a_way_tell_the_storeys() -> None:
    ways = {
        "AB": "highway=corridor level=-1",
        "BC": "highway=steps level=0;-1 incline=up",
        "CD": "highway=footway",
    }
    path = Town(StreetMap(HALL, ways)).path("A", "D", WALK)
    assert path is not None
    told = [(step.relative, step.from_level, step.to_level) for step in path.steps]
    assert told == [("DEPART", -1, -1), ("STAIRS", -1, 0), ("CONTINUE", 0, 0)]


STATION = """
A---B---C---D

    E---F
"""
INDOORS = {
    "AB": "highway=footway",
    "BC": "highway=steps level=0;1",
    "CD": "highway=corridor level=1",
    "BE": "highway=footway",
    "FC": "highway=corridor level=1",
}


def test_wheels_take_the_elevator_and_never_stairs() -> None:
    town = Town(StreetMap(STATION, {**INDOORS, "EF": "highway=elevator level=0;1"}))
    assert town.way("A", "D", WALK) == "ABCD"
    assert town.way("A", "D", WHEELCHAIR) == "ABEFCD"
    stairs_alone = Town(StreetMap(STATION, {**INDOORS, "EF": "highway=steps level=0;1"}))
    assert stairs_alone.way("A", "D", WHEELCHAIR) == "-"
    broken = Town(StreetMap(STATION, {**INDOORS, "EF": "highway=elevator wheelchair=no"}))
    assert broken.way("A", "D", WHEELCHAIR) == "-"


def test_an_elevator_drawn_as_an_area_takes_one_ride_from_wall_to_wall() -> None:
    drawing = """
A---B---C---D
    |   |
    E---F---G
"""
    ways = {
        "AB": "highway=footway",
        "CD": "highway=corridor level=1",
        "FG": "highway=corridor level=2",
        "BCFEB": "highway=elevator level=0;1;2",
    }
    town = Town(StreetMap(drawing, ways))
    for end, storey in (("D", 1), ("G", 2)):
        path = town.path("A", end, WHEELCHAIR)
        assert path is not None
        assert [step.relative for step in path.steps] == ["DEPART", "ELEVATOR", "CONTINUE"]
        assert (path.steps[1].from_level, path.steps[1].to_level) == (0, storey)
    assert 60 + 167 <= town.seconds("A", "D", WALK) <= 60 + 167 + 90


def test_ways_one_above_the_other_meet_in_an_elevator_only() -> None:
    """No storeys are tagged: the layer of the bridge tells."""
    ways = {"AB": "highway=footway", "BC": "highway=footway bridge=yes layer=1"}
    town = Town(StreetMap(HALL, ways, {"B": "highway=elevator"}))
    assert town.seconds("A", "C", WALK) == 167 + 60


def test_a_position_on_a_storey_is_joined_to_what_lies_there() -> None:
    drawing = """
A---B---C
"""
    ways = {"AB": "highway=corridor level=-1", "BC": "highway=footway", "CBA": "highway=footway"}
    town = Town(StreetMap(drawing, ways))
    at, row = town.positions["A"], town.network.ways.level
    for level, storeys_met in ((None, {-1, 0}), (0, {-1, 0}), (-1, {-1}), (5, {-1, 0})):
        snap = town.router.snap(at, WALK, 80.0, level)
        assert snap is not None
        assert set(row[town.network.edges.way[snap.edge], 0].tolist()) == storeys_met
