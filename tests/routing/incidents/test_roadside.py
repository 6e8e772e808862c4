"""The street that somebody stands at, and how little it tells of where."""

import pytest

from maas.model import LatLon
from routing.incidents.roadside import DECIMALS, roadside, square
from tests.streetmaps import COLUMN_DEG, StreetMap, Town

TOWN = Town(
    StreetMap(
        """
A-------------------------------B
|
C-------------------------------D
""".strip("\n"),
        {
            "AB": "highway=residential name=Rua+Norte",
            "AC": "highway=residential",
            "CD": "highway=footway name=Passeio",
        },
        north_west=LatLon(41.15, -8.61),
    )
)
METRE = 1 / 111_195


def beside(letter: str, east_m: float = 0.0, north_m: float = 0.0) -> LatLon:
    at = TOWN.positions[letter]
    return LatLon(at.lat + north_m * METRE, at.lon + east_m * METRE)


def test_it_is_on_the_street_of_its_name() -> None:
    found = roadside(TOWN.router, beside("A", 200, -8))
    assert found.street == "Rua Norte"
    assert found.at.lat == pytest.approx(TOWN.positions["A"].lat, abs=2e-5)
    assert found.at.distance_m(beside("A", 200)) < 100


def test_all_in_one_square_and_street_are_told_to_be_at_one_point() -> None:
    places = [beside("A", east_m, north_m) for east_m in range(150, 260, 5) for north_m in (-9, 9)]
    told = {(square(at), roadside(TOWN.router, at).at) for at in places}
    assert len(told) == len({at for at, _ in told}) > 1


def test_of_a_road_is_spoken_though_a_footway_be_nearer() -> None:
    assert roadside(TOWN.router, beside("C", 20, 2)).street == ""
    assert roadside(TOWN.router, beside("C", 300, 2)).street == "Passeio"


@pytest.mark.parametrize("streets", [TOWN.router, None])
def test_off_the_streets_the_middle_of_the_square_is_told(streets: object) -> None:
    at = LatLon(41.16049, -8.59951)
    found = roadside(streets, at)  # type: ignore[arg-type]
    assert (found.at, found.street) == (LatLon(41.16, -8.6), "")
    assert square(at) == LatLon(round(41.16049, DECIMALS), round(-8.59951, DECIMALS))


def test_columns_are_as_far_apart_as_they_are_drawn() -> None:
    assert TOWN.positions["B"].lon - TOWN.positions["A"].lon == pytest.approx(32 * COLUMN_DEG)
