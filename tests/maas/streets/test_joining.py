"""Several street networks as one."""

import pytest

from maas.model import Profile
from maas.streets import join
from routing.streets import StreetRouter, unlinked
from tests.maas.streets.test_assembly import edges
from tests.streetmaps import StreetMap

DRAWING = """
A---B---C---D
    |   |
    E---F
"""
WAYS = dict.fromkeys(["ABCD", "BE", "CF", "EF"], "highway=residential")
LEFT = ("ABCD", "BE")
RIGHT = ("ABCD", "CF", "EF")
TURN = ("BE ABCD", "ignored")


def part(names: tuple[str, ...]) -> StreetMap:
    """A file with some of the ways; all keep the ids they have in the whole map."""
    closed = {name: tags if name in names else "x=y" for name, tags in WAYS.items()}
    restriction = ("EF F CF", "type=restriction restriction=no_left_turn")
    return StreetMap(DRAWING, closed, {"E": "barrier=bollard"}, [restriction])


def test_one_network_is_itself() -> None:
    network = part(LEFT).read()[0]
    assert join([network]) is network


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="no street network"):
        join([])


def test_what_two_files_hold_stands_there_once() -> None:
    whole = part(tuple(WAYS)).read()[0]
    joined = join([part(LEFT).read()[0], part(RIGHT).read()[0]])
    assert edges(joined) == edges(whole) == ["AB", "BC", "BE", "CD", "CF", "EF"]
    assert sorted(joined.ways.id.tolist()) == [1, 2, 3, 4]
    assert joined.restrictions.only.tolist() == [False]
    assert sorted(joined.vertices.blocked.tolist()) == [0, 0, 0, 0, 0, 8]


def test_one_walks_from_file_to_file() -> None:
    joined = join([part(LEFT).read()[0], part(RIGHT).read()[0]])
    router = StreetRouter(joined, unlinked(joined))
    positions = part(LEFT).positions()
    ends = [router.snap(positions[letter], Profile.WALK, 50) for letter in "EF"]
    assert ends[0] is not None and ends[1] is not None
    path = router.route(ends[0], ends[1], Profile.WALK, 900)
    assert path is not None
    assert path.distance_m == pytest.approx(100, abs=0.1)
