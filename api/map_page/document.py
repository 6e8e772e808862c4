"""The page as it is sent: a form that works without scripts, places for what scripts show."""

from html import escape
from typing import Any

import msgspec

from api.map_page.files import ON_DEMAND, OWN, address_of
from api.map_page.words import WORDS, MapWords
from api.page.form import own_choice
from api.page.markup import Html, join, tag
from api.page.own import WITH_OWN
from api.page.query import LONGEST_TYPED, PageQuery, link
from api.page.words import Words
from api.served import Served, SourceState
from maas.model import Mode

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""Nothing from elsewhere, nothing inline; MapLibre's worker is made from a blob."""

ICON = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
    "<path fill='%230b6e6e' d='M12 1a8 8 0 0 1 8 8c0 6-8 14-8 14S4 15 4 9a8 8 0 0 1 8-8z'/>"
    "<circle cx='12' cy='9' r='3.5' fill='white'/></svg>"
)
Choices = tuple[tuple[str, Mode, bool], ...]
CHOICES: Choices = (
    ("BUS,COACH,ODM,OTHER", Mode.BUS, True),
    ("TRAM", Mode.TRAM, True),
    ("SUBWAY,FUNICULAR,AERIAL_LIFT", Mode.SUBWAY, True),
    ("HIGHSPEED_RAIL,LONG_DISTANCE,NIGHT_RAIL,REGIONAL_RAIL,SUBURBAN", Mode.REGIONAL_RAIL, True),
    ("FERRY", Mode.FERRY, True),
    ("BIKE", Mode.BIKE, True),
    ("CAR", Mode.CAR, False),
    ("RENTAL", Mode.RENTAL, True),
    ("RIDE_SHARING", Mode.RIDE_SHARING, False),
)
"""What one may travel by: modes of MOTIS, their name, whether they are ticked at first."""


def render_document(served: Served, query: PageQuery, words: Words, now: int) -> bytes:
    """The whole page; `now` is the service time (Unix s)."""
    name, own = served.coverage.name.title(), WORDS[words.code]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", name),
        tag("link", rel="icon", href=ICON),
        tag("link", rel="stylesheet", href=address_of("maplibre-gl.css")),
        tag("link", rel="stylesheet", href=address_of("page.css")),
        tag("script", src=address_of("maplibre-gl.js"), defer=True),
        *(
            tag("link", rel="modulepreload", href=address_of(name))
            for name in OWN
            if name.endswith(".js") and name not in ON_DEMAND
        ),
        tag("script", src=address_of("main.js"), type="module"),
    )
    panel = tag(
        "main",
        _header(name, query, words),
        _form(query, words, own, served),
        tag("noscript", tag("p", tag("a", own.plain, href="/plain"), class_="note")),
        tag("p", id="news", class_="note", role="status"),
        tag("p", id="status", role="status"),
        tag("section", id="board", aria_label=own.departures, hidden=True),
        tag("section", id="results", aria_label=words.itineraries, tabindex=-1),
        tag("section", id="staff", aria_label=own.staff.title, hidden=True),
        _footer(served, words, own),
        id="panel",
    )
    body = tag(
        "body",
        tag("a", words.skip, href="#results", class_="skip"),
        tag("div", id="map", role="region", aria_label=own.map),
        panel,
        _world(served, words, own, now),
    )
    html = tag("html", head, body, lang=words.code)
    return join((Html("<!doctype html>"), html)).text.encode("utf-8", "replace")


def _world(served: Served, words: Words, own: MapWords, now: int) -> Html:
    """What the scripts know from the start: a block of data, not a script."""
    coverage = served.coverage
    low, high = coverage.south_west, coverage.north_east
    credits = "; ".join(dict.fromkeys(filter(None, (each.attribution for each in served.sources))))
    world: dict[str, Any] = {
        "language": words.code,
        "zone": coverage.zone.key,
        "now": now,
        "box": [[low.lon, low.lat], [high.lon, high.lat]] if low and high else None,
        "usualModes": ",".join(value for value, _, ticked in _choices(served) if ticked),
        "own": msgspec.to_builtins(WITH_OWN),
        "isParking": _has_parking(served),
        "sourceNames": {each.id: each.attribution or each.id for each in served.sources},
        "attribution": escape(credits),
        "generation": served.generation,
        "words": {
            **msgspec.to_builtins(words, str_keys=True),
            **msgspec.to_builtins(own),
            "live": _live_words(words),
        },
    }
    text = msgspec.json.encode(world).decode().replace("<", "\\u003c")
    return tag("script", Html(text), id="world", type="application/json")


def _live_words(words: Words) -> dict[str, Any]:
    """As scripts use them: how full vehicles are by GTFS-Realtime's names, as the interface."""
    full = {occupancy.name: text for occupancy, text in words.live.occupancy.items()}
    return {**msgspec.to_builtins(words.live, str_keys=True), "occupancy": full}


def _header(name: str, query: PageQuery, words: Words) -> Html:
    other = "en" if words.code == "fr" else "fr"
    href = link(query, lang=other)
    language = tag("a", words.other, id="language", href=href, hreflang=other, lang=other)
    return tag("header", tag("h1", name), language)


def _has_parking(served: Served) -> bool:
    return bool(served.planner.parking.sites)


def _choices(served: Served) -> Choices:
    """Those that may find something here."""
    there = {Mode.RENTAL: served.has_rentals, Mode.RIDE_SHARING: served.has_offers}
    return tuple(each for each in CHOICES if there.get(each[1], True))


def _form(query: PageQuery, words: Words, own: MapWords, served: Served) -> Html:
    """Sent to the page without JavaScript by browsers that have none."""
    return tag(
        "form",
        tag(
            "div",
            _place("from", words.start, query.from_, own),
            _place("to", words.destination, query.to, own),
            tag("button", id="swap", type="button", aria_label=words.swap, title=words.swap),
            class_="ends",
        ),
        tag("p", own.typed_or_clicked, id="hint"),
        _when(query, words, own),
        _options(query, words, own, served),
        tag("button", words.search, class_="act"),
        id="question",
        action="/plain",
        role="search",
        aria_label=words.search,
    )


def _place(name: str, label: str, value: str, own: MapWords) -> Html:
    """A combobox (WAI-ARIA 1.2): a text field, and a list of what may be meant."""
    field = tag(
        "input",
        id=name,
        name=name,
        type="text",
        value=value,
        placeholder=label,
        maxlength=LONGEST_TYPED,
        autocomplete="off",
        spellcheck="false",
        role="combobox",
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls=f"{name}-list",
        aria_describedby="hint",
    )
    found = tag("ul", id=f"{name}-list", role="listbox", aria_label=own.places, hidden=True)
    return tag("div", tag("label", label, for_=name, class_="unseen"), field, found, class_="place")


def _when(query: PageQuery, words: Words, own: MapWords) -> Html:
    choices = (
        tag("option", own.now, value="false"),
        tag("option", words.leave, value="false"),
        tag("option", words.arrive, value="true", selected=query.arrive),
    )
    return tag(
        "div",
        tag("select", *choices, name="arrive", aria_label=own.when),
        tag("input", type="date", name="date", aria_label=words.day),
        tag("input", type="time", name="time", aria_label=words.hour),
        class_="when",
    )


def _options(query: PageQuery, words: Words, own: MapWords, served: Served) -> Html:
    modes = (
        _tick("modes", value, words.modes[mode], checked=ticked)
        for value, mode, ticked in _choices(served)
    )
    parked = own_choice(query, words) if _has_parking(served) else None
    chair = _tick("wheelchair", "true", words.wheelchair, checked=query.wheelchair)
    fieldset = tag("fieldset", tag("legend", own.travel_by), *modes)
    roads = tag("input", id="roads", type="checkbox", checked=True)
    shown = tag("label", roads, tag("span", own.road.show), class_="tick")
    return tag("details", tag("summary", own.options), fieldset, parked, chair, shown, id="options")


def _tick(name: str, value: str, label: str, *, checked: bool) -> Html:
    box = tag("input", type="checkbox", name=name, value=value, checked=checked)
    return tag("label", box, tag("span", label), class_="tick")


def _footer(served: Served, words: Words, own: MapWords) -> Html:
    links = (
        tag("a", words.about_emissions, href=f"/v1/about/emissions?language={words.code}"),
        tag("a", words.about_ranking, href=f"/v1/about/ranking?language={words.code}"),
        tag("a", words.api, href="/docs"),
        tag("a", own.plain, href="/plain", id="plain"),
        tag("button", own.staff.open, type="button", id="staff-open", hidden=True),
    )
    sources = dict.fromkeys(_source(source) for source in served.sources)
    return tag(
        "footer",
        tag("p", words.sources, ": ", "; ".join(sources)) if sources else None,
        tag("ul", *(tag("li", each) for each in links)),
    )


def _source(source: SourceState) -> str:
    licence = f", {source.licence[:80]}" if source.licence else ""
    return f"{(source.attribution or source.id)[:200]}{licence}"
