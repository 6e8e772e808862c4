"""A message: an array of offers, `{"carpools": […]}`, or one offer alone."""

from collections.abc import Mapping
from typing import Any

from feeds.json_bytes import json_value
from maas.errors import FeedMalformed

CARPOOLS = "carpools"

_OFFER = frozenset({"stops", "departureTime", "departureDate"})
"""What every offer has."""


def told_offers(content: bytes) -> list[Any]:
    """What stands where offers do.

    Raises:
        FeedMalformed: it is no message.
    """
    told = json_value(content)
    if isinstance(told, dict):
        several = told.get(CARPOOLS)
        told = [told] if _is_offer(told) else several
    if not isinstance(told, list):
        raise FeedMalformed("neither an array of carpools nor a carpool")
    return told


def is_ours(content: bytes) -> bool:
    """Whether these bytes are a message with an offer."""
    try:
        told = told_offers(content)
    except FeedMalformed:
        return False
    return bool(told) and _is_offer(told[0])


def _is_offer(told: object) -> bool:
    return isinstance(told, Mapping) and told.keys() >= _OFFER
