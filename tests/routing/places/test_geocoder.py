"""Places by name: what people type, and what they mean."""

import pytest

from maas.model import Box, LatLon, Mode
from routing.graph import Graph
from routing.places.geocoder import Geocoder
from routing.places.match import MatchType, PlaceQuery
from tests.routing.places.town import MAP, find, first, town

FLORES, BOAVISTA = "Rua das Flores", "Avenida da Boavista"
ALMEIDA = "Rua do Dr. António José de Almeida"
HOSPITAL = "Hospital de Santo António"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rua das flores", FLORES),
        ("RUA DAS FLORES", FLORES),
        ("flores", FLORES),
        ("flo", FLORES),
        ("rua das fl", FLORES),
        ("rua das flroes", FLORES),
        ("rua das lores", FLORES),
        ("flores rua", FLORES),
        ("r. flores", FLORES),
        ("av boavista", BOAVISTA),
        ("avda. boavista", BOAVISTA),
        ("boavista avenue", BOAVISTA),
        ("dr antonio jose almeida", ALMEIDA),
        ("doutor antónio josé de almeida", ALMEIDA),
        ("almeida antonio", ALMEIDA),
        ("25 abril", "Rua 25 de Abril"),
        ("tv s joao", "Travessa de São João"),
        ("marques pombal", "Praça do Marquês de Pombal"),
        ("hospital sto antonio", HOSPITAL),
        ("saint anthony", HOSPITAL),
        ("trindade", "Trindade"),
        ("trind", "Trindade"),
        ("campo 24 agosto", "Campo 24 de Agosto"),
        ("TRD", "Trindade"),
        ("museu vinho", "Museu do Vinho"),
        ("ruadas flores", FLORES),
        ("marquespombal", "Praça do Marquês de Pombal"),
        ("flores vila alta", FLORES),
        ("xyzzy", "-"),
        ("", "-"),
        (" ?! ", "-"),
    ],
)
def test_what_is_typed_is_found(typed: str, meant: str) -> None:
    assert first(typed) == meant


@pytest.mark.parametrize(
    "typed", ["rua das flores 12", "12 rua das flores", "12, R. Flores", "flores 12"]
)
def test_a_house_is_found_in_either_order(typed: str) -> None:
    match = find(typed)[0]
    assert (match.type, match.name) == (MatchType.ADDRESS, "Rua das Flores 12")
    assert (match.street, match.house_number, match.id) == (FLORES, "12", f"node/{ord('A')}")
    assert match.at.distance_m(MAP.positions()["A"]) < 0.1


@pytest.mark.parametrize("typed", ["flores 14b", "flores 14 b", "14-B flores", "flores 14"])
def test_a_letter_behind_a_number_may_be_written_in_any_way(typed: str) -> None:
    match = find(typed)[0]
    assert match.name == "Rua das Flores 14-B"
    assert match.postcode == "4050-262"


def test_without_the_house_the_street_is_found() -> None:
    assert first("rua das flores 99") == FLORES
    assert find("rua das flores 99")[0].house_number is None


def test_a_number_may_be_part_of_a_name() -> None:
    match = find("rua 25 de abril")[0]
    assert (match.name, match.house_number) == ("Rua 25 de Abril", None)


def test_stops_of_one_name_are_one_match_at_the_busiest() -> None:
    matches = find("campo 24 de agosto", types=frozenset({MatchType.STOP}))
    assert [match.id for match in matches] == ["bus:C2"]
    assert (matches[0].modes, matches[0].zone) == ((Mode.BUS,), "Europe/Lisbon")


def test_a_station_stands_for_its_platforms_and_leads_by_departures() -> None:
    match = find("trindade")[0]
    assert (match.type, match.id, match.importance) == (MatchType.STOP, "bus:T", 1.0)


def test_types_modes_and_box_narrow_what_is_found() -> None:
    assert first("trindade", types=frozenset({MatchType.PLACE})) == "-"
    assert first("trindade", modes=frozenset({Mode.FERRY})) == "-"
    assert first("trindade", modes=frozenset({Mode.BUS})) == "Trindade"
    south = Box(LatLon(41.0, -8.7), LatLon(41.1465, -8.5))
    assert first("cafe central", box=south) == "Café Central"
    assert find("cafe central", box=south)[0].category == "bakery"


def test_what_is_near_comes_first() -> None:
    for letter, category in (("C", "cafe"), ("R", "bakery")):
        match = find("cafe central", near=MAP.positions()[letter])[0]
        assert match.category == category


def test_words_of_the_street_tell_places_apart() -> None:
    assert find("cafe central flores")[0].category == "cafe"


def test_areas_tell_matches_apart() -> None:
    cafe, bakery = sorted(find("cafe central")[:2], key=lambda match: match.category == "bakery")
    assert [(area.name, area.is_default) for area in cafe.areas] == [("Vila Alta", True)]
    assert [area.name for area in bakery.areas] == ["Vila Baixa"]
    assert find("cafe central vila baixa")[0].category == "bakery"
    assert find("cafe central vila baixa")[0].areas[0].is_matched


def test_names_come_in_the_language_asked_for() -> None:
    assert first("hospital santo antonio", languages=("fr", "en")) == "Saint Anthony's Hospital"
    assert first("hospital santo antonio", languages=("fr",)) == HOSPITAL


def test_tokens_say_what_was_used() -> None:
    assert find("12,  R. Flóres qqq")[0].tokens == ((0, 2), (5, 1), (8, 6))


def test_at_most_as_many_as_asked_for() -> None:
    assert len(find("rua", n=3)) == 3
    scores = [match.score for match in find("rua")]
    assert scores == sorted(scores, reverse=True) and 0 < scores[0] <= 1


def test_coordinates_are_what_is_there() -> None:
    at = MAP.positions()["G"]
    assert first(f"{at.lat:.5f}, {at.lon:.5f}") == HOSPITAL
    assert first("91.0, 0.0") == "-"


def test_without_an_index_nothing_is_found() -> None:
    nothing = Geocoder(Graph(None, None, None, {}))
    nothing.warm()
    assert nothing.find(PlaceQuery("a")) == ()
    assert nothing.around(LatLon(0, 0), PlaceQuery("")) == ()


def test_around_a_position_the_nearest_come_first() -> None:
    at = MAP.positions()
    near = town().around(at["A"], PlaceQuery("", n=3))
    assert near[0].name == "Rua das Flores 12"
    assert [match.street for match in near].count(FLORES) == 2  # two houses, not the street too
    stops = town().around(at["A"], PlaceQuery("", types=frozenset({MatchType.STOP})))
    assert stops[0].type is MatchType.STOP
    middle = LatLon((at["P"].lat + at["Q"].lat) / 2, (at["P"].lon + at["Q"].lon) / 2)
    streets = town().around(middle, PlaceQuery("", n=1, types=frozenset({MatchType.ADDRESS})))
    assert [match.name for match in streets] == ["Rua Nova"]


def test_far_from_everything_there_is_nothing() -> None:
    assert town().around(LatLon(10, 10), PlaceQuery("")) == ()
