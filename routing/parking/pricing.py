"""What parking costs: by steps of a tariff, the dearest of which may be a whole day's.

Leaves out hours at which parking is free, and what depends on who parks: subscriptions, vouchers.
"""

from collections.abc import Sequence
from decimal import Decimal

from maas.live.parking import TariffStep
from maas.parked import ParkingFee
from routing.parking.sites import Site

DAY_S = 86_400


def fee(site: Site, stay_s: int, arrival: int) -> ParkingFee | None:  # noqa: ARG001  # see the module
    """What a stay costs; None: not known, or nobody may stay for so long.

    Args:
        arrival: Unix s; no tariff that we read depends on it yet.
    """
    told, source = site.told, site.priced_by or site.source_id
    if told.max_stay_s is not None and stay_s > told.max_stay_s:
        return None
    if told.has_fee is False:
        return ParkingFee(Decimal(0), told.currency, f"{source}/fee", stay_s)
    amount = amount_of(told.tariff, stay_s)
    if amount is None or (amount and not told.currency):
        return None
    return ParkingFee(amount, told.currency, f"{source}/tariff", stay_s)


def amount_of(tariff: Sequence[TariffStep], stay_s: int) -> Decimal | None:
    """What a stay costs by a tariff; None: it does not say.

    The cheapest step that is long enough counts. A stay beyond all of them costs the price of a day
    for each whole one, where there is a step of 24 hours, and at most that for the rest.
    """
    enough = [step.amount for step in tariff if stay_s <= step.up_to_s]
    if enough:
        return min(enough)
    a_day = min((step.amount for step in tariff if step.up_to_s == DAY_S), default=None)
    if a_day is None:
        return None
    days, rest = divmod(stay_s, DAY_S)
    of_rest = amount_of(tariff, rest) if rest else None
    return days * a_day + (of_rest or Decimal(0))
