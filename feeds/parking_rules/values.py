"""Single values of records of car parks, as JSON or CSV tells them.

All take the record, the name of the member and where to note what is wrong. What is missing, null
or blank is not said, and no mistake.
"""

from collections.abc import Iterable

from feeds.fields import Json, whole
from feeds.notices import Notes
from maas.live.parking import Bays, ParkingFacility

LOWEST_M, HIGHEST_M = 1.0, 20.0
"""Of what may drive into a car park."""


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
