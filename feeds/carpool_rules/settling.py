"""What can be of a ride."""

import re
from collections.abc import Sequence
from decimal import Decimal

from feeds import fields
from feeds.fields import Json
from feeds.notices import Notes
from feeds.positions import LatLon
from maas.live.offers import OfferPrice
from maas.units import great_circle_m

NEAR_M = 20.0
"""Nobody is driven so short a way."""

FASTEST_M_S = 60.0
LONGEST_S = 2 * 86_400

BEST_GRADE = 5
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


def places_apart(places: Sequence[LatLon]) -> bool:
    """Whether one gets anywhere."""
    return any(great_circle_m(*places[0], *each) > NEAR_M for each in places[1:])


def possible_s(said: int | None, one: LatLon, other: LatLon, notices: Notes) -> int | None:
    """How long driving from one place to another takes as it is said; None where that cannot be."""
    if said is None:
        return None
    if great_circle_m(*one, *other) / FASTEST_M_S <= said <= LONGEST_S:
        return said
    notices.note("impossible_duration", f"{said} s")
    return None


def price(told: Json, notices: Notes) -> OfferPrice | None:
    """What `amount` and `currency` say; None where they do not, or one makes no sense without the
    other."""
    if told.get("amount") is None:
        return None
    amount = fields.amount(told["amount"])
    if amount is None or Decimal(amount) < 0:
        notices.note("invalid_price", told["amount"])
        return None
    if not Decimal(amount):
        return OfferPrice(Decimal(0))
    currency = told.get("currency")
    if not isinstance(currency, str) or not CURRENCY.fullmatch(currency.strip().upper()):
        notices.note("invalid_price", f"{told['amount']} {currency}")
        return None
    return OfferPrice(Decimal(amount), currency.strip().upper())


def grade(driver: Json, name: str, notices: Notes) -> int | None:
    """How passengers found a driver, 1 to 5; 0 is not said."""
    told = fields.number(driver, name, notices)
    if not told:
        return None
    if not 1 <= told <= BEST_GRADE:
        notices.note("invalid_grade", told)
        return None
    return round(told)
