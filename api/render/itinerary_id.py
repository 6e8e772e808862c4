"""Itinerary ids: URL-safe and self-contained, so that any worker can find the itinerary again.

An id holds what MOTIS's ItineraryId holds: per leg the mode, the trip, the two ends and the
scheduled times; packed by msgpack, deflated, base64url without padding. Nothing is said twice: an
answer holds many ids, and what looks random cannot be compressed on the wire.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta

from api.reply import plain_number
from maas.errors import BadQuery
from maas.itinerary import Call, Itinerary, Leg
from maas.live.rentals import FormFactor
from maas.model import LatLon
from maas.rented import RentalOnLeg
from routing.question import End
from routing.rentals.known import KnownRental

FORMAT = 2
MAX_UNPACKED = 64 * 1024
BARE = -zlib.MAX_WBITS
"""Deflated without header and checksum: a damaged id names nothing that there is."""


class Position(msgspec.Struct, frozen=True, array_like=True):
    """An end that is no stop."""

    lat_e6: Annotated[int, Meta(ge=-90_000_000, le=90_000_000)]
    lon_e6: Annotated[int, Meta(ge=-180_000_000, le=180_000_000)]
    level: float | None = None


Seconds = Annotated[int, Meta(ge=-(2**40), le=2**40)]


class PackedRental(msgspec.Struct, frozen=True, array_like=True):
    """What is rented for a leg; the id of a vehicle would be another one soon."""

    system_id: str
    form: FormFactor
    taken: str | None
    """The feed's id of the station; None: on the street."""
    left: str | None


class PackedLeg(msgspec.Struct, frozen=True, array_like=True):
    """A leg, told from where the one before ended."""

    mode: str
    origin: str | Position | None
    """A stop's id or a position; None: where the leg before ended."""
    destination: str | Position
    waited: Seconds
    """Since the leg before arrived (scheduled); of the first leg since 1970."""
    duration: Seconds
    trip_id: str | None = None
    display_name: str | None = None
    rental: PackedRental | None = None
    parking: str | None = None
    """Id of the site where one parks, or comes back to what stands there."""
    vehicle_class: str = ""
    is_offer: bool = False
    """The trip is that of a ride offer."""


class PackedItinerary(msgspec.Struct, frozen=True, array_like=True):
    """What an itinerary id says."""

    format: Annotated[int, Meta(ge=FORMAT, le=FORMAT)]
    legs: Annotated[tuple[PackedLeg, ...], Meta(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True)
class LegKey:
    """What a leg is found again by; times are scheduled (Unix s)."""

    mode: str
    trip_id: str | None
    origin: End
    destination: End
    departure: int
    arrival: int
    display_name: str | None = None
    rental: KnownRental | None = None
    parking: str | None = None
    vehicle_class: str = ""
    is_offer: bool = False


def itinerary_id(itinerary: Itinerary) -> str:
    """The id of an itinerary; equal itineraries have equal ids."""
    packed = PackedItinerary(FORMAT, tuple(_packed(itinerary)))
    deflate = zlib.compressobj(6, wbits=BARE)
    text = deflate.compress(msgspec.msgpack.encode(packed, enc_hook=plain_number))
    return urlsafe_b64encode(text + deflate.flush()).decode().rstrip("=")


def read_itinerary_id(text: str) -> tuple[LegKey, ...]:
    """The legs that an id names.

    Raises:
        BadQuery: it is not an id of ours.
    """
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacked = zlib.decompressobj(BARE).decompress(packed, MAX_UNPACKED)
        return tuple(_keys(msgspec.msgpack.decode(unpacked, type=PackedItinerary)))
    except (NotBase64, ValueError, zlib.error, msgspec.DecodeError) as problem:
        raise BadQuery("itineraryId", "is not the id of an itinerary") from problem


def _packed(itinerary: Itinerary) -> Iterator[PackedLeg]:
    ended, place = 0, None
    for leg in itinerary.legs:
        departure, arrival = _scheduled(leg)
        origin, destination = _place(leg.origin), _place(leg.destination)
        trip = leg.trip
        yield PackedLeg(
            leg.mode.value,
            None if origin == place else origin,
            destination,
            departure - ended,
            arrival - departure,
            trip.trip_id if trip else None,
            trip.display_name if trip else None,
            _packed_rental(leg.rental) if leg.rental else None,
            leg.parking.id if leg.parking else None,
            leg.vehicle_class,
            leg.offer is not None,
        )
        ended, place = arrival, destination


def _keys(packed: PackedItinerary) -> Iterator[LegKey]:
    """Raises ValueError where the first leg begins nowhere."""
    ended, place = 0, None
    for leg in packed.legs:
        origin = leg.origin or place
        if origin is None:
            raise ValueError("the first leg begins nowhere")
        departure = ended + leg.waited
        ended, place = departure + leg.duration, leg.destination
        yield LegKey(
            leg.mode,
            leg.trip_id,
            _end(origin),
            _end(place),
            departure,
            ended,
            leg.display_name,
            _known_rental(leg.rental) if leg.rental else None,
            leg.parking,
            leg.vehicle_class,
            leg.is_offer,
        )


def _packed_rental(rental: RentalOnLeg) -> PackedRental:
    return PackedRental(
        rental.system_id, rental.type.form, rental.taken.station_id, rental.left.station_id
    )


def _known_rental(packed: PackedRental) -> KnownRental:
    return KnownRental(packed.system_id, packed.form, packed.taken, packed.left)


def _scheduled(leg: Leg) -> tuple[int, int]:
    departure, arrival = leg.origin.scheduled_departure, leg.destination.scheduled_arrival
    return (
        leg.departure if departure is None else departure,
        leg.arrival if arrival is None else arrival,
    )


def _place(call: Call) -> str | Position:
    place = call.place
    if place.stop_id is not None:
        return place.stop_id
    return Position(round(place.at.lat * 1e6), round(place.at.lon * 1e6), place.level)


def _end(place: str | Position) -> End:
    if isinstance(place, str):
        return End(place)
    return End(at=LatLon(place.lat_e6 / 1e6, place.lon_e6 / 1e6), level=place.level)
