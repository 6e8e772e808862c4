"""What an itinerary costs: tickets as MOTIS tells them, and one price for the usual rider.

Amounts are exact (`Decimal`). What is not known is named as unknown; it never counts as nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RiderCategory:
    """Who may buy a product."""

    name: str
    is_default: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class FareMedium:
    """What a ticket is on; `type` is a word of MOTIS's FareMediaType."""

    type: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class FareProduct:
    """Something that can be bought."""

    name: str
    amount: Decimal
    currency: str
    rider: RiderCategory | None = None
    medium: FareMedium | None = None


class TransferRule(StrEnum):
    """What a change between legs A and B leaves to be bought; MOTIS's FareTransferRule."""

    FIRST_AND_CHANGE = "A_AB"
    ALL = "A_AB_B"
    CHANGE_ALONE = "AB"


Options = tuple[tuple[FareProduct, ...], ...]
"""Products any of which covers a leg; each with its prices for riders and media."""


@dataclass(frozen=True, slots=True)
class FareTransfer:
    """Effective fare legs that are paid together; one alone where nothing is."""

    leg_products: tuple[Options, ...]
    """Per effective fare leg; without options where the fare is not known."""
    rule: TransferRule | None = None
    transfer_products: tuple[FareProduct, ...] = ()


@dataclass(frozen=True, slots=True)
class FarePlace:
    """Which effective fare leg of which transfer a leg belongs to."""

    transfer: int
    leg: int


@dataclass(frozen=True, slots=True)
class PricePart:
    """What the usual rider pays for a leg; nothing where an earlier part covers it."""

    leg: int
    amount: Decimal
    currency: str
    source: str
    """Where the price stands: `<source id>/<file>:<line>`."""


@dataclass(frozen=True, slots=True)
class Price:
    """What the usual rider pays for an itinerary as far as it is known."""

    parts: tuple[PricePart, ...] = ()
    unknown: tuple[int, ...] = ()
    """Legs whose price is not known, or not all of it."""

    @property
    def currency(self) -> str | None:
        """The one currency of all parts, if it is one; what is free needs none."""
        currencies = {part.currency for part in self.parts if part.currency or part.amount}
        return currencies.pop() if len(currencies) == 1 else None

    @property
    def amount(self) -> Decimal | None:
        """The sum of what is known; None where nothing is, or not in one currency."""
        if not self.parts:
            return None if self.unknown else Decimal(0)
        if self.currency is None and any(part.amount for part in self.parts):
            return None
        return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def complete(self) -> bool:
        """Whether the amount is all there is to pay."""
        return not self.unknown and self.amount is not None


def covered(legs: Iterable[int], part: PricePart) -> tuple[PricePart, ...]:
    """A part for the first of several legs paid at once, and nothing to pay for the others."""
    first, *others = legs
    paid = PricePart(first, part.amount, part.currency, part.source)
    return (paid, *(PricePart(leg, Decimal(0), part.currency, part.source) for leg in others))
