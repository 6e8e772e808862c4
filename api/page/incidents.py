"""What a leg goes round or through, in words: which street, until when, how much longer, who says
so."""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import shorten
from zoneinfo import ZoneInfo

from api.page.markup import Html, tag
from api.page.words import Words
from api.render.offer import web_address
from api.summary import local
from maas.hindered import IncidentOnLeg, Meeting
from maas.itinerary import Leg
from maas.live.incidents import IncidentKind

LONGEST_NAME, LONGEST_TEXT = 70, 160
MOST_TOLD = 6
"""Of one leg; a long drive through a large town may meet dozens."""
WORTH_TELLING_S = 30
"""Shorter delays are not."""


def incident_notes(leg: Leg, words: Words, zone: ZoneInfo) -> Iterator[Html]:
    """What a leg goes round or through, with the addresses where more is said."""
    links = [web_address(met.url) for met in _first(leg)]
    for text, link in zip_longest(incidents_told(leg, words, zone), links, fillvalue=""):
        told = tag("a", text, href=link, rel="noopener noreferrer") if link else text
        yield tag("p", told, class_="alert")


def incidents_told(leg: Leg, words: Words, zone: ZoneInfo) -> list[str]:
    """What a leg goes round or through, a line each; of very many, how many more there are."""
    first = _first(leg)
    told = [" · ".join(filter(None, _facts(met, leg.departure, words, zone))) for met in first]
    n = len(leg.incidents) - len(first)
    return [*told, words.incident.more.format(n=n)] if n else told


def _first(leg: Leg) -> list[IncidentOnLeg]:
    """Those that people want to know first: what changes the way, then what costs most time."""
    return sorted(leg.incidents, key=_weight)[:MOST_TOLD]


def _weight(met: IncidentOnLeg) -> tuple[bool, bool, int]:
    is_passed = met.meeting is Meeting.PASSED
    return is_passed, is_passed and not met.is_closed, -(met.delay_s or 0)


def _facts(met: IncidentOnLeg, departure: int, words: Words, zone: ZoneInfo) -> Iterator[str]:
    own = words.incident
    yield " ".join(filter(None, (_where(met, words), _until(met, departure, words, zone))))
    if met.is_closed and met.kind is not IncidentKind.CLOSURE:
        yield own.kinds[met.kind]
    yield shorten(met.text, LONGEST_TEXT, placeholder="…")
    if met.meeting is Meeting.AVOIDED:
        yield own.around
    if met.meeting is Meeting.CROSSED:
        yield own.along
    if met.delay_s is not None and met.delay_s >= WORTH_TELLING_S:
        later = own.perhaps_later if met.meeting is Meeting.CROSSED else own.longer
        yield later.format(long=words.lasting(met.delay_s))
    name = shorten(met.authority, LONGEST_NAME, placeholder="…")
    yield own.source.format(name=name or own.sources.get(met.source, met.source))


def _where(met: IncidentOnLeg, words: Words) -> str:
    own = words.incident
    street = shorten(met.street, LONGEST_NAME, placeholder="…") or own.road
    return (own.closed if met.is_closed else own.met).format(
        street=street, kind=own.kinds[met.kind]
    )


def _until(met: IncidentOnLeg, departure: int, words: Words, zone: ZoneInfo) -> str:
    if met.end is None:
        return ""
    end = local(met.end, zone)
    is_other_day = end.date() != local(departure, zone).date()
    day = f"{words.written(end.date())} " if is_other_day else ""
    return words.incident.until.format(time=f"{day}{end:%H:%M}")
