"""Journeys of drivers: each member of the standard, and what operators make of it."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from feeds.standard_covoiturage import parse_journeys
from maas.errors import FeedMalformed
from maas.live import RideOffer
from maas.live.offers import OfferKind, OfferPrice, Waypoint
from tests.feeds.standard_covoiturage.answers import AT, journey, offer, offers, read, rules
from tests.shared import shared


def test_a_journey_tells_where_when_and_for_how_much() -> None:
    assert offer() == RideOffer(
        id="j1",
        waypoints=(
            Waypoint(47.2181, -1.5528, "Gare de Nantes", 0, may_drop_off=False),
            Waypoint(47.2736, -2.2137, "Saint-Nazaire", 2700, may_pick_up=False),
        ),
        departure=AT + 3600,
        seats=2,
        operator="covoit.example",
        driver="Léa",
        driver_grade=4,
        price=OfferPrice(Decimal("4.5"), "EUR"),
        url="https://covoit.example/j1",
        car="Zoé R110",
    )
    assert not rules(read(journey()))


def test_of_the_driver_nothing_comes_in_but_alias_and_grade() -> None:
    told = msgspec.json.encode(read(journey()).records)
    for private in (b"Garnier", "Léonore".encode(), b"u-77", b"lea.jpg"):
        assert private not in told


def test_findings_name_no_driver() -> None:
    """They are told to everybody and kept for months."""
    wrong = {"alias": {"private": "Garnier"}, "operator": "covoit.example"}
    told = read(
        journey(driver=wrong, webUrl="private:x"),
        journey(id={"private": 1}),
        {**journey(passengerPickupLat="private")},
        "private",
    )
    assert len(told.rejections) == 4
    assert all("rivate" not in each.text for each in told.rejections)


@pytest.mark.parametrize("kind", ["PLANNED", "DYNAMIC", "LINE"])
def test_it_tells_how_sure_the_trip_is(kind: str) -> None:
    assert offer(type=kind).kind is OfferKind(kind)


@pytest.mark.parametrize(
    ("price", "meant"),
    [
        ({"type": "FREE"}, OfferPrice(Decimal(0))),
        ({"type": "FREE", "amount": 0, "currency": "EUR"}, OfferPrice(Decimal(0))),
        (
            {"type": "PAYING", "amount": "3,20", "currency": "eur"},
            OfferPrice(Decimal("3.2"), "EUR"),
        ),
        ({"type": "UNKNOWN", "amount": 0}, None),
        ({"type": "PAYING", "amount": 0, "currency": "EUR"}, None),
        ({"amount": 2.5, "currency": "CHF"}, OfferPrice(Decimal("2.5"), "CHF")),
        ({}, None),
        (None, None),
    ],
)
def test_nothing_is_free_that_is_not_said_to_be(price: Any, meant: OfferPrice | None) -> None:
    assert offer(price=price).price == meant


@pytest.mark.parametrize(
    "drifted",
    [
        {"duration": "2700"},
        {"duration": 2700.0},
        {"availableSeats": "2"},
        {"passengerPickupLat": "47.2181"},
        {"passengerPickupDate": float(AT + 3600)},
        {"passengerPickupDate": str(AT + 3600)},
        {"type": "planned"},
    ],
)
def test_numbers_may_be_texts_and_whole_ones_not(drifted: dict[str, Any]) -> None:
    assert offer(**drifted) == offer()


def test_what_is_null_is_not_said() -> None:
    blank = dict.fromkeys(("duration", "availableSeats", "price", "webUrl", "car", "distance"))
    found = offer(**blank, journeyPolyline=None, passengerPickupAddress=None)
    assert (found.seats, found.price, found.url, found.car) == (None, None, "", "")
    assert found.waypoints[1].after_s is None
    assert not rules(read(journey(**blank)))


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"passengerPickupDate": None}, "missing_time"),
        ({"passengerPickupDate": AT * 1000}, "time_in_milliseconds"),
        ({"passengerPickupDate": -1}, "invalid_time"),
        ({"passengerPickupDate": "tomorrow"}, "invalid_time"),
        ({"passengerDropLat": 0, "passengerDropLng": 0}, "invalid_position"),
        ({"passengerDropLat": None, "passengerDropLng": None}, "missing_position"),
        ({"passengerDropLat": 47.2181, "passengerDropLng": -1.5528}, "nowhere_to_go"),
        ({"id": ["j1"]}, "invalid_id"),
    ],
)
def test_what_cannot_be_taken_costs_itself_and_is_told(wrong: dict[str, Any], rule: str) -> None:
    parsed = read(journey(**wrong), "not a journey", journey(id="j2"))
    assert rules(parsed) == {rule: 1, "invalid_record": 1}
    assert [each.id for each in offers(parsed)] == ["j2"]


@pytest.mark.parametrize(
    ("doubtful", "rule"),
    [
        ({"duration": 60}, "impossible_duration"),
        ({"availableSeats": -1}, "negative_count"),
        ({"price": {"type": "PAYING", "amount": "cheap"}}, "invalid_price"),
        ({"type": "MAYBE"}, "unknown_type"),
        ({"type": None}, "untold_type"),
        ({"driver": {"alias": "Léa", "grade": 9}}, "invalid_grade"),
        ({"webUrl": "javascript:x"}, "invalid_text"),
        ({"journeyPolyline": "\u00e9"}, "invalid_polyline"),
        ({"journeyPolyline": "_p~iF~ps|U_ulLnnqC"}, "way_elsewhere"),
    ],
)
def test_what_is_doubtful_counts_as_not_said(doubtful: dict[str, Any], rule: str) -> None:
    parsed = read(journey(**doubtful))
    assert (len(offers(parsed)), rules(parsed)) == (1, {rule: 1})


def test_a_journey_without_an_id_keeps_the_one_it_is_given() -> None:
    named = offer(id=None)
    assert named.id == offer(id=None, webUrl=None, price=None).id
    assert named.id != offer(id=None, passengerPickupDate=AT + 7200).id
    assert rules(read(journey(id=None))) == {"unnamed_offer": 1}


def test_the_way_is_cut_to_pickup_and_drop() -> None:
    """A straight road of the Google example, ridden from its second to its third corner."""
    found = offer(
        journeyPolyline="_p~iF~ps|U_ulLnnqC_mqNvxq`@",
        passengerPickupLat=40.7,
        passengerPickupLng=-120.95,
        passengerDropLat=43.252,
        passengerDropLng=-126.453,
        duration=50_000,
    )
    assert found.path == ((40.7, -120.95), (43.252, -126.453))


@pytest.mark.parametrize("content", [b'{"error": "no timeDelta"}', b"{}", b"null", b"<html>", b""])
def test_what_is_no_answer_is_refused(content: bytes) -> None:
    with pytest.raises(FeedMalformed):
        parse_journeys(content, AT)


def test_what_the_operator_says_is_told() -> None:
    with pytest.raises(FeedMalformed, match="the operator says: no timeDelta"):
        parse_journeys(b'{"error": "no timeDelta"}', AT)


def test_no_position_is_repeated() -> None:
    with pytest.raises(FeedMalformed, match=r"too far from …, …$"):
        parse_journeys(b'{"error": "too far from 47.218, -1.5528"}', AT)


def test_no_offer_is_an_answer() -> None:
    assert parse_journeys(b"[]", AT).records == ()


@pytest.mark.real
def test_journeys_of_the_official_playground_are_read() -> None:
    folder = shared("data", "carpool", "standard-covoiturage-playground")
    told = msgspec.json.decode((folder / "defaultData.json").read_bytes())["driverJourneys"]
    found = offers(read(*told))
    assert [(each.id, each.departure, each.driver) for each in found] == [
        ("aui", 1_665_579_951, "bob"),
        ("pio", 1_665_579_951, "bob"),
    ]
    made = msgspec.json.decode((folder / "testData.gen.json").read_bytes())["driverJourneys"]
    assert rules(read(*made)) == {"invalid_position": len(made)}  # each has an end at 0, 0
