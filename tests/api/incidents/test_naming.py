"""Streets that staff name instead of drawing them, on a map drawn as text."""

from dataclasses import replace
from typing import Any

import pytest

from api.incidents.staff.here import Here
from api.incidents.staff.render import body_of
from api.served import Served
from maas.errors import BadQuery
from maas.live import Incident
from maas.live.incidents import Direction
from maas.model import LatLon
from routing.places.match import PlaceQuery
from routing.streets import StreetRouter, unlinked
from tests.api.world import FakePlanner, holder, match_of
from tests.itineraries import ALIADOS, NINE
from tests.streetmaps import StreetMap

TOWN = """
A-----B-----C                              P---Q
|     |     |
E-----F-----G
|     |     |
I-----J-----K
"""
WAYS = {
    "ABC": "highway=residential name=Rua+do+Norte",
    "EFG": "highway=primary name=Avenida oneway=yes",
    "KJI": "highway=primary name=Avenida oneway=yes",
    "AEI": "highway=residential name=Rua+Um",
    "CGK": "highway=residential name=Rua+Dois",
    "FJ": "highway=primary name=Avenida",
    "BF": "highway=footway name=Escadas",
    "PQ": "highway=residential name=Rua+do+Norte",
}
MAP = StreetMap(TOWN, WAYS, north_west=LatLon(41.15, -8.61))
AT = MAP.positions()


@pytest.fixture(scope="module")
def served() -> Served:
    network, _ = MAP.read()
    return holder(FakePlanner(streets=StreetRouter(network, unlinked(network)))).current


def read(served: Served, **members: Any) -> tuple[Incident, ...]:
    return Here.of(served, NINE).read({"kind": "CLOSURE", **members}, "a").incidents


def letters(incident: Incident) -> str:
    names = {(round(at.lat, 6), round(at.lon, 6)): letter for letter, at in AT.items()}
    return "".join(names[round(lat, 6), round(lon, 6)] for lat, lon in incident.line)


def test_a_street_between_cross_streets_becomes_its_line(served: Served) -> None:
    told = {"street": "Rua do Norte", "from": "Rua Um", "to": "Rua Dois"}
    [both] = read(served, **told)
    assert (letters(both), both.direction) in [("ABC", Direction.BOTH), ("CBA", Direction.BOTH)]
    [one] = read(served, **told, direction="ONE")
    assert (letters(one), one.direction, one.street) == ("ABC", Direction.ONE, "Rua do Norte")


def test_what_falls_apart_becomes_parts_that_may_be_sent_again(served: Served) -> None:
    found = read(served, street="avenida")
    told = {(letters(each), each.direction.value) for each in found}
    assert {way for way, direction in told if direction == "ONE"} == {"EFG", "KJI"}
    assert {each.part_of for each in found[1:]} == {"a"}
    body = body_of(found)
    assert len(body.lines) == 3 and body.direction == "BOTH"


def test_who_is_concerned_decides_which_streets_there_are(served: Served) -> None:
    with pytest.raises(BadQuery) as caught:
        read(served, street="Escadas")
    assert caught.value.parameter == "street"
    [steps] = read(served, street="Escadas", concerns=["WALK"])
    assert set(letters(steps)) == {"B", "F"}
    assert read(served, street="Rua Um", concerns=["BUS"])


def test_a_town_tells_streets_of_one_name_apart(served: Served) -> None:
    with pytest.raises(BadQuery):
        read(served, street="Rua do Norte")

    class Geocoder(FakePlanner):
        def find(self, query: PlaceQuery) -> Any:
            assert query.text == "Rua do Norte, Aldeia"
            return (match_of(replace(ALIADOS, at=AT["P"])),)

    there = replace(served, geocoder=Geocoder())
    [found] = read(there, street="Rua do Norte", town="Aldeia")
    assert set(letters(found)) == {"P", "Q"}


def test_who_mistypes_a_name_is_told_which_there_are(served: Served) -> None:
    class Geocoder(FakePlanner):
        def find(self, query: PlaceQuery) -> Any:
            names = ("Rua do Norte", "Rua do Norte 7", "Rua Um")
            return tuple(match_of(replace(ALIADOS, name=name)) for name in names)

    with pytest.raises(BadQuery) as caught:
        read(replace(served, geocoder=Geocoder()), street="Rua da Norte e Sul")
    assert str(caught.value).endswith("is the name of no street here; perhaps Rua do Norte, Rua Um")


def test_near_a_place_no_name_is_needed(served: Served) -> None:
    at = (AT["A"].lat + AT["E"].lat) / 2
    for street in ("", "Rua Um"):  # the page sends the name of what was clicked at
        [found] = read(served, near=[at, AT["A"].lon], street=street)
        assert set(letters(found)) == {"A", "E"}


def test_without_streets_a_line_is_needed() -> None:
    with pytest.raises(BadQuery) as caught:
        read(holder(FakePlanner()).current, street="Rua Um")
    assert caught.value.parameter == "line"
