"""An answer as plain text, for terminals: times local, one block per itinerary."""

from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from zoneinfo import ZoneInfo

from api.page.languages import ENGLISH
from api.summary import (
    Stand,
    grams,
    line_name,
    local,
    price_of,
    stands_and_moves,
    stops_ridden,
    walked_m,
)
from maas.itinerary import Answer, Itinerary, Leg

INDENT = "   "


def render_text(answer: Answer, zone: ZoneInfo, width: int = 80) -> str:
    """The answer in lines of at most `width` characters (40 at least), without colours."""
    width = max(40, width)
    found = (*answer.itineraries, *answer.direct)
    day = local(found[0].departure, zone).date() if found else None
    lines = [_title(answer, day, zone), ""]
    for i, itinerary in enumerate(found):
        mark = str(i + 1) if i < len(answer.itineraries) else "-"
        lines += [*_block(mark, itinerary, day, zone), ""]
    for error in answer.errors:
        lines += [*wrap(f"! {error.description} ({error.code})", width), ""]
    if not (found or answer.errors):
        lines += ["No connection was found.", ""]
    if not answer.complete:
        lines += wrap("! The search met its time limit: there may be better ways.", width)
    return "\n".join(_fitted(line, width) for line in lines).rstrip() + "\n"


def itinerary_lines(itinerary: Itinerary, zone: ZoneInfo) -> list[str]:
    """One itinerary, a line for each stand and each move."""
    return [
        _what(row) if isinstance(row, Leg) else f"{local(row.unix_s, zone):%H:%M}  {_where(row)}"
        for row in stands_and_moves(itinerary)
    ]


def _title(answer: Answer, day: date | None, zone: ZoneInfo) -> str:
    title = f"{answer.origin.name} → {answer.destination.name}"
    return f"{title}   {ENGLISH.written(day)} ({zone.key})" if day else title


def _block(mark: str, itinerary: Itinerary, day: date | None, zone: ZoneInfo) -> Iterator[str]:
    yield f"{mark:<3}{_summary(itinerary, day, zone)}"
    for row in stands_and_moves(itinerary):
        if isinstance(row, Leg):
            yield f"{INDENT}       {_what(row)}"
        else:
            yield f"{INDENT}{local(row.unix_s, zone):%H:%M}  {_where(row)}"


def _where(stand: Stand) -> str:
    name, track = stand.place.name, stand.place.track
    if stand.waited_s:
        name = ENGLISH.wait.format(long=ENGLISH.lasting(stand.waited_s))
    return f"{name}, {ENGLISH.platform} {track}" if track else name


def _summary(itinerary: Itinerary, day: date | None, zone: ZoneInfo) -> str:
    start, end = local(itinerary.departure, zone), local(itinerary.arrival, zone)
    days = (end.date() - start.date()).days
    parts = [ENGLISH.written(start.date())] if start.date() != day else []
    parts.append(f"{start:%H:%M}–{end:%H:%M}" + (f" (+{days} d)" if days else ""))
    parts.append(ENGLISH.lasting(itinerary.duration))
    if itinerary.boardings:
        parts.append(ENGLISH.counted_changes(itinerary.transfers))
    if metres := walked_m(itinerary):
        parts.append(f"{metres} m on foot")
    if price := price_of(itinerary, ENGLISH.no_price):
        parts.append(price)
    if (emitted := grams(itinerary)) is not None:
        parts.append(f"{emitted} g CO2" + (" (least)" if itinerary.emits_least else ""))
    return "  ".join(parts)


def _what(leg: Leg) -> str:
    if leg.trip is None:
        distance = "" if leg.distance_m is None else f", {round(leg.distance_m)} m"
        return f"{ENGLISH.modes[leg.mode]} {ENGLISH.lasting(leg.duration)}{distance}"
    stops = stops_ridden(leg)
    seated = "stay seated: " if leg.stays_seated else ""
    towards = leg.trip.headsign or leg.trip.destination.name
    return (
        f"{seated}{ENGLISH.modes[leg.mode]} {line_name(leg)} to {towards}, "
        f"{ENGLISH.lasting(leg.duration)}, {ENGLISH.counted_stops(stops)}"
    )


def _fitted(line: str, width: int) -> str:
    """Cut to the width; what a terminal would take for a command is shown as a question mark."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in line)
    return plain if len(plain) <= width else plain[: width - 1] + "…"
