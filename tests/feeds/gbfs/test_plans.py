"""Prices: exact numbers, or none at all."""

from typing import Any

import pytest

from feeds.parsed import Parsed
from maas.live import PricingPlan
from maas.live.rentals import Segment
from tests.feeds.gbfs.systems import file, read, rules, system

PLAN: dict[str, Any] = {
    "plan_id": "p",
    "name": "Basic",
    "currency": "EUR",
    "price": 1,
    "is_taxable": False,
    "description": "1 EUR to unlock",
}


def of_plans(*told: Any) -> Parsed:
    return read(system(system_pricing_plans=file(plans=list(told))))


def plans(parsed: Parsed) -> list[PricingPlan]:
    return [each for each in parsed.records if isinstance(each, PricingPlan)]


def test_all_that_is_told_of_a_plan() -> None:
    told = {
        **PLAN,
        "is_taxable": 1,
        "surge_pricing": True,
        "url": "https://velo.example/p",
        "per_min_pricing": [{"start": 30, "rate": 0.25, "interval": 15, "end": 90}],
        "per_km_pricing": [{"start": 0, "rate": "-0,5", "interval": 0}],
    }
    (plan,) = plans(of_plans(told))
    assert (plan.price, plan.currency, plan.is_taxable, plan.has_surge) == ("1", "EUR", True, True)
    assert plan.per_min == (Segment(30, "0.25", 15, 90),)
    assert plan.per_km == (Segment(0, "-0.5", 0, None),)
    assert (plan.url, plan.where) == ("https://velo.example/p", "system_pricing_plans.json:1")


@pytest.mark.parametrize(
    ("price", "exact"),
    [
        (0, "0"),
        (0.0, "0"),
        (1.10, "1.1"),
        ("2.00", "2"),
        ("2,50", "2.5"),
        (1e-05, "0.00001"),
        (100, "100"),
        (" 3 ", "3"),
    ],
)
def test_prices_are_exact(price: object, exact: str) -> None:
    (plan,) = plans(of_plans({**PLAN, "price": price}))
    assert plan.price == exact


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"price": -1}, "invalid_price"),
        ({"price": None}, "invalid_price"),
        ({"price": "free"}, "invalid_price"),
        ({"price": True}, "invalid_price"),
        ({"price": 1e300}, "invalid_price"),
        ({"price": 10**40}, "invalid_price"),
        ({"per_min_pricing": [{"start": 0, "interval": 1}]}, "invalid_price"),
        ({"per_min_pricing": [{"start": -1, "rate": 1, "interval": 1}]}, "invalid_price"),
        ({"per_km_pricing": ["?"]}, "invalid_price"),
        ({"currency": "€"}, "invalid_currency"),
        ({"currency": None}, "invalid_currency"),
        ({"plan_id": ""}, "missing_id"),
    ],
)
def test_a_plan_whose_price_is_not_sure_is_left_out(members: dict[str, Any], rule: str) -> None:
    parsed = of_plans({**PLAN, **members}, {**PLAN, "plan_id": "q"})
    assert [plan.id for plan in plans(parsed)] == ["q"]
    assert rules(parsed) == {rule: 1}


@pytest.mark.parametrize(
    ("name", "is_casual"),
    [
        ("Pay as you ride", True),
        ("Annual Membership", False),
        ("Abonnement mensuel", False),
        ("Jahres-Abo", False),
        ("Tarif étudiant", False),
        ("Nonmember", True),
        ("Non-member", True),
        ("No subscription", True),
        ("Day pass", True),
    ],
)
def test_whether_whoever_comes_along_may_take_it(name: str, is_casual: bool) -> None:
    (plan,) = plans(of_plans({**PLAN, "name": name}))
    assert plan.is_casual is is_casual


@pytest.mark.parametrize(
    ("description", "is_casual"),
    [("For annual members", False), ("Sans abonnement", True), ("Students save 10 %", True)],
)
def test_a_description_may_say_so_as_well(description: str, is_casual: bool) -> None:
    (plan,) = plans(of_plans({**PLAN, "description": description}))
    assert plan.is_casual is is_casual


def test_of_two_of_one_id_the_first_counts() -> None:
    parsed = of_plans(PLAN, {**PLAN, "price": 9})
    assert ([plan.price for plan in plans(parsed)], rules(parsed)) == (["1"], {"duplicate_id": 1})
