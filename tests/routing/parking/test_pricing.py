"""What a stay costs, by what is told of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from maas.live.parking import TariffStep
from maas.model import LatLon, SourceId
from maas.parked import ParkingFee
from routing.parking.pricing import fee
from tests.sites import NOW, site

HOUR = 3600
HOURLY = tuple(TariffStep(hours * HOUR, Decimal(hours)) for hours in (1, 2, 3))
WITH_DAY = (*HOURLY, TariffStep(24 * HOUR, Decimal("10.50")))
AT = LatLon(0.0, 0.0)


def paid(stay_s: int, **told: object) -> ParkingFee | None:
    return fee(site("a", AT, **({"currency": "EUR"} | told)), stay_s, NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "amount"),
    [
        (0, "1"), (1, "1"), (1.5, "2"), (3, "3"), (4, "10.50"), (24, "10.50"),
        (25, "11.50"), (30, "21.00"), (48, "21.00"), (49, "22.00"),
    ],
)  # fmt: skip
def test_steps_and_days(hours: float, amount: str) -> None:
    found = paid(int(hours * HOUR), tariff=WITH_DAY)
    assert found == ParkingFee(Decimal(amount), "EUR", "cars/tariff", int(hours * HOUR))


def test_beyond_the_last_step_nobody_knows_without_a_price_for_a_day() -> None:
    assert paid(3 * HOUR, tariff=HOURLY) is not None
    assert paid(3 * HOUR + 1, tariff=HOURLY) is None


def test_a_longer_ticket_that_is_cheaper_is_taken() -> None:
    cheap_day = (TariffStep(4 * HOUR, Decimal(9)), TariffStep(24 * HOUR, Decimal(6)))
    found = paid(2 * HOUR, tariff=cheap_day)
    assert found is not None
    assert found.amount == 6


def test_what_is_free_costs_nothing() -> None:
    assert paid(99 * HOUR, has_fee=False) == ParkingFee(Decimal(0), "EUR", "cars/fee", 99 * HOUR)


@pytest.mark.parametrize("told", [{}, {"has_fee": True}, {"fee_text": "2 EUR/h"}])
def test_what_nobody_says_is_not_known(told: dict[str, object]) -> None:
    assert paid(HOUR, **told) is None


def test_nobody_stays_longer_than_is_allowed() -> None:
    assert paid(2 * HOUR, has_fee=False, max_stay_s=2 * HOUR) is not None
    assert paid(2 * HOUR + 1, has_fee=False, max_stay_s=2 * HOUR) is None


def test_an_amount_without_a_currency_is_no_price() -> None:
    assert paid(HOUR, tariff=HOURLY, currency="") is None


def test_the_tariff_is_of_whoever_tells_it() -> None:
    told = replace(site("a", AT, currency="EUR", tariff=HOURLY), priced_by=SourceId("map"))
    found = fee(told, HOUR, NOW)
    assert found is not None
    assert found.source == "map/tariff"
