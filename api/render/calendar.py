"""The best itinerary of an answer as an event for calendars (RFC 5545)."""

from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from api.render.audience import Audience
from api.render.itinerary_id import itinerary_id
from api.text import itinerary_lines
from maas.itinerary import Answer, Itinerary, Place
from maas.model import TimeMeaning

LONGEST_LINE = 75
"""Octets, without the line's end."""

UNNAMED = ("START", "END")
"""What MOTIS calls ends that were asked for as positions."""

ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def best_of(answer: Answer, meaning: TimeMeaning) -> Itinerary | None:
    """The itinerary that is there first (leaves last, if one must arrive by a time)."""
    ways = [*answer.itineraries, *answer.direct]
    if meaning is TimeMeaning.ARRIVE_BY:
        return max(ways, key=lambda w: (w.departure, -w.arrival, -w.boardings), default=None)
    return min(ways, key=lambda w: (w.arrival, -w.departure, w.boardings), default=None)


def render_calendar(
    answer: Answer, way: Itinerary, zone: ZoneInfo, now: int, languages: tuple[str, ...] = ()
) -> bytes:
    """A calendar of one event: from leaving to being there, told leg by leg."""
    told = itinerary_lines(way, zone, Audience(now, languages))
    origin = way.legs[0].origin.place
    name = f"{_name(answer.origin, way, 0)} → {_name(answer.destination, way, -1)}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//maas//itineraries//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{sha256(itinerary_id(way).encode()).hexdigest()[:32]}@maas",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(way.departure)}",
        f"DTEND:{_utc(way.arrival)}",
        f"SUMMARY:{_text(name)}",
        f"LOCATION:{_text(_name(origin, way, 0))}",
        f"GEO:{origin.at.lat:.6f};{origin.at.lon:.6f}",
        f"DESCRIPTION:{_text(chr(10).join(told))}",
        *(("STATUS:CANCELLED",) if any(leg.cancelled for leg in way.legs) else ()),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, none of which ends within a character."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _name(end: Place, way: Itinerary, leg: int) -> str:
    """What an end is called; one without a name after where one gets on or off, or its position."""
    outer = way.legs[leg]
    near, far = outer.origin.place, outer.destination.place
    for place in (end, far, near) if leg else (end, near, far):
        if place.name not in UNNAMED:
            return place.name
    return f"{end.at.lat:.5f}, {end.at.lon:.5f}"


def _utc(unix_s: int) -> str:
    return f"{datetime.fromtimestamp(unix_s, UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    plain = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    return plain.translate(ESCAPES)
