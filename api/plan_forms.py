"""The forms an answer of plan may take: JSON, text for terminals, an event for calendars."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from api.ladder import downgraded
from api.page.languages import ENGLISH
from api.page.words import Words
from api.render.answer import render_answer
from api.render.calendar import best_of, render_calendar
from api.render.itinerary import Detail
from api.reply import ENCODER, JSON
from api.text import render_text
from maas.errors import NotFound
from maas.itinerary import Answer
from maas.model import TimeMeaning


@dataclass(frozen=True, slots=True)
class Asked:
    """How an answer is to be written."""

    parameters: Mapping[str, str]
    detail: Detail
    version: int
    zone: ZoneInfo
    meaning: TimeMeaning
    now: int
    """Unix s."""
    words: Words = ENGLISH
    pending: tuple[str, ...] = ()
    """Sources that were asked for ride offers and are still out."""


def as_json(answer: Answer, asked: Asked) -> bytes:
    """As MOTIS writes it."""
    body = render_answer(answer, asked.parameters, asked.detail)
    return ENCODER.encode(downgraded(body, asked.version))


def as_text(answer: Answer, asked: Asked) -> bytes:
    """As `maas plan` prints it."""
    audience = asked.detail.audience
    text = render_text(answer, asked.zone, words=asked.words, audience=audience)
    return text.encode("utf-8", "replace")


def as_calendar(answer: Answer, asked: Asked) -> bytes:
    """The best itinerary as an event.

    Raises:
        NotFound: there is none.
    """
    best = best_of(answer, asked.meaning)
    if best is None:
        raise NotFound("there is no way that could stand in a calendar")
    languages = asked.detail.audience.languages
    return render_calendar(answer, best, asked.zone, asked.now, languages)


Form = Callable[[Answer, Asked], bytes]

FORMS: dict[str, Form] = {
    JSON: as_json,
    "text/plain": as_text,
    "text/calendar": as_calendar,
}
"""By media type; the first is the usual one."""
