"""Fares of version 2, journeys: the cheapest products for legs and the changes between them.

Legs are taken one after another; a `Step` is one way to have paid up to a leg, and of steps that
are alike for what may follow the cheapest is kept. Source: GTFS reference, fare_transfer_rules.txt.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maas.prices import Options, PricePart
from routing.fares.legs import EffectiveLeg, LegRule, LegRules
from routing.fares.receipts import receipts
from routing.fares.ride import FareRide, Ticket
from routing.fares.steps import A_AB_B, AB, ChangeRule, Paid, Product, Step


@dataclass(frozen=True)
class ProductFares:
    """The fares of version 2 of one feed."""

    legs: LegRules
    changes: Sequence[ChangeRule]
    products: Mapping[str, Product]

    def tickets(self, rides: tuple[FareRide, ...]) -> list[Ticket]:
        """The cheapest products for rides in the order they are made."""
        legs = self.legs.effective(rides)
        matching = [self.legs.matching(leg) for leg in legs]
        steps: list[Step | None] = [None]
        for i in range(len(legs)):
            steps = _cheapest(
                step for before in steps for step in self._next(before, legs, i, matching[i])
            )
        best = min((step for step in steps if step), key=lambda step: step.cost, default=None)
        return receipts(self._paid(best, matching))

    def _next(
        self, before: Step | None, legs: list[EffectiveLeg], i: int, rules: list[LegRule]
    ) -> Iterator[Step]:
        """Every way to pay for leg `i` after a step."""
        unknown, amount, n = before.cost if before else (0, Decimal(0), 0)
        if not rules:
            yield Step(legs[i], None, None, 0, i, (unknown + 1, amount, n), before)
        for rule in rules:
            own = self.products[rule.product].amount
            yield Step(legs[i], rule, None, 0, i, (unknown, amount + own, n + 1), before)
            for change, count, first in self._changes(before, rule, legs, i):
                assert before is not None
                cost = unknown, amount + self._extra(before, change, own), n
                yield Step(legs[i], rule, change, count, first, cost, before)

    def _extra(self, before: Step, change: ChangeRule, own: Decimal) -> Decimal:
        """What a leg adds to the sum so far when one changes to it by a rule."""
        if change.type == A_AB_B:
            return change.amount + own
        if change.type == AB and before.change is None and before.rule is not None:
            return change.amount - self.products[before.rule.product].amount
        return change.amount

    def _changes(
        self, before: Step | None, rule: LegRule, legs: list[EffectiveLeg], i: int
    ) -> list[tuple[ChangeRule, int, int]]:
        """(rule, changes in a row, leg before the first) of all changes allowed to leg `i`."""
        if before is None or before.rule is None or not (before.rule.group and rule.group):
            return []
        found = []
        for change in self._between(before.rule.group, rule.group):
            goes_on = change.repeats and before.change is not None and (
                (before.change.from_group, before.change.to_group)
                == (change.from_group, change.to_group)
            )  # fmt: skip
            count, first = (before.count + 1, before.first) if goes_on else (1, i - 1)
            most = change.count or 1
            in_number = not change.repeats or most < 0 or count <= most
            if in_number and _in_time(change, legs[first], legs[i]):
                found.append((change, count, first))
        limits = [change.count for change, _, _ in found if change.repeats and change.count > 0]
        closest = min(limits, default=None)
        return [each for each in found if closest is None or each[0].count == closest]

    def _between(self, from_group: str, to_group: str) -> list[ChangeRule]:
        """The rules for two groups; a blank cell is every group that no rule names there."""
        return [
            change
            for change in self.changes
            if _names(change.from_group, from_group, {each.from_group for each in self.changes})
            and _names(change.to_group, to_group, {each.to_group for each in self.changes})
        ]

    def _paid(self, last: Step | None, matching: list[list[LegRule]]) -> list[Paid]:
        """The steps from the first to the last, with what is paid at each."""
        steps: list[Step] = []
        while last is not None:
            steps.insert(0, last)
            last = last.before
        paid = []
        for i, step in enumerate(steps):
            follows = steps[i + 1].change if i + 1 < len(steps) else None
            paid.append(Paid(step, self._options(step, matching[i]), self._part(step, follows)))
        return paid

    def _options(self, step: Step, rules: list[LegRule]) -> Options:
        """All products that would do for the leg of a step, the one taken first."""
        if step.rule is None:
            return ()
        same = [rule.product for rule in rules if rule.group == step.rule.group]
        return tuple(self.products[p].prices for p in dict.fromkeys([step.rule.product, *same]))

    def _part(self, step: Step, follows: ChangeRule | None) -> PricePart | None:
        """What is paid at a step; a change of type AB replaces the ticket before it."""
        if step.rule is None:
            return None
        own, leg, change = self.products[step.rule.product], step.leg[0].index, step.change
        if change is None and follows is not None and follows.type == AB:
            return PricePart(leg, follows.amount, own.currency, follows.source)
        if change is None:
            return PricePart(leg, own.amount, own.currency, own.source)
        amount = change.amount + (own.amount if change.type == A_AB_B else 0)
        if change.type == AB and step.before is not None and step.before.change is None:
            amount = Decimal(0)
        return PricePart(leg, amount, own.currency, change.source)


def _names(cell: str, group: str, named: set[str]) -> bool:
    return cell == group or (cell == "" and group not in named)


def _in_time(change: ChangeRule, first: EffectiveLeg, last: EffectiveLeg) -> bool:
    """Whether the last leg of a sub-journey is early enough, as duration_limit_type measures."""
    if change.duration_s < 0:
        return True
    start = first[0].departure if change.duration_type in (0, 1) else first[-1].arrival
    end = last[-1].arrival if change.duration_type in (0, 3) else last[0].departure
    return end - start <= change.duration_s


def _cheapest(steps: Iterator[Step]) -> list[Step | None]:
    """Of steps that are alike for what may follow the cheapest one each."""
    best: dict[tuple[object, ...], Step] = {}
    for step in steps:
        key = (
            step.rule,
            step.change and (step.change.from_group, step.change.to_group),
            step.count,
            step.first,
        )
        if key not in best or step.cost < best[key].cost:
            best[key] = step
    return list(best.values())
