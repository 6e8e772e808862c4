"""The seat in somebody's car that a leg takes, with the age of what is known of it."""

import re
from typing import Any

from msgspec import UNSET, UnsetType

from api import wire_offer as wire
from api.render.audience import Audience
from api.render.live import age_members
from api.render.moments import time_or_none
from api.wire_fares import TicketUrls
from maas.itinerary import Leg
from maas.offered import OfferFare, OfferOnLeg

OF_THE_WEB = re.compile(r"https?://[^\s<>\"]{1,1000}", re.IGNORECASE)


def offer_members(leg: Leg, audience: Audience) -> dict[str, Any]:
    """What a leg tells of the offer it takes a seat of; nothing where it takes none.

    Where a seat is booked is told where MOTIS's clients look for tickets, too.
    """
    offer = leg.offer
    if offer is None:
        return {}
    url = web_address(offer.url)
    members: dict[str, Any] = {
        "offer": render_offer(offer),
        "data_source": offer.source,
        "agency_name": offer.operator or UNSET,
        "agency_url": web_address(offer.operator_url) or UNSET,
        "cancelled": leg.cancelled,
        "ticket_urls": TicketUrls(web=url) if url else UNSET,
    }
    if offer.known_at is None:
        return members
    return members | age_members(offer.known_at, audience)


def render_offer(offer: OfferOnLeg) -> wire.Offer:
    """An offer as its leg tells it."""
    return wire.Offer(
        id=offer.id,
        source=offer.source,
        kind=offer.kind.value,
        detour=offer.detour_s,
        operator=offer.operator or UNSET,
        operator_url=web_address(offer.operator_url) or UNSET,
        driver=offer.driver or UNSET,
        driver_grade=UNSET if offer.driver_grade is None else offer.driver_grade,
        seats=UNSET if offer.seats is None else offer.seats,
        url=web_address(offer.url) or UNSET,
        car=offer.car or UNSET,
        fare=_fare(offer.fare),
        known_at=time_or_none(offer.known_at),
    )


def web_address(text: str) -> str:
    """An address that somebody else wrote, if it is one of the web; else "".

    Nothing else is passed on: clients follow what they are given.
    """
    return text if OF_THE_WEB.fullmatch(text) else ""


def _fare(fare: OfferFare | None) -> wire.OfferFare | UnsetType:
    if fare is None:
        return UNSET
    return wire.OfferFare(amount=float(fare.amount), currency=fare.currency or UNSET)
