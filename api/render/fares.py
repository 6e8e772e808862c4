"""Fares and prices to JSON."""

from typing import Any

from msgspec import UNSET, UnsetType

from api import wire_fares as wire
from maas.itinerary import Itinerary, Leg
from maas.prices import FareProduct, FareTransfer, Price, PricePart


def render_price(price: Price | None) -> wire.Price | UnsetType:
    """What a way costs as far as it is known."""
    if price is None:
        return UNSET
    return wire.Price(
        complete=price.complete,
        parts=tuple(_part(part) for part in price.parts),
        unknown=price.unknown,
        amount=UNSET if price.amount is None else float(price.amount),
        currency=UNSET if price.currency is None else price.currency,
    )


def render_fares(itinerary: Itinerary) -> tuple[wire.FareTransfer, ...] | UnsetType:
    """MOTIS's fareTransfers; absent where nobody is to be paid."""
    return tuple(_transfer(transfer) for transfer in itinerary.fares) or UNSET


def fare_members(leg: Leg) -> dict[str, Any]:
    """Where in the fares a leg is paid."""
    if leg.fare is None:
        return {}
    return {
        "fare_transfer_index": leg.fare.transfer,
        "effective_fare_leg_index": leg.fare.leg,
    }


def ticket_urls(leg: Leg) -> wire.TicketUrls | UnsetType:
    """Where the agency sells tickets, else where it is at home."""
    url = leg.trip and (leg.trip.agency_fare_url or leg.trip.agency_url)
    return wire.TicketUrls(web=url) if url else UNSET


def _part(part: PricePart) -> wire.PricePart:
    return wire.PricePart(
        leg_index=part.leg,
        amount=float(part.amount),
        currency=part.currency or None,
        source=part.source,
    )


def _transfer(transfer: FareTransfer) -> wire.FareTransfer:
    return wire.FareTransfer(
        effective_fare_leg_products=tuple(
            tuple(tuple(_product(each) for each in prices) for prices in options)
            for options in transfer.leg_products
        ),
        rule=UNSET if transfer.rule is None else transfer.rule.value,
        transfer_products=tuple(_product(each) for each in transfer.transfer_products) or UNSET,
    )


def _product(product: FareProduct) -> wire.FareProduct:
    rider, medium = product.rider, product.medium
    return wire.FareProduct(
        name=product.name,
        amount=float(product.amount),
        currency=product.currency,
        rider_category=UNSET
        if rider is None
        else wire.RiderCategory(
            rider_category_name=rider.name,
            is_default_fare_category=rider.is_default,
            eligibility_url=rider.url or UNSET,
        ),
        media=UNSET
        if medium is None
        else wire.FareMedia(
            fare_media_type=medium.type,  # type: ignore[arg-type]  # a word of MOTIS's
            fare_media_name=medium.name or UNSET,
        ),
    )
