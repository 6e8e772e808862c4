"""An answer as plain text, for terminals: times local, one block per itinerary."""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap
from zoneinfo import ZoneInfo

from api.page.words import ENGLISH
from api.summary import line_name, local, minutes, moving_legs, stops_ridden, walked_m
from maas.itinerary import Answer, Itinerary, Leg, Place

INDENT = "   "


def render_text(answer: Answer, zone: ZoneInfo, width: int = 80) -> str:
    """The answer in lines of at most `width` characters (40 at least), without colours."""
    width = max(40, width)
    lines: list[str] = [_title(answer, zone), ""]
    for number, itinerary in enumerate(answer.itineraries, 1):
        lines += [*_block(str(number), itinerary, zone), ""]
    for itinerary in answer.direct:
        lines += [*_block("-", itinerary, zone), ""]
    for error in answer.errors:
        lines += [*wrap(f"! {error.description} ({error.code})", width), ""]
    if not (answer.itineraries or answer.direct or answer.errors):
        lines += ["No connection was found.", ""]
    if not answer.complete:
        lines += wrap("! The search met its time limit: there may be better ways.", width)
    return "\n".join(_fitted(line, width) for line in lines).rstrip() + "\n"


def _title(answer: Answer, zone: ZoneInfo) -> str:
    title = f"{answer.origin.name} → {answer.destination.name}"
    found = answer.itineraries or answer.direct
    if not found:
        return title
    return f"{title}   {local(found[0].departure, zone):%a %-d %b %Y} ({zone.key})"


def _block(mark: str, itinerary: Itinerary, zone: ZoneInfo) -> Iterator[str]:
    yield f"{mark:<3}{_summary(itinerary, zone)}"
    legs = list(moving_legs(itinerary)) or list(itinerary.legs)
    for leg, after in zip_longest(legs, legs[1:]):
        yield f"{INDENT}{_clock(leg.departure, zone)}  {_called(leg.origin.place)}"
        yield f"{INDENT}       {_what(leg)}"
        if after is None or after.departure != leg.arrival:
            yield f"{INDENT}{_clock(leg.arrival, zone)}  {_called(leg.destination.place)}"


def _summary(itinerary: Itinerary, zone: ZoneInfo) -> str:
    start, end = local(itinerary.departure, zone), local(itinerary.arrival, zone)
    days = (end.date() - start.date()).days
    parts = [
        f"{start:%H:%M}–{end:%H:%M}" + (f" (+{days} d)" if days else ""),
        f"{minutes(itinerary.duration)} min",
    ]
    if itinerary.boardings:
        parts.append(ENGLISH.counted_changes(itinerary.transfers))
    if metres := walked_m(itinerary):
        parts.append(f"{metres} m on foot")
    return "  ".join(parts)


def _what(leg: Leg) -> str:
    if leg.trip is None:
        distance = "" if leg.distance_m is None else f", {round(leg.distance_m)} m"
        return f"{ENGLISH.modes[leg.mode]} {minutes(leg.duration)} min{distance}"
    stops = stops_ridden(leg)
    seated = "stay seated: " if leg.stays_seated else ""
    towards = leg.trip.headsign or leg.trip.destination.name
    return (
        f"{seated}{ENGLISH.modes[leg.mode]} {line_name(leg)} to {towards}, "
        f"{minutes(leg.duration)} min, {ENGLISH.counted_stops(stops)}"
    )


def _clock(unix_s: int, zone: ZoneInfo) -> str:
    return f"{local(unix_s, zone):%H:%M}"


def _called(place: Place) -> str:
    return f"{place.name}, platform {place.track}" if place.track else place.name


def _fitted(line: str, width: int) -> str:
    """Cut to the width; what a terminal would take for a command is shown as a question mark."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in line)
    return plain if len(plain) <= width else plain[: width - 1] + "…"
