"""What OSM files name: points of interest, addresses, areas, numbers between two known ones."""

from pathlib import Path

import pytest

from feeds.osm.naming import category_of, names_of
from feeds.osm.places import read
from maas.errors import FeedMalformed
from maas.places import Element, Places
from tests.shared import shared
from tests.streetmaps import StreetMap

SQUARE = "\nA---B\n|   |\n|   |\n|   |\nD---C\n  E\n"


def read_map(folder: Path, drawn: StreetMap) -> Places:
    path = folder / "map.osm"
    path.write_text(drawn.xml())
    return read(path)


def test_a_node_with_a_name_and_an_address(tmp_path: Path) -> None:
    tags = "amenity=cafe name=Chez+Zoé name:en=Zoe's addr:street=Main+Street addr:housenumber=7"
    places = read_map(tmp_path, StreetMap("\nA---B\n", {}, nodes={"A": tags}))
    named = places.named
    assert list(named.names.text) == ["Chez Zoé", "Zoe's"]
    assert list(named.names.language) == ["", "en"]
    assert (named.key[0], named.category[0], named.element[0]) == ("amenity", "cafe", Element.NODE)
    row = int(named.address[0])
    assert (places.addresses.street[row], places.addresses.number[row]) == ("Main Street", "7")


def test_a_building_lies_in_its_middle(tmp_path: Path) -> None:
    ways = {"ABCDA": "building=yes name=Town+Hall addr:street=Square addr:housenumber=1"}
    drawn = StreetMap(SQUARE, ways)
    places = read_map(tmp_path, drawn)
    at, a, c = places.named, drawn.positions()["A"], drawn.positions()["C"]
    assert (at.id[0], at.element[0], at.category[0]) == (1, Element.WAY, "building")
    assert at.lat_e7[0] * 1e-7 == pytest.approx((a.lat + c.lat) / 2, abs=1e-7)
    assert at.lon_e7[0] * 1e-7 == pytest.approx((a.lon + c.lon) / 2, abs=1e-7)


def test_borders_and_settlements_are_areas(tmp_path: Path) -> None:
    ways = {"ABCDA": "boundary=administrative admin_level=8 name=Town"}
    nodes = {"E": "place=hamlet name=Outskirts"}
    areas = read_map(tmp_path, StreetMap(SQUARE, ways, nodes=nodes)).areas
    found = dict(zip(areas.names.text, zip(areas.level, areas.reach_m, strict=True), strict=True))
    assert found == {"Town": (8, 0.0), "Outskirts": (9, 1000.0)}


def test_numbers_between_two_known_ones(tmp_path: Path) -> None:
    house = "addr:street=Main+Street addr:housenumber="
    drawn = StreetMap(
        "\nA-------B\n",
        {"AB": "addr:interpolation=even"},
        nodes={"A": f"{house}2", "B": f"{house}10"},
    )
    addresses = read_map(tmp_path, drawn).addresses
    east = dict(zip(addresses.number, addresses.lon_e7.tolist(), strict=True))
    assert sorted(east, key=int) == ["2", "4", "6", "8", "10"]
    assert east["6"] == pytest.approx((east["2"] + east["10"]) / 2, abs=1)


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ({"shop": "bakery;cafe"}, ("shop", "bakery")),
        ({"building": "yes"}, ("building", "building")),
        ({"shop": "no", "amenity": "bench"}, None),
        ({"railway": "rail"}, None),
        ({"place": "state"}, None),
        ({"landuse": "residential", "leisure": "park"}, ("leisure", "park")),
    ],
)
def test_what_one_goes_to(tags: dict[str, str], category: tuple[str, str] | None) -> None:
    assert category_of(tags) == category


def test_names_in_the_order_they_are_known_by() -> None:
    tags = {"name": "Sé", "name:fr": "La Sé", "alt_name": "A;Sé", "name:left": "X", "ref": "1"}
    assert names_of(tags) == [("Sé", ""), ("A", ""), ("La Sé", "fr")]


def test_garbage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.osm"
    path.write_text("<osm")
    with pytest.raises(FeedMalformed, match=r"map\.osm"):
        read(path)


@pytest.mark.real
def test_oaxaca_has_addresses_places_and_municipalities() -> None:
    places = read(shared("data", "oaxaca", "oaxaca.osm.pbf"))
    assert places.addresses.id.size > 6000
    assert places.named.id.size > 8000
    assert "Oaxaca de Juárez" in list(places.areas.names.text)
