"""What passengers read, in the language they ask for."""

from dataclasses import replace

import pytest

from maas.model import Box, LatLon, Mode
from routing.boards import Around, BoardQuestion, Look
from routing.places.stops import stop_entries
from routing.translations import Translations
from tests.itineraries import ALIADOS, ANSWER, DIRECT_LINE, HOME, NINE, TRIP
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
    diverted = replace(TRIP, headsign="Lapa", has_live_headsign=True)
    assert into("fr").trip(diverted).headsign == "Lapa"


def test_a_whole_answer_is_translated_but_what_people_call_their_ends() -> None:
    answer = into("fr").answer(replace(ANSWER, itineraries=(DIRECT_LINE,)))
    names = [leg.origin.place.name for leg in answer.itineraries[0].legs]
    assert names == [HOME.name, "Alliés", "Maison de la musique"]
    assert answer.origin is HOME


NAMES = """\
table_name,field_name,language,translation,record_id
stops,stop_name,fr,Bé,B
routes,route_short_name,fr,Un,1
"""
TOWN = Town(
    "A---B",
    {"AB": "highway=residential"},
    {"1": ("A 08:05 B 08:15",)},
    {"translations.txt": NAMES},
    streets=False,
)
TELLING = pytest.mark.parametrize(
    ("languages", "stop", "line"),
    [(("fr",), "Bé", "Un"), ((), "Stop B", "1"), (("en",), "Stop B", "1")],
)


@TELLING
def test_the_planner_answers_in_the_language_asked_for(
    languages: tuple[str, ...], stop: str, line: str
) -> None:
    answer = TOWN.ask("bus:A", "bus:B", languages=languages, direct_modes=())
    [ride] = [leg for leg in answer.itineraries[0].legs if leg.trip]
    assert ride.destination.place.name == stop
    assert ride.trip and ride.trip.display_name == line


@TELLING
def test_boards_and_trips_answer_in_it_too(
    languages: tuple[str, ...], stop: str, line: str
) -> None:
    boards = TOWN.planner.boards
    board = boards.board(
        BoardQuestion(Around("bus:A"), NINE, n=1, with_calls=True, languages=languages)
    )
    [departure] = board.stop_times
    assert departure.trip.display_name == line
    assert departure.trip.destination.name == departure.calls[-1].place.name == stop
    [leg] = boards.trip(departure.trip.trip_id, languages=languages).legs
    assert leg.destination.place.name == stop


@TELLING
def test_stops_and_vehicles_on_a_map_answer_in_it_too(
    languages: tuple[str, ...], stop: str, line: str
) -> None:
    boards = TOWN.planner.boards
    at = TOWN.positions["B"]
    box = Box(LatLon(at.lat - 0.1, at.lon - 0.1), LatLon(at.lat + 0.1, at.lon + 0.1))
    served = boards.stops(box, frozenset({Mode.BUS}), 9, languages=languages)
    assert {each.place.name for each in served} == {"Stop A", stop}
    place, [route] = boards.routes(Around("bus:B"), languages)
    assert (place.name, route.short_name) == (stop, line)
    [segment] = boards.trips(Look(box, NINE, NINE + 3600, 18, 9), languages)
    assert (segment.destination.name, segment.display_name) == (stop, line)


def test_stops_are_found_by_their_translated_names() -> None:
    timetable = TOWN.planner.boards._places.timetable
    [entry] = [each for each in stop_entries(timetable) if each.names[0][0] == "Stop B"]
    assert entry.names[-1] == ("Bé", "fr")
