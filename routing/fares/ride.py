"""A ride as fares see it, and a ticket for some of them."""

from dataclasses import dataclass
from typing import Protocol, Self

from maas.itinerary import Call, Leg
from maas.prices import FareTransfer, PricePart


@dataclass(frozen=True, slots=True)
class FareStop:
    """A stop by the feed's own ids."""

    stop: str
    station: str
    """The parent's id, or the stop's own."""
    zone: str
    """IANA time zone; "" for UTC."""

    @classmethod
    def of(cls, call: Call) -> Self:
        """The stop of a call."""
        place = call.place
        stop = _local(place.stop_id or "")
        return cls(stop, _local(place.parent_id or "") or stop, place.zone or "")


@dataclass(frozen=True, slots=True)
class FareRide:
    """A leg in a vehicle of one feed; times are scheduled Unix s."""

    index: int
    """Of the leg in its itinerary."""
    route: str
    agency: str
    stops: tuple[FareStop, ...]
    """All it calls at, from boarding to alighting; of one that does not run as planned."""
    departure: int
    arrival: int
    stays_seated: bool

    @classmethod
    def of(cls, index: int, leg: Leg) -> Self:
        """The ride of a transit leg."""
        assert leg.trip is not None
        passed = (call for call in leg.intermediate if leg.cancelled or not call.cancelled)
        calls = (leg.origin, *passed, leg.destination)
        departure, arrival = leg.origin.scheduled_departure, leg.destination.scheduled_arrival
        return cls(
            index,
            _local(leg.trip.route_id),
            _local(leg.trip.agency_id),
            tuple(FareStop.of(call) for call in calls),
            leg.departure if departure is None else departure,
            leg.arrival if arrival is None else arrival,
            leg.stays_seated,
        )


def _local(id_: str) -> str:
    """An id without the source before it."""
    return id_.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is bought for some legs."""

    transfer: FareTransfer
    legs: tuple[tuple[int, ...], ...]
    """Per effective fare leg the legs of the itinerary that it consists of."""
    parts: tuple[PricePart, ...]
    """Empty where the price is not known."""


class FareBook(Protocol):
    """The fares of one feed."""

    def tickets(self, rides: tuple[FareRide, ...]) -> list[Ticket]:
        """The cheapest tickets for rides in the order they are made, every ride in one."""
