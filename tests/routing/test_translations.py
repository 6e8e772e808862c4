"""What passengers read, in the language they ask for."""

from dataclasses import replace

from routing.translations import Translations
from tests.itineraries import ALIADOS, ANSWER, DIRECT_LINE, HOME, TRIP
from tests.towns import Town

BY_RECORD = {
    ("stcp", "stops", "stop_name", "fr"): {"Aliados": "Alliés"},
    ("stcp", "stops", "stop_name", "zh-hant"): {"Aliados": "盟友"},
    ("stcp", "routes", "route_short_name", "fr"): {"D": "Dé"},
    ("stcp", "trips", "trip_headsign", "fr"): {"D-12": "Maison"},
}
BY_VALUE = {
    ("stcp", "stops", "stop_name", "fr"): {
        "Casa da Música": "Maison de la musique",
        "Aliados": "X",
    },
    ("stcp", "agency", "agency_name", "fr"): {"Metro": "Métro"},
}
TOLD = Translations(BY_RECORD, BY_VALUE, {"stcp": frozenset({"fr", "zh-hant"})}, {"stcp": "pt"})


def into(*languages: str):
    translator = TOLD.into(languages)
    assert translator is not None
    return translator


def test_a_record_goes_before_a_value() -> None:
    assert into("fr").place(ALIADOS).name == "Alliés"


def test_the_best_language_that_there_is() -> None:
    assert into("de", "fr-CA").place(ALIADOS).name == "Alliés"
    assert into("zh").place(ALIADOS).name == into("zh-Hant").place(ALIADOS).name == "盟友"
    for asked in ((), ("de",), ("pt", "fr"), ("pt-BR", "fr")):
        assert TOLD.into(asked) is None


def test_what_stands_on_a_vehicle_is_translated() -> None:
    trip = into("fr").trip(TRIP)
    assert (trip.route_short_name, trip.display_name) == ("Dé", "Dé")
    assert (trip.agency_name, trip.headsign) == ("Métro", "Maison")
    other = replace(TRIP, trip_id="20230920_08:55_stcp:D-13")
    assert into("fr").trip(other).headsign == "Maison de la musique"  # its last stop's name


def test_a_whole_answer_is_translated_but_what_people_call_their_ends() -> None:
    answer = into("fr").answer(replace(ANSWER, itineraries=(DIRECT_LINE,)))
    names = [leg.origin.place.name for leg in answer.itineraries[0].legs]
    assert names == [HOME.name, "Alliés", "Maison de la musique"]
    assert answer.origin is HOME


def test_the_planner_answers_in_the_language_asked_for() -> None:
    names = "table_name,field_name,language,translation,record_id\nstops,stop_name,fr,Bé,B\n"
    town = Town(
        "A---B",
        {"AB": "highway=residential"},
        {"1": ("A 08:05 B 08:15",)},
        {"translations.txt": names},
        streets=False,
    )
    for languages, expected in ((("fr",), "Bé"), ((), "Stop B"), (("en",), "Stop B")):
        answer = town.ask("bus:A", "bus:B", languages=languages, direct_modes=())
        [ride] = [leg for leg in answer.itineraries[0].legs if leg.trip]
        assert ride.destination.place.name == expected
