"""What an itinerary costs, as the sum of its parts."""

from decimal import Decimal

import pytest

from maas.prices import Price, PricePart


def price(*parts: tuple[str, str], unknown: tuple[int, ...] = ()) -> Price:
    """Of parts, each an amount and its currency."""
    return Price(
        tuple(PricePart(i, Decimal(a), currency, "x") for i, (a, currency) in enumerate(parts)),
        unknown,
    )


@pytest.mark.parametrize(
    ("of", "amount", "currency"),
    [
        (price(), "0", None),
        (price(("1.60", "EUR"), ("2", "EUR")), "3.60", "EUR"),
        (price(("1.60", "EUR"), ("2", "CHF")), None, None),
        (price(("0", ""), ("1.60", "EUR")), "1.60", "EUR"),
        (price(("0", "")), "0", None),
        (price(("2", ""), ("1.60", "EUR")), None, None),
        (price(unknown=(0,)), None, None),
    ],
)
def test_parts_add_up_in_one_currency(of: Price, amount: str | None, currency: str | None) -> None:
    assert of.amount == (None if amount is None else Decimal(amount))
    assert of.currency == currency


def test_what_is_not_known_of_one_leg_makes_it_incomplete() -> None:
    assert price(("1", "EUR")).complete and price(("0", "")).complete
    assert not price(("1", "EUR"), unknown=(1,)).complete
