"""What a leg goes round or through, in words: on the page, in the terminal, in calendars."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.page.incidents import incident_notes, incidents_told
from api.page.languages import ENGLISH, FRENCH
from api.page.words import Words
from api.render.calendar import render_calendar
from api.text import render_text
from maas.hindered import IncidentOnLeg, Meeting
from maas.itinerary import Answer, Itinerary
from maas.live.incidents import IncidentKind
from tests.api.conftest import Connect
from tests.api.page.test_page import ASKED, get, plain
from tests.api.world import FakePlanner
from tests.itineraries import ALIADOS, CASA, HOME, NINE, WORK, ride, walk

LISBON = ZoneInfo("Europe/Lisbon")
CLOSED = IncidentOnLeg(
    "incidents:7",
    "incidents",
    IncidentKind.CLOSURE,
    Meeting.AVOIDED,
    is_closed=True,
    street="Rua de <b>Cima</b>",
    authority="Câmara",
    url="https://example.org/7",
    end=NINE + 3600,
    delay_s=130,
)


def answer(**changes: Any) -> Answer:
    """A walk that goes round a closure, and a ride that would lead through it."""
    ridden = replace(CLOSED, **{"meeting": Meeting.CROSSED, **changes})
    way = Itinerary(
        (
            replace(walk(HOME, ALIADOS, NINE, NINE + 300), incidents=(replace(CLOSED, **changes),)),
            replace(ride(ALIADOS, CASA, NINE + 300, NINE + 700), incidents=(ridden,)),
            walk(CASA, WORK, NINE + 700, NINE + 900),
        )
    )
    return Answer(HOME, WORK, (), (way,))


def told(words: Words = ENGLISH, **changes: Any) -> str:
    met = replace(CLOSED, street="Rua de Cima", **changes)
    leg = replace(walk(HOME, WORK, NINE, NINE + 300), incidents=(met,))
    (text,) = incidents_told(leg, words, LISBON)
    return text


def test_it_is_said_why_a_way_goes_round_until_when_and_who_says_so() -> None:
    assert told() == (
        "Rua de Cima closed until 09:00 · the way leads round it · 2 min longer · source: Câmara"
    )
    assert told(FRENCH, kind=IncidentKind.WORKS) == (
        "Rua de Cima : circulation interdite jusqu’à 09:00 · travaux · l’itinéraire le contourne"
        " · 2 min de plus · source : Câmara"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": None}, "Rua de Cima closed · "),
        ({"end": NINE + 86_400}, "closed until Thu 21 Sep 2023 08:00"),
        ({"is_closed": False, "kind": IncidentKind.JAM}, "Rua de Cima: traffic jam until 09:00"),
        ({"meeting": Meeting.CROSSED}, "the line may go another way"),
        ({"meeting": Meeting.CROSSED}, "perhaps 2 min later"),
        ({"authority": ""}, "source: the town"),
        ({"authority": "", "source": "waze"}, "source: waze"),
        ({"text": "word " * 90}, "word word… · "),
    ],
)
def test_each_meeting_has_words(changes: dict[str, Any], said: str) -> None:
    assert said in told(**changes)


def test_what_is_not_known_is_not_said() -> None:
    text = told(meeting=Meeting.PASSED, delay_s=None, end=None)
    assert text == "Rua de Cima closed · source: Câmara"
    assert "longer" not in told(delay_s=20)
    leg = replace(walk(HOME, WORK, NINE, NINE + 300), incidents=(replace(CLOSED, street=""),))
    assert incidents_told(leg, ENGLISH, LISBON)[0].startswith("Road closed until")


def test_of_very_many_the_gravest_are_told_and_the_rest_counted() -> None:
    jams = tuple(
        IncidentOnLeg(f"waze:{n}", "waze", IncidentKind.JAM, Meeting.PASSED, delay_s=60 * n)
        for n in range(12)
    )
    leg = replace(walk(HOME, WORK, NINE, NINE + 300), incidents=(*jams, CLOSED))
    first, second, *_, last = lines = incidents_told(leg, ENGLISH, LISBON)
    assert "closed" in first and "11 min longer" in second
    assert (len(lines), last) == (7, "and 7 more on the road")
    assert len(list(incident_notes(leg, ENGLISH, LISBON))) == 7


async def test_the_page_tells_it_of_walks_and_rides_and_escapes_it(connect: Connect) -> None:
    page = await get(await connect(FakePlanner(answer())), **ASKED)
    assert "<b>Cima" not in page and 'href="https://example.org/7"' in page
    text = plain(page)
    assert "Rua de <b>Cima</b> closed until 09:00 · the way leads round it" in text
    assert "the line may go another way and leave out stops" in text
    hostile = await get(await connect(FakePlanner(answer(url="javascript:alert(1)"))), **ASKED)
    assert "javascript:" not in hostile


def test_terminals_and_calendars_tell_it() -> None:
    text = " ".join(render_text(answer(), LISBON, 100).split())
    assert "! Rua de <b>Cima</b> closed until 09:00 · the way leads round it" in text
    assert "perhaps 2 min later · source: Câmara" in text
    found = answer()
    event = render_calendar(found, found.itineraries[0], LISBON, NINE).replace(b"\r\n ", b"")
    assert "Cima</b> closed until 09:00 · the way leads round it".encode() in event
