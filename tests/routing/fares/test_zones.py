"""Fares of version 1, each case worked out by hand."""

from decimal import Decimal

from routing.fares.ride import FareRide
from routing.fares.zones import Fare, ZoneFares
from tests.routing.fares.rides import rides, told

ZONES = {"a": "1", "b": "2", "c": "3", "d": "4"}


def fares(prices: dict[str, str], *rules: str, **limits: dict[str, int]) -> ZoneFares:
    """Tickets by price; a rule is `fare route origin destination [contains]`, - for blank."""
    found = {
        name: Fare(
            name,
            Decimal(price),
            "EUR",
            limits.get("transfers", {}).get(name, -1),
            limits.get("duration", {}).get(name, -1),
            "",
            f"s/fare_attributes.txt:{i}",
        )
        for i, (name, price) in enumerate(prices.items(), 2)
    }
    cells = [[*rule.split(), "-"][:5] for rule in rules]
    rows = [tuple("" if cell == "-" else cell for cell in row) for row in cells]
    return ZoneFares(found, rows, ZONES)  # type: ignore[arg-type]


def paid(book: ZoneFares, *texts: str) -> str:
    return told(book.tickets(rides(*texts)))


def test_a_ticket_without_rules_is_valid_anywhere_as_long_as_it_lasts() -> None:
    one_hour = fares({"T": "1.8"}, duration={"T": 3600})
    first = "A: a b 08:00-08:20"
    assert paid(one_hour, first) == "0:1.80"
    assert paid(one_hour, first, "B: b c 09:00-09:30") == "0:1.80 1:0"
    assert paid(one_hour, first, "B: b c 09:01-09:30") == "0:1.80 1:1.80"


def test_as_many_changes_as_the_ticket_allows() -> None:
    once = fares({"T": "2"}, transfers={"T": 1})
    three = ("A: a b 08:00-08:10", "B: b c 08:15-08:20", "C: c d 08:25-08:30")
    assert paid(once, *three[:2]) == "0:2 1:0"
    assert paid(once, *three) in ("0:2 1:0 2:2", "0:2 1:2 2:0")
    seated = (three[0], "=" + three[1], three[2])
    assert paid(once, *seated) == "0:2 1:0 2:0"


def test_prices_by_first_and_last_zone() -> None:
    book = fares({"near": "1.4", "far": "2.3"}, "near - 1 2", "far - 1 3", "near - 2 3")
    assert paid(book, "A: a b c 08:00-08:20") == "0:2.30"
    assert paid(book, "A: a b 08:00-08:10") == "0:1.40"
    assert paid(book, "A: a b 08:00-08:10", "B: b c 08:15-08:20") == "0:2.30 1:0"


def test_two_tickets_where_they_are_cheaper_than_one() -> None:
    book = fares({"near": "1", "far": "2.5"}, "near - 1 2", "far - 1 3", "near - 2 3")
    assert paid(book, "A: a b 08:00-08:10", "B: b c 08:15-08:20") == "0:1 1:1"


def test_a_rule_of_a_route_holds_on_that_route_alone() -> None:
    book = fares({"A": "1", "all": "3"}, "A A - -")
    assert paid(book, "A: a b 08:00-08:10") == "0:1"
    assert paid(book, "B: a b 08:00-08:10") == "0:3"
    assert paid(book, "A: a b 08:00-08:10", "B: b c 08:15-08:20") == "0:3 1:0"


def test_route_and_zones_of_one_row_hold_together() -> None:
    book = fares({"Z2": "1.4"}, "Z2 B 1 2")
    assert paid(book, "B: a b 08:00-08:10") == "0:1.40"
    assert paid(book, "C: a b 08:00-08:10") == "0:?"
    assert paid(book, "B: a c 08:00-08:10") == "0:?"


def test_all_zones_passed_and_no_others() -> None:
    two, three = ("two - - - 1", "two - - - 2"), ("- - - 1", "- - - 2", "- - - 3")
    book = fares({"two": "2", "three": "3"}, *two, *(f"three {zone}" for zone in three))
    assert paid(book, "A: a b 08:00-08:10") == "0:2"
    assert paid(book, "A: a b c 08:00-08:20") == "0:3"
    assert paid(book, "A: a c 08:00-08:20") == "0:?"


def test_the_unknown_is_told_and_the_known_beside_it_stays() -> None:
    book = fares({"T": "1.5"}, "T - 1 2")
    assert paid(book, "A: a b 08:00-08:10", "B: b d 08:15-08:20") == "0:1.50 1:?"


def test_a_ticket_of_one_agency_is_for_its_rides() -> None:
    book = fares({"T": "2"})
    own = Fare("own", Decimal(1), "EUR", -1, -1, "X", "s/fare_attributes.txt:9")
    book = ZoneFares({**book.fares, "own": own}, [], ZONES)
    assert paid(book, "A/X: a b 08:00-08:10") == "0:1"
    assert paid(book, "A/Y: a b 08:00-08:10") == "0:2"
    assert paid(book, "A/X: a b 08:00-08:10", "A/Y: b c 08:15-08:20") == "0:2 1:0"


def test_dividing_never_costs_more_than_the_best_single_ticket() -> None:
    book = fares({"near": "1.4", "far": "2.3"}, "near - 1 2", "far - 1 3", "near - 2 3")
    whole: tuple[FareRide, ...] = rides("A: a b 08:00-08:10", "B: b c 08:15-08:20")
    parts = [part.amount for ticket in book.tickets(whole) for part in ticket.parts]
    assert sum(parts) == Decimal("2.3")
