"""The national base of carpool places: each column of it, and what may be wrong."""

import pytest

from feeds.bnlc import is_ours, parse
from maas.errors import FeedMalformed
from maas.live import CarpoolPlace
from tests.feeds.bnlc.rows import NEW, file, places, read, row, rules
from tests.shared import shared


def test_a_row_tells_where_people_meet() -> None:
    assert places(row()) == [
        CarpoolPlace(
            id="44109-C-001",
            name="Porte de l'Estuaire",
            lat=47.2345,
            lon=-1.621754,
            kind="Aire de covoiturage",
            capacity=40,
            disabled=2,
            max_stay_s=86_400,
            opening_hours="24/7",
            address="Route de Vannes, Nantes",
            is_lit=False,
        )
    ]
    assert not rules(row())


def test_what_is_blank_is_not_said() -> None:
    blank = dict.fromkeys(("nbre_pl", "nbre_pmr", "duree", "lumiere", "ad_lieu", "horaires"), "")
    (found,) = places(row(**blank))
    assert (found.capacity, found.disabled, found.max_stay_s, found.is_lit) == (None,) * 4
    assert (found.address, found.opening_hours) == ("Nantes", "")
    assert places(row(duree="0"))[0].max_stay_s is None


def test_closed_places_are_kept() -> None:
    assert [each.is_open for each in places(row(ouvert="false"), row(id_lieu="2"))] == [False, True]
    assert rules(row(ouvert="FAUX")) == {"closed_place": 1}


def test_a_town_named_in_the_address_is_not_told_twice() -> None:
    told = row(ad_lieu="3 rue de Nantes, NANTES")
    assert places(told)[0].address == "3 rue de Nantes, NANTES"


def test_files_of_producers_have_ids_of_their_own() -> None:
    content = file(row(), head=NEW)
    assert [each.id for each in parse(content).records if isinstance(each, CarpoolPlace)] == [
        "NM-1"
    ]
    assert is_ours(content)


def test_semicolons_and_other_encodings_are_read_too() -> None:
    assert parse(file(row(), delimiter=";")).records == read(row()).records
    latin = file(row(nom_lieu="Forêt")).decode().encode("latin-1")
    (found,) = parse(latin).records
    assert isinstance(found, CarpoolPlace)
    assert found.name == "Forêt"
    assert [each.rule for each in parse(latin).rejections] == ["unknown_encoding"]


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"id_lieu": "", "id_local": ""}, "missing_id"),
        ({"Xlong": "0", "Ylat": "0"}, "invalid_position"),
        ({"Ylat": "nord"}, "invalid_position"),
        ({"Xlong": "", "Ylat": ""}, "missing_position"),
        ({"Xlong": "47.2345", "Ylat": "-1.6217"}, "swapped_position"),
        ({"nbre_pl": "beaucoup"}, "invalid_number"),
        ({"nbre_pmr": "-2"}, "negative_count"),
        ({"lumiere": "parfois"}, "invalid_flag"),
    ],
)
def test_what_is_wrong_costs_itself_and_is_told(told: dict[str, str], rule: str) -> None:
    rows = (row(**told), row(id_lieu="44109-C-002"))
    assert rules(*rows) == {rule: 1}
    assert places(*rows)[-1].id == "44109-C-002"


def test_the_first_of_an_id_counts_and_islands_stay_where_they_are() -> None:
    again, reunion = row(nom_lieu="Again"), row(id_lieu="97404-C-001", Xlong="55.33", Ylat="-21.26")
    found = places(row(), again, reunion, row(id_lieu="3", Xlong="47.23", Ylat="-1.62"))
    assert [each.name for each in found] == ["Porte de l'Estuaire"] * 3
    assert [(each.lat, each.lon) for each in found[1:]] == [(-21.26, 55.33), (47.23, -1.62)]


@pytest.mark.parametrize("content", [b"", b"nom_lieu\nA", b"<html>", b"id;nom\n1;2\n"])
def test_anything_else_is_refused(content: bytes) -> None:
    assert not is_ours(content)
    with pytest.raises(FeedMalformed):
        parse(content)


@pytest.mark.real
def test_no_place_of_the_real_base_is_lost() -> None:
    parsed = parse(shared("data", "carpool", "bnlc.csv").read_bytes())
    found = [each for each in parsed.records if isinstance(each, CarpoolPlace)]
    assert len(found) == 2473
    assert sum(not each.is_open for each in found) == 11
    assert {each.rule: each.count for each in parsed.rejections} == {"closed_place": 11}
