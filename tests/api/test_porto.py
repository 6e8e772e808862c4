"""What real answers weigh on the wire, and that they fit every form."""

import gzip
from dataclasses import replace
from statistics import median

import pytest

from api.compression import LEVEL
from api.ladder import downgraded
from api.render.answer import render_answer
from api.render.calendar import best_of, render_calendar
from api.render.itinerary import Detail
from api.reply import ENCODER
from api.text import render_text
from maas.itinerary import Answer
from maas.model import TimeMeaning
from tests.routing.test_porto import ZONE, answers

pytestmark = [pytest.mark.real, pytest.mark.slow]

MOST_BYTES = 15_000
USUAL = 5
"""What clients ask for where they ask for no number; Pareto may tell of more."""


def wire_bytes(answer: Answer, version: int) -> int:
    """Compressed, with the usual number of itineraries."""
    page = replace(answer, itineraries=answer.itineraries[:USUAL])
    body = downgraded(render_answer(page, {}, Detail()), version)
    return len(gzip.compress(ENCODER.encode(body), LEVEL, mtime=0))


@pytest.mark.parametrize("version", [1, 5, 6])
def test_an_answer_is_small_on_the_wire(version: int) -> None:
    sizes = [wire_bytes(answer, version) for _, answer in answers()]
    assert median(sizes) <= MOST_BYTES, sorted(sizes)


def test_real_answers_have_text_and_an_event() -> None:
    for question, answer in answers():
        assert render_text(answer, ZONE)
        best = best_of(answer, TimeMeaning.DEPART_AT)
        if best is not None:
            calendar = render_calendar(answer, best, ZONE, question.time)
            assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
