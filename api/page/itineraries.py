"""Itineraries as a list people read: times, lines in their colours, minutes, changes, metres."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from zoneinfo import ZoneInfo

from api.page.colours import Colours, line_colours
from api.page.incidents import incident_notes
from api.page.markup import NOTHING, Html, join, tag
from api.page.news import lateness, notes, platform, standing
from api.page.offers import offer_name, offer_notes
from api.page.parking import parking_notes
from api.page.rentals import mode_name, rental_notes
from api.page.sketch import sketch
from api.page.words import Words
from api.render.audience import ANYONE, Audience
from api.summary import (
    Stand,
    grams,
    line_name,
    local,
    minutes,
    moving_legs,
    price_of,
    stands_and_moves,
    stops_ridden,
    walked_m,
)
from maas.itinerary import Itinerary, Leg

LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Look:
    """How itineraries are shown."""

    words: Words
    zone: ZoneInfo
    day: date
    """The local day that stands above the list."""
    wheelchair: bool
    most: int
    """How many itineraries of a list are shown."""
    sketches: int
    """How many itineraries have a sketch."""
    points_per_leg: int
    key: str = "i"
    """Tells the ids of one list's sketches from another's."""
    first_open: bool = True
    audience: Audience = ANYONE
    """Who reads, and when."""


def render_itineraries(itineraries: Sequence[Itinerary], look: Look) -> Html:
    """A list, each itinerary to be opened."""
    shown = enumerate(itineraries[: look.most])
    return tag(
        "ol", join(_item(way, look, rank) for rank, way in shown), class_="ways", role="list"
    )


def colour_rules(itineraries: Iterable[Itinerary]) -> str:
    """CSS for the badges of all lines, because a strict policy allows no style attributes."""
    used = {line_colours(leg.trip) for way in itineraries for leg in way.legs if leg.trip}
    return "".join(
        f".{_class(colours)}{{background:{colours.back};color:{colours.text}}}"
        for colours in sorted(used, key=_class)
    )


def _class(colours: Colours) -> str:
    return f"c{colours.back[1:]}{colours.text[1:]}"


def _item(way: Itinerary, look: Look, rank: int) -> Html:
    drawing = NOTHING
    if rank < look.sketches:
        drawing = sketch(way, look.words, f"{look.key}{rank}", look.points_per_leg)
    return tag(
        "li",
        tag(
            "details",
            tag("summary", _summary(way, look)),
            tag(
                "div",
                tag("ol", _legs(way, look), class_="legs", role="list"),
                drawing,
                class_="way",
            ),
            open=look.first_open and rank == 0,
        ),
    )


def _summary(way: Itinerary, look: Look) -> Html:
    return join(
        (
            tag("h3", *_span(way, look)),
            tag("b", look.words.lasting(way.duration), class_="long"),
            tag("span", *_chain(way, look.words), class_="chain"),
            standing(way, look.words),
            tag("span", ", ".join(_facts(way, look.words)), class_="facts"),
        )
    )


def _span(way: Itinerary, look: Look) -> Iterator[Html | str]:
    """From when to when; the day only where it is not the one that stands above the list."""
    start, end = (local(unix_s, look.zone).date() for unix_s in (way.departure, way.arrival))
    if start != look.day:
        yield tag("small", f"{look.words.written(start)} ")
    yield _clock(way.departure, look.zone)
    yield " – "
    yield _clock(way.arrival, look.zone)
    if end != start:
        yield tag("sup", f"+{(end - start).days}")


def _facts(way: Itinerary, words: Words) -> Iterator[str]:
    if way.boardings:
        yield words.counted_changes(way.transfers)
    if metres := walked_m(way):
        yield f"{words.distance(metres)} {words.on_foot}"
    elif not way.boardings:
        yield words.distance(round(sum(leg.distance_m or 0.0 for leg in way.legs)))
    if price := price_of(way, words.no_price):
        yield price.replace(".", words.point)
    if (emitted := grams(way)) is not None:
        yield f"{emitted} g CO₂" + (f" ({words.least})" if way.emits_least else "")


def _chain(way: Itinerary, words: Words) -> Iterator[Html]:
    """Lines and longer walks in their order."""
    for leg in moving_legs(way):
        if leg.trip is not None and leg.offer is None:
            yield _badge(leg)
        elif long := minutes(leg.duration):
            yield tag("i", f"{mode_name(leg, words)} {long}′")


def _badge(leg: Leg) -> Html:
    assert leg.trip is not None
    name = shorten(line_name(leg), 24, placeholder="…")
    return join((tag("b", name, class_=f"line {_class(line_colours(leg.trip))}"), " "))


def _legs(way: Itinerary, look: Look) -> Html:
    return join(
        _stand(row, look) if isinstance(row, Stand) else _move(row, look)
        for row in stands_and_moves(way)
    )


def _stand(stand: Stand, look: Look) -> Html:
    place, words = stand.place, look.words
    track = platform(stand, words)
    name = shorten(place.name, LONGEST_NAME, placeholder="…") or place.name[:LONGEST_NAME]
    what = tag("b", name)
    if stand.waited_s:
        what = tag("small", words.wait.format(long=words.lasting(stand.waited_s)))
    late = lateness(stand.late_min, words)
    planned = _planned(stand, look)
    return tag("li", _clock(stand.unix_s, look.zone), what, track, " ", planned, late, class_="at")


def _planned(stand: Stand, look: Look) -> Html | None:
    """When it was to be, struck out, where it is at another time."""
    if not stand.late_min:
        return None
    moment = local(stand.unix_s - 60 * stand.late_min, look.zone)
    return tag("s", f"{moment:%H:%M}")


def _move(leg: Leg, look: Look) -> Html:
    words = look.words
    if leg.trip is None or leg.offer is not None:
        return _off_lines(leg, look)
    long = words.lasting(leg.duration)
    headsign = shorten(leg.trip.headsign or leg.trip.destination.name, 60, placeholder="…")
    facts = [long, words.counted_stops(stops_ridden(leg))]
    if leg.stays_seated:
        facts.insert(0, words.seated)
    if look.wheelchair:
        facts.append(words.accessible if leg.trip.wheelchair else words.access_unknown)
    return tag(
        "li",
        f"{words.modes[leg.mode]} ",
        _badge(leg),
        f"{words.towards} {headsign}",
        tag("br"),
        tag("small", ", ".join(facts)),
        *(tag("div", note) for note in notes(leg, words, look.audience)),
        *incident_notes(leg, words, look.zone),
        class_="ride",
    )


def _off_lines(leg: Leg, look: Look) -> Html:
    """A move over streets, or in somebody's car."""
    words, now = look.words, look.audience.now
    metres = "" if leg.distance_m is None else f", {words.distance(round(leg.distance_m))}"
    name = offer_name(leg, leg.offer, words) if leg.offer else mode_name(leg, words)
    about = (offer_notes, rental_notes, parking_notes)
    more = (tag("div", note) for notes in about for note in notes(leg, words, now))
    hindered = incident_notes(leg, words, look.zone)
    return tag("li", f"{name} {words.lasting(leg.duration)}{metres}", *more, *hindered)


def _clock(unix_s: int, zone: ZoneInfo) -> Html:
    moment = local(unix_s, zone)
    return tag("time", f"{moment:%H:%M}", datetime=f"{moment:%Y-%m-%dT%H:%M%z}")
