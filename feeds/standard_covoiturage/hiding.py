"""Messages as they may be kept: of each offer what it is, and nothing of who makes it or asked."""

from collections.abc import Mapping
from typing import Any

import msgspec

from feeds.standard_covoiturage.message import JOURNEYS, REGULAR, SCHEDULES, message_of

SCHEDULE = frozenset({"id", "passengerPickupDate", "webUrl", "type"})

KEPT = SCHEDULE | {
    *("operator", "duration", "distance", "journeyPolyline", "availableSeats"),
    *("passengerPickupLat", "passengerPickupLng", "passengerDropLat", "passengerDropLng"),
}
"""Members of an offer that are kept. Walks tell where somebody asked from; addresses, alias and
preferences tell of the driver."""

WEEKLY = frozenset({"passengerPickupDay", "passengerPickupTimeOfDay"})
PRICE = frozenset({"type", "amount", "currency"})


def hide(content: bytes) -> bytes:
    """The same offers without drivers.

    Raises:
        FeedMalformed: it is no message.
    """
    told = message_of(content)
    return msgspec.json.encode(
        {
            JOURNEYS: [_bare(each) for each in told.journeys],
            REGULAR: [_bare(each) for each in told.regular],
        }
    )


def _bare(told: Any) -> Any:
    if not isinstance(told, dict):
        return None
    kept = _plain(told, KEPT)
    if isinstance(told.get("price"), dict):
        kept["price"] = _plain(told["price"], PRICE)
    for name in SCHEDULES:
        if isinstance(told.get(name), list):
            kept[name] = [_schedule(each) for each in told[name]]
    return kept


def _schedule(told: Any) -> Any:
    if not isinstance(told, dict):
        return None
    kept = _plain(told, WEEKLY)
    days = told.get("journeySchedules")
    if isinstance(days, list):
        kept["journeySchedules"] = [
            _plain(each, SCHEDULE) for each in days if isinstance(each, dict)
        ]
    return kept


def _plain(told: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Members of these names that have none of their own."""
    return {
        name: told[name]
        for name in sorted(names & told.keys())
        if not isinstance(told[name], dict | list)
    }
