"""The form: where from, where to, when and how."""

from dataclasses import dataclass
from datetime import datetime

from api.page.markup import Html, tag
from api.page.query import LONGEST_TYPED, PageQuery
from api.page.words import Words
from maas.model import Mode


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to ask for."""

    rents: bool
    """There may be vehicles to rent."""
    shares: bool
    """There may be seats in private cars."""
    parks: bool
    """There are places to park."""


def render_form(query: PageQuery, words: Words, moment: datetime, offered: Offered) -> Html:
    """The form as it was filled; `moment` is the local time asked for, or now."""
    modes = words.modes
    return tag(
        "form",
        *_places(query, words),
        *_times(query, words, moment),
        _tick("wheelchair", words.wheelchair, checked=query.wheelchair),
        _tick("rental", modes[Mode.RENTAL], checked=query.rental) if offered.rents else None,
        _tick("carpool", modes[Mode.RIDE_SHARING], checked=query.carpool)
        if offered.shares
        else None,
        own_choice(query, words) if offered.parks else None,
        tag("input", type="hidden", name="lang", value=query.lang) if query.lang else None,
        tag("button", words.search),
        action="/plain#results",
        role="search",
        aria_label=words.search,
    )


def _places(query: PageQuery, words: Words) -> tuple[Html, ...]:
    return (
        _text_field("from", words.start, query.from_),
        _text_field("to", words.destination, query.to),
        tag("small", words.hint, id="hint"),
    )


def _text_field(name: str, label: str, value: str) -> Html:
    field = tag(
        "input",
        type="text",
        name=name,
        value=value,
        required=True,
        maxlength=LONGEST_TYPED,
        autocomplete="off",
        aria_describedby="hint",
    )
    return tag("label", label, field)


def _times(query: PageQuery, words: Words, moment: datetime) -> tuple[Html, ...]:
    day = tag("input", type="date", name="date", value=f"{moment:%Y-%m-%d}")
    hour = tag("input", type="time", name="time", value=f"{moment:%H:%M}")
    meaning = tag(
        "fieldset",
        tag("legend", words.meaning, class_="unseen"),
        _radio(words.leave, "false", checked=not query.arrive),
        _radio(words.arrive, "true", checked=query.arrive),
    )
    return tag("label", words.day, day), tag("label", words.hour, hour), meaning


def own_choice(query: PageQuery, words: Words) -> Html:
    """What one's own car or bike is for."""
    options = (
        tag("option", text, value=name, selected=name == query.own)
        for name, text in words.parking.ways.items()
    )
    select = tag("select", *options, name="own")
    return tag("label", words.parking.own, select, class_="own")


def _radio(label: str, value: str, *, checked: bool) -> Html:
    return tag(
        "label", tag("input", type="radio", name="arrive", value=value, checked=checked), label
    )


def _tick(name: str, label: str, *, checked: bool) -> Html:
    box = tag("input", type="checkbox", name=name, value="true", checked=checked)
    return tag("label", box, label, class_="tick")
