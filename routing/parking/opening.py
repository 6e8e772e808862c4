"""What is open by its hours at a moment, and until when that stays so."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from maas.live.parking import OpeningStatus
from routing.opening_hours import OpeningHours, parse_hours


class Spell(NamedTuple):
    """From when to when something is open, or closed."""

    status: OpeningStatus
    since: int
    """The moment for which it was looked up (Unix s)."""
    until: int
    """When it changes, or where nobody looked any farther."""
    day: date
    """Of `since`: how far one looks depends on it."""


Spells = Mapping[str, Spell]
"""By opening hours as they are written; those we do not understand are not in it."""


def spells_at(hours: Iterable[str], now: int, zone: ZoneInfo, before: Spells) -> Spells:
    """What hours say of a moment.

    Args:
        before: what was found earlier; saves work, changes nothing but since when it is known.
    """
    today = datetime.fromtimestamp(now, zone).date()
    found: dict[str, Spell] = {}
    for text in hours:
        known = before.get(text)
        if known is not None and known.since <= now < known.until and known.day == today:
            found[text] = known
        elif (parsed := parse_hours(text)) is not None:
            found[text] = _spell(parsed, now, zone, today)
    return found


def _spell(hours: OpeningHours, now: int, zone: ZoneInfo, today: date) -> Spell:
    status = OpeningStatus.OPEN if hours.is_open(now, zone) else OpeningStatus.CLOSED
    return Spell(status, now, hours.next_change(now, zone), today)
