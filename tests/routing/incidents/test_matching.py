"""Lines, points and areas, and the directed edges they are found to lie on."""

import numpy as np
import pytest

from maas.live.incidents import Direction, Incident, IncidentKind, Traveller
from maas.model import LatLon
from maas.streets import StreetNetwork
from routing.incidents.matching import ENOUGH, Match, Matcher, match
from tests.streetmaps import StreetMap

TOWN = """
M---A-----------B---N
    |           |
    C-----------D
    |           |
    E-----------F
"""
WAYS = {
    "MABN": "highway=primary name=Rua+do+Norte",
    "CD": "highway=residential name=Rua+de+Santa+Catarina",
    "EF": "highway=residential oneway=yes name=Rua+do+Sul",
    "ACE": "highway=residential name=Travessa",
    "BDF": "highway=footway name=Escadas",
}
MAP = StreetMap(TOWN, WAYS)
AT = MAP.positions()
CAR, BIKE, WALK = Traveller.CAR, Traveller.BIKE, Traveller.WALK


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """The town."""
    return Matcher.of(MAP.read()[0])


def off(letter: str, north_m: float = 0.0, east_m: float = 0.0) -> tuple[float, float]:
    """A place so far from a letter."""
    at: LatLon = AT[letter]
    return at.lat + north_m / 111_195, at.lon + east_m / 111_195


def told(
    *line: tuple[float, float],
    direction: Direction = Direction.ONE,
    street: str = "",
    concerns: tuple[Traveller, ...] = (),
) -> Incident:
    """A closure along a line."""
    return Incident(
        "1",
        IncidentKind.CLOSURE,
        line=line,
        direction=direction,
        street=street,
        concerns=concerns,
    )


def letters(network: StreetNetwork, found: Match) -> list[str]:
    """The directed edges as pairs of letters."""
    ids = network.vertices.id
    edges = network.edges
    pairs = (
        (edges.tail[d >> 1], edges.head[d >> 1])
        if d % 2 == 0
        else (edges.head[d >> 1], edges.tail[d >> 1])
        for d in found.directed.tolist()
    )
    return sorted(chr(ids[a]) + chr(ids[b]) for a, b in pairs)


def where(matcher: Matcher, incident: Incident) -> str:
    """The directed edges found, as text."""
    return " ".join(letters(matcher.network, match(matcher, incident)))


def test_a_line_concerns_the_direction_in_which_it_is_drawn(matcher: Matcher) -> None:
    assert where(matcher, told(off("C"), off("D"))) == "CD"
    assert where(matcher, told(off("D"), off("C"))) == "DC"
    assert where(matcher, told(off("C"), off("D"), direction=Direction.BOTH)) == "CD DC"
    assert where(matcher, told(off("C"), off("D"), direction=Direction.UNKNOWN)) == "CD DC"


def test_nobody_is_closed_out_of_a_direction_that_nobody_may_drive(matcher: Matcher) -> None:
    assert where(matcher, told(off("E"), off("F"), direction=Direction.BOTH)) == "EF"
    assert where(matcher, told(off("F"), off("E"))) == ""


def test_who_may_go_against_the_cars_is_closed_out_of_that_direction_too(matcher: Matcher) -> None:
    both = Direction.BOTH
    assert where(matcher, told(off("E"), off("F"), direction=both, concerns=(CAR, WALK))) == "EF FE"
    assert where(matcher, told(off("E"), off("F"), concerns=(CAR, WALK))) == "EF"


def test_a_line_that_ends_off_the_street_concerns_both_directions_or_none(matcher: Matcher) -> None:
    line = off("C"), off("D", 0, -60), off("D", 18, -62)
    assert where(matcher, told(*line, direction=Direction.BOTH)) == "CD DC"
    assert where(matcher, told(*line[::-1], direction=Direction.BOTH)) == "CD DC"


def test_lines_beside_the_street_are_found_and_the_nearest_street_is_taken(
    matcher: Matcher,
) -> None:
    assert where(matcher, told(off("C", 8), off("D", 12))) == "CD"
    assert match(matcher, told(off("C", 8), off("D", 12))).quality > 0.7
    assert where(matcher, told(off("C", 50), off("D", 50))) == ""


def test_a_line_goes_around_corners(matcher: Matcher) -> None:
    assert where(matcher, told(off("M"), off("A", 3, -3), off("C", 2, 5), off("D"))) == "AC CD MA"


def test_only_a_part_of_an_edge_is_taken_up(matcher: Matcher) -> None:
    found = match(matcher, told(off("C", 0, 75), off("C", 0, 225)))
    assert found.share == pytest.approx([0.5], abs=0.02)
    found = match(matcher, told(off("C", 3, -6), off("D", 0, 8)))
    assert letters(matcher.network, found) == ["CD"]  # not the corner that it touches


def test_names_tell_apart_what_lies_beside_each_other(matcher: Matcher) -> None:
    line = off("A", -45, 10), off("B", -45, -10)
    assert where(matcher, told(*line)) == ""
    named = match(matcher, told(off("C", 10), off("D", 10), street="R. Sta. Catarina"))
    other = match(matcher, told(off("C", 10), off("D", 10), street="Rua do Norte"))
    assert named.quality > other.quality


def test_who_is_concerned_decides_which_streets_it_may_be(matcher: Matcher) -> None:
    line = off("B"), off("D")
    assert where(matcher, told(*line)) == ""
    assert where(matcher, told(*line, concerns=(WALK,))) == "BD DB"  # on foot, both ways
    ahead = off("C"), off("D")
    assert where(matcher, told(*ahead, concerns=(Traveller.BUS,))) == "CD"  # where cars go


def test_points_lie_on_the_street_of_their_name_or_on_the_only_one(matcher: Matcher) -> None:
    middle = off("C", 5, 150)
    found = match(matcher, told(middle))
    assert letters(matcher.network, found) == ["CD", "DC"]
    assert ENOUGH <= found.quality < 0.6
    assert match(matcher, told(middle, street="R. Santa Catarina")).quality == 0.7
    assert where(matcher, told(off("C", 5, 5))) == ""
    assert where(matcher, told(off("C", 5, 5), street="Travessa")) == "AC CA"
    assert where(matcher, told(off("M", 500))) == ""


def test_areas_hold_what_lies_inside(matcher: Matcher) -> None:
    ring = off("C", 30, -30), off("D", 30, 30), off("F", -30, 30), off("E", -30, -30)
    area = Incident("1", IncidentKind.CLOSURE, area=ring)
    found = match(matcher, area)
    assert letters(matcher.network, found) == ["AC", "CA", "CD", "CE", "DC", "EC", "EF"]
    assert found.quality == 1.0
    share = dict(zip(found.directed.tolist(), found.share.tolist(), strict=True))
    assert sorted(set(np.round(list(share.values()), 1))) == [0.2, 1.0]  # 20 of 100 m


def test_what_has_no_place_is_nowhere(matcher: Matcher) -> None:
    assert match(matcher, told()).quality == 0.0
    assert match(matcher, told(off("C"), off("C"))).quality == 0.0


ONE_WAY = """
AR
||
BS
"""


@pytest.mark.parametrize(
    ("beside", "found"), [("Rua+A", ["AB", "SR"]), ("Rua+B", ["AB"]), ("", ["AB"])]
)
def test_the_other_direction_is_the_other_carriageway_and_not_another_street(
    beside: str, found: list[str]
) -> None:
    one_way = "highway=residential oneway=yes name="
    drawn = StreetMap(ONE_WAY, {"AB": f"{one_way}Rua+A", "SR": f"{one_way}{beside}"})
    at, matcher = drawn.positions(), Matcher.of(drawn.read()[0])
    line = tuple((at[letter].lat, at[letter].lon + 5 / 111_195) for letter in "AB")
    both = told(*line, direction=Direction.BOTH)
    assert letters(matcher.network, match(matcher, both)) == found


BRIDGE = """
A
|
BR
||
CS
|
D
"""


def crossed(pavement: str, concerns: tuple[Traveller, ...]) -> list[str]:
    """What is closed of a bridge, closed along a line between its road and what runs beside."""
    drawn = StreetMap(
        BRIDGE,
        {
            "ABR": "highway=primary",
            "BC": "highway=primary bridge=yes layer=1",
            "DCS": "highway=primary",
            "RS": pavement,
        },
    )
    at, matcher = drawn.positions(), Matcher.of(drawn.read()[0])
    line = tuple((at[letter].lat, at[letter].lon + 12 / 111_195) for letter in "BC")
    closure = told(*line, direction=Direction.BOTH, concerns=concerns)
    return letters(matcher.network, match(matcher, closure))


def test_bridges_are_closed_with_their_pavements_and_not_with_what_leads_below() -> None:
    pavement = "highway=footway bridge=yes layer=1"
    assert crossed(pavement, (CAR, BIKE, WALK)) == ["BC", "CB", "RS", "SR"]
    assert crossed("highway=footway", (CAR, BIKE, WALK)) == ["BC", "CB"]
    assert crossed(pavement, ()) == ["BC", "CB"]
