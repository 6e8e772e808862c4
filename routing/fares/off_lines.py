"""What is paid off the lines: rented vehicles, seats in others' cars, one's own car, parking."""

from collections.abc import Iterator
from decimal import Decimal

from maas.itinerary import Leg
from maas.model import Mode
from maas.offered import OfferOnLeg
from maas.prices import PricePart
from maas.settings import DrivingSettings

FREE = frozenset({Mode.WALK, Mode.BIKE})
"""Modes for which nobody asks money."""
CENT = Decimal("0.01")
DRIVING = "driving"
"""The source of what driving costs: the territory's table."""


def is_off_lines(leg: Leg) -> bool:
    """Whether no line is ridden, whose tickets one would buy."""
    return leg.trip is None or leg.offer is not None


def parts_of(number: int, leg: Leg, driving: DrivingSettings) -> Iterator[PricePart | None]:
    """What is paid for a leg off the lines; None: something whose price is not known.

    Args:
        number: of the leg in its itinerary.
    """
    if leg.mode is Mode.CAR:
        yield _driven(number, leg, driving)
    elif leg.mode is Mode.RENTAL:
        yield from _rented(number, leg)
    elif leg.offer is not None:
        yield _shared(number, leg.offer)
    elif leg.mode not in FREE:
        yield None
    if leg.parking is not None:
        fee = leg.parking.fee
        if fee is not None:
            yield PricePart(number, fee.amount, fee.currency, fee.source)
        elif leg.mode is Mode.CAR:
            yield None


def _driven(number: int, leg: Leg, driving: DrivingSettings) -> PricePart | None:
    if driving.price_per_km is None or leg.distance_m is None:
        return None
    amount = (driving.price_per_km * Decimal(round(leg.distance_m)) / 1000).quantize(CENT)
    return PricePart(number, amount, driving.currency, DRIVING)


def _shared(number: int, offer: OfferOnLeg) -> PricePart | None:
    fare = offer.fare
    return PricePart(number, fare.amount, fare.currency, fare.source) if fare else None


def _rented(number: int, leg: Leg) -> Iterator[PricePart | None]:
    fare = leg.rental.fare if leg.rental else None
    if fare is not None:
        yield PricePart(number, fare.amount, fare.currency, fare.source)
    if fare is None or not fare.is_all:
        yield None
