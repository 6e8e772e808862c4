"""What one table tells beside the other: what does not change, under what does."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import fields, replace

from feeds.notices import Notes
from maas.live.parking import ParkingFacility

_FIELDS = tuple((each.name, each.default) for each in fields(ParkingFacility) if each.name != "id")
_STREET = re.compile(r"str(\.|asse\b|aße\b)", re.IGNORECASE)
_OTHER = re.compile(r"[\W_]+")


def join(
    live: Sequence[ParkingFacility], static: Sequence[ParkingFacility], match: str, notices: Notes
) -> Sequence[ParkingFacility]:
    """Each facility once: as its live record says it, with all that only the static one says.

    Args:
        match: "id" or "name", by which the two are the same; what is matched by name keeps the
            id of the static table, which has it also while nobody counts.
    """
    known = {_key(facility, match): facility for facility in reversed(static)}
    joined: dict[str, ParkingFacility] = {}
    for facility in live:
        found = known.pop(_key(facility, match), None)
        told = facility if found is None else _over(facility, found)
        if told.id in joined:
            notices.note("duplicate_id", told.id)
        joined.setdefault(told.id, told)
    for facility in static:
        if _key(facility, match) in known:
            joined.setdefault(facility.id, facility)
    return tuple(joined.values())


def folded_name(name: str) -> str:
    """A name as it is compared: without case, punctuation and ways to write "street"."""
    return _OTHER.sub("", _STREET.sub("str", name.casefold()))


def _key(facility: ParkingFacility, match: str) -> str:
    return facility.id if match == "id" else folded_name(facility.name)


def _over(live: ParkingFacility, static: ParkingFacility) -> ParkingFacility:
    told: dict[str, Any] = {
        name: value for name, default in _FIELDS if (value := getattr(live, name)) != default
    }
    return replace(static, **told)
