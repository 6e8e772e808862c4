"""The answer as a terminal shows it."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from api.page.languages import FRENCH
from api.text import render_text
from maas.itinerary import Answer, Itinerary, RoutingError
from tests.itineraries import (
    ALIADOS,
    ANSWER,
    CASA,
    DIRECT_LINE,
    HOME,
    NINE,
    ON_FOOT,
    STAYING_SEATED,
    WITH_CHANGE,
    WORK,
    ride,
)

LISBON = ZoneInfo("Europe/Lisbon")


def shown(*itineraries, width=80, **more) -> str:
    answer = Answer(HOME, WORK, (), itineraries, **more)
    return render_text(answer, LISBON, width)


def test_one_line_and_two_walks() -> None:
    assert shown(DIRECT_LINE) == (
        "START → END   Wed 20 Sep 2023 (Europe/Lisbon)\n"
        "\n"
        "1  08:00–08:15  15 min  no change  400 m on foot\n"
        "   08:00  START\n"
        "          Walk 3 min, 201 m\n"
        "   08:03  Aliados, platform 1\n"
        "          Metro D towards Casa da Música, 9 min, 2 stops\n"
        "   08:12  Casa da Música\n"
        "          Walk 3 min, 201 m\n"
        "   08:15  END\n"
    )


def test_waiting_shows_when_one_arrives_and_when_one_leaves() -> None:
    text = shown(WITH_CHANGE)
    assert "1 change" in text
    assert "   08:10  Lapa\n   08:11  wait 1 min\n" in text


def test_staying_seated_is_said() -> None:
    assert "stay on board: Metro D towards Casa da Música" in shown(STAYING_SEATED)


def test_errors_and_an_incomplete_search_are_said() -> None:
    error = RoutingError("NO_STOPS_IN_RANGE", "no stop within reach of the start")
    assert "! There is no stop near enough. (NO_STOPS_IN_RANGE)" in shown(errors=(error,))
    assert "No connection was found" in shown()
    assert "cut short" in shown(complete=False)


def test_text_speaks_french() -> None:
    text = render_text(Answer(HOME, WORK, (), (DIRECT_LINE,)), LISBON, words=FRENCH)
    assert "sans correspondance  400 m à pied" in text
    assert "Métro D vers Casa da Música, 9 min, 2 arrêts" in text


def test_direct_ways_come_last() -> None:
    assert "-  08:00–08:25  25 min  200 m on foot" in render_text(ANSWER, LISBON).replace("\n ", "")
    assert render_text(Answer(HOME, WORK, (ON_FOOT,), ()), LISBON).count("Walk 25 min") == 1


def test_no_line_is_wider_than_the_terminal_nor_commands_it() -> None:
    evil = replace(HOME, name="\x1b[2J" + "long " * 40)
    text = render_text(Answer(evil, WORK, (), (DIRECT_LINE,)), LISBON, 60)
    assert max(map(len, text.splitlines())) <= 60
    assert "\x1b" not in text


def test_another_day_is_said() -> None:
    late = Itinerary((ride(ALIADOS, CASA, NINE + 57_000, NINE + 58_500),))
    later = Itinerary((ride(ALIADOS, CASA, NINE + 60_000, NINE + 60_600),))
    text = shown(late, later)
    assert "1  23:50–00:15 (+1 d)" in text
    assert "2  Thu 21 Sep 2023  00:40–00:50" in text
