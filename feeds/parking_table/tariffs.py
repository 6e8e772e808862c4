"""What staying costs, of a table with a column for each length of stay or a list of them."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from feeds.notices import Notes
from feeds.parking_table.paths import MISSING, Row, find, holds, text_of
from feeds.parking_table.values import number
from maas.live.parking import TariffStep
from maas.settings.parking_table import ParkingTable, TariffTable

MOST_STEPS = 200
_CENT = Decimal("0.01")


def tariff(row: Row, table: ParkingTable, notices: Notes) -> tuple[TariffStep, ...]:
    """Its steps by rising stay; of two for the same stay the first."""
    if table.tariff is None:
        return ()
    steps: dict[int, Decimal] = {}
    for stay_s, price in _told(row, table.tariff, table.decimal, notices):
        if stay_s is not None and price is not None and stay_s > 0 and price >= 0:
            steps.setdefault(int(stay_s), Decimal(price).quantize(_CENT))
    told = tuple(TariffStep(stay_s, steps[stay_s]) for stay_s in sorted(steps)[:MOST_STEPS])
    if any(after.amount < before.amount for before, after in pairwise(told)):
        notices.note("falling_price", text_of([str(step.amount) for step in told]))
    return told


def _told(
    row: Row, table: TariffTable, decimal: str, notices: Notes
) -> Iterator[tuple[float | None, float | None]]:
    for stay_s, told in table.steps:
        yield stay_s, number(row, told, decimal, notices)
    listed = MISSING if table.listed is None else find(row, table.listed)
    if table.minutes is None or table.price is None or not isinstance(listed, list):
        return
    for each in (Row(step) for step in listed if isinstance(step, dict)):
        if all(holds(each, condition) for condition in table.where):
            minutes = number(each, table.minutes, decimal, notices)
            yield minutes and minutes * 60, number(each, table.price, decimal, notices)
