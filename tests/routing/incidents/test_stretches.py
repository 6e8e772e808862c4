"""Streets that are told by their names: which edges are meant, and what is refused as unclear."""

import numpy as np
import pytest

from maas.errors import BadQuery
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.incidents.matcher import Matcher, profile_bits
from routing.incidents.stretches import Stretch, find_stretch
from tests.streetmaps import StreetMap

TOWN = """
A-----B-----C-----D                        P---Q
|     |     |     |
E-----F-----G-----H
|     |     |     |
I-----J-----K-----L
"""
WAYS = {
    "ABCD": "highway=residential name=Rua+do+Norte",
    "EFGH": "highway=primary name=Avenida+da+Liberdade oneway=yes",
    "LKJI": "highway=primary name=Avenida+Nova oneway=yes",
    "AEI": "highway=residential name=Rua+Um",
    "BFJ": "highway=residential name=Rua+Dois",
    "CGK": "highway=residential name=Rua+Três",
    "DHL": "highway=footway name=Escadas",
    "PQ": "highway=residential name=Rua+do+Norte",
}
MAP = StreetMap(TOWN, WAYS)
AT = MAP.positions()
CAR = profile_bits(frozenset({Profile.CAR}))
WALK = profile_bits(frozenset({Profile.WALK}))


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.of(MAP.read()[0])


def near(letter: str, north_m: float = 0.0) -> LatLon:
    at = AT[letter]
    return LatLon(at.lat + north_m / 111_195, at.lon)


def letters(network: StreetNetwork, directed: np.ndarray) -> list[str]:  # type: ignore[type-arg]
    """Each directed edge by its ends."""
    names = {(round(at.lat * 1e7), round(at.lon * 1e7)): letter for letter, at in AT.items()}
    of = network.vertices
    found = []
    for each in directed.tolist():
        tail, head = network.edges.tail[each >> 1], network.edges.head[each >> 1]
        ends = [names[int(of.lat_e7[v]), int(of.lon_e7[v])] for v in (tail, head)]
        found.append("".join(ends[::-1] if each & 1 else ends))
    return sorted(found)


def found(matcher: Matcher, bits: int = CAR, **told: object) -> list[str]:
    return letters(matcher.network, find_stretch(matcher, Stretch(**told), bits))  # type: ignore[arg-type]


def refused(matcher: Matcher, bits: int = CAR, **told: object) -> str:
    with pytest.raises(BadQuery) as caught:
        found(matcher, bits, **told)
    return caught.value.parameter


def test_a_street_is_all_of_it_in_the_directions_one_may_go(matcher: Matcher) -> None:
    assert found(matcher, street="avenida da liberdade") == ["EF", "FG", "GH"]
    assert found(matcher, street="R. Um") == ["AE", "EA", "EI", "IE"]


def test_of_several_streets_of_a_name_one_is_to_be_meant(matcher: Matcher) -> None:
    assert refused(matcher, street="Rua do Norte") == "street"
    assert found(matcher, street="Rua do Norte", near=near("P")) == ["PQ", "QP"]
    here = found(matcher, street="Rua do Norte", from_street="Rua Um", to_street="Rua Dois")
    assert here == ["AB", "BA"]


def test_a_stretch_goes_from_one_cross_street_to_the_other(matcher: Matcher) -> None:
    between = {"from_street": "Rua Dois", "to_street": "Rua Três"}
    assert found(matcher, street="Rua do Norte", **between) == ["BC", "CB"]
    assert found(matcher, street="Rua do Norte", is_one_way=True, **between) == ["BC"]
    assert found(matcher, street="Avenida da Liberdade", **between) == ["FG"]
    assert found(matcher, street="Avenida Nova", **between) == ["KJ"]


def test_cross_streets_side_by_side_are_told_apart() -> None:
    """25 m apart: where they touch the street counts, not what is near."""
    drawn = StreetMap(
        """
        E F
        | |
    A---B-C---D
        """,
        {
            "ABCD": "highway=residential name=Long",
            "BE": "highway=residential name=One",
            "CF": "highway=residential name=Two",
        },
    )
    matcher = Matcher.of(drawn.read()[0])
    told = Stretch("Long", from_street="One", to_street="Two")
    assert (
        matcher.lanes.length_m[find_stretch(matcher, told, CAR) >> 1].round().tolist() == [50] * 2
    )


def test_near_a_place_it_is_the_piece_between_two_crossings(matcher: Matcher) -> None:
    half = LatLon(AT["B"].lat, (AT["B"].lon + AT["C"].lon) / 2)
    assert found(matcher, at=half) == ["BC", "CB"]
    assert found(matcher, at=half, street="Rua do Norte") == ["BC", "CB"]
    assert refused(matcher, at=half, street="Rua Um") == "near"
    assert found(matcher, WALK, at=LatLon((AT["D"].lat + AT["H"].lat) / 2, AT["D"].lon)) == [
        "DH",
        "HD",
    ]


@pytest.mark.parametrize(
    ("told", "parameter"),
    [
        ({}, "line"),
        ({"at": LatLon(0.5, 0.5)}, "near"),
        ({"street": "Rua Nenhuma"}, "street"),
        ({"street": "Escadas"}, "street"),
        ({"street": "Rua Um", "from_street": "Rua do Norte"}, "to"),
        ({"street": "Rua Um", "to_street": "Rua do Norte"}, "from"),
        ({"street": "Rua Um", "from_street": "Rua Nenhuma", "to_street": "Avenida Nova"}, "from"),
        ({"street": "Rua Um", "from_street": "Rua Dois", "to_street": "Avenida Nova"}, "from"),
        ({"street": "Rua Um", "is_one_way": True}, "direction"),
        (
            {
                "street": "Avenida Nova",
                "from_street": "Rua Um",
                "to_street": "Rua Dois",
                "is_one_way": True,
            },
            "to",
        ),
    ],
)
def test_what_is_not_clear_is_named(
    matcher: Matcher, told: dict[str, object], parameter: str
) -> None:
    assert refused(matcher, **told) == parameter


def test_who_walks_is_led_over_steps(matcher: Matcher) -> None:
    assert found(matcher, WALK, street="Escadas") == ["DH", "HD", "HL", "LH"]


TWIN = """
A-----B-----C

D-----E-----F
"""


def test_both_carriageways_are_one_street() -> None:
    """100 m apart they are two; a street whose parts are nearer is one."""
    ways = {"ABC": "highway=primary name=Via+Norte oneway=yes"}
    far = Matcher.of(StreetMap(TWIN.replace("\n\n", "\n"), {**ways, "FED": ways["ABC"]}).read()[0])
    with pytest.raises(BadQuery):
        find_stretch(far, Stretch("Via Norte"), CAR)
    cut = Matcher.of(
        StreetMap(
            "A---B-C---D", {"AB": "highway=primary name=Via", "CD": "highway=primary name=Via"}
        ).read()[0]
    )
    assert find_stretch(cut, Stretch("Via"), CAR).size == 4
