"""Single values of records of car parks, as JSON or CSV tells them.

All take the record, the name of the member and where to note what is wrong. What is missing, null
or blank is not said, and no mistake.
"""

from collections.abc import Iterable

from feeds.fields import NUMBER, Json
from feeds.notices import Notes
from maas.live.parking import Bays, ParkingFacility

MOST = 10**9
LONGEST = 2000
"""Characters of a text."""

LOWEST_M, HIGHEST_M = 1.0, 20.0
"""Of what may drive into a car park."""


def text(record: Json, name: str, notices: Notes, longest: int = LONGEST) -> str:
    """A text for people."""
    value = record.get(name)
    if isinstance(value, str):
        return value.strip()[:longest]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:longest]
    if value is not None:
        notices.note("invalid_text", f"{name}: {value}")
    return ""


def whole(record: Json, name: str, notices: Notes) -> int | None:
    """A whole number, also one below 0: who judges it says what that means."""
    value = record.get(name)
    if type(value) is int and abs(value) <= MOST:
        return value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        value = float(value.strip().replace(",", "."))
    if isinstance(value, float) and abs(value) <= MOST and value.is_integer():
        return int(value)
    notices.note("invalid_number", f"{name}: {value}")
    return None


def height_m(record: Json, name: str, notices: Notes) -> float | None:
    """How high a vehicle may be, told in centimetres; 0 is not said."""
    told = whole(record, name, notices)
    if not told:
        return None
    if LOWEST_M <= told / 100 <= HIGHEST_M:
        return told / 100
    notices.note("invalid_height", f"{name}: {told} cm")
    return None


def made_at(facilities: Iterable[ParkingFacility]) -> int | None:
    """When the newest count of a message was made, where the message does not say it itself."""
    return max(
        (each.counted_at for each in facilities if each.counted_at is not None), default=None
    )


def told_bays(bays: Iterable[Bays]) -> tuple[Bays, ...]:
    """Those of which something is said; of each kind once."""
    said = {each.kind: each for each in bays if each.capacity or each.free is not None}
    return tuple(said.values())
