"""Fares of version 1: what is read, what is left out and why."""

from pathlib import Path

from feeds.gtfs import read
from maas.model import SourceId
from maas.timetable import Fares, join
from tests.feeds.gtfs.feed import SOUND, reading, rules, tables, write

TICKETS = """
# fare_attributes.txt
fare_id,price,currency_type,payment_method,transfers,transfer_duration
Z2,1.40,EUR,1,,
Z3,1.85,EUR,1,1,3600
# fare_rules.txt
fare_id,route_id,origin_id,destination_id,contains_id
Z2,1,N,N,
# stops.txt
stop_id,stop_name,stop_lat,stop_lon,zone_id
a,Alder,52.500,13.400,N
b,Birch,52.510,13.400,
c,Cedar,52.520,13.400,S
"""


def test_tickets_rules_and_zones(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, TICKETS)
    fares = timetable.fares
    assert list(fares.attributes.source) == ["s", "s"]
    assert fares.attributes.price.tolist() == [14_000, 18_500]
    assert fares.attributes.transfers.tolist() == [-1, 1]
    assert fares.attributes.duration.tolist() == [-1, 3600]
    assert fares.attributes.line.tolist() == [2, 3]
    assert list(fares.rules.route) == ["1"]
    assert dict(zip(fares.stop_zones.stop, fares.stop_zones.zone, strict=True)) == {
        "a": "N",
        "c": "S",
    }
    assert rules(report) == {}


def test_a_feed_without_fares_has_empty_tables(tmp_path: Path) -> None:
    fares = reading(tmp_path)[0].fares
    assert len(fares.attributes.source) == len(fares.products.source) == 0
    assert not fares.attributes.price.flags.writeable


def test_a_ticket_whose_every_rule_is_broken_is_left_out(tmp_path: Path) -> None:
    broken = """
# fare_rules.txt
fare_id,route_id,origin_id
Z2,nowhere,
Z3,,unheard
Z3,1,
"""
    timetable, report = reading(tmp_path, TICKETS, broken)
    assert list(timetable.fares.attributes.fare) == ["Z3"]
    assert rules(report)["fare_without_rules"] == 1
    assert rules(report)["foreign_key_violation"] == 2


def test_rules_that_cannot_be_read_take_all_tickets_with_them(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, TICKETS, "\n# fare_rules.txt\nfare,route_id\nZ2,1\n")
    assert len(timetable.fares.attributes.source) == 0
    assert "missing_required_column" in rules(report)


def test_prices_that_are_none_are_left_out(tmp_path: Path) -> None:
    wrong = """
# fare_attributes.txt
fare_id,price,currency_type,transfers
a,1.4,euro,
b,free,EUR,
c,-1,EUR,
d,,EUR,
e,1.40,EUR,many
f,0,EUR,0
f,9,EUR,0
"""
    timetable, report = reading(tmp_path, TICKETS, wrong, "\n# fare_rules.txt\nfare_id\n")
    assert list(timetable.fares.attributes.fare) == ["f"]
    found = rules(report)
    for rule in ("invalid_currency", "invalid_currency_amount", "number_out_of_range",
                 "missing_required_field", "invalid_integer", "duplicate_key"):  # fmt: skip
        assert found[rule] == 1


def test_joining_keeps_whose_fares_they_are(tmp_path: Path) -> None:

    path = write(tmp_path / "feed.zip", tables(SOUND, TICKETS))
    joined = join([read(path, SourceId(name))[0] for name in ("one", "two")])
    fares: Fares = joined.fares
    assert list(fares.attributes.source) == ["one", "one", "two", "two"]
    assert list(fares.rules.source) == ["one", "two"]
