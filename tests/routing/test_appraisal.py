"""What ways give off, which one emits least, and the orders one can ask for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from maas.emissions import USUAL, Emissions
from maas.itinerary import Itinerary
from maas.live import VehicleType
from maas.live.rentals import FormFactor, Propulsion
from maas.model import Mode
from maas.offered import OfferFare
from maas.rented import RentalEnd, RentalFare, RentalOnLeg
from routing.appraisal import Appraiser
from routing.question import End, Question, Sort
from tests.itineraries import (
    ALIADOS,
    ANSWER,
    BY_BIKE,
    BY_CAR,
    CARPOOL_THEN_LINE,
    CASA,
    DIRECT_LINE,
    NINE,
    OFFER,
    ON_FOOT,
    WITH_CHANGE,
    shared_ride,
)
from tests.towns import Town

ASKED = Question(End(), End(), 0)


def on_rails(itinerary: Itinerary, *metres: float) -> Itinerary:
    """An itinerary whose rides are so long."""
    lengths = iter(metres)
    return replace(
        itinerary,
        legs=tuple(replace(leg, distance_m=next(lengths)) if leg.trip else leg
                   for leg in itinerary.legs),
    )  # fmt: skip


SHORT, LONG = on_rails(DIRECT_LINE, 2000), on_rails(WITH_CHANGE, 1500, 1500)


def appraised(*ways: Itinerary, direct: tuple[Itinerary, ...] = (), sort: Sort = Sort.DEPARTURE):
    answer = replace(ANSWER, itineraries=ways, direct=direct)
    return Appraiser.of(None, USUAL).answer(answer, replace(ASKED, sort=sort))


def test_an_itinerary_emits_what_its_legs_do() -> None:
    [way] = appraised(SHORT).itineraries
    assert [leg.emissions.ghg_g > 0 for leg in way.legs if leg.emissions] == [False, True, False]
    assert way.emissions == USUAL.emitted(Mode.SUBWAY, 2000)


def test_what_is_not_known_is_not_nothing() -> None:
    [way] = appraised(DIRECT_LINE).itineraries
    assert way.legs[1].emissions is None
    assert way.emissions is None


def test_the_least_emitting_way_of_the_whole_answer_is_marked() -> None:
    answer = appraised(SHORT, LONG)
    assert [way.emits_least for way in answer.itineraries] == [True, False]
    answer = appraised(SHORT, LONG, direct=(ON_FOOT, BY_BIKE, BY_CAR))
    assert [way.emits_least for way in answer.itineraries] == [False, False]
    assert [way.emits_least for way in answer.direct] == [True, True, False]


def test_a_way_of_unknown_emissions_is_never_the_least() -> None:
    assert [way.emits_least for way in appraised(DIRECT_LINE).itineraries] == [False]


@pytest.mark.parametrize("sort", [Sort.DURATION, Sort.GHG, Sort.WALKING])
def test_every_order_puts_its_best_first(sort: Sort) -> None:
    found = appraised(LONG, SHORT, sort=sort).itineraries
    assert [way.boardings for way in found] == [1, 2]


def test_the_usual_order_is_that_of_the_search() -> None:
    assert [way.boardings for way in appraised(LONG, SHORT).itineraries] == [2, 1]


def test_unknown_comes_last_and_equals_keep_their_order() -> None:
    found = appraised(DIRECT_LINE, LONG, SHORT, LONG, sort=Sort.GHG).itineraries
    assert [way.emissions is None for way in found] == [False, False, False, True]
    assert found[0].legs[1].distance_m == 2000


def test_a_ride_without_shape_is_measured_from_stop_to_stop() -> None:
    town = Town("A---B---C", {"ABC": "highway=residential"}, {"1": ("A 08:05 B 08:10 C 08:15",)})
    for detailed in (True, False):
        answer = town.ask("bus:A", "bus:C", detailed_legs=detailed, direct_modes=())
        [ride] = [leg for leg in answer.itineraries[0].legs if leg.trip]
        straight = ride.origin.place.at.distance_m(ride.destination.place.at)
        assert ride.distance_m == pytest.approx(straight, rel=1e-3)
        assert ride.emissions == USUAL.emitted(Mode.BUS, ride.distance_m or 0)
        assert answer.itineraries[0].emissions != Emissions()


def rented(fare: RentalFare | None, type: VehicleType) -> Itinerary:
    """By a rented vehicle over two km."""
    rental = RentalOnLeg("v", "v", "v", "V", type, RentalEnd(), RentalEnd(), fare=fare)
    leg = replace(BY_BIKE.legs[0], mode=Mode.RENTAL, rental=rental, distance_m=2000.0)
    return Itinerary((leg,))


BIKE = VehicleType("v", "b", FormFactor.BICYCLE, Propulsion.ELECTRIC_ASSIST)
PLAN = "v/system_pricing_plans.json:1"


def test_a_rental_costs_and_emits_what_its_plan_and_its_vehicle_say() -> None:
    [way] = appraised(rented(RentalFare(Decimal("1.50"), "EUR", PLAN), BIKE)).itineraries
    assert way.price is not None and way.price.complete
    assert [(part.leg, str(part.amount), part.source) for part in way.price.parts] == [
        (0, "1.50", PLAN)
    ]
    assert way.emissions == USUAL.rented(BIKE, 2000)


def test_what_a_rental_costs_beyond_its_plan_is_not_known() -> None:
    with_tax = RentalFare(Decimal("1.50"), "USD", PLAN, is_all=False)
    [taxed, free] = appraised(rented(with_tax, BIKE), rented(None, BIKE)).itineraries
    assert taxed.price is not None and free.price is not None
    assert (taxed.price.amount, taxed.price.complete) == (Decimal("1.50"), False)
    assert (free.price.amount, free.price.unknown) == (None, (0,))


def test_the_cheapest_comes_first_where_prices_are_known() -> None:
    dear, cheap, unknown = (
        rented(fare and RentalFare(Decimal(fare), "EUR", PLAN), BIKE) for fare in ("3", "1", None)
    )
    found = appraised(unknown, dear, cheap, sort=Sort.PRICE).itineraries
    assert [way.price and way.price.amount for way in found] == [1, 3, None]


def seat(amount: str | None) -> Itinerary:
    """In somebody's car, for so much."""
    fare = None if amount is None else OfferFare(Decimal(amount), "EUR", "klaxon")
    offer = replace(OFFER, fare=fare)
    return Itinerary((shared_ride(ALIADOS, CASA, NINE, NINE + 600, offer, distance_m=2000.0),))


def test_a_seat_in_a_car_costs_what_the_driver_asks_and_emits_its_share_of_the_car() -> None:
    [way] = appraised(seat("3.50")).itineraries
    assert way.price is not None and way.price.complete
    assert [(part.leg, str(part.amount), part.source) for part in way.price.parts] == [
        (0, "3.50", "klaxon")
    ]
    assert way.emissions == USUAL.emitted(Mode.RIDE_SHARING, 2000)
    alone = USUAL.emitted(Mode.CAR, 2000).ghg_g
    assert way.emissions.ghg_g == pytest.approx(alone / USUAL.of[Mode.RIDE_SHARING].occupancy)


def test_seats_are_put_in_order_of_what_they_cost_and_unknown_is_not_free() -> None:
    found = appraised(seat(None), seat("2"), seat("0"), sort=Sort.PRICE).itineraries
    assert [way.price and way.price.amount for way in found] == [0, 2, None]
    assert found[2].price is not None and found[2].price.unknown == (0,)


def test_a_seat_and_a_line_are_paid_apart() -> None:
    [way] = appraised(CARPOOL_THEN_LINE).itineraries
    assert way.price is not None
    assert [part.leg for part in way.price.parts] == [1] and way.price.unknown == (3,)
    assert (way.legs[1].fare, way.legs[3].fare is None) == (None, False)
    assert (way.transfers, way.boardings) == (1, 2)


def test_the_least_emitting_way_may_be_one_in_a_car() -> None:
    driven = Itinerary((replace(BY_CAR.legs[0], distance_m=2000.0),))
    answer = appraised(seat("2"), direct=(driven,), sort=Sort.GHG)
    assert [way.emits_least for way in answer.itineraries] == [True]
    assert [way.emits_least for way in answer.direct] == [False]
