"""A message: what an operator answered, an array; or two answers as members of one object.

[{"operator": …, "driver": …, "passengerPickupLat": …}, …]
{"driverJourneys": […], "driverRegularTrips": […]}
"""

from typing import Any, NamedTuple

from feeds.fetch.refusing import without_positions
from feeds.json_bytes import json_value
from maas.errors import FeedMalformed

JOURNEYS, REGULAR = "driverJourneys", "driverRegularTrips"

SCHEDULES = ("schedules", "Schedules")
"""What a regular trip has; the standard's own example has it in capitals."""


class Message(NamedTuple):
    """What stands where offers do."""

    journeys: list[Any]
    regular: list[Any]


def message_of(content: bytes) -> Message:
    """Both kinds of offers, told apart by what they say.

    Raises:
        FeedMalformed: it is no answer.
    """
    told = json_value(content)
    if isinstance(told, dict) and told.keys() & {JOURNEYS, REGULAR}:
        return Message(_array(told.get(JOURNEYS)), _array(told.get(REGULAR)))
    several = answered(told)
    regular = [each for each in several if _is_regular(each)]
    return Message([each for each in several if not _is_regular(each)], regular)


def answered(told: Any) -> list[Any]:
    """The offers of an answer.

    Raises:
        FeedMalformed: it is none; the operator may have said why.
    """
    if isinstance(told, list):
        return told
    reason = told.get("error") if isinstance(told, dict) else None
    if isinstance(reason, str):
        raise FeedMalformed(f"the operator says: {without_positions(reason)}")
    raise FeedMalformed("an answer of Standard covoiturage is an array")


def is_ours(content: bytes) -> bool:
    """Whether these bytes are a message with an offer."""
    try:
        message = message_of(content)
    except FeedMalformed:
        return False
    first = next(iter((*message.journeys, *message.regular)), None)
    return isinstance(first, dict) and {"passengerPickupLat", "driver"} <= first.keys()


def _array(told: Any) -> list[Any]:
    return told if isinstance(told, list) else []


def _is_regular(told: Any) -> bool:
    return isinstance(told, dict) and any(name in told for name in SCHEDULES)
