"""Fares of version 2, each case worked out by hand."""

from datetime import date
from decimal import Decimal

from maas.prices import FareProduct, TransferRule
from routing.fares.changes import ProductFares
from routing.fares.legs import JoinRule, LegRule, LegRules, Timeframe
from routing.fares.steps import ChangeRule, Product
from tests.routing.fares.rides import rides, told

NETWORKS = {"M1": "metro", "M2": "metro", "7": "bus", "8": "bus", "B": "boat"}
AREAS = {"a": frozenset({"in"}), "b": frozenset({"in"}), "z": frozenset({"out"})}
PRICES = {"metro": "2", "bus": "1.5", "far": "4", "peak": "3", "up": "0.5", "off": "-0.5",
          "both": "3"}  # fmt: skip


def product(name: str) -> Product:
    amount = Decimal(PRICES[name])
    return Product(
        (FareProduct(name, amount, "EUR"),), amount, "EUR", f"s/fare_products.txt:{name}"
    )


PRODUCTS = {name: product(name) for name in PRICES}


def rule(text: str, priority: int = -1) -> LegRule:
    """`group network from to product [timeframe]`, - for blank."""
    cells = ["" if cell == "-" else cell for cell in [*text.split(), "-"][:6]]
    group, network, origin, destination, bought, frame = cells
    return LegRule(group, network, origin, destination, frame, "", bought, priority)


def change(text: str, count: int = 0, limit: tuple[int, int] = (-1, 0)) -> ChangeRule:
    """`from to type product`, - for blank."""
    origin, destination, kind, bought = ("" if cell == "-" else cell for cell in text.split())
    paid = PRODUCTS.get(bought)
    return ChangeRule(
        origin, destination, count, *limit, int(kind), paid, "s/fare_transfer_rules.txt:2"
    )


def book(*rules: LegRule, changes: tuple[ChangeRule, ...] = (), joins: tuple[JoinRule, ...] = ()):
    frames = {"peak": [Timeframe(7 * 3600, 9 * 3600, "weekdays")]}
    legs = LegRules(rules, joins, NETWORKS, AREAS, frames, _runs)
    return ProductFares(legs, changes, PRODUCTS)


def _runs(service: str, day: date) -> bool:
    return service == "weekdays" and day.weekday() < 5


METRO, BUS = rule("M metro - - metro"), rule("B bus - - bus")
RIDE, ON = "M1: a b 08:00-08:20", "7: b a 08:30-08:50"
AGAIN = "8: a z 09:00-09:20"


def paid(found: ProductFares, *texts: str, zone: str = "UTC") -> str:
    return told(found.tickets(rides(*texts, zone=zone)))


def test_legs_are_paid_each_by_itself_where_nothing_is_said_of_changing() -> None:
    assert paid(book(METRO, BUS), RIDE, ON) == "0:2 1:1.50"


def test_a_leg_that_no_rule_matches_is_unknown_and_the_others_stay() -> None:
    assert paid(book(METRO), RIDE, "B: b a 08:30-08:50") == "0:2 1:?"


def test_blank_is_all_others_without_priorities() -> None:
    found = book(METRO, rule("X - - - bus"))
    assert paid(found, RIDE) == "0:2"
    assert paid(found, "B: a b 08:00-08:20") == "0:1.50"
    areas = book(rule("I - in in metro"), rule("F - - out far"))
    assert paid(areas, "7: a b 08:00-08:10") == "0:2"
    assert paid(areas, "7: a z 08:00-08:10") == "0:?"  # "in" is named, so blank is not "in"
    assert paid(areas, "7: y z 08:00-08:10") == "0:4"


def test_blank_is_any_with_priorities_and_the_highest_wins() -> None:
    found = book(rule("I - - - bus", 0), rule("F - - out far", 5))
    assert paid(found, "7: a b 08:00-08:10") == "0:1.50"
    assert paid(found, "7: a z 08:00-08:10") == "0:4"


def test_times_are_those_of_the_clocks_at_the_stop() -> None:
    found = book(rule("P - - - peak peak", 1), rule("O - - - bus", 0))
    assert paid(found, "7: a b 08:59-09:10") == "0:3"
    assert paid(found, "7: a b 09:00-09:10") == "0:1.50"
    assert paid(found, "7: a b 06:30-09:10", zone="Europe/Berlin") == "0:3"
    saturday = "7: a b 56:00-56:10"  # two days on
    assert paid(found, saturday) == "0:1.50"


def test_changing_may_be_free() -> None:
    found = book(METRO, BUS, changes=(change("M B 0 -"),))
    assert paid(found, RIDE, ON) == "0:2 1:0"
    assert paid(found, ON, RIDE) == "0:1.50 1:2"  # not the other way round


def test_changing_may_cost_something() -> None:
    assert paid(book(METRO, BUS, changes=(change("M B 0 up"),)), RIDE, ON) == "0:2 1:0.50"
    assert paid(book(METRO, BUS, changes=(change("M B 1 off"),)), RIDE, ON) == "0:2 1:1"
    assert paid(book(METRO, BUS, changes=(change("M B 2 both"),)), RIDE, ON) == "0:3 1:0"


def test_a_rule_that_costs_more_than_two_tickets_is_not_used() -> None:
    assert paid(book(METRO, BUS, changes=(change("M B 1 up"),)), RIDE, ON) == "0:2 1:1.50"


def test_limits_of_time_are_measured_as_the_rule_says() -> None:
    legs = RIDE, ON  # 8:00-8:20, 8:30-8:50
    for kind, minutes in ((0, 50), (1, 30), (2, 10), (3, 30)):
        for limit, expected in ((minutes * 60, "0:2 1:0"), (minutes * 60 - 1, "0:2 1:1.50")):
            found = book(METRO, BUS, changes=(change("M B 0 -", limit=(limit, kind)),))
            assert paid(found, *legs) == expected


def test_a_repeated_change_counts_from_its_first_leg() -> None:
    legs = ("7: a b 08:00-08:10", "8: b a 08:20-08:30", "7: a b 08:50-09:00")
    for count, expected in (
        (1, "0:1.50 1:0 2:1.50"),
        (2, "0:1.50 1:0 2:0"),
        (-1, "0:1.50 1:0 2:0"),
    ):
        assert paid(book(BUS, changes=(change("B B 0 -", count),)), *legs) == expected
    short = change("B B 0 -", -1, (45 * 60, 1))  # 8:00 + 45 min is before 8:50
    assert paid(book(BUS, changes=(short,)), *legs) == "0:1.50 1:0 2:1.50"


def test_the_closest_count_is_the_rule() -> None:
    legs = ("7: a b 08:00-08:10", "8: b a 08:20-08:30", "7: a b 08:50-09:00")
    changes = (change("B B 0 up", 1), change("B B 0 -", 2))
    assert paid(book(BUS, changes=changes), *legs) == "0:1.50 1:0.50 2:0"


def test_a_blank_group_is_every_group_not_named() -> None:
    found = book(
        METRO, BUS, rule("F boat - - far"), changes=(change("M B 0 -"), change("- B 0 up"))
    )
    assert paid(found, RIDE, ON) == "0:2 1:0"
    assert paid(found, "B: a b 08:00-08:10", ON) == "0:4 1:0.50"


def test_three_legs_add_up_as_the_reference_says() -> None:
    found = book(METRO, BUS, changes=(change("M B 2 both"), change("B B 0 up", -1)))
    assert paid(found, RIDE, ON, AGAIN) == "0:3 1:0 2:0.50"


def test_joined_rides_are_one_leg() -> None:
    within = book(METRO, joins=(JoinRule("metro", "metro", "", ""),))
    a, b = "M1: a b<S 08:00-08:10", "M2: c<S a 08:15-08:20"
    assert paid(within, a, b) == "0:2 1:0"
    assert paid(within, a, "M2: a b 08:15-08:20") == "0:2 1:2"
    between = book(METRO, joins=(JoinRule("metro", "metro", "S", "a"),))
    assert paid(between, a, "M2: a b 08:15-08:20") == "0:2 1:0"
    seated = book(METRO)
    assert paid(seated, a, "=" + b) == "0:2 1:0"


def test_tickets_are_told_as_motis_tells_them() -> None:
    free, twice = change("M B 0 -"), change("B B 0 up", -1)
    [one, two] = book(METRO, BUS, changes=(free, twice)).tickets(rides(RIDE, ON, AGAIN))
    assert one.transfer.rule is TransferRule.FIRST_AND_CHANGE
    assert one.legs == ((0,), (1,)) and not one.transfer.transfer_products
    assert [[p.name for p in prices] for leg in one.transfer.leg_products for prices in leg] == [
        ["metro"],
        ["bus"],
    ]
    assert two.transfer.rule is TransferRule.CHANGE_ALONE
    assert [p.name for p in two.transfer.transfer_products] == ["up"]
    [alone] = book(METRO).tickets(rides(RIDE))
    assert alone.transfer.rule is None
