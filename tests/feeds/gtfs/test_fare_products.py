"""Fares of version 2: what is read, what is doubted, and what rides then cost."""

from pathlib import Path

from routing.fares import FareBooks
from tests.feeds.gtfs.feed import reading, rules
from tests.routing.fares.rides import rides, told

CITY = """
# networks.txt
network_id,network_name
tram,Trams
# route_networks.txt
network_id,route_id
tram,1
# areas.txt
area_id,area_name
in,Inner
out,Outer
# stop_areas.txt
area_id,stop_id
in,a
in,b
out,c
# timeframes.txt
timeframe_group_id,start_time,end_time,service_id
peak,07:00:00,09:00:00,daily
# rider_categories.txt
rider_category_id,rider_category_name,is_default_fare_category,eligibility_url
adult,Adult,1,
child,Child,0,https://a.example/child
# fare_media.txt
fare_media_id,fare_media_name,fare_media_type
cash,,0
card,Card,2
# fare_products.txt
fare_product_id,fare_product_name,rider_category_id,fare_media_id,amount,currency
one,Single,adult,cash,2.20,EUR
one,Single,adult,card,2.00,EUR
one,Single,child,cash,1.00,EUR
two,Outer,,,3.50,EUR
# fare_leg_rules.txt
leg_group_id,network_id,from_area_id,to_area_id,from_timeframe_group_id,fare_product_id
L,tram,in,in,,one
L,tram,in,out,peak,two
# fare_transfer_rules.txt
from_leg_group_id,to_leg_group_id,transfer_count,duration_limit,duration_limit_type,fare_transfer_type,fare_product_id
L,L,1,3600,1,0,
"""


def paid(timetable, *texts: str) -> str:
    return told(FareBooks.of(timetable).books["s"].tickets(rides(*texts)))


def test_a_feed_with_fares_prices_its_rides(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, CITY)
    assert rules(report) == {}
    # 1970 is not served: nothing but what needs no timeframe matches
    assert paid(timetable, "1: a b 08:00-08:10") == "0:2"
    assert paid(timetable, "1: a c 08:00-08:10") == "0:?"
    day = 24 * 20_605  # hours from 1970-01-01 to 2026-06-01
    assert paid(timetable, f"1: a c {day + 8}:00-{day + 8}:10") == "0:3.50"
    assert paid(timetable, f"1: a c {day + 9}:00-{day + 9}:10") == "0:?"
    assert paid(timetable, "1: a b 08:00-08:10", "1: b a 08:30-08:40") == "0:2 1:0"


def test_every_rider_and_medium_is_told_the_usual_one_first(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, CITY)
    [ticket] = FareBooks.of(timetable).books["s"].tickets(rides("1: a b 08:00-08:10"))
    [[prices]] = ticket.transfer.leg_products
    assert [
        (str(p.amount), p.rider and p.rider.name, p.medium and p.medium.type) for p in prices
    ] == [
        ("2", "Adult", "TRANSIT_CARD"),
        ("2.2", "Adult", "NONE"),
        ("1", "Child", "NONE"),
    ]
    assert ticket.parts[0].source == "s/fare_products.txt:3"


def test_what_is_broken_is_left_out_or_doubted(tmp_path: Path) -> None:
    broken = """
# timeframes.txt
timeframe_group_id,start_time,end_time,service_id
peak,07:00:00,09:00:00,daily
peak,08:00:00,10:00:00,daily
peak,,11:00:00,daily
late,20:00:00,25:00:00,daily
late,20:00:00,23:00:00,never
# fare_transfer_rules.txt
from_leg_group_id,to_leg_group_id,transfer_count,duration_limit,duration_limit_type,fare_transfer_type
L,L,,3600,1,0
L,L,0,,,0
L,L,1,60,,0
L,L,1,,1,0
L,,1,,,0
L,L,1,,,7
M,L,,,,0
# rider_categories.txt
rider_category_id,rider_category_name,is_default_fare_category
adult,Adult,1
child,Child,1
"""
    timetable, report = reading(tmp_path, CITY, broken)
    found = rules(report)
    for rule in (
        "timeframe_overlap",
        "timeframe_start_or_end_time_greater_than_twenty_four_hours",
        "timeframe_only_start_or_end_time_specified",
        "fare_transfer_rule_without_transfer_count",
        "fare_transfer_rule_invalid_transfer_count",
        "fare_transfer_rule_duration_limit_without_type",
        "fare_transfer_rule_duration_limit_type_without_duration_limit",
        "fare_transfer_rule_with_forbidden_transfer_count",
        "unexpected_enum_value",
        "fare_product_with_multiple_default_rider_categories",
        "foreign_key_violation",
    ):
        assert found.get(rule), rule
    assert timetable.fares.transfer_rules.line.tolist() == [2, 5, 6]


def test_version_two_goes_before_version_one(tmp_path: Path) -> None:
    old = """
# fare_attributes.txt
fare_id,price,currency_type,payment_method,transfers
old,9,EUR,1,
"""
    timetable, _ = reading(tmp_path, CITY, old)
    assert paid(timetable, "1: a b 08:00-08:10") == "0:2"
