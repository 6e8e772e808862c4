"""What parking costs."""

from decimal import Decimal

from maas.parked import ParkingFee
from routing.parking.sites import Site


def fee(site: Site, stay_s: int, arrival: int) -> ParkingFee | None:  # noqa: ARG001
    """What a stay costs, None where that is not known."""
    told = site.told
    if told.has_fee is False:
        return ParkingFee(Decimal(0), told.currency, f"{site.source_id}/fee", stay_s)
    for step in told.tariff:
        if stay_s <= step.up_to_s:
            return ParkingFee(step.amount, told.currency, f"{site.source_id}/tariff", stay_s)
    return None
