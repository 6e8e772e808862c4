"""What a ride on a rented vehicle costs: by the cheapest plan that whoever comes along may take.

Leaves out what depends on who rents: memberships, passes that were bought before, vouchers.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from maas.live.rentals import PricingPlan, RentalVehicle, Segment, VehicleType
from maas.rented import RentalFare
from routing.rentals.fleets import System


def fare_of(
    system: System, type: VehicleType, vehicle: RentalVehicle | None, seconds: int, metres: float
) -> RentalFare | None:
    """What a ride with one vehicle costs; None: nobody says.

    Args:
        vehicle: None: one of those at a station, any of which may be taken.
        seconds, metres: from taking it to leaving it.
    """
    plans = _plans(system, type, vehicle)
    if not plans:
        return None
    fares = [(amount_of(plan, seconds, metres), plan) for plan in plans]
    currency = plans[0].currency  # who bills in two of them is too rare to keep exchange rates for
    amount, plan = min(
        (fare for fare in fares if fare[1].currency == currency), key=lambda fare: fare[0]
    )
    is_all = not plan.is_taxable and not plan.has_surge
    return RentalFare(amount, currency, f"{system.source_id}/{plan.where}", is_all)


def amount_of(plan: PricingPlan, seconds: int, metres: float) -> Decimal:
    """What a ride costs by a plan, before taxes that come on top.

    The price to unlock, and the rate of each segment as often as an interval of it was begun: the
    minute of a `start` is reached by who rides longer than that.
    Source: GBFS 3.0, system_pricing_plans.json.
    """
    parts = (
        *_rates(plan.per_min, Fraction(seconds, 60)),
        *_rates(plan.per_km, Fraction(round(metres), 1000)),
    )
    return max(Decimal(plan.price) + sum(parts, Decimal(0)), Decimal(0))


def _rates(segments: Sequence[Segment], ridden: Fraction) -> Iterable[Decimal]:
    return (Decimal(segment.rate) * _times(segment, ridden) for segment in segments)


def _times(segment: Segment, ridden: Fraction) -> int:
    """How often the rate of a segment is charged; `ridden` in its unit, minutes or km."""
    start, interval = _exact(segment.start), _exact(segment.interval)
    end = ridden if segment.end is None else min(ridden, _exact(segment.end))
    if end <= start:
        return 0
    return ceil((end - start) / interval) if interval > 0 else 1


def _exact(number: float) -> Fraction:
    """A number as it was written: 0.1 is a tenth."""
    return Fraction(repr(number))


def _plans(
    system: System, type: VehicleType, vehicle: RentalVehicle | None
) -> tuple[PricingPlan, ...]:
    """The plans to choose from: the vehicle's own, else those of its type, else all.

    A plan for members is no choice for others; where there are only such, nobody says what others
    pay.
    """
    of_vehicle = (vehicle.plan_id,) if vehicle else ()
    of_type = (type.default_plan_id, *type.plan_ids)
    for ids in (of_vehicle, of_type, tuple(system.plans)):
        named = [system.plans[id] for id in dict.fromkeys(ids) if id in system.plans]
        if named:
            return tuple(plan for plan in named if plan.is_casual)
    return ()
