"""Fares of version 2: products, rules of changing, and the steps of a journey that is paid."""

from dataclasses import dataclass
from decimal import Decimal

from maas.prices import FareProduct, Options, PricePart
from routing.fares.legs import EffectiveLeg, LegRule

A_AB, A_AB_B, AB = 0, 1, 2
"""fare_transfer_type"""


@dataclass(frozen=True, slots=True)
class Product:
    """A product with all its prices, and that of the usual rider."""

    prices: tuple[FareProduct, ...]
    amount: Decimal
    currency: str
    source: str
    """`<source id>/fare_products.txt:<line>`"""


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """One row of fare_transfer_rules."""

    from_group: str
    to_group: str
    count: int
    """-1: any number, 0: not said."""
    duration_s: int
    """-1: no limit."""
    duration_type: int
    type: int
    product: Product | None
    source: str

    @property
    def amount(self) -> Decimal:
        """What changing costs by itself."""
        return self.product.amount if self.product else Decimal(0)

    @property
    def repeats(self) -> bool:
        """Whether it leads from a group to itself, so that it may hold for several changes."""
        return self.from_group == self.to_group != ""


@dataclass(frozen=True, slots=True)
class Step:
    """One way to have paid for the legs up to one."""

    leg: EffectiveLeg
    rule: LegRule | None
    """None: no rule holds, the fare is not known."""
    change: ChangeRule | None
    """How one came from the leg before; None: a new ticket."""
    count: int
    """So many changes in a row by rules of these groups."""
    first: int
    """The leg before the first of them."""
    cost: tuple[int, Decimal, int]
    """Legs of unknown fare, amount, tickets."""
    before: "Step | None"


@dataclass(frozen=True, slots=True)
class Paid:
    """A step with the products that would do and the part of the price."""

    step: Step
    options: Options
    part: PricePart | None
    """None: not known."""
