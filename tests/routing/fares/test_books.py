"""Prices of whole itineraries: the sum, what is unknown, and whose ticket it is."""

from dataclasses import replace
from decimal import Decimal

from maas.itinerary import Itinerary
from maas.model import Mode
from routing.fares.books import FareBooks
from routing.fares.ride import FareRide
from routing.fares.zones import Fare, ZoneFares
from tests.itineraries import (
    BY_CAR,
    CASA,
    DIRECT_LINE,
    HOME,
    NINE,
    ON_FOOT,
    TRIP,
    WITH_CHANGE,
    ride,
    walk,
)


def ticket(price: str, currency: str = "EUR") -> ZoneFares:
    fare = Fare("T", Decimal(price), currency, 0, -1, "", "stcp/fare_attributes.txt:2")
    return ZoneFares({"T": fare}, (), {})


BOOKS = FareBooks({"stcp": ticket("1.4")})
ELSEWHERE = replace(TRIP, data_source="cp", route_id="cp:X", agency_id="cp:CP")


def test_rides_are_paid_and_walks_are_not() -> None:
    price = BOOKS.priced(DIRECT_LINE).price
    assert price is not None and price.complete
    assert (price.amount, price.currency) == (Decimal("1.4"), "EUR")
    assert [(part.leg, part.source) for part in price.parts] == [(1, "stcp/fare_attributes.txt:2")]


def test_walking_costs_nothing_and_driving_nobody_knows_what() -> None:
    on_foot, by_car = BOOKS.priced(ON_FOOT).price, BOOKS.priced(BY_CAR).price
    assert on_foot is not None and on_foot.complete and on_foot.amount == 0
    assert by_car is not None and not by_car.complete
    assert (by_car.amount, by_car.unknown) == (None, (0,))


def test_a_feed_without_fares_leaves_its_rides_unknown() -> None:
    legs = (
        ride(HOME, CASA, NINE, NINE + 600),
        walk(CASA, CASA, NINE + 600, NINE + 700),
        ride(CASA, HOME, NINE + 900, NINE + 1500, trip=ELSEWHERE),
    )
    priced = BOOKS.priced(Itinerary(legs))
    assert priced.price is not None
    assert (priced.price.amount, priced.price.unknown) == (Decimal("1.4"), (2,))
    assert not priced.price.complete
    assert [leg.fare and leg.fare.transfer for leg in priced.legs] == [0, None, 1]
    assert priced.fares[1].leg_products == ((),)


def test_two_currencies_have_no_sum() -> None:
    books = FareBooks({"stcp": ticket("1.4"), "cp": ticket("2", "CHF")})
    legs = (
        ride(HOME, CASA, NINE, NINE + 600),
        ride(CASA, HOME, NINE + 900, NINE + 1500, trip=ELSEWHERE),
    )
    price = books.priced(Itinerary(legs)).price
    assert price is not None
    assert (price.amount, price.currency, price.complete) == (None, None, False)
    assert len(price.parts) == 2


def test_every_ride_is_either_paid_or_unknown() -> None:
    for books in (BOOKS, FareBooks({})):
        priced = books.priced(WITH_CHANGE)
        assert priced.price is not None
        told = [part.leg for part in priced.price.parts] + list(priced.price.unknown)
        assert sorted(told) == [i for i, leg in enumerate(priced.legs) if leg.mode is Mode.SUBWAY]


def test_a_skipped_stop_is_not_passed_but_a_cancelled_ride_costs_as_planned() -> None:
    leg = ride(HOME, CASA, NINE, NINE + 600)
    skipped = replace(leg.intermediate[0], cancelled=True)
    leg = replace(leg, intermediate=(skipped,))
    assert len(FareRide.of(0, leg).stops) == 2
    assert len(FareRide.of(0, replace(leg, cancelled=True)).stops) == 3
