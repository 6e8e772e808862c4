"""What a ride costs, by hand and against a loop that waits for every minute."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.live.rentals import PricingPlan, RentalSystem, RentalVehicle, Segment, VehicleType
from maas.model import SourceId
from routing.rentals.fleets import System
from routing.rentals.pricing import amount_of, fare_of

TEN_KM_INCLUDED = PricingPlan(
    "velo", "plan2", "USD", "2.00",
    per_km=(Segment(10, "1.00", 1, 25), Segment(25, "0.50", 1), Segment(25, "3.00", 5)),
    where="system_pricing_plans.json:1",
)  # fmt: skip
"""The first example of the specification."""
BOTH = PricingPlan(
    "velo", "plan3", "CAD", "3.00",
    per_min=(Segment(0, "0.50", 1),), per_km=(Segment(0, "0.25", 1),), is_taxable=True,
    where="system_pricing_plans.json:2",
)  # fmt: skip
"""The second."""
HALF_AN_HOUR_FREE = PricingPlan("velo", "free", "EUR", "1", per_min=(Segment(30, "1.50", 15),))
MEMBERS = PricingPlan("velo", "members", "EUR", "0", is_casual=False)
BIKE = VehicleType("velo", "bike")


@pytest.mark.parametrize(
    ("km", "amount"),
    [
        (0.5, "2.00"),
        (10, "2.00"),
        (10.001, "3.00"),
        (11, "3.00"),
        (25, "17.00"),
        (25.001, "20.50"),
        (30, "22.50"),
        (30.5, "26.00"),
    ],
)
def test_kilometres_of_the_first_example(km: float, amount: str) -> None:
    assert amount_of(TEN_KM_INCLUDED, 0, km * 1000) == Decimal(amount)


def test_minutes_and_kilometres_of_the_second_example_add_up() -> None:
    assert amount_of(BOTH, 10 * 60, 2_500) == Decimal("3.00") + 10 * Decimal("0.50") + Decimal(
        "0.75"
    )
    assert amount_of(BOTH, 10 * 60 + 1, 2_500) == Decimal("9.25")


@pytest.mark.parametrize(
    ("minutes", "amount"), [(0, "1"), (30, "1"), (30.5, "2.5"), (45, "2.5"), (46, "4")]
)
def test_first_minutes_are_free(minutes: float, amount: str) -> None:
    assert amount_of(HALF_AN_HOUR_FREE, round(minutes * 60), 9_999) == Decimal(amount)


def test_a_rate_without_interval_is_paid_once() -> None:
    late = PricingPlan("velo", "late", "EUR", "1", per_min=(Segment(60, "5", 0),))
    assert [amount_of(late, minutes * 60, 0) for minutes in (60, 61, 900)] == [1, 6, 6]


def test_a_discount_never_pays_who_rides() -> None:
    generous = PricingPlan("velo", "x", "EUR", "1", per_km=(Segment(0, "-0.75", 1),))
    assert amount_of(generous, 0, 1_000) == Decimal("0.25")
    assert amount_of(generous, 0, 9_000) == 0


SEGMENTS = st.builds(
    Segment,
    start=st.integers(0, 40).map(float),
    rate=st.sampled_from(["0.10", "0.333", "1", "-0.05"]),
    interval=st.integers(0, 9).map(float),
    end=st.none() | st.integers(0, 90).map(float),
)


@given(st.lists(SEGMENTS, max_size=3), st.integers(0, 7_200))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_a_minute_after_the_other_costs_the_same(segments: list[Segment], seconds: int) -> None:
    plan = PricingPlan("velo", "any", "EUR", "100", per_min=tuple(segments))
    assert amount_of(plan, seconds, 0) == Decimal(100) + sum(map(_slowly, segments, [seconds] * 3))


def _slowly(segment: Segment, seconds: int) -> Decimal:
    """Every second of the ride: does an interval begin now?"""
    amount, charged = Decimal(0), False
    for second in range(seconds):
        if second % 60 or second < segment.start * 60:
            continue
        minute = second // 60
        if segment.end is not None and minute >= segment.end:
            break
        begins = not charged if segment.interval == 0 else not (
            (minute - segment.start) % segment.interval
        )  # fmt: skip
        if begins:
            amount, charged = amount + Decimal(segment.rate), True
    return amount


def system(*plans: PricingPlan) -> System:
    told = {plan.id: plan for plan in plans}
    return System(SourceId("src"), "src", RentalSystem("velo"), {}, told, (), (), (), ())


def vehicle(plan_id: str) -> RentalVehicle:
    return RentalVehicle("velo", "v", 0, 0, plan_id=plan_id)


def paid(system: System, type: VehicleType = BIKE, plan_id: str = "") -> str:
    fare = fare_of(system, type, vehicle(plan_id) if plan_id else None, 600, 2_000)
    return "" if fare is None else f"{fare.amount} {fare.currency} {fare.source} {fare.is_all}"


def test_the_cheapest_plan_for_whoever_comes_along_is_taken() -> None:
    dear = PricingPlan("velo", "dear", "EUR", "2.10", where="system_pricing_plans.json:9")
    day = PricingPlan("velo", "day", "EUR", "5", where="system_pricing_plans.json:8")
    assert paid(system(day, MEMBERS, dear)) == "2.10 EUR src/system_pricing_plans.json:9 True"


def test_the_plan_of_the_vehicle_goes_before_that_of_its_type() -> None:
    both = system(TEN_KM_INCLUDED, HALF_AN_HOUR_FREE)
    type = VehicleType("velo", "bike", default_plan_id="plan2")
    assert paid(both, type).startswith("2.00 USD")
    assert paid(both, type, "free").startswith("1.00 EUR")
    assert paid(both, type, "unheard-of").startswith("2.00 USD")


def test_what_only_members_pay_is_not_known_of_others() -> None:
    assert paid(system(MEMBERS)) == ""
    assert paid(system()) == ""
    for_members = VehicleType("velo", "bike", default_plan_id="members")
    assert paid(system(MEMBERS, HALF_AN_HOUR_FREE), for_members) == ""


def test_taxes_and_surcharges_on_top_are_said() -> None:
    assert paid(system(BOTH)).endswith("False")
    surge = PricingPlan("velo", "surge", "EUR", "1", has_surge=True)
    assert paid(system(surge)).endswith("False")
