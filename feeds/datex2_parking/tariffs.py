"""What parking costs, as far as tables tell it by length of stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from feeds import fields
from feeds.nodes import NOTHING, Node
from feeds.notices import Notes
from maas.live.parking import TariffStep

_DURATION = re.compile(
    r"P(?:(?P<days>[0-9]{1,4})D)?(?:T(?:(?P<hours>[0-9]{1,4})H)?(?:(?P<minutes>[0-9]{1,5})M)?"
    r"(?:(?P<seconds>[0-9]{1,7})(?:\.[0-9]+)?S)?)?",
    re.ASCII,
)
_SECONDS = {"days": 86_400, "hours": 3600, "minutes": 60, "seconds": 1}


@dataclass(frozen=True, slots=True)
class Price:
    """What a record says of money."""

    has_fee: bool | None = None
    tariff: tuple[TariffStep, ...] = ()
    currency: str = ""
    text: str = ""


def priced(record: Node, notices: Notes) -> Price:
    """What parking there costs; a charge that cannot be read costs the whole tariff."""
    payment = record.first("tariffsAndPayment")
    if payment is NOTHING:
        return Price()
    if payment.say("freeOfCharge") in ("true", "1"):
        return Price(has_fee=False)
    charges = [node for node in payment.walk() if node.say("charge", "amount")]
    text = payment.below("tariffDescription", "chargeDescription", "freeText").words
    told_no = payment.say("freeOfCharge") in ("false", "0")
    try:
        steps = {step.up_to_s: step for step in _steps(charges)}
    except ValueError as problem:
        notices.note("invalid_price", problem)
        steps = {}
    tariff = tuple(steps[stay] for stay in sorted(steps))
    currency = _currency(charges) if tariff else ""
    has_fee = True if told_no or charges else None
    return Price(has_fee, tariff if currency else (), currency, text[:2000])


def _steps(charges: list[Node]) -> Iterator[TariffStep]:
    """Charges that say for how long a stay they are.

    Raises:
        ValueError: a charge or its length cannot be read.
    """
    for charge in charges:
        told = charge.say("maxDuration", "durationEnd")
        if not told:
            continue
        amount = fields.amount(charge.say("charge", "amount"))
        stay_s = duration_s(told)
        if amount is None or Decimal(amount) < 0 or not stay_s:
            raise ValueError(f"{charge.say('charge', 'amount')} up to {told}")
        yield TariffStep(stay_s, Decimal(amount))


def duration_s(told: str) -> int | None:
    """Seconds, as a number or as ISO 8601 tells them; None where they cannot be read."""
    if told.isascii() and told.isdigit() and len(told) < 9:
        return int(told)
    match = _DURATION.fullmatch(told)
    if match is None:
        return None
    return sum(int(match[name] or 0) * seconds for name, seconds in _SECONDS.items())


def _currency(charges: list[Node]) -> str:
    told = {charge.say("chargeCurrency", "currency").upper() for charge in charges}
    name = told.pop() if len(told) == 1 else ""
    return name if re.fullmatch("[A-Z]{3}", name) else ""
