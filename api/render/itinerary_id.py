"""Itinerary ids: URL-safe and self-contained, so that any worker can find the itinerary again.

An id holds what MOTIS's ItineraryId holds: per leg the mode, the trip, the two ends and the
scheduled times; packed by msgpack, deflated, base64url without padding.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import Annotated

import msgspec
from msgspec import Meta

from api.reply import plain_number
from maas.errors import BadQuery
from maas.itinerary import Call, Itinerary, Leg

FORMAT = 1
MAX_UNPACKED = 64 * 1024

WINDOW_BITS, MEMORY = 10, 2
"""Of zlib: clearing its usual quarter of a megabyte takes longer than packing so few bytes."""


class EndKey(msgspec.Struct, frozen=True, array_like=True):
    """Where a leg starts or ends: the stop, or the position in millionths of a degree."""

    stop_id: str | None
    lat_e6: Annotated[int, Meta(ge=-90_000_000, le=90_000_000)]
    lon_e6: Annotated[int, Meta(ge=-180_000_000, le=180_000_000)]
    level: float | None = None


class LegKey(msgspec.Struct, frozen=True, array_like=True):
    """What a leg is found again by; times are scheduled (Unix s)."""

    mode: str
    trip_id: str | None
    origin: EndKey
    destination: EndKey
    departure: int
    arrival: int
    display_name: str | None = None


class ItineraryKey(msgspec.Struct, frozen=True, array_like=True):
    """What an itinerary id says."""

    format: Annotated[int, Meta(ge=FORMAT, le=FORMAT)]
    legs: Annotated[tuple[LegKey, ...], Meta(min_length=1, max_length=64)]


def itinerary_id(itinerary: Itinerary) -> str:
    """The id of an itinerary; equal itineraries have equal ids."""
    key = ItineraryKey(FORMAT, tuple(_leg_key(leg) for leg in itinerary.legs))
    packing = zlib.compressobj(6, zlib.DEFLATED, WINDOW_BITS, MEMORY)
    packed = packing.compress(msgspec.msgpack.encode(key, enc_hook=plain_number)) + packing.flush()
    return urlsafe_b64encode(packed).decode().rstrip("=")


def read_itinerary_id(text: str) -> ItineraryKey:
    """What an id says.

    Raises:
        BadQuery: it is not an id of ours.
    """
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacked = zlib.decompressobj().decompress(packed, MAX_UNPACKED)
        return msgspec.msgpack.decode(unpacked, type=ItineraryKey)
    except (NotBase64, ValueError, zlib.error, msgspec.DecodeError) as problem:
        raise BadQuery("itineraryId", "is not the id of an itinerary") from problem


def _leg_key(leg: Leg) -> LegKey:
    departure, arrival = leg.origin.scheduled_departure, leg.destination.scheduled_arrival
    return LegKey(
        leg.mode.value,
        leg.trip.trip_id if leg.trip else None,
        _end_key(leg.origin),
        _end_key(leg.destination),
        leg.departure if departure is None else departure,
        leg.arrival if arrival is None else arrival,
        leg.trip.display_name if leg.trip else None,
    )


def _end_key(call: Call) -> EndKey:
    place = call.place
    return EndKey(place.stop_id, round(place.at.lat * 1e6), round(place.at.lon * 1e6), place.level)
