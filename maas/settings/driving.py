"""What driving one's own car costs here: the table `[driving]`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from maas.options import Table

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class DrivingSettings:
    """What a car costs for each kilometre; without a price that is unknown, not nothing."""

    price_per_km: Decimal | None = None
    currency: str = ""
    """ISO 4217."""


USUAL_DRIVING = DrivingSettings()


def read_driving(table: Table) -> DrivingSettings:
    """The table `[driving]` of a territory file.

    Raises:
        BadSettings: an option is unknown, missing or senseless.
    """
    table.only({"price_per_km", "currency"})
    if not table.values:
        return USUAL_DRIVING
    currency = table.text("currency")
    if not _CURRENCY.fullmatch(currency):
        raise table.wrong("currency", f"{currency!r} is no code of three capitals (ISO 4217)")
    price = table.number("price_per_km", None, 0, 1000)
    return DrivingSettings(Decimal(str(price)), currency)
