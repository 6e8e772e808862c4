"""Itineraries as a list people read: times, lines in their colours, minutes, changes, metres."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import shorten
from zoneinfo import ZoneInfo

from api.page.colours import Colours, line_colours
from api.page.markup import NOTHING, Html, join, tag
from api.page.sketch import sketch
from api.page.words import Words
from api.summary import line_name, local, minutes, moving_legs, stops_ridden, walked_m
from maas.itinerary import Itinerary, Leg, Place

LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Look:
    """How itineraries are shown."""

    words: Words
    zone: ZoneInfo
    wheelchair: bool
    most: int
    """How many itineraries of a list are shown."""
    sketches: int
    """How many itineraries have a sketch."""
    points_per_leg: int
    key: str = "i"
    """Tells the ids of one list's sketches from another's."""
    first_open: bool = True


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
    words = look.words
    facts = [words.counted_changes(way.transfers)] if way.boardings else []
    if metres := walked_m(way):
        facts.append(f"{words.distance(metres)} {words.on_foot}")
    elif not way.boardings:
        facts.append(words.distance(round(sum(leg.distance_m or 0.0 for leg in way.legs))))
    days = (local(way.arrival, look.zone).date() - local(way.departure, look.zone).date()).days
    return join(
        (
            tag(
                "h3",
                _clock(way.departure, look.zone),
                " – ",
                _clock(way.arrival, look.zone),
                tag("sup", f"+{days}") if days else None,
            ),
            tag("b", f"{minutes(way.duration)} {words.minute}", class_="long"),
            tag("span", join(_badge(leg, words) for leg in moving_legs(way)), class_="chain"),
            tag("span", ", ".join(facts), class_="facts"),
        )
    )


def _badge(leg: Leg, words: Words) -> Html:
    if leg.trip is None:
        return tag("i", f"{words.modes[leg.mode]} {minutes(leg.duration)}′")
    name = shorten(line_name(leg), 24, placeholder="…")
    return join((tag("b", name, class_=f"line {_class(line_colours(leg.trip))}"), " "))


def _legs(way: Itinerary, look: Look) -> Html:
    legs = list(moving_legs(way)) or list(way.legs)
    rows = []
    for leg, after in zip_longest(legs, legs[1:]):
        rows.append(_stand(leg.departure, leg.origin.place, look))
        rows.append(_move(leg, look))
        if after is None or after.departure != leg.arrival:
            rows.append(_stand(leg.arrival, leg.destination.place, look))
    return join(rows)


def _stand(unix_s: int, place: Place, look: Look) -> Html:
    name = shorten(place.name, LONGEST_NAME, placeholder="…") or place.name[:LONGEST_NAME]
    track = f" · {look.words.platform} {place.track[:8]}" if place.track else None
    return tag("li", _clock(unix_s, look.zone), tag("b", name), track, class_="at")


def _move(leg: Leg, look: Look) -> Html:
    words = look.words
    long = f"{minutes(leg.duration)} {words.minute}"
    if leg.trip is None:
        metres = "" if leg.distance_m is None else f", {words.distance(round(leg.distance_m))}"
        return tag("li", f"{words.modes[leg.mode]} {long}{metres}")
    headsign = shorten(leg.trip.headsign or leg.trip.destination.name, 60, placeholder="…")
    facts = [long, words.counted_stops(stops_ridden(leg))]
    if leg.stays_seated:
        facts.insert(0, words.seated)
    if look.wheelchair:
        facts.append(words.accessible if leg.trip.wheelchair else words.access_unknown)
    return tag(
        "li",
        f"{words.modes[leg.mode]} ",
        _badge(leg, words),
        f"{words.towards} {headsign}",
        tag("br"),
        tag("small", ", ".join(facts)),
        class_="ride",
    )


def _clock(unix_s: int, zone: ZoneInfo) -> Html:
    moment = local(unix_s, zone)
    return tag("time", f"{moment:%H:%M}", datetime=f"{moment:%Y-%m-%dT%H:%M%z}")
