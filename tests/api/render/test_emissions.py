"""Emissions as they are sent and shown: grams where they are known, nothing where they are not."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from api.page.itineraries import Look, render_itineraries
from api.page.languages import FRENCH
from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER
from api.text import render_text
from maas.emissions import Emissions
from maas.itinerary import Answer, Itinerary
from tests.itineraries import DIRECT_LINE, HOME, WORK

KNOWN_DAY = date(2023, 9, 20)
CLEAN, RIDDEN = Emissions(), Emissions(43.21, 7.0, 15.04)
KNOWN = replace(
    DIRECT_LINE,
    legs=tuple(
        replace(leg, emissions=RIDDEN if leg.trip else CLEAN) for leg in DIRECT_LINE.legs
    ),
    emits_least=True,
)  # fmt: skip


def rendered(itinerary: Itinerary) -> dict[str, object]:
    found: dict[str, object] = msgspec.json.decode(
        ENCODER.encode(render_itinerary(itinerary, Detail()))
    )
    return found


def test_legs_and_itinerary_say_grams_and_once_where_the_method_is() -> None:
    way = rendered(KNOWN)
    expected = {"ghg": 43.2, "nox": 7.0, "pm10": 15.0}
    assert way["legs"][1]["emissions"] == expected  # type: ignore[index]
    assert way["emissions"] == {**expected, "methodUrl": "/v1/about/emissions"}
    assert way["legs"][0]["emissions"]["ghg"] == 0  # type: ignore[index]
    assert way["leastEmissions"] is True


def test_the_unknown_is_absent() -> None:
    assert "emissions" not in rendered(DIRECT_LINE)
    assert "leastEmissions" not in rendered(DIRECT_LINE)


def test_terminal_and_page_show_grams() -> None:
    zone = ZoneInfo("Europe/Lisbon")
    assert "43 g CO2 (least)" in render_text(Answer(HOME, WORK, (), (KNOWN,)), zone)
    assert "CO2" not in render_text(Answer(HOME, WORK, (), (DIRECT_LINE,)), zone)
    look = Look(FRENCH, zone, KNOWN_DAY, False, 1, 0, 0)
    assert "43 g CO₂ (le moins)" in render_itineraries([KNOWN], look).text
    assert "CO₂" not in render_itineraries([DIRECT_LINE], look).text


def test_a_narrow_terminal_breaks_between_facts() -> None:
    text = render_text(Answer(HOME, WORK, (), (KNOWN,)), ZoneInfo("Europe/Lisbon"), 60, FRENCH)
    assert "1  08:00–08:15  15 min  sans correspondance  400 m à pied\n" in text
    assert "\n   43 g CO2 (le moins)\n" in text
