"""Steps that are paid told as MOTIS tells fares: legs that are paid together in one transfer.

Its form has room for one rule and one product of changing per transfer. Changes by one rule that
cost nothing by themselves stay in one; any other change after the first begins a transfer of its
own, whose products are what that change adds to pay.
"""

from collections.abc import Sequence

from maas.prices import FareProduct, FareTransfer, TransferRule, covered
from routing.fares.ride import Ticket
from routing.fares.steps import A_AB_B, ChangeRule, Paid

RULES = (TransferRule.FIRST_AND_CHANGE, TransferRule.ALL, TransferRule.CHANGE_ALONE)
"""By fare_transfer_type."""


def receipts(paid: Sequence[Paid]) -> list[Ticket]:
    """Tickets for steps in their order."""
    groups: list[list[Paid]] = []
    for step in paid:
        if groups and _together(groups[-1], step):
            groups[-1].append(step)
        else:
            groups.append([step])
    return [_ticket(group) for group in groups]


def _together(group: Sequence[Paid], after: Paid) -> bool:
    """Whether a step goes into the transfer of those before it."""
    change = after.step.change
    if change is None or group[0].step.change is not None:
        return False
    if len(group) == 1:
        return True
    same = group[1].step.change
    assert same is not None
    of_one_kind = (same.type, same.from_group, same.to_group) == (
        change.type,
        change.from_group,
        change.to_group,
    )
    return of_one_kind and change.amount == 0 and same.amount == 0


def _ticket(group: Sequence[Paid]) -> Ticket:
    changes = [step.step.change for step in group if step.step.change is not None]
    change = changes[0] if changes else None
    legs = tuple(tuple(ride.index for ride in step.step.leg) for step in group)
    parts = [
        part
        for step, own in zip(group, legs, strict=True)
        if step.part is not None
        for part in covered(own, step.part)
    ]
    return Ticket(_transfer(group, change), legs, tuple(parts))


def _transfer(group: Sequence[Paid], change: ChangeRule | None) -> FareTransfer:
    options = tuple(step.options for step in group)
    if change is None:
        return FareTransfer(options)
    rule = RULES[change.type]
    if len(group) == 1 and change.type != A_AB_B:
        rule = TransferRule.CHANGE_ALONE
    products: tuple[FareProduct, ...] = change.product.prices if change.product else ()
    return FareTransfer(options, rule, products)
