"""The whole page around whatever there is to show."""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from api.map_page.words import WORDS
from api.page.choice import render_choice
from api.page.form import Offered, render_form
from api.page.itineraries import Look, colour_rules, render_itineraries
from api.page.markup import NOTHING, Html, join, tag
from api.page.news import condition
from api.page.query import Choice, PageQuery, link
from api.page.style import STYLE
from api.page.words import Words
from api.render.audience import Audience
from api.served import Served, SourceState
from api.summary import local
from maas.itinerary import Answer

MAX_BYTES = 30_000
"""Of the page, everything included."""

RICHNESS = ((9, 9, 40), (9, 9, 16), (9, 3, 12), (9, 1, 12), (9, 0, 0), (3, 0, 0), (1, 0, 0))
"""(itineraries, sketches, points per leg): the first that makes the page small enough is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What there is to show."""

    served: Served
    query: PageQuery
    words: Words
    moment: datetime
    """The local time asked for, or now."""
    answer: Answer | None = None
    choices: tuple[Choice, ...] = ()
    note: str = ""
    status: int = 200
    now: int | None = None
    """Unix s of the service clock; None: ages are not told."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page, ready to be sent."""

    html: bytes
    status: int
    policy: str
    """Its Content-Security-Policy: nothing but its own style."""
    language: str


def render_page(view: View) -> Document:
    """The page with as much drawing as fits into 30 kB."""
    answer = view.answer
    ways = (*answer.itineraries, *answer.direct) if answer else ()
    style = STYLE + colour_rules(ways)
    html = b""
    for most, sketches, points in RICHNESS:
        look = Look(
            view.words,
            view.served.coverage.zone,
            _day(view),
            view.query.wheelchair,
            most,
            sketches,
            points,
            audience=Audience(view.now, (view.words.code,)),
        )
        html = _document(view, style, look).text.encode("utf-8", "replace")
        if len(html) <= MAX_BYTES:
            break
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    return Document(html, view.status, policy, view.words.code)


def _day(view: View) -> date:
    """The day of the first itinerary, else the one asked for."""
    if view.answer is None or not view.answer.itineraries:
        return view.moment.date()
    return local(view.answer.itineraries[0].departure, view.served.coverage.zone).date()


def _document(view: View, style: str, look: Look) -> Html:
    name = view.served.coverage.name
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", _title(view)),
        tag("style", Html(style)),
    )
    header = tag("header", tag("h1", name.title()), tag("p", view.words.lead), _language(view))
    skip = tag("a", view.words.skip, href="#results", class_="skip")
    served = view.served
    offered = Offered(
        served.has_rentals, served.has_offers, parks=bool(served.planner.parking.sites)
    )
    form = render_form(view.query, view.words, view.moment, offered)
    main = tag("main", form, _result(view, look))
    body = tag("body", skip, header, main, _footer(view))
    return join((Html("<!doctype html>"), tag("html", head, body, lang=view.words.code)))


def _title(view: View) -> str:
    name = view.served.coverage.name.title()
    if view.answer is None:
        return name
    return f"{view.answer.origin.name[:80]} → {view.answer.destination.name[:80]} – {name}"


def _language(view: View) -> Html:
    other = "en" if view.words.code == "fr" else "fr"
    return tag("a", view.words.other, href=link(view.query, lang=other), hreflang=other, lang=other)


def _result(view: View, look: Look) -> Html:
    note = tag("p", view.note, class_="note", role="alert") if view.note else NOTHING
    if view.now is not None:
        note = join((note, condition(view.served.sources, view.words, view.now)))
    choices = join(
        render_choice(choice, view.query, view.words, view.served.coverage)
        for choice in view.choices
    )
    answer = _answer(view.answer, view, look) if view.answer else NOTHING
    return tag("section", note, choices, answer, id="results", tabindex=-1)


def _answer(answer: Answer, view: View, look: Look) -> Html:
    words = view.words
    notes = [words.errors.get(error.code, error.description) for error in answer.errors]
    if not answer.itineraries and not notes:
        notes = [words.nothing]
    if not answer.complete:
        notes.append(words.incomplete)
    if answer.pending:
        notes.append(words.offer.pending)
    parts = [tag("h2", words.itineraries, " · ", words.written(look.day))]
    parts += [tag("p", note, class_="note", role="status") for note in notes]
    if answer.itineraries:
        parts.append(render_itineraries(answer.itineraries, look))
    parts.append(_pages(answer, view))
    if answer.direct:
        parts.append(tag("h2", words.without_lines))
        direct = replace(look, key="d", first_open=not answer.itineraries)
        parts.append(render_itineraries(answer.direct, direct))
    return join(parts)


def _pages(answer: Answer, view: View) -> Html:
    words, query = view.words, view.query
    links = []
    if answer.previous_cursor:
        address = link(query, cursor=answer.previous_cursor)
        links.append(tag("a", "← ", words.earlier, href=address, rel="prev"))
    if answer.next_cursor:
        address = link(query, cursor=answer.next_cursor)
        links.append(tag("a", words.later, " →", href=address, rel="next"))
    back = link(query, from_=query.to, to=query.from_, cursor="")
    links.append(tag("a", words.swap, href=back))
    return tag("nav", *links, aria_label=f"{words.earlier}, {words.later}")


def _footer(view: View) -> Html:
    words, coverage = view.words, view.served.coverage
    period = None
    if coverage.first_day and coverage.last_day:
        first, last = words.written(coverage.first_day), words.written(coverage.last_day)
        period = tag("p", words.period.format(first=first, last=last))
    sources = dict.fromkeys(_source(source, words) for source in view.served.sources)
    api = tag(
        "p",
        words.api,
        ": ",
        tag("a", "openapi.json", href="/openapi.json"),
        ", ",
        tag("a", "docs", href="/docs"),
    )
    to_map = tag("p", tag("a", WORDS[words.code].map, href=f"/{link(view.query)}"))
    return tag(
        "footer",
        tag("h2", words.sources),
        tag("ul", *sources) if sources else None,
        period,
        _about(words),
        api,
        to_map,
    )


def _about(words: Words) -> Html:
    """Where it is explained what emissions and the order of ways come from."""
    emissions, ranking = (
        tag("a", name, href=f"/v1/about/{page}?language={words.code}")
        for page, name in (("emissions", words.about_emissions), ("ranking", words.about_ranking))
    )
    return tag("p", emissions, " · ", ranking)


def _source(source: SourceState, words: Words) -> Html:
    licence = f", {words.licence} {source.licence[:80]}" if source.licence else ""
    return tag("li", (source.attribution or source.id)[:200], licence)
