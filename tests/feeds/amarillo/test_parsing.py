"""Published offers: each member of Amarillo's model, and what may be wrong."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from feeds.amarillo import hide, is_ours, parse, parser
from maas.errors import FeedMalformed
from maas.live import RideOffer
from maas.live.offers import OfferPrice, Waypoint, Weekly
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.amarillo.carpools import carpool, offer, offers, read, rules, stop

SEVEN = 7 * 3600
ENDS = [stop("A", 48.55, 8.72), stop("B", 48.68, 9.0)]


def test_an_offer_tells_where_people_get_in_and_when() -> None:
    assert offer() == RideOffer(
        id="c1",
        waypoints=(
            Waypoint(48.552, 8.724, "Nagold", 0, may_drop_off=False),
            Waypoint(48.594, 8.866, "Herrenberg", 1200),
            Waypoint(48.686, 9.003, "Böblingen", 2400, may_pick_up=False),
        ),
        weekly=Weekly((0, 1), SEVEN),
        path=((48.552, 8.724), (48.594, 8.866), (48.66, 8.95), (48.686, 9.003)),
        operator="mifaz",
        url="https://mifaz.example/c1",
    )
    assert not rules(carpool())


def test_a_day_is_a_week_of_its_own() -> None:
    friday = date(2026, 1, 16)
    assert offer(departureDate="2026-01-16").weekly == Weekly((4,), SEVEN, friday, friday)


def test_weekdays_have_exceptions() -> None:
    told = offer(departureDate=["Su", "FRIDAY", "fri"], exceptionDates=["2026-01-16"])
    assert told.weekly == Weekly((4, 6), SEVEN, except_on=(date(2026, 1, 16),))


def test_a_ride_may_pass_midnight() -> None:
    late = offer(
        departureTime="23:50",
        stops=[
            ENDS[0],
            stop("M", 48.6, 8.8, arrivalTime="00:05"),
            {**ENDS[1], "arrivalTime": "0:25"},
        ],
    )
    assert late.weekly == Weekly((0, 1), 85_800)
    assert [each.after_s for each in late.waypoints] == [0, 900, 2100]


def test_times_that_are_not_told_are_not_known() -> None:
    assert [each.after_s for each in offer(stops=ENDS).waypoints] == [0, None]


def test_who_stops_at_the_ends_alone_goes_out_of_the_way() -> None:
    def detours(*records: Any) -> list[int]:
        parsed = read(*records, max_detour_s=300)
        return [each.max_detour_s for each in parsed.records if isinstance(each, RideOffer)]

    assert detours(carpool(), carpool(id="2", stops=ENDS)) == [0, 300]
    told = carpool(id="3", stops=ENDS, maxDetour=0), carpool(id="4", maxDetour=10**5)
    assert detours(*told) == [0, 7200]


def test_what_the_territory_says_of_detours_holds() -> None:
    source = Source(SourceId("mfdz"), "amarillo", "", options={"max_detour_s": 120})
    (found,) = parser(source)(msgspec.json.encode(carpool(stops=ENDS)), 0).records
    assert isinstance(found, RideOffer)
    assert found.max_detour_s == 120


def test_seats_price_driver_and_car_are_read_where_they_are_told() -> None:
    told = offer(
        additional_ridesharing_info={
            "number_free_seats": 3,
            "car_brand": "Opel",
            "car_model": "Astra",
        },
        price={"amount": "2.50", "currency": "EUR"},
        driver={"alias": "Uli", "lastName": "Ott", "rating": 4.6},
    )
    assert (told.seats, told.price) == (3, OfferPrice(Decimal("2.5"), "EUR"))
    assert (told.driver, told.driver_grade, told.car) == ("Uli", 5, "Opel Astra")
    assert offer(seats=1, additional_ridesharing_info={"number_free_seats": 3}).seats == 1


@pytest.mark.parametrize(
    "content",
    [
        msgspec.json.encode([carpool()]),
        msgspec.json.encode({"carpools": [carpool()]}),
        msgspec.json.encode(carpool()),
    ],
)
def test_an_array_an_object_of_it_and_one_offer_are_messages(content: bytes) -> None:
    assert [each.id for each in parse(content).records if isinstance(each, RideOffer)] == ["c1"]
    assert is_ours(content)


@pytest.mark.parametrize("content", [b"{}", b"3", b'{"carpools": 1}', b'"x"', b"<html>"])
def test_anything_else_is_refused(content: bytes) -> None:
    assert not is_ours(content)
    with pytest.raises(FeedMalformed):
        parse(content)


def test_no_offers_are_a_message() -> None:
    assert parse(b"[]").records == ()


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"id": None}, "missing_id"),
        ({"id": {}}, "invalid_id"),
        ({"departureTime": None}, "missing_time"),
        ({"departureTime": "25 o'clock"}, "missing_time"),
        ({"departureDate": None}, "missing_time"),
        ({"departureDate": "2026-02-30"}, "missing_time"),
        ({"stops": []}, "too_few_stops"),
        ({"stops": ENDS[:1]}, "too_few_stops"),
        ({"stops": [ENDS[0], ENDS[0]]}, "nowhere_to_go"),
        ({"stops": [stop("A", 0, 0), ENDS[1]]}, "invalid_position"),
        ({"stops": [{"name": "A"}, ENDS[1]]}, "missing_position"),
    ],
)
def test_what_cannot_be_taken_costs_itself_and_is_told(wrong: dict[str, Any], rule: str) -> None:
    records = (carpool(**wrong), 7, carpool(id="c2"))
    told = rules(*records)
    assert (told[rule], told["invalid_record"]) == (1, 1)
    assert [each.id for each in offers(*records)] == ["c2"]


@pytest.mark.parametrize(
    ("doubtful", "rule"),
    [
        ({"stops": [ENDS[0], stop("N", 0, 0), ENDS[1]]}, "unusable_stop"),
        ({"stops": [ENDS[0], {**ENDS[1], "arrivalTime": "07:01"}]}, "impossible_duration"),
        ({"stops": [ENDS[0], {**ENDS[1], "arrivalTime": "06:30"}]}, "falling_times"),
        ({"departureDate": ["monday", "noday"]}, "invalid_day"),
        ({"exceptionDates": ["16.01.2026"]}, "invalid_day"),
        ({"path": {"type": "LineString", "coordinates": [[8.7, 48.5], [8.7]]}}, "invalid_polyline"),
        ({"path": {"coordinates": [[0.1, 51.4], [0.2, 51.5]]}}, "way_elsewhere"),
        ({"deeplink": "mailto:x"}, "invalid_text"),
        ({"price": {"amount": 3}}, "invalid_price"),
    ],
)
def test_what_is_doubtful_costs_itself_alone(doubtful: dict[str, Any], rule: str) -> None:
    records = carpool(**doubtful)
    assert (len(offers(records)), rules(records)) == (1, {rule: 1})


def test_of_two_of_one_id_the_newer_counts() -> None:
    old = carpool(agency="old", lastUpdated="2026-01-01 08:00:00+00:00")
    assert [each.operator for each in offers(old, carpool(), old)] == ["mifaz"]
    assert rules(old, carpool(), old) == {"older_duplicate": 2}


def test_offers_are_kept_without_drivers() -> None:
    told = carpool(
        driver={"alias": "Uli", "driver_id": "u7"},
        phone="+49 1",
        stops=[{**ENDS[0], "driver": "Uli"}, ENDS[1]],
        additional_ridesharing_info={"number_free_seats": 2, "car_model": "Astra"},
    )
    hidden = hide(msgspec.json.encode([told, "x"]))
    for private in (b"Uli", b"u7", b"+49", b"Astra"):
        assert private not in hidden
    (found,) = parse(hidden).records
    assert found == msgspec.structs.replace(offers(told)[0], driver="", car="")
