"""Events for calendars, as RFC 5545 wants them."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.render.calendar import LONGEST_LINE, best_of, folded, render_calendar
from maas.itinerary import Answer
from maas.model import TimeMeaning
from tests.itineraries import ANSWER, BY_CAR, DIRECT_LINE, NINE, ON_FOOT, WITH_CHANGE

PORTO = ZoneInfo("Europe/Lisbon")
LINE = re.compile(r"(?P<name>[A-Z-]+)(;[^:]*)?:(?P<value>.*)", re.DOTALL)


def event(answer: Answer, way: object = DIRECT_LINE, now: int = NINE) -> dict[str, str]:
    """The properties of a calendar's event, unfolded and with plain texts; checks its form."""
    raw = render_calendar(answer, way, PORTO, now)  # type: ignore[arg-type]
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= LONGEST_LINE
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    inner = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    matches = [LINE.fullmatch(line) for line in inner]
    assert all(matches)
    return {m["name"]: re.sub(r"\\(.)", _plain, m["value"]) for m in matches if m}


def _plain(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]


def test_an_event_lasts_from_door_to_door() -> None:
    found = event(ANSWER)
    assert (found["DTSTART"], found["DTEND"]) == ("20230920T070000Z", "20230920T071500Z")
    assert found["SUMMARY"] == "Aliados → Casa da Música"
    assert found["GEO"] == "41.149600;-8.611000"
    assert "08:03  Aliados, platform 1 instead of 2" in found["DESCRIPTION"].split("\n")
    assert re.fullmatch(r"[0-9a-f]{32}@maas", found["UID"])


def test_the_same_itinerary_is_the_same_event() -> None:
    assert event(ANSWER)["UID"] == event(ANSWER, now=NINE + 60)["UID"]
    assert event(ANSWER)["UID"] != event(ANSWER, WITH_CHANGE)["UID"]


def test_ends_are_named_as_well_as_can_be() -> None:
    named = replace(ANSWER, origin=replace(ANSWER.origin, name="Home; sweet, home\n"))
    assert event(named)["SUMMARY"] == "Home; sweet, home\n → Casa da Música"
    met_at_the_door = replace(WITH_CHANGE, legs=WITH_CHANGE.legs[1:2])
    assert event(ANSWER, met_at_the_door)["SUMMARY"] == "Aliados → Trindade"
    assert event(ANSWER, ON_FOOT)["SUMMARY"] == "41.14960, -8.61100 → 41.15790, -8.62910"


@pytest.mark.parametrize(
    ("meaning", "best"), [(TimeMeaning.DEPART_AT, BY_CAR), (TimeMeaning.ARRIVE_BY, WITH_CHANGE)]
)
def test_the_best_is_there_first_or_leaves_last(meaning: TimeMeaning, best: object) -> None:
    assert best_of(ANSWER, meaning) is best
    assert best_of(replace(ANSWER, itineraries=(), direct=()), meaning) is None


@given(st.text(max_size=300))
@settings(derandomize=True, deadline=None)
def test_long_lines_are_folded_between_characters(text: str) -> None:
    raw = folded(text)
    assert all(len(line) <= LONGEST_LINE for line in raw.split(b"\r\n"))
    encoded = text.encode("utf-8", "replace")
    assert raw.removesuffix(b"\r\n").replace(b"\r\n ", b"") == encoded
    for line in raw.split(b"\r\n"):
        line.decode()
