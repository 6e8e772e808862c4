"""The JSON of fares (as in MOTIS v6) and of the price, our addition. See `api.wire`."""

from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel


class RiderCategory(Camel, frozen=True):
    """Who may buy a product."""

    rider_category_name: str
    is_default_fare_category: bool
    eligibility_url: str | UnsetType = UNSET


class FareMedia(Camel, frozen=True):
    """What a ticket is on."""

    fare_media_type: Literal[
        "NONE", "PAPER_TICKET", "TRANSIT_CARD", "CONTACTLESS_EMV", "MOBILE_APP"
    ]
    fare_media_name: str | UnsetType = UNSET


class FareProduct(Camel, frozen=True):
    """Something that can be bought."""

    name: str
    amount: float
    currency: str
    rider_category: RiderCategory | UnsetType = UNSET
    media: FareMedia | UnsetType = UNSET


class FareTransfer(Camel, frozen=True):
    """Effective fare legs that are paid together; no products: the fare is not known."""

    effective_fare_leg_products: tuple[tuple[tuple[FareProduct, ...], ...], ...]
    rule: Literal["A_AB", "A_AB_B", "AB"] | UnsetType = UNSET
    transfer_products: tuple[FareProduct, ...] | UnsetType = UNSET


class TicketUrls(Camel, frozen=True):
    """Where tickets can be bought."""

    web: str | UnsetType = UNSET


class PricePart(Camel, frozen=True):
    """What the usual rider pays for one leg; 0 where an earlier part covers it."""

    leg_index: int
    amount: float
    currency: str | None
    """null: what is free may need none."""
    source: str
    """Where the price stands: `<source>/<file>:<line>`."""


class Price(Camel, frozen=True):
    """What the usual rider pays; parts that are not known are named and do not count as nothing."""

    complete: bool
    """Whether `amount` is all there is to pay."""
    parts: tuple[PricePart, ...]
    unknown: tuple[int, ...]
    """Legs whose price is not known."""
    amount: float | UnsetType = UNSET
    """Of the known parts; absent where none is known."""
    currency: str | UnsetType = UNSET
