"""An answer as plain text, for terminals: times local, one block per itinerary, any language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from zoneinfo import ZoneInfo

from api.page.incidents import incidents_told
from api.page.languages import ENGLISH
from api.page.offers import booking, offer_facts, offer_name
from api.page.parking import parking_facts, zone_told
from api.page.rentals import ends_told, mode_name
from api.page.words import Words
from api.render.audience import ANYONE, STALE_S, Audience
from api.render.live import is_told
from api.render.offer import web_address
from api.summary import (
    Stand,
    alerts_of,
    grams,
    line_name,
    local,
    price_of,
    stands_and_moves,
    stops_ridden,
    walked_m,
)
from maas.itinerary import Answer, Itinerary, Leg
from maas.live import in_language
from maas.offered import OfferOnLeg
from maas.rented import RentalOnLeg

INDENT = "   "
ADDRESSES = ("https://", "http://")
"""Lines that begin so are never cut: whoever copies an address wants all of it."""

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: by which clocks, in which language."""

    zone: ZoneInfo
    words: Words
    width: int = 80
    audience: Audience = ANYONE


def render_text(
    answer: Answer,
    zone: ZoneInfo,
    width: int = 80,
    words: Words = ENGLISH,
    audience: Audience = ANYONE,
) -> str:
    """The answer in lines of at most `width` characters (40 at least), without colours."""
    width = max(40, width)
    found = (*answer.itineraries, *answer.direct)
    day = local(found[0].departure, zone).date() if found else None
    reader = Reader(zone, words, width, audience)
    lines = [_title(answer, day, reader), ""]
    for i, itinerary in enumerate(found):
        mark = str(i + 1) if i < len(answer.itineraries) else "-"
        lines += [*_block(mark, itinerary, day, reader), ""]
    for error in answer.errors:
        problem = words.errors.get(error.code, error.description)
        lines += [*wrap(f"! {problem} ({error.code})", width), ""]
    if not (found or answer.errors):
        lines += [*wrap(words.nothing, width), ""]
    if not answer.complete:
        lines += wrap(f"! {words.incomplete}", width)
    if answer.pending:
        lines += wrap(f"! {words.offer.pending}", width)
    return "\n".join(_fitted(line, width) for line in lines).rstrip() + "\n"


def itinerary_lines(
    itinerary: Itinerary, zone: ZoneInfo, audience: Audience = ANYONE, words: Words = ENGLISH
) -> list[str]:
    """One itinerary, a line for each stand and each move, and for what is out of order."""
    reader = Reader(zone, words, audience=audience)
    return [
        line
        for row in stands_and_moves(itinerary)
        for line in (_row(row, reader), *_notes(row, reader))
    ]


def _title(answer: Answer, day: date | None, reader: Reader) -> str:
    title = f"{answer.origin.name} → {answer.destination.name}"
    return f"{title}   {reader.words.written(day)} ({reader.zone.key})" if day else title


def _block(mark: str, itinerary: Itinerary, day: date | None, reader: Reader) -> Iterator[str]:
    facts = (fact.replace(" ", NO_BREAK) for fact in _facts(itinerary, day, reader))
    for line in wrap(
        "  ".join(facts), reader.width, initial_indent=f"{mark:<3}", subsequent_indent=INDENT
    ):
        yield line.replace(NO_BREAK, " ")
    for row in stands_and_moves(itinerary):
        indent = INDENT + " " * 7 if isinstance(row, Leg) else INDENT
        yield indent + _row(row, reader)
        for note in _notes(row, reader):
            if note.startswith(ADDRESSES):
                yield indent + note
                continue
            yield from wrap(note, reader.width, initial_indent=indent, subsequent_indent=indent)


def _row(row: Stand | Leg, reader: Reader) -> str:
    if isinstance(row, Leg):
        return _what(row, reader.words)
    late = "" if row.late_min is None else f" ({lateness(row.late_min, reader.words)})"
    return f"{local(row.unix_s, reader.zone):%H:%M}{late}  {_where(row, reader.words)}"


def lateness(minutes: int, words: Words) -> str:
    """How late a vehicle is: "+4", "-1", "on time"."""
    return f"{minutes:+d}" if minutes else words.live.on_time


def _notes(row: Stand | Leg, reader: Reader) -> Iterator[str]:
    """What else is to be said of a ride: what does not run, and what is out of order."""
    if not isinstance(row, Leg):
        return
    if row.rental is not None:
        yield from _rental_notes(row, row.rental, reader)
    yield from _parking_notes(row, reader)
    if row.offer is not None:
        yield from _offer_notes(row, row.offer, reader)
    elif row.trip is not None:
        yield from _line_notes(row, reader)
    yield from (f"! {told}" for told in incidents_told(row, reader.words, reader.zone))


def _line_notes(row: Leg, reader: Reader) -> Iterator[str]:
    live, now = reader.words.live, reader.audience.now
    if row.cancelled:
        yield f"! {live.cancelled}"
    if row.missed:
        yield f"! {live.missed}"
    if not row.scheduled:
        yield f"! {live.added}"
    for call in row.intermediate:
        if call.cancelled and not row.cancelled:
            yield f"! {live.skipped.format(name=call.place.name)}"
    if row.live and now is not None and now - row.live.known_at > STALE_S:
        yield f"! {live.old.format(long=reader.words.lasting(now - row.live.known_at))}"
    if row.occupancy in live.occupancy:
        yield live.occupancy[row.occupancy]
    for alert in alerts_of(row):
        languages = (*reader.audience.languages, reader.words.code)
        text = in_language(alert.header or alert.description, languages)
        if text and is_told(alert, reader.audience):
            yield f"! {' '.join(text.split())}"


def _rental_notes(leg: Leg, rental: RentalOnLeg, reader: Reader) -> Iterator[str]:
    words, now = reader.words, reader.audience.now
    if leg.cancelled:
        yield f"! {words.rental.gone}"
    yield from (f"{rental.system_name}: {end}" for end in ends_told(rental, words))
    if rental.known_at is not None and now is not None and now - rental.known_at > STALE_S:
        yield words.live.old.format(long=words.lasting(now - rental.known_at))


def _offer_notes(leg: Leg, offer: OfferOnLeg, reader: Reader) -> Iterator[str]:
    words = reader.words
    if leg.cancelled:
        yield f"! {words.offer.gone}"
    if leg.missed:
        yield f"! {words.live.missed}"
    yield ", ".join(offer_facts(offer, words, reader.audience.now))
    address = web_address(offer.url)
    if address and not leg.cancelled:
        yield f"{booking(offer, words)}:"
        yield address


def _parking_notes(leg: Leg, reader: Reader) -> Iterator[str]:
    words, now = reader.words, reader.audience.now
    if leg.parking is not None and leg.cancelled:
        yield f"! {words.rental.gone}"
    facts = parking_facts(leg, words, now)
    if facts:
        yield ", ".join(facts)
    yield from (f"! {zone_told(policy, words)}" for policy in leg.policies)


def _where(stand: Stand, words: Words) -> str:
    name, track, planned = stand.place.name, stand.place.track, stand.place.scheduled_track
    if stand.waited_s:
        name = words.wait.format(long=words.lasting(stand.waited_s))
    if track and planned and track != planned:
        track = words.live.instead.format(now=track, planned=planned)
    return f"{name}, {words.platform} {track}" if track else name


def _facts(itinerary: Itinerary, day: date | None, reader: Reader) -> list[str]:
    words, zone = reader.words, reader.zone
    start, end = local(itinerary.departure, zone), local(itinerary.arrival, zone)
    days = (end.date() - start.date()).days
    parts = [words.written(start.date())] if start.date() != day else []
    parts.append(
        f"{start:%H:%M}–{end:%H:%M}" + (f" (+{days} {words.day[0].lower()})" if days else "")
    )
    parts.append(words.lasting(itinerary.duration))
    if itinerary.boardings:
        parts.append(words.counted_changes(itinerary.transfers))
    if metres := walked_m(itinerary):
        parts.append(f"{metres} m {words.on_foot}")
    if price := price_of(itinerary, words.no_price):
        parts.append(price.replace(".", words.point))
    if (emitted := grams(itinerary)) is not None:
        parts.append(f"{emitted} g CO2" + (f" ({words.least})" if itinerary.emits_least else ""))
    return parts


def _what(leg: Leg, words: Words) -> str:
    if leg.trip is None or leg.offer is not None:
        name = offer_name(leg, leg.offer, words) if leg.offer else mode_name(leg, words)
        distance = "" if leg.distance_m is None else f", {round(leg.distance_m)} m"
        return f"{name} {words.lasting(leg.duration)}{distance}"
    stops = stops_ridden(leg)
    seated = f"{words.seated}: " if leg.stays_seated else ""
    towards = leg.trip.headsign or leg.trip.destination.name
    return (
        f"{seated}{words.modes[leg.mode]} {line_name(leg)} {words.towards} {towards}, "
        f"{words.lasting(leg.duration)}, {words.counted_stops(stops)}"
    )


def _fitted(line: str, width: int) -> str:
    """Cut to the width; what a terminal would take for a command is shown as a question mark."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in line)
    is_whole = len(plain) <= width or plain.lstrip().startswith(ADDRESSES)
    return plain if is_whole else plain[: width - 1] + "…"
