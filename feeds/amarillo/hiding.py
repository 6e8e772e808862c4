"""Messages as they may be kept: of each offer what it is, and nothing of who makes it."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from feeds.amarillo.message import told_offers

KEPT = frozenset(
    {
        *("id", "agency", "deeplink", "stops", "departureTime", "departureDate", "exceptionDates"),
        *("path", "lastUpdated", "seats", "maxDetour", "price", "additional_ridesharing_info"),
    }
)
KEPT_WITHIN: Mapping[str, frozenset[str]] = {
    "stops": frozenset(
        {"id", "name", "lat", "lon", "departureTime", "arrivalTime", "pickup_dropoff"}
    ),
    "path": frozenset({"type", "coordinates"}),
    "price": frozenset({"amount", "currency"}),
    "additional_ridesharing_info": frozenset({"number_free_seats"}),
}
"""Members that are kept; of what they hold those of the second."""


def hide(content: bytes) -> bytes:
    """The same offers without drivers, their cars and what else an agency adds.

    Raises:
        FeedMalformed: it is no message.
    """
    return msgspec.json.encode([_bare(each) for each in told_offers(content)])


def _bare(told: Any) -> Any:
    if not isinstance(told, dict):
        return None
    return {name: _within(name, told[name]) for name in sorted(KEPT & told.keys())}


def _within(name: str, value: Any) -> Any:
    kept = KEPT_WITHIN.get(name)
    if kept is None:
        return value if _is_plain(value) else None
    if isinstance(value, list):
        return [_within(name, each) for each in value]
    return dict(_chosen(value, kept)) if isinstance(value, dict) else None


def _chosen(value: Mapping[str, Any], kept: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for name in sorted(kept & value.keys()):
        if name == "coordinates" or _is_plain(value[name]):
            yield name, value[name]


def _is_plain(value: Any) -> bool:
    """A value or a list of them: nothing with members of its own."""
    several = value if isinstance(value, list) else [value]
    return not any(isinstance(each, dict | list) for each in several)
