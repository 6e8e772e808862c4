"""Offers that last: whose they are, how many, and that nothing is left of what was erased."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from maas.errors import NotFound, NotYours, QuotaReached
from maas.live import RideOffer
from maas.live.offers import OfferPrice, Waypoint
from maas.records import KeptOffer, SqliteRecords, WithdrawnOffer, open_records
from tests.oldrecords import set_back

ENDS = (Waypoint(41.15, -8.61, "Aliados", 0), Waypoint(41.55, -8.42))
DAYS = (date(2023, 9, 20), date(2023, 9, 21))


def kept(name: str, driver: str = "", key: str = "ours", until: int = 100) -> KeptOffer:
    return KeptOffer(RideOffer(name, ENDS, 50, driver=driver), key, until)


def put(
    records: SqliteRecords, *offers: KeptOffer, most: int = 9, by_operator: bool = False
) -> None:
    for each in offers:
        records.put_offer(each, most, by_operator=by_operator)


def withdraw(
    records: SqliteRecords, name: str, key: str = "ours", by_operator: bool = False
) -> None:
    records.withdraw_offer(WithdrawnOffer(name, DAYS, 200), key, by_operator=by_operator)


def names(records: SqliteRecords) -> list[str]:
    return [each.offer.id for each in records.offers()]


@pytest.fixture
def records(tmp_path: Path) -> SqliteRecords:
    return open_records(tmp_path)


def test_offers_come_back_whole_and_by_id(tmp_path: Path, records: SqliteRecords) -> None:
    price = OfferPrice(amount=Decimal("2.50"), currency="EUR")
    rich = KeptOffer(RideOffer("b", ENDS, 50, path=((41.1, -8.6),), price=price), "ours", 100)
    put(records, rich, kept("a"))
    assert open_records(tmp_path).offers() == (kept("a"), rich)


def test_an_offer_is_changed_by_who_published_it_and_by_the_operator(
    records: SqliteRecords,
) -> None:
    put(records, kept("a"))
    put(records, kept("a", "Rita"))
    with pytest.raises(NotYours):
        put(records, kept("a", "Eve", key="theirs"))
    with pytest.raises(NotYours):
        withdraw(records, "a", "theirs")
    put(records, kept("a", "Anna", key="operator"), by_operator=True)
    assert records.offers() == (kept("a", "Anna"),)  # still the partner's
    withdraw(records, "a", "operator", by_operator=True)
    assert records.offers() == ()


def test_a_key_has_at_most_so_many_offers(records: SqliteRecords) -> None:
    put(records, kept("a"), kept("b"), most=2)
    put(records, kept("b", "Rita"), kept("x", key="theirs"), most=2)
    with pytest.raises(QuotaReached):
        put(records, kept("c"), most=2)
    withdraw(records, "a")
    put(records, kept("c"), most=2)
    assert names(records) == ["b", "c", "x"]


def test_of_what_was_withdrawn_its_days_are_known_until_they_have_passed(
    records: SqliteRecords,
) -> None:
    with pytest.raises(NotFound):
        withdraw(records, "a")
    put(records, kept("a"), kept("b"))
    withdraw(records, "a")
    withdraw(records, "b")
    put(records, kept("b"))
    assert records.withdrawn_offers() == (WithdrawnOffer("a", DAYS, 200),)
    records.erase_offers(200)
    assert records.withdrawn_offers() == ()


def test_of_what_was_erased_changed_or_withdrawn_no_byte_is_left(
    tmp_path: Path, records: SqliteRecords
) -> None:
    long = "Rosalind" * 2000  # more than a page
    put(records, kept("old", "Ada", until=10), kept("long", long, until=10))
    put(records, *(kept(f"still{i}", "Grace") for i in range(5)))
    put(records, kept("gone", "Emmy"), kept("changed", "Lise"))
    put(records, kept("changed", "Maria"))
    withdraw(records, "gone")
    assert records.erase_offers(10)
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert {name for name in (b"Ada", b"Rosalind", b"Emmy", b"Lise") if name in files} == set()
    assert b"Grace" in files and b"Maria" in files
    assert names(records) == ["changed", *(f"still{i}" for i in range(5))]


def test_a_file_of_before_there_were_offers_gets_its_tables(records: SqliteRecords) -> None:
    put(records, kept("a"))
    set_back(records, 1)
    put(records, kept("b"))
    assert names(records) == ["b"]
